/**
 * A text cut into lines as CommonMark cuts it: at \n, \r\n and a lone \r. Slices keep the line ends; a byte order mark
 * stands before the first line.
 */
export class Lines {
  private readonly starts: number[];
  readonly count: number;

  constructor(readonly text: string) {
    this.starts = [text.startsWith('\uFEFF') ? 1 : 0];
    for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) this.starts.push(index + end.length);
    if (this.starts.at(-1) === text.length && this.starts.length > 1) this.starts.pop();
    this.count = this.starts.length;
  }

  /** The line's text without its end. */
  at(line: number): string {
    return this.slice(line, line + 1).replace(/[\r\n]+$/, '');
  }

  /** Text of the lines from `from` up to but without `to`. */
  slice(from: number, to: number): string {
    return this.text.slice(this.offset(from), this.offset(to));
  }

  /** Where a line starts; the text's length for the line after the last. */
  offset(line: number): number {
    return line < this.count ? this.starts[line] : this.text.length;
  }

  /** Where a line's text stops and its end begins. */
  end(line: number): number {
    return this.offset(line) + this.at(line).length;
  }

  blank(line: number): boolean {
    return /^[ \t]*$/.test(this.at(line));
  }

  get eol(): '\n' | '\r\n' {
    return /\r\n|\n/.exec(this.text)?.[0] === '\r\n' ? '\r\n' : '\n';
  }
}
