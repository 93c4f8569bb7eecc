import {
  DYN_SIZE,
  EHDR_SIZE,
  ELFCLASS64,
  ELFDATA2LSB,
  EM_X86_64,
  ET,
  EV_CURRENT,
  PHDR_SIZE,
  PT,
  SHDR_SIZE,
  SHN,
  SHT,
  SYM_SIZE,
} from './constants';
import type { DynamicEntry, ElfFile, ElfHeader, ElfSymbol, Note, ProgramHeader, Section } from './types';

/** A file that is not the ELF it claims to be. `offset` is where in the file the trouble is. */
export class ElfError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(`${message} (at offset 0x${offset.toString(16)})`);
    this.name = 'ElfError';
  }
}

const decoder = new TextDecoder();
const MAGIC = [0x7f, 0x45, 0x4c, 0x46];
/** How many program headers Linux takes: 64 KiB of them, load_elf_phdrs in fs/binfmt_elf.c. */
const MAX_PROGRAM_HEADERS = Math.floor(65536 / PHDR_SIZE);

/** Elf64_Addr: the sign-extended 64-bit value. Beyond 2^53 it is rounded, and no longer canonical either way. */
const address = (view: DataView, at: number): number =>
  view.getInt32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);

/** Elf64_Off and Elf64_Xword: unsigned, rounded beyond 2^53, where no file is that long. */
const xword = (view: DataView, at: number): number =>
  view.getUint32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const hex = (n: number) => `0x${n.toString(16)}`;

/** True when `bytes` start as an ELF file does. */
export function isElf(bytes: Uint8Array): boolean {
  return MAGIC.every((b, i) => bytes[i] === b);
}

/**
 * Reads the file header and the program headers of an x86-64 ELF file, and checks all that the loader relies on:
 * class, byte order, machine, type, table bounds, and of each PT_LOAD that sizes and addresses are in range.
 * Segment contents may lie beyond the end of the file, as Linux allows; `segmentBytes` says how much is there.
 *
 * @throws ElfError
 */
export function readElf(bytes: Uint8Array): ElfFile {
  if (!isElf(bytes)) throw new ElfError('not an ELF file: it does not start with 7f 45 4c 46', 0);
  if (bytes.length < EHDR_SIZE)
    throw new ElfError(
      `the file ends inside the ELF header: ${bytes.length} of ${EHDR_SIZE} bytes`,
      bytes.length,
    );
  const view = viewOf(bytes);
  if (bytes[4] !== ELFCLASS64) throw new ElfError(`not a 64-bit file: EI_CLASS is ${bytes[4]}, wanted 2`, 4);
  if (bytes[5] !== ELFDATA2LSB) throw new ElfError(`not little-endian: EI_DATA is ${bytes[5]}, wanted 1`, 5);
  if (bytes[6] !== EV_CURRENT)
    throw new ElfError(`unknown ELF version: EI_VERSION is ${bytes[6]}, wanted 1`, 6);
  const header = readHeader(bytes, view);
  return { bytes, header, programHeaders: readProgramHeaders(view, header) };
}

function readHeader(bytes: Uint8Array, view: DataView): ElfHeader {
  const header: ElfHeader = {
    type: view.getUint16(16, true),
    machine: view.getUint16(18, true),
    osabi: bytes[7],
    entry: address(view, 24),
    phoff: xword(view, 32),
    shoff: xword(view, 40),
    flags: view.getUint32(48, true),
    phnum: view.getUint16(56, true),
    shnum: view.getUint16(60, true),
    shstrndx: view.getUint16(62, true),
  };
  if (header.machine !== EM_X86_64)
    throw new ElfError(`not for x86-64: e_machine is ${header.machine}, wanted ${EM_X86_64}`, 18);
  if (header.type < ET.REL || header.type > ET.CORE)
    throw new ElfError(`unknown file type ${header.type}`, 16);
  if (!Number.isSafeInteger(header.entry)) throw new ElfError('the entry address is not canonical', 24);
  return header;
}

function readProgramHeaders(view: DataView, header: ElfHeader): ProgramHeader[] {
  const { phoff, phnum } = header;
  if (phnum === 0) return [];
  const entsize = view.getUint16(54, true);
  if (entsize !== PHDR_SIZE)
    throw new ElfError(`program headers of ${entsize} bytes: e_phentsize must be ${PHDR_SIZE}`, 54);
  if (phnum > MAX_PROGRAM_HEADERS)
    throw new ElfError(`${phnum} program headers; at most ${MAX_PROGRAM_HEADERS} are taken`, 56);
  if (phoff + phnum * PHDR_SIZE > view.byteLength)
    throw new ElfError(`the program header table at ${hex(phoff)} ends beyond the file`, 32);
  return Array.from({ length: phnum }, (_, i) => readProgramHeader(view, phoff + i * PHDR_SIZE, i));
}

