import type { DT, ET, PT, SHT, STB, STT, STV } from './constants';

type ValueOf<T> = T[keyof T];
/** A value that has a name here, or any other number a file may hold. */
type Known<T> = ValueOf<T> | (number & {});

/** Elf64_Ehdr without the identification bytes, which are always ELFCLASS64, ELFDATA2LSB. */
export interface ElfHeader {
  type: Known<typeof ET>;
  machine: number;
  /** EI_OSABI: 0 System V, 3 Linux. */
  osabi: number;
  /** Start address, a signed number as all virtual addresses are. */
  entry: number;
  phoff: number;
  phnum: number;
  shoff: number;
  shnum: number;
  shstrndx: number;
  flags: number;
}

/** Elf64_Phdr. */
export interface ProgramHeader {
  type: Known<typeof PT>;
  /** PF_R, PF_W, PF_X. */
  flags: number;
  offset: number;
  vaddr: number;
  paddr: number;
  filesz: number;
  memsz: number;
  align: number;
}

/** Elf64_Shdr with its name looked up. */
export interface Section {
  name: string;
  type: Known<typeof SHT>;
  flags: number;
  addr: number;
  offset: number;
  size: number;
  link: number;
  info: number;
  addralign: number;
  entsize: number;
}

/** Elf64_Sym with its name looked up. */
export interface ElfSymbol {
  name: string;
  value: number;
  size: number;
  binding: Known<typeof STB>;
  type: Known<typeof STT>;
  visibility: ValueOf<typeof STV>;
  /** Section index, or SHN_UNDEF, SHN_ABS, SHN_COMMON. */
  shndx: number;
}

/** Elf64_Dyn. */
export interface DynamicEntry {
  tag: Known<typeof DT>;
  value: number;
}

/** One note of a PT_NOTE segment. */
export interface Note {
  name: string;
  type: number;
  description: Uint8Array;
}

/** A file whose header and program headers have been checked. */
export interface ElfFile {
  bytes: Uint8Array;
  header: ElfHeader;
  programHeaders: ProgramHeader[];
}
