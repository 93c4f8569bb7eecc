import { escapedByte } from '../pp/bytes';

/** What the spelling of an integer constant says, before types. */
export interface IntegerText {
  value: bigint;
  unsigned: boolean;
  /** 0 none, 1 `l`, 2 `ll`. */
  long: number;
  decimal: boolean;
}

const SUFFIX = /^(?:[uU](?:ll|LL|[lL])?|(?:ll|LL|[lL])[uU]?)?$/;

/** Reads an integer constant (C11 6.4.4.1, binary as gcc has it); undefined when it is none. */
export function integerText(text: string): IntegerText | undefined {
  let end = 0;
  let digits: string;
  let decimal = false;
  const second = text.charCodeAt(1) | 32;
  if (text.charCodeAt(0) === 48 && second === 120) {
    end = 2;
    while (isHex(text.charCodeAt(end))) end++;
    if (end === 2) return undefined;
    digits = text.slice(0, end);
  } else if (text.charCodeAt(0) === 48 && second === 98) {
    end = 2;
    while (text[end] === '0' || text[end] === '1') end++;
    if (end === 2) return undefined;
    digits = text.slice(0, end);
  } else {
    while (isDecimal(text.charCodeAt(end))) end++;
    if (end === 0) return undefined;
    digits = text.slice(0, end);
    decimal = digits[0] !== '0';
    if (!decimal && end > 1) {
      if (/[89]/.test(digits)) return undefined;
      digits = `0o${digits.slice(1)}`;
    }
  }
  const suffix = text.slice(end);
  if (suffix === '') {
    return { value: BigInt(end < 16 ? Number(digits) : digits), unsigned: false, long: 0, decimal };
  }
  if (!SUFFIX.test(suffix)) return undefined;
  return {
    value: BigInt(digits),
    unsigned: /u/i.test(suffix),
    long: suffix.replace(/u/i, '').length,
    decimal,
  };
}

const isDecimal = (c: number) => c >= 48 && c <= 57;
const isHex = (c: number) => isDecimal(c) || ((c | 32) >= 97 && (c | 32) <= 102);

/** How the characters of a literal are kept, by its prefix. */
export type Encoding = '' | 'L' | 'u8' | 'u' | 'U';

export function encodingOf(spelling: string): Encoding {
  const prefix = /^(u8|[LuU])?R?["']/.exec(spelling)?.[1] ?? '';
  return prefix as Encoding;
}

/** A unit of a literal: a character of source, or a number given by \x or an octal escape. */
interface Piece {
  value: number;
  /** It is a code point, to be encoded; else it is put as it stands. */
  character: boolean;
}

const SIMPLE: Record<string, number> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  E: 27,
  '\\': 92,
  '"': 34,
  "'": 39,
  '?': 63,
};

type Report = (message: string, offset: number, warning?: boolean) => void;

/** Takes the inside of a literal apart. Offsets in reports count from the start of the spelling. */
function pieces(spelling: string, report: Report): Piece[] {
  const open = spelling.search(/["']/);
  if (/^(u8|[LuU])?R"/.test(spelling)) {
    const paren = spelling.indexOf('(');
    const inside = spelling.slice(paren + 1, spelling.length - (paren - open) - 1);
    return [...inside].map((c) => ({ value: c.codePointAt(0) ?? 0, character: true }));
  }
  const found: Piece[] = [];
  const end = spelling.length - 1;
  for (let at = open + 1; at < end; ) {
    const code = spelling.codePointAt(at) ?? 0;
    if (code !== 92) {
      found.push({ value: code, character: true });
      at += code > 0xffff ? 2 : 1;
      continue;
    }
    const start = at;
    const c = spelling[at + 1];
    at += 2;
    if (c === 'x') {
      let value = 0;
      const from = at;
      while (at < end && isHex(spelling.charCodeAt(at)))
        value = value * 16 + Number.parseInt(spelling[at++], 16);
      if (at === from) report('\\x used with no following hex digits', start);
      found.push({ value, character: false });
    } else if (c >= '0' && c <= '7') {
      let value = Number(c);
      for (let n = 1; n < 3 && at < end && spelling[at] >= '0' && spelling[at] <= '7'; n++)
        value = value * 8 + Number(spelling[at++]);
      found.push({ value, character: false });
    } else if (c === 'u' || c === 'U') {
      const digits = c === 'u' ? 4 : 8;
      const text = spelling.slice(at, Math.min(at + digits, end));
      if (text.length < digits || !/^[\da-f]+$/i.test(text))
        report('incomplete universal character name', start);
      const value = Number.parseInt(text, 16) || 0;
      if (value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        report(`${spelling.slice(start, at + digits)} is not a valid universal character`, start);
      found.push({ value: Math.min(value, 0x10ffff), character: true });
      at += text.length;
    } else {
      const value = SIMPLE[c];
      if (value === undefined) report(`unknown escape sequence '\\${c}'`, start, true);
      found.push({ value: value ?? c.codePointAt(0) ?? 0, character: false });
    }
  }
  return found;
}

/** Width in bytes of a character with that prefix; wchar_t's is the target's. */
export function unitOf(encoding: Encoding, wchar: number): number {
  if (encoding === 'L') return wchar;
  return encoding === 'u' ? 2 : encoding === 'U' ? 4 : 1;
}

/** The characters of a string literal in units of its encoding, without the terminating zero. */
export function stringUnits(spelling: string, unit: number, report: Report): number[] {
  const out: number[] = [];
  const limit = unit === 1 ? 0xff : unit === 2 ? 0xffff : 0xffffffff;
  for (const piece of pieces(spelling, report)) {
    if (piece.character) encode(piece.value, unit, out);
    else {
      if (piece.value > limit) report('escape sequence out of range', 0);
      out.push(piece.value % (limit + 1));
    }
  }
  return out;
}

function encode(code: number, unit: number, out: number[]): void {
  const byte = escapedByte(code);
  if (byte !== undefined) out.push(byte);
  else if (unit === 4 || code < 0x80) out.push(code);
  else if (unit === 2) {
    if (code > 0xffff) out.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    else out.push(code);
  } else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
  else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  else
    out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
}

/** Value of a character constant as #if and expressions have it (C11 6.4.4.4, several characters as gcc). */
export function characterValue(
  spelling: string,
  report: Report,
  { wchar = 4, charSigned = true }: { wchar?: number; charSigned?: boolean } = {},
): { value: bigint; unsigned: boolean; encoding: Encoding; many: boolean } {
  const encoding = encodingOf(spelling);
  const unit = unitOf(encoding, wchar);
  const units = stringUnits(spelling, unit, report);
  if (units.length === 0) report('empty character constant', 0);
  const many = units.length > 1;
  if (encoding !== '') {
    if (many) report('character constant too long for its type', 0, true);
    const value = BigInt(units.at(-1) ?? 0);
    const unsigned = encoding !== 'L' || wchar === 2;
    return { value: unsigned ? value : BigInt.asIntN(32, value), unsigned, encoding, many };
  }
  if (units.length === 1) {
    const value = charSigned ? (units[0] << 24) >> 24 : units[0];
    return { value: BigInt(value), unsigned: false, encoding, many };
  }
  let value = 0;
  for (const u of units) value = (value << 8) | u;
  return { value: BigInt(value), unsigned: false, encoding, many };
}