function readProgramHeader(view: DataView, at: number, index: number): ProgramHeader {
  const ph: ProgramHeader = {
    type: view.getUint32(at, true),
    flags: view.getUint32(at + 4, true),
    offset: xword(view, at + 8),
    vaddr: address(view, at + 16),
    paddr: address(view, at + 24),
    filesz: xword(view, at + 32),
    memsz: xword(view, at + 40),
    align: xword(view, at + 48),
  };
  if (ph.type === PT.LOAD) checkLoad(ph, at, index);
  return ph;
}

/** What elf_map and set_brk in Linux refuse, found before anything is mapped. */
function checkLoad(ph: ProgramHeader, at: number, index: number): void {
  const bad = (what: string, field: number) => new ElfError(`program header ${index}: ${what}`, at + field);
  if (!Number.isSafeInteger(ph.offset)) throw bad('p_offset is out of range', 8);
  if (!Number.isSafeInteger(ph.vaddr)) throw bad('p_vaddr is not canonical', 16);
  if (!Number.isSafeInteger(ph.memsz)) throw bad('p_memsz is out of range', 40);
  if (ph.filesz > ph.memsz) throw bad(`p_filesz ${hex(ph.filesz)} is more than p_memsz ${hex(ph.memsz)}`, 32);
  if (!Number.isSafeInteger(ph.vaddr + ph.memsz)) throw bad('the segment ends beyond the address space', 40);
}

/** The bytes of a segment that the file really has: fewer than p_filesz when the file was cut. */
export function segmentBytes(file: ElfFile, ph: ProgramHeader): Uint8Array {
  const start = Math.min(ph.offset, file.bytes.length);
  return file.bytes.subarray(start, Math.min(start + ph.filesz, file.bytes.length));
}

/** The path in PT_INTERP, or undefined when the file is static. @throws ElfError */
export function interpreter(file: ElfFile): string | undefined {
  const ph = file.programHeaders.find((p) => p.type === PT.INTERP);
  if (!ph) return undefined;
  const path = segmentBytes(file, ph);
  const end = path.indexOf(0);
  if (path.length !== ph.filesz || end < 1 || end !== path.length - 1)
    throw new ElfError('PT_INTERP is no path that ends in NUL', Math.min(ph.offset, file.bytes.length));
  return decoder.decode(path.subarray(0, end));
}

/** The section headers, names looked up; an empty list when the file has none. @throws ElfError */
export function readSections(file: ElfFile): Section[] {
  const { bytes, header } = file;
  const view = viewOf(bytes);
  if (header.shoff === 0) return [];
  const entsize = view.getUint16(58, true);
  if (entsize !== SHDR_SIZE)
    throw new ElfError(`section headers of ${entsize} bytes: e_shentsize must be ${SHDR_SIZE}`, 58);
  const within = (count: number) => header.shoff + count * SHDR_SIZE <= bytes.length;
  if (!within(1))
    throw new ElfError(`the section header table at ${hex(header.shoff)} is beyond the file`, 40);
  // Counts that do not fit 16 bits are in the first section header: elf(5).
  const count = header.shnum === 0 ? xword(view, header.shoff + 32) : header.shnum;
  if (!within(count)) throw new ElfError(`${count} section headers end beyond the file`, 60);
  const raw = Array.from({ length: count }, (_, i) => readSection(view, header.shoff + i * SHDR_SIZE));
  const namesIndex = header.shstrndx === SHN.XINDEX ? (raw[0]?.link ?? 0) : header.shstrndx;
  if (namesIndex === SHN.UNDEF) return raw;
  const names = raw[namesIndex];
  if (!names) throw new ElfError(`e_shstrndx ${namesIndex} is no section`, 62);
  const table = sectionBytes(file, names);
  return raw.map((section, i) => ({
    ...section,
    name: stringAt(table, view.getUint32(header.shoff + i * SHDR_SIZE, true), names.offset),
  }));
}

