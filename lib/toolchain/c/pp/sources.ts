/** A file's text with its line starts; made once for each text and kept between compilations. */
export class SourceFile {
  /** The text without backslash-newlines (translation phase 2). Offsets everywhere are into this. */
  readonly clean: string;
  /** For each splice taken out: offset in `clean` at which it was, and characters taken out up to and with it. */
  private readonly splices: { at: number; removed: number }[] = [];
  private starts: Int32Array | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {
    this.clean = this.splice();
  }

  /** Line and column of an offset in `clean`, both from 0. */
  position(offset: number): { line: number; column: number } {
    const original = this.original(offset);
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= original) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: original - starts[low] };
  }

  /** Text of a line counted from 0, without its end. */
  lineText(line: number): string {
    const starts = this.lineStarts;
    const end = line + 1 < starts.length ? starts[line + 1] - 1 : this.text.length;
    return this.text.slice(starts[line], end).replace(/\r$/, '');
  }

  /** Offsets in the text itself at which lines start. */
  private get lineStarts(): Int32Array {
    if (this.starts) return this.starts;
    const found = [0];
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) found.push(at + 1);
    this.starts = Int32Array.from(found);
    return this.starts;
  }

  private original(offset: number): number {
    let low = 0;
    let high = this.splices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.splices[middle].at <= offset) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? offset : offset + this.splices[low - 1].removed;
  }

  /** gcc takes blanks between backslash and newline for a splice too. */
  private splice(): string {
    const { text } = this;
    if (!text.includes('\\')) return text;
    let clean = '';
    let from = 0;
    for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
      let end = at + 1;
      while (text[end] === ' ' || text[end] === '\t' || text[end] === '\r' || text[end] === '\f') end++;
      if (text[end] !== '\n') continue;
      clean += text.slice(from, at);
      from = end + 1;
      this.splices.push({ at: clean.length, removed: from - clean.length });
      at = end;
    }
    return from === 0 ? text : clean + text.slice(from);
  }
}

/** A file as it was entered once: by the command line or by one #include. */
export interface Inclusion {
  file: SourceFile;
  /** Location of its first character. */
  base: number;
  /** Location of the #include, or -1. */
  from: number;
  system: boolean;
  /** #line directives: from this location on, the line after the directive has this number. */
  lines: { from: number; physical: number; line: number; name: string }[];
}

/** One replacement of a macro by its body. */
export interface Expansion {
  macro: string;
  /** Where the macro was named: location and the expansion that name came from (0: the source itself). */
  at: number;
  within: number;
}

/** Where something stands in source text; lines and columns from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/**
 * Locations are numbers: every inclusion of a file takes a range of them, one for each character. The table turns
 * them back into files, lines and columns, and remembers which tokens came out of which macro.
 */
export class Sources {
  readonly inclusions: Inclusion[] = [];
  /** Number 0 is no expansion. */
  readonly expansions: Expansion[] = [{ macro: '', at: -1, within: 0 }];
  private next = 1;

  /** Enters a file; answers the location of its first character. */
  enter(file: SourceFile, from: number, system: boolean): Inclusion {
    const inclusion = { file, base: this.next, from, system, lines: [] };
    this.next += file.clean.length + 1;
    this.inclusions.push(inclusion);
    return inclusion;
  }

  expand(macro: string, at: number, within: number): number {
    this.expansions.push({ macro, at, within });
    return this.expansions.length - 1;
  }

  inclusionOf(location: number): Inclusion {
    let low = 0;
    let high = this.inclusions.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.inclusions[middle].base <= location) low = middle;
      else high = middle - 1;
    }
    return this.inclusions[low];
  }

  /** The location in the source itself at which an expansion began. */
  outermost(location: number, expansion: number): number {
    let at = location;
    for (let e = expansion; e !== 0; e = this.expansions[e].within) at = this.expansions[e].at;
    return at;
  }

  /** File, line and column as #line has it. */
  place(location: number): Place {
    const inclusion = this.inclusionOf(location);
    const offset = location - inclusion.base;
    const { line: physical, column } = inclusion.file.position(offset);
    let file = inclusion.file.path;
    let line = physical + 1;
    for (const directive of inclusion.lines) {
      if (directive.from > location) break;
      file = directive.name;
      line = directive.line + (physical - directive.physical) - 1;
    }
    return { file, line, column: column + 1 };
  }

  inSystemHeader(location: number): boolean {
    return this.inclusionOf(location).system;
  }
}
