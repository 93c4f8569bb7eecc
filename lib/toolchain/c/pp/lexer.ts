import * as K from './kinds';
import { names } from './names';
import { SourceFile } from './sources';

/** The tokens of one file in columns: kind, number of the spelling, offset in the text without splices, flags. */
export interface LexedFile {
  source: SourceFile;
  kind: Uint8Array;
  value: Int32Array;
  start: Int32Array;
  flags: Uint8Array;
  /** Without the final EOF, which is there too. */
  count: number;
  problems: LexProblem[];
  /** Name of the macro that guards the whole file, once that is known; 0 if none, -1 not yet looked. */
  guard: number;
}

export interface LexProblem {
  offset: number;
  message: string;
  severity: 'error' | 'warning';
}

// Classes of characters.
const BLANK = 1;
const NEWLINE = 2;
const LETTER = 3;
const DIGIT = 4;
const QUOTE = 5;
const PUNCT = 6;
const CLASS = new Uint8Array(128);
const ALL_PUNCTUATION = '[](){}.-+&*~!/%<>=^|?:;,#';
for (const c of ' \t\f\v\r\0') CLASS[c.charCodeAt(0)] = BLANK;
CLASS[10] = NEWLINE;
for (const c of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$') CLASS[c.charCodeAt(0)] = LETTER;
for (const c of '0123456789') CLASS[c.charCodeAt(0)] = DIGIT;
for (const c of '"\'') CLASS[c.charCodeAt(0)] = QUOTE;
for (const c of ALL_PUNCTUATION) CLASS[c.charCodeAt(0)] = PUNCT;

const BACKSLASH = 92;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

/** Longest match first, for each first character: [characters after the first, kind, spelling]. */
const PUNCTUATORS: [number[], number, number][][] = Array.from({ length: 128 }, () => []);
const DIGRAPHS: Record<string, number> = {
  '<:': K.L_BRACKET,
  ':>': K.R_BRACKET,
  '<%': K.L_BRACE,
  '%>': K.R_BRACE,
  '%:': K.HASH,
  '%:%:': K.HASH_HASH,
};
const spellings: [string, number][] = Object.entries(DIGRAPHS);
for (let kind = K.FIRST_PUNCTUATOR; kind < K.PUNCTUATOR_NAMES.length; kind++)
  spellings.push([K.punctuator(kind), kind]);
spellings.sort((a, b) => b[0].length - a[0].length);
for (const [text, kind] of spellings)
  PUNCTUATORS[text.charCodeAt(0)].push([
    [...text.slice(1)].map((c) => c.charCodeAt(0)),
    kind,
    names.id(text),
  ]);

const isWord = (c: number) => c >= 128 || CLASS[c] === LETTER || CLASS[c] === DIGIT;

/** Splits a file into preprocessing tokens (C11 6.4, gcc's extensions: `$` in names, no trigraphs). */
export function lex(path: string, text: string): LexedFile {
  const source = new SourceFile(path, text);
  return new Lexer(source).run();
}

class Lexer {
  private readonly text: string;
  private kind: Uint8Array;
  private value: Int32Array;
  private start: Int32Array;
  private flags: Uint8Array;
  private count = 0;
  private readonly problems: LexProblem[] = [];
  /** There are names with \\u in the file, perhaps. */
  private readonly escapes: boolean;

  constructor(private readonly source: SourceFile) {
    this.text = source.clean;
    this.escapes = /\\[uU]/.test(this.text);
    const guess = (this.text.length >> 2) + 16;
    this.kind = new Uint8Array(guess);
    this.value = new Int32Array(guess);
    this.start = new Int32Array(guess);
    this.flags = new Uint8Array(guess);
  }

  run(): LexedFile {
    const { text } = this;
    const length = text.length;
    let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    let flags = K.LINE_START;
    while (at < length) {
      const c = text.charCodeAt(at);
      const group = c < 128 ? CLASS[c] : LETTER;
      if (group === BLANK) {
        at++;
        flags |= K.SPACE;
      } else if (group === NEWLINE) {
        at++;
        flags = K.LINE_START;
      } else if (group === LETTER || (c === BACKSLASH && this.isUniversal(at))) {
        const start = at++;
        while (at < length && (isWord(text.charCodeAt(at)) || this.isUniversal(at))) at++;
        const next = at < length ? text.charCodeAt(at) : 0;
        if (
          (next === DOUBLE_QUOTE || next === SINGLE_QUOTE) &&
          at - start <= 3 &&
          this.isPrefix(start, at, next)
        )
          at = text[at - 1] === 'R' ? this.rawString(start, at, flags) : this.quoted(start, at, flags);
        else this.add(K.IDENT, this.identifier(start, at), start, flags);
        flags = 0;
      } else if (
        group === DIGIT ||
        (c === 46 && at + 1 < length && CLASS[text.charCodeAt(at + 1)] === DIGIT)
      ) {
        const start = at;
        at = this.numberEnd(at);
        this.add(K.NUMBER, names.intern(text, start, at), start, flags);
        flags = 0;
      } else if (c === 47 && text.charCodeAt(at + 1) === 47) {
        const end = text.indexOf('\n', at);
        at = end < 0 ? length : end;
        flags |= K.SPACE;
      } else if (c === 47 && text.charCodeAt(at + 1) === 42) {
        const end = text.indexOf('*/', at + 2);
        if (end < 0) this.problems.push({ offset: at, message: 'unterminated comment', severity: 'error' });
        at = end < 0 ? length : end + 2;
        flags |= K.SPACE;
      } else if (group === PUNCT) {
        at = this.punctuation(at, c, flags);
        flags = 0;
      } else if (group === QUOTE) {
        at = this.quoted(at, at, flags);
        flags = 0;
      } else {
        this.add(K.OTHER, names.intern(text, at, at + 1), at, flags);
        at++;
        flags = 0;
      }
    }
    const count = this.count;
    this.add(K.EOF, 0, length, K.LINE_START);
    return {
      source: this.source,
      kind: this.kind,
      value: this.value,
      start: this.start,
      flags: this.flags,
      count,
      problems: this.problems,
      guard: -1,
    };
  }

  private punctuation(at: number, first: number, flags: number): number {
    const { text } = this;
    for (const [rest, kind, name] of PUNCTUATORS[first]) {
      let n = 0;
      while (n < rest.length && text.charCodeAt(at + 1 + n) === rest[n]) n++;
      if (n < rest.length) continue;
      this.add(kind, name, at, flags);
      return at + 1 + n;
    }
    this.add(K.OTHER, names.intern(text, at, at + 1), at, flags);
    return at + 1;
  }

  private numberEnd(from: number): number {
    const { text } = this;
    let at = from + 1;
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (isWord(c) || c === 46) continue;
      const before = text.charCodeAt(at - 1) | 32;
      // e+ e- p+ p-
      if ((c === 43 || c === 45) && (before === 101 || before === 112)) continue;
      break;
    }
    return at;
  }

  /** A string or character constant whose quote is at `quote`; it ends with its line if the other quote is missing. */
  private quoted(start: number, quote: number, flags: number): number {
    const { text } = this;
    const mark = text.charCodeAt(quote);
    let at = quote + 1;
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === mark) {
        at++;
        const kind = mark === DOUBLE_QUOTE ? K.STRING : K.CHAR;
        this.add(kind, names.intern(text, start, at), start, flags);
        return at;
      }
      if (c === 10) break;
      if (c === BACKSLASH && text.charCodeAt(at + 1) !== 10) at++;
    }
    at = Math.min(at, text.length);
    this.add(K.OTHER, names.intern(text, start, at), start, flags);
    return at;
  }

  /** R"delimiter( ... )delimiter", which gnu17 has from C++11. */
  private rawString(start: number, quote: number, flags: number): number {
    const { text } = this;
    const open = text.indexOf('(', quote);
    const delimiter = open < 0 ? '' : text.slice(quote + 1, open);
    const close = open < 0 ? -1 : text.indexOf(`)${delimiter}"`, open);
    if (open < 0 || close < 0 || delimiter.length > 16) {
      this.problems.push({ offset: start, message: 'unterminated raw string', severity: 'error' });
      this.add(K.OTHER, names.intern(text, start, text.length), start, flags);
      return text.length;
    }
    const end = close + delimiter.length + 2;
    this.add(K.STRING, names.intern(text, start, end), start, flags);
    return end;
  }

  private isPrefix(start: number, end: number, quote: number): boolean {
    const prefix = this.text.slice(start, end);
    if (prefix === 'L' || prefix === 'u' || prefix === 'U') return true;
    if (quote === SINGLE_QUOTE) return false;
    return ['u8', 'R', 'LR', 'uR', 'UR', 'u8R'].includes(prefix);
  }

  /** A name; one spelled with \u is the name it stands for. */
  private identifier(start: number, end: number): number {
    const { text } = this;
    if (!this.escapes || !text.slice(start, end).includes('\\')) return names.intern(text, start, end);
    const plain = text
      .slice(start, end)
      .replace(/\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})/g, (whole, short, long) => {
        const code = Number.parseInt(short ?? long, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      });
    return names.id(plain);
  }

  /** \uXXXX or \UXXXXXXXX in a name. */
  private isUniversal(at: number): boolean {
    if (this.text.charCodeAt(at) !== BACKSLASH) return false;
    const c = this.text[at + 1];
    return c === 'u' || c === 'U';
  }

  private add(kind: number, value: number, start: number, flags: number): void {
    if (this.count === this.kind.length) this.grow();
    const i = this.count++;
    this.kind[i] = kind;
    this.value[i] = value;
    this.start[i] = start;
    this.flags[i] = flags;
  }

  private grow(): void {
    const size = this.kind.length * 2;
    const wider = <T extends Uint8Array | Int32Array>(old: T, into: T): T => {
      into.set(old);
      return into;
    };
    this.kind = wider(this.kind, new Uint8Array(size));
    this.value = wider(this.value, new Int32Array(size));
    this.start = wider(this.start, new Int32Array(size));
    this.flags = wider(this.flags, new Uint8Array(size));
  }
}