function readSection(view: DataView, at: number): Section {
  return {
    name: '',
    type: view.getUint32(at + 4, true),
    flags: xword(view, at + 8),
    addr: address(view, at + 16),
    offset: xword(view, at + 24),
    size: xword(view, at + 32),
    link: view.getUint32(at + 40, true),
    info: view.getUint32(at + 44, true),
    addralign: xword(view, at + 48),
    entsize: xword(view, at + 56),
  };
}

/** The bytes of a section; none for SHT_NOBITS. @throws ElfError when they are not in the file */
export function sectionBytes(file: ElfFile, section: Section): Uint8Array {
  if (section.type === SHT.NOBITS || section.type === SHT.NULL) return new Uint8Array(0);
  const end = section.offset + section.size;
  if (end > file.bytes.length)
    throw new ElfError(
      `section '${section.name}' at ${hex(section.offset)}, ${hex(section.size)} bytes, ends beyond the file`,
      Math.min(section.offset, file.bytes.length),
    );
  return file.bytes.subarray(section.offset, end);
}

/** The symbols of .symtab, or of .dynsym with `dynamic`; an empty list without that table. @throws ElfError */
export function readSymbols(file: ElfFile, dynamic = false): ElfSymbol[] {
  const sections = readSections(file);
  const table = sections.find((s) => s.type === (dynamic ? SHT.DYNSYM : SHT.SYMTAB));
  if (!table) return [];
  const strings = sections[table.link];
  if (!strings)
    throw new ElfError(`'${table.name}' names section ${table.link} as its strings`, table.offset);
  const names = sectionBytes(file, strings);
  const bytes = sectionBytes(file, table);
  const view = viewOf(bytes);
  return Array.from({ length: Math.floor(bytes.length / SYM_SIZE) }, (_, i): ElfSymbol => {
    const at = i * SYM_SIZE;
    return {
      name: stringAt(names, view.getUint32(at, true), strings.offset),
      binding: bytes[at + 4] >> 4,
      type: bytes[at + 4] & 15,
      visibility: (bytes[at + 5] & 3) as ElfSymbol['visibility'],
      shndx: view.getUint16(at + 6, true),
      value: address(view, at + 8),
      size: xword(view, at + 16),
    };
  });
}

/** The entries of PT_DYNAMIC up to DT_NULL; an empty list without one. @throws ElfError */
export function readDynamic(file: ElfFile): DynamicEntry[] {
  const ph = file.programHeaders.find((p) => p.type === PT.DYNAMIC);
  if (!ph) return [];
  const bytes = segmentBytes(file, ph);
  const view = viewOf(bytes);
  const entries: DynamicEntry[] = [];
  for (let at = 0; at + DYN_SIZE <= bytes.length; at += DYN_SIZE) {
    const tag = xword(view, at);
    if (tag === 0) return entries;
    entries.push({ tag, value: address(view, at + 8) });
  }
  throw new ElfError('PT_DYNAMIC does not end in DT_NULL', Math.min(ph.offset, file.bytes.length));
}

/** The notes of every PT_NOTE segment. @throws ElfError */
export function readNotes(file: ElfFile): Note[] {
  const notes: Note[] = [];
  for (const ph of file.programHeaders) {
    if (ph.type !== PT.NOTE) continue;
    const bytes = segmentBytes(file, ph);
    const view = viewOf(bytes);
    // Notes are padded to 4 bytes, or to 8 where the segment is aligned so (GNU properties).
    const align = ph.align === 8 ? 8 : 4;
    const pad = (n: number) => Math.ceil(n / align) * align;
    let at = 0;
    while (at + 12 <= bytes.length) {
      const nameSize = view.getUint32(at, true);
      const descriptionAt = pad(at + 12 + nameSize);
      const end = descriptionAt + view.getUint32(at + 4, true);
      if (end > bytes.length) throw new ElfError('a note ends beyond its segment', ph.offset + at);
      notes.push({
        name: decoder.decode(bytes.subarray(at + 12, at + 12 + nameSize)).replace(/\0+$/, ''),
        type: view.getUint32(at + 8, true),
        description: bytes.subarray(descriptionAt, end),
      });
      at = pad(end);
    }
  }
  return notes;
}

function stringAt(table: Uint8Array, index: number, tableOffset: number): string {
  if (index === 0 && table.length === 0) return '';
  const end = table.indexOf(0, index);
  if (index >= table.length || end < 0)
    throw new ElfError(`string ${index} is not in its table of ${table.length} bytes`, tableOffset);
  return decoder.decode(table.subarray(index, end));
}
