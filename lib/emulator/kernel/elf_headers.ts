import { ElfError, PHDR_SIZE, PT } from '../../elf';
import type { Binary } from './binary';

/** A program header as it is in the file: numbers of 64 bits in full, as they may be anything. */
export interface Phdr {
  readonly type: number;
  readonly flags: number;
  readonly offset: bigint;
  readonly vaddr: bigint;
  readonly filesz: bigint;
  readonly memsz: bigint;
  readonly align: bigint;
}

/** What execve looks at of a file's headers. */
export interface Headers {
  readonly type: number;
  readonly entry: bigint;
  readonly phoff: bigint;
  readonly phdrs: readonly Phdr[];
}

const MAGIC = 0x464c457f;
const EM_X86_64 = 62;
/** Bytes of a file that exec looks at first, zeros where it has fewer: BINPRM_BUF_SIZE. */
const BUFFER = 256;
/** Most bytes of program headers: load_elf_phdrs. */
const MOST = 65536;

/**
 * The headers as load_elf_binary reads them, which looks at less than one would think: class, byte order and version may
 * be anything. Throws ElfError where it answers ENOEXEC.
 */
export function readHeaders(binary: Binary): Headers {
  const view = new DataView(new ArrayBuffer(BUFFER));
  new Uint8Array(view.buffer).set(binary.read(0, BUFFER));
  if (view.getUint32(0, true) !== MAGIC)
    throw new ElfError('not an ELF file: it does not start with 7f 45 4c 46', 0);
  const machine = view.getUint16(18, true);
  if (machine !== EM_X86_64)
    throw new ElfError(`not for x86-64: e_machine is ${machine}, wanted ${EM_X86_64}`, 18);
  const entsize = view.getUint16(54, true);
  if (entsize !== PHDR_SIZE) throw new ElfError(`e_phentsize is ${entsize}, wanted ${PHDR_SIZE}`, 54);
  const size = view.getUint16(56, true) * PHDR_SIZE;
  if (size === 0) throw new ElfError('a program without program headers', 56);
  const phoff = view.getBigUint64(32, true);
  const table = size <= MOST ? readAt(binary, phoff, size) : undefined;
  if (table === undefined) throw new ElfError('the program headers are not in the file', 32);
  const rows = new DataView(table.buffer, table.byteOffset);
  const phdrs = Array.from({ length: size / PHDR_SIZE }, (_, n): Phdr => {
    const at = n * PHDR_SIZE;
    const wide = (offset: number) => rows.getBigUint64(at + offset, true);
    return {
      type: rows.getUint32(at, true),
      flags: rows.getUint32(at + 4, true),
      offset: wide(8),
      vaddr: wide(16),
      filesz: wide(32),
      memsz: wide(40),
      align: wide(48),
    };
  });
  return { type: view.getUint16(16, true), entry: view.getBigUint64(24, true), phoff, phdrs };
}

/** elf_read: all of the bytes, or undefined. */
export function readAt(binary: Binary, offset: bigint, size: number): Uint8Array | undefined {
  if (offset >= BigInt(binary.size)) return undefined;
  const bytes = binary.read(Number(offset), size);
  return bytes.length === size ? bytes : undefined;
}

export const loadable = ({ phdrs }: Headers): Phdr[] => phdrs.filter(({ type }) => type === PT.LOAD);
