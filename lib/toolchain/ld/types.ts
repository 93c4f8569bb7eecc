import type { Archive } from '../../elf';
import type { Diagnostic } from '../diagnostic';
import type { ObjectFile, ObjectSection } from '../object';
import type { SharedLibrary } from './shared';

/** What is given to a link, in the order of the command line. Archives are searched as one group. */
export type LinkInput =
  | { kind: 'object'; object: ObjectFile }
  | { kind: 'archive'; name: string; archive: Archive; whole?: boolean }
  | { kind: 'shared'; library: SharedLibrary; asNeeded?: boolean };

/** What comes out. */
export type LinkKind =
  /** ET_EXEC at a fixed address. */
  | 'exec'
  /** ET_DYN that is an executable. */
  | 'pie'
  /** ET_DYN that is a library. */
  | 'shared'
  /** No ELF file: sections from `base` on. */
  | 'flat';

export interface LinkOptions {
  /** Default `exec`. */
  kind?: LinkKind;
  /** No dynamic linker takes part: no PT_INTERP; a `pie` relocates itself. Default for `exec` without libraries. */
  static?: boolean;
  /** Address of the first byte of the image. */
  base?: number;
  /** Entry symbol, `_start` unless given. */
  entry?: string;
  /** Drops sections that nothing needs. */
  gcSections?: boolean;
  /** Writes .eh_frame_hdr, with which unwinders find frames, even if nothing names __GNU_EH_FRAME_HDR. */
  ehFrameHdr?: boolean;
  /** Path in PT_INTERP. */
  interpreter?: string;
  soname?: string;
  /** The text of a version script. */
  versionScript?: string;
  /** Every global symbol of an executable is put in its dynamic symbol table. */
  exportDynamic?: boolean;
  /** References inside of a shared object are bound to its own definitions. */
  symbolic?: boolean;
  /** -z now, -z defs, -z pack-relative-relocs */
  bindNow?: boolean;
  noUndefined?: boolean;
  packRelative?: boolean;
  /** -z noseparate-code: constants and code in one segment, as the vDSO has them. */
  oneSegment?: boolean;
  /** DT_RUNPATH */
  runpath?: string;
  /** -u: symbols that are looked for from the start. */
  undefined?: readonly string[];
  /** --defsym: absolute symbols, or names of others. */
  defines?: Readonly<Record<string, number | string>>;
  /** -s: no symbol table; -S: no debug sections. */
  strip?: 'all' | 'debug';
  /** -z execstack and its opposite, over what objects say. */
  execStack?: boolean;
}

/** A symbol of the finished image. */
export interface ImageSymbol {
  name: string;
  value: number;
  size: number;
  /** STB_*, STT_*, STV_* */
  binding: number;
  type: number;
  visibility: 0 | 1 | 2 | 3;
  /** Name of its output section, `*ABS*` or `*UND*`. */
  section: string;
}

/** A section of the finished image; without bytes where it holds zeros only. */
export interface ImageSection {
  name: string;
  address: number;
  size: number;
  bytes: Uint8Array;
}

export interface LinkResult {
  /** The file; absent after errors, and for `flat`. */
  elf?: Uint8Array;
  diagnostics: Diagnostic[];
  symbols: ImageSymbol[];
  /** Sections that are loaded, in the order of the image. */
  sections: ImageSection[];
  /** Where a place of an input came to; undefined for what was dropped. */
  addressOf(section: ObjectSection, offset: number): number | undefined;
}
