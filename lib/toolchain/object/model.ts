/**
 * A relocatable object: what the assembler and the compiler make, what .o files hold, and what the linker takes.
 * Objects are not changed once they are made, so that one read from an archive serves every link.
 */
export interface ObjectFile {
  /** File name, for messages and STT_FILE; `libc.a(printf.o)` for a member of an archive. */
  name: string;
  sections: ObjectSection[];
  /** Without the null symbol; local ones may stand anywhere. */
  symbols: ObjectSymbol[];
  groups: SectionGroup[];
  /** The line of source that a place came from, where that is known. */
  locate?(section: ObjectSection, offset: number): SourceLine | undefined;
}

export interface SourceLine {
  file: string;
  line: number;
  /** From 1; absent where only the line is known. */
  column?: number;
  endColumn?: number;
}

export interface ObjectSection {
  name: string;
  /** SHT_* */
  type: number;
  /** SHF_* */
  flags: number;
  /** A power of two. */
  alignment: number;
  /** Size of the entries of a table or of SHF_MERGE data. */
  entsize: number;
  size: number;
  /** Empty for SHT_NOBITS. */
  bytes: Uint8Array;
  relocations: Relocation[];
  /** The section that this one goes with: SHF_LINK_ORDER. */
  linkedTo?: ObjectSection;
}

/** The field at `offset` gets what `type` makes of the symbol and the addend. */
export interface Relocation {
  offset: number;
  /** R_X86_64_*: `R` in lib/elf. */
  type: number;
  symbol: ObjectSymbol;
  addend: number;
}

export interface ObjectSymbol {
  name: string;
  section: ObjectSection | 'undefined' | 'absolute' | 'common';
  /** Offset in its section; the value of an absolute one; the alignment of a common one. */
  value: number;
  size: number;
  /** STB_* */
  binding: number;
  /** STT_* */
  type: number;
  /** STV_* */
  visibility: 0 | 1 | 2 | 3;
}

/** Sections that are kept or dropped together; of comdat groups with one signature, one is kept. */
export interface SectionGroup {
  signature: ObjectSymbol;
  comdat: boolean;
  sections: ObjectSection[];
}

/** The STT_SECTION symbol of a section. */
export function sectionSymbol(section: ObjectSection): ObjectSymbol {
  return { name: '', section, value: 0, size: 0, binding: 0, type: 3, visibility: 0 };
}
