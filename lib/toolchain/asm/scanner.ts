import { AsmError, type Range } from './error';

export const SYMBOL = /[A-Za-z_.$\u0080-\uffff][\w.$\u0080-\uffff]*/y;
const ESCAPES: Record<string, number> = { b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, a: 7 };
const encoder = new TextEncoder();

/** Space, tab, and what else may stand between words; a line end inside of a comment that spans lines too. */
const isBlank = (code: number) => code === 32 || (code >= 9 && code <= 13);

/** A reading position in the text of one statement. */
export class Scanner {
  constructor(
    readonly text: string,
    public pos = 0,
  ) {}

  /** Skips blanks; true when nothing is left. */
  get atEnd(): boolean {
    this.skipBlanks();
    return this.pos >= this.text.length;
  }

  skipBlanks(): void {
    const { text } = this;
    let { pos } = this;
    while (pos < text.length && isBlank(text.charCodeAt(pos))) pos++;
    this.pos = pos;
  }

  /** The next character after blanks, or '' at the end. */
  peek(): string {
    this.skipBlanks();
    return this.text[this.pos] ?? '';
  }

  /** Takes `token` if it is next. */
  take(token: string): boolean {
    this.skipBlanks();
    if (!this.text.startsWith(token, this.pos)) return false;
    this.pos += token.length;
    return true;
  }

  /** Takes what a sticky expression matches here, or undefined. */
  match(pattern: RegExp): string | undefined {
    this.skipBlanks();
    pattern.lastIndex = this.pos;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.pos = pattern.lastIndex;
    return found[0];
  }

  /** What `pattern` matches here, without taking it. */
  look(pattern: RegExp): string | undefined {
    const pos = this.pos;
    const found = this.match(pattern);
    this.pos = pos;
    return found;
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.error(`expected '${token}' before ${this.describe()}`);
  }

  /** Complains about anything that is left. */
  expectEnd(): void {
    if (!this.atEnd)
      throw this.error(`unexpected ${this.describe()}`, { start: this.pos, end: this.text.trimEnd().length });
  }

  /** The next thing in words, for messages. */
  describe(): string {
    const rest = this.text.slice(this.pos).trim();
    if (rest === '') return 'the end of the statement';
    const word = /^([\w.$]+|.)/u.exec(rest);
    return `'${word ? word[0] : rest}'`;
  }

  /** An error at the next thing, or at `range`. */
  error(message: string, range?: Range, hint?: string): AsmError {
    if (range) return new AsmError(message, range, hint);
    this.skipBlanks();
    const word = /^[\w.$]+/.exec(this.text.slice(this.pos));
    return new AsmError(message, { start: this.pos, end: this.pos + (word ? word[0].length : 1) }, hint);
  }

  /** The range from `start` to here, without the blanks before here. */
  since(start: number): Range {
    const end = this.text.slice(start, this.pos).trimEnd().length + start;
    return { start, end: Math.max(end, start + 1) };
  }

  /** A symbol's name, bare or in quotes. */
  symbolName(what = 'a symbol'): string {
    if (this.peek() === '"') return new TextDecoder().decode(this.string());
    const name = this.match(SYMBOL);
    if (name === undefined) throw this.error(`expected ${what} before ${this.describe()}`);
    return name;
  }

  /** The bytes of a string in double quotes: `\b \f \n \r \t \v \a \\ \"`, octal and `\x` escapes. */
  string(): Uint8Array {
    this.skipBlanks();
    const start = this.pos;
    if (this.text[this.pos] !== '"')
      throw this.error(`expected a string in double quotes before ${this.describe()}`);
    this.pos++;
    const bytes: number[] = [];
    for (;;) {
      const ch = this.text[this.pos];
      if (ch === undefined)
        throw new AsmError("the string has no closing '\"'", { start, end: this.text.length });
      if (ch === '"') break;
      if (ch === '\\') bytes.push(this.escape());
      else {
        const code = this.text.codePointAt(this.pos) as number;
        this.pos += code > 0xffff ? 2 : 1;
        if (code < 0x80) bytes.push(code);
        else bytes.push(...encoder.encode(String.fromCodePoint(code)));
      }
    }
    this.pos++;
    return Uint8Array.from(bytes);
  }

  /** The value of a character constant: `'a`, `'a'`, `'\n'`. */
  character(): number {
    const start = this.pos;
    this.pos++;
    const ch = this.text[this.pos];
    if (ch === undefined) throw new AsmError("nothing follows the quote '", { start, end: start + 1 });
    let value: number;
    if (ch === '\\') value = this.escape();
    else {
      value = this.text.codePointAt(this.pos) as number;
      this.pos += value > 0xffff ? 2 : 1;
    }
    if (this.text[this.pos] === "'") this.pos++;
    return value;
  }

  private escape(): number {
    this.pos++;
    const octal = /[0-7]{1,3}/y;
    octal.lastIndex = this.pos;
    const digits = octal.exec(this.text);
    if (digits) {
      this.pos = octal.lastIndex;
      return Number.parseInt(digits[0], 8) & 0xff;
    }
    const hex = /[xX]([0-9a-fA-F]+)/y;
    hex.lastIndex = this.pos;
    const hexDigits = hex.exec(this.text);
    if (hexDigits) {
      this.pos = hex.lastIndex;
      return Number.parseInt(hexDigits[1].slice(-2), 16);
    }
    const ch = this.text[this.pos] ?? '\\';
    this.pos++;
    return ESCAPES[ch] ?? ch.charCodeAt(0) & 0xff;
  }
}
