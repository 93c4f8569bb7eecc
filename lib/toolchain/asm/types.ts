import type { Diagnostic, Span } from '../diagnostic';
import type { ObjectFile, ObjectSection } from '../object';

/** What kind of image comes out. */
export type OutputKind =
  /** A static executable: ET_EXEC, R, RX and RW segments, as `ld -static` lays it out. */
  | 'exec'
  /** A shared object in one R+X segment, with a dynamic symbol table: the shape of Linux' vDSO. */
  | 'shared'
  /** No ELF file: sections placed from `base` on, the first byte of code at `base` itself; no entry is needed. */
  | 'flat';

/** Files that a source reads besides itself. */
export interface SourceFiles {
  /** The bytes of a file, or undefined when there is none. */
  read(path: string): Uint8Array | undefined;
}

export interface AssembleObjectOptions {
  /** File name in diagnostics. */
  name: string;
  /** Symbols given from outside, as `--defsym`: any text that `.set` takes. */
  defines?: Record<string, string>;
  /** For `.include` and `.incbin`; without it they are refused. */
  files?: SourceFiles;
  /** The syntax to start with; AT&T unless given. */
  syntax?: 'att' | 'intel';
}

export interface AssembleObjectResult {
  diagnostics: Diagnostic[];
  /** Absent when there are errors. */
  object?: ObjectFile;
  /** Where the bytes of each statement are, in the order of the source. */
  places?: StatementPlace[];
}

/** The bytes that a line of the source came to. */
export interface StatementPlace {
  line: number;
  section: ObjectSection;
  offset: number;
  size: number;
}

export interface AssembleOptions extends AssembleObjectOptions {
  /** Default `exec`. */
  output?: OutputKind;
  /** Address of the first byte of the image: 0x400000 for `exec`, 0 for `shared`. Negative for the upper half. */
  base?: number;
  /** Entry symbol, `_start` unless given. `shared` has none. */
  entry?: string;
  /** DT_SONAME of a shared object. */
  soname?: string;
  /** The version that every exported symbol of a shared object gets, such as `LINUX_2.6`. */
  version?: string;
}

/** What one statement of the source came to. Macro expansions are listed at the line that called them. */
export interface ListingLine {
  address: number;
  bytes: Uint8Array;
  line: number;
  text: string;
  /** The instruction's name in Intel syntax (`mov`, `syscall`); absent for data and padding. */
  mnemonic?: string;
}

/** A symbol of the finished image. */
export interface AsmSymbol {
  name: string;
  value: number;
  size: number;
  binding: 'local' | 'global' | 'weak';
  type: 'notype' | 'func' | 'object';
  /** STV_DEFAULT, STV_INTERNAL, STV_HIDDEN or STV_PROTECTED. */
  visibility: 0 | 1 | 2 | 3;
  /** Name of its section, or `*ABS*`. */
  section: string;
}

/** A section with its final bytes; what `objcopy -O binary -j` would give. */
export interface AsmSection {
  name: string;
  address: number;
  /** Bytes it occupies; with `nobits` it has no bytes. */
  size: number;
  bytes: Uint8Array;
}

export interface AssembleResult {
  /** The file; absent when there are errors, and for `flat`. */
  elf?: Uint8Array;
  diagnostics: Diagnostic[];
  listing: ListingLine[];
  symbols: AsmSymbol[];
  sections: AsmSection[];
}

export type { Diagnostic, Span };
