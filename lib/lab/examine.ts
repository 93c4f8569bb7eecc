import { ElfError, interpreter, isElf, readElf } from '../elf';
import { ELFDATA2LSB, EM_X86_64, ET } from '../elf/constants';
import { MACHINES } from '../elf/machines';

/** What a file is to somebody who wants to run it. */
export type Examined =
  /** An x86-64 program, with the dynamic linker that it names. */
  | { kind: 'program'; interpreter?: string }
  /** A text that names in its first line what runs it. */
  | { kind: 'script'; interpreter: string }
  /** It was made to be run, but not here; `why` goes on after "it is". */
  | { kind: 'foreign'; why: string }
  | { kind: 'other' };

/** Longest first line of a script that the kernel looks at: BINPRM_BUF_SIZE, include/uapi/linux/binfmts.h. */
const FIRST_LINE = 256;

/** Programs of other systems, by how they begin: PE, and Mach-O for one processor and for several. */
const FOREIGN: readonly [bytes: number[], why: string][] = [
  [[0x4d, 0x5a], 'a Windows program'],
  [[0xcf, 0xfa, 0xed, 0xfe], 'a macOS program'],
  [[0xca, 0xfe, 0xba, 0xbe], 'a macOS program, or a Java class'],
  [[0x00, 0x61, 0x73, 0x6d], 'WebAssembly'],
];

/** Looks at a file's first bytes. */
export function examine(bytes: Uint8Array): Examined {
  if (isElf(bytes)) return examineElf(bytes);
  if (bytes[0] === 0x23 && bytes[1] === 0x21) {
    const line = new TextDecoder().decode(bytes.subarray(2, FIRST_LINE)).split('\n')[0].trim();
    return { kind: 'script', interpreter: line.split(/\s+/)[0] };
  }
  const foreign = FOREIGN.find(([begin]) => begin.every((byte, i) => bytes[i] === byte));
  return foreign ? { kind: 'foreign', why: foreign[1] } : { kind: 'other' };
}

/** e_type and e_machine lie at the same place in files of 32 and of 64 bits: elf(5). */
function examineElf(bytes: Uint8Array): Examined {
  if (bytes.length < 20) return { kind: 'foreign', why: 'the beginning of an ELF file, and ends there' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[5] === ELFDATA2LSB;
  const machine = view.getUint16(18, little);
  if (!little || machine !== EM_X86_64) {
    const name = MACHINES.get(machine) ?? `processor number ${machine}`;
    return {
      kind: 'foreign',
      why: `a program for ${name}; the machine here is x86-64, of which it runs 64-bit programs`,
    };
  }
  const type = view.getUint16(16, true);
  if (type === ET.REL) return { kind: 'foreign', why: 'an object file: link it into a program first' };
  if (type === ET.CORE) return { kind: 'foreign', why: 'a core dump' };
  try {
    return { kind: 'program', interpreter: interpreter(readElf(bytes)) };
  } catch (error) {
    // What is wrong with it the kernel will say, as Linux would.
    if (error instanceof ElfError) return { kind: 'program' };
    throw error;
  }
}
