import { SHF, SHT, STB } from '../../elf';
import type { ObjectFile, ObjectSection, ObjectSymbol } from '../object';

/** A stretch of an output section. */
export interface Chunk {
  alignment: number;
  size: number;
  /** In its output section. */
  offset: number;
  output: OutputSection | undefined;
  /** Code: gaps before it are filled with no-operations. */
  executable: boolean;
}

/** An output section: chunks one behind the other. */
export class OutputSection {
  alignment = 1;
  address = 0;
  size = 0;
  /** Number of its section header. */
  index = 0;
  fileOffset = 0;
  readonly chunks: Chunk[] = [];
  /** The section that this one's sh_link names, and what its sh_info is. */
  link: OutputSection | undefined;
  info = 0;

  constructor(
    readonly name: string,
    public flags: number,
    public type: number,
    public entsize = 0,
  ) {}

  add(chunk: Chunk): void {
    this.chunks.push(chunk);
    chunk.output = this;
    this.alignment = Math.max(this.alignment, chunk.alignment);
  }

  get hasBytes(): boolean {
    return this.type !== SHT.NOBITS;
  }
}

/** Where parts of a section that was taken apart have gone: ascending starts, with a place for each. */
export interface Pieces {
  starts: number[];
  /** The section that holds the part now, or undefined when it was dropped. */
  homes: (InputSection | undefined)[];
  offsets: number[];
}

/** A section of an input that is, or may be, part of the output. */
export class InputSection implements Chunk {
  live = false;
  output: OutputSection | undefined;
  offset = 0;
  size: number;
  alignment: number;
  /** Of mergeable sections and unwind tables. */
  pieces: Pieces | undefined;
  /** What it holds in this link, where that differs from what the object has. */
  contents: Uint8Array | undefined;

  constructor(
    readonly file: InputFile,
    readonly section: ObjectSection,
  ) {
    this.size = section.size;
    this.alignment = section.alignment;
  }

  get executable(): boolean {
    return (this.section.flags & SHF.EXECINSTR) !== 0;
  }

  get allocated(): boolean {
    return (this.section.flags & SHF.ALLOC) !== 0;
  }

  get address(): number {
    return (this.output?.address ?? 0) + this.offset;
  }

  /** The address of a place of the input; undefined for a part that was dropped. */
  addressOf(offset: number): number | undefined {
    const { pieces } = this;
    if (!pieces) return this.address + offset;
    const i = pieceAt(pieces, offset);
    const home = pieces.homes[i];
    return home && home.address + pieces.offsets[i] + offset - pieces.starts[i];
  }
}

/** The last piece that starts at or before `offset`. */
export function pieceAt({ starts }: Pieces, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** An object in a link. */
export class InputFile {
  readonly sections = new Map<ObjectSection, InputSection>();
  /** Sections of comdat groups of which another object's was taken. */
  readonly discarded = new Set<ObjectSection>();
  /** What the object's symbols mean in this link. */
  readonly symbols = new Map<ObjectSymbol, LinkSymbol>();

  constructor(readonly object: ObjectFile) {}

  get name(): string {
    return this.object.name;
  }
}

/** Bytes that the linker makes itself. */
export class Synthetic implements Chunk {
  size = 0;
  offset = 0;
  output: OutputSection | undefined;
  executable = false;

  constructor(
    public alignment: number,
    /** Writes the bytes when every address is known; nothing for zeros. */
    readonly write?: (view: DataView, bytes: Uint8Array) => void,
  ) {}

  get address(): number {
    return (this.output?.address ?? 0) + this.offset;
  }
}

/** A symbol of the link: one for all objects when it is global, one of its object when it is local. */
export class LinkSymbol {
  state: 'undefined' | 'defined' | 'common' | 'absolute' | 'shared' = 'undefined';
  /** Where it is, when it is defined. */
  chunk: InputSection | Synthetic | undefined;
  /** Offset there; the value of an absolute one. */
  value = 0;
  size = 0;
  alignment = 1;
  binding: number = STB.LOCAL;
  type = 0;
  visibility: 0 | 1 | 2 | 3 = 0;
  /** The object that defines it. */
  file: InputFile | undefined;
  /** Another symbol that this one is equal to: --defsym. */
  aliasOf: LinkSymbol | undefined;
  /** Some reference is not weak, so that leaving it undefined is an error. */
  needed = false;
  /** The linker's own, which a definition in an object comes before. */
  provided = false;

  // What relocations ask for; -1 for none.
  got = -1;
  gotTp = -1;
  tlsGd = -1;
  tlsDesc = -1;
  plt = -1;
  /** Its address is that of its PLT entry, in every module. */
  canonicalPlt = false;
  /** A copy of a library's object was made in this executable. */
  copied = false;

  /** Defined in this library; or a library refers to it. */
  library: { soname: string } | undefined;
  version: string | undefined;
  /** Of the version script: kept local. */
  hidden = false;
  exported = false;
  /** Number in the dynamic symbol table; 0 for none. */
  dynamic = 0;

  constructor(readonly name: string) {}

  get isDefinedHere(): boolean {
    return this.state === 'defined' || this.state === 'absolute' || this.state === 'common';
  }

  get isIfunc(): boolean {
    return this.type === 10 && this.state === 'defined';
  }

  /** The address in the finished image; 0 for what is not defined. */
  get address(): number {
    if (this.aliasOf) return this.aliasOf.address;
    if (this.state === 'absolute') return this.value;
    const { chunk } = this;
    if (!chunk) return 0;
    return chunk instanceof InputSection ? (chunk.addressOf(this.value) ?? 0) : chunk.address + this.value;
  }
}
