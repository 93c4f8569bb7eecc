import type { Expr, StringExpr } from '../ast';
import { parseDouble, parseFloating, parseSingle } from '../float/parse';
import { F128, X87_PRECISION } from '../float/soft';
import * as K from '../pp/kinds';
import { errorExpr, floatConst, intConst, numberConst, type Span } from '../sema/build';
import { makeComplex } from '../sema/complex';
import { arrayOf } from '../sema/type';
import type { FloatType, IntType } from '../types';
import { characterValue, encodingOf, integerText, stringUnits, unitOf } from './literal';
import type { Parser } from './parser';

/** An integer or floating constant, C11 6.4.4. */
export function number(p: Parser): Expr {
  const at = p.advance();
  const span = { at, from: at, to: at };
  const text = p.text(at);
  const whole = /^(0x[\da-f]+|0b[01]+|\d+)([ul]*)[ij]([ul]*)$/i.exec(text);
  if (whole) return imaginaryInteger(p, whole[1] + whole[2] + whole[3], span);
  const imaginary = /^(?!0x)([\d.].*?)[ij]([fl]?)$|^([\d.].*[fl])[ij]$/i.exec(text);
  if (imaginary) return imaginaryConstant(p, (imaginary[1] ?? imaginary[3]) + (imaginary[2] ?? ''), span);
  const parsed = integerText(text);
  if (parsed) {
    const type = integerConstantType(p, parsed.value, parsed);
    if (parsed.value >= 1n << 64n) p.error(at, 'integer constant is too large for its type');
    return intConst(parsed.value, type, span);
  }
  return floatingConstant(p, text, at) ?? badNumber(p, text, at);
}

/** GNU: `2i`, a complex integer. */
function imaginaryInteger(p: Parser, digits: string, span: Span): Expr {
  const parsed = integerText(digits);
  if (!parsed) return badNumber(p, p.text(span.at), span.at);
  const type = integerConstantType(p, parsed.value, parsed);
  return makeComplex(intConst(0n, type, span), intConst(parsed.value, type, span), type, span);
}

/** GNU: `2.5i`. */
function imaginaryConstant(p: Parser, digits: string, span: Span): Expr {
  const { at } = span;
  const value = floatingConstant(p, digits, at);
  if (value?.kind !== 'float' || value.type.kind !== 'float') return badNumber(p, p.text(at), at);
  return makeComplex(numberConst(0, value.type, span), value, value.type, span);
}

function badNumber(p: Parser, text: string, at: number): Expr {
  const octal = /^0\d*[89]/.exec(text);
  p.error(
    at,
    octal && /^\d+$/.test(text)
      ? `invalid digit '${text.match(/[89]/)?.[0]}' in octal constant`
      : `invalid suffix or digits in the constant '${text}'`,
  );
  return errorExpr(p, { at, from: at, to: at });
}

/** The first type of the list in C11 6.4.4.1p5 that holds the value. */
function integerConstantType(
  p: Parser,
  value: bigint,
  form: { unsigned: boolean; long: number; decimal: boolean },
): IntType {
  const { int, uint, long, ulong, llong, ullong } = p.types;
  const ladder: [IntType, number][] = [
    [int, 0],
    [uint, 0],
    [long, 1],
    [ulong, 1],
    [llong, 2],
    [ullong, 2],
  ];
  for (const [type, length] of ladder) {
    if (length < form.long) continue;
    if (form.unsigned && type.signed) continue;
    if (!type.signed && !form.unsigned && form.decimal) continue;
    const bits = BigInt(type.size * 8 - (type.signed ? 1 : 0));
    if (value >> bits === 0n) return type;
  }
  return ullong;
}

const FLOATING =
  /^(0x[\da-f]*\.?[\da-f]*(?:p[+-]?\d+)|(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?|\d+e[+-]?\d+|\d+(?=f\d))([a-z\d]*)$/i;

function floatingConstant(p: Parser, text: string, at: number): Expr | undefined {
  const match = FLOATING.exec(text);
  if (!match) return undefined;
  const [, digits, suffix] = match;
  if (/^0x\.?(p|$)/i.test(digits)) return undefined;
  const span = { at, from: at, to: at };
  const types: Record<string, FloatType | undefined> = {
    '': p.types.double,
    f: p.types.float,
    l: p.types.ldouble,
    q: p.types.float128,
    w: p.types.ldouble,
    f32: p.types.floats.get('_Float32'),
    f64: p.types.floats.get('_Float64'),
    f128: p.types.float128,
    f32x: p.types.floats.get('_Float32x'),
    f64x: p.types.floats.get('_Float64x'),
  };
  const lower = suffix.toLowerCase();
  const type = Object.hasOwn(types, lower) ? types[lower] : undefined;
  if (!type) {
    return undefined;
  }
  if (type.format === 'f32') return floatConst({ kind: 'float', value: parseSingle(digits) }, type, span);
  if (type.format === 'f64') {
    const value = parseDouble(digits);
    if (!Number.isFinite(value)) p.warn('overflow', at, `floating constant exceeds the range of 'double'`);
    return floatConst({ kind: 'float', value }, type, span);
  }
  const exact = parseFloating(digits, type.format === 'x87' ? X87_PRECISION : F128);
  return floatConst({ kind: 'float', value: parseDouble(digits), exact }, type, span);
}

export function character(p: Parser): Expr {
  const at = p.advance();
  const text = p.text(at);
  const report = (message: string, offset: number, warning = false) =>
    reportInLiteral(p, at, message, offset, warning);
  const { charSigned } = p.model;
  const wchar = p.types.wchar.size;
  const { value, encoding, many } = characterValue(text, report, { wchar, charSigned });
  if (many && encoding === '') p.warn('multichar', at, 'multi-character character constant');
  const type =
    encoding === 'L'
      ? p.types.wchar
      : encoding === 'u'
        ? p.types.ushort
        : encoding === 'U'
          ? p.types.uint
          : p.types.int;
  return intConst(value, type, { at, from: at, to: at });
}

function reportInLiteral(p: Parser, token: number, message: string, offset: number, warning: boolean): void {
  const expansion = p.tokens.expansion[token];
  const location = p.tokens.location[token] + (expansion === 0 ? offset : 0);
  const where = { location, expansion, length: 2 };
  if (warning) p.diagnostics.warn('', where, message);
  else p.diagnostics.error(where, message);
}

/** Adjacent string literals are one (C11 5.1.1.2 phase 6). */
export function stringLiteral(p: Parser): StringExpr {
  const from = p.at;
  let encoding = encodingOf(p.text());
  const parts: number[] = [];
  while (p.kind === K.STRING) {
    const own = encodingOf(p.text());
    if (own !== '' && encoding !== '' && own !== encoding)
      p.error(p.at, 'unsupported concatenation of string literals with different prefixes');
    if (encoding === '') encoding = own;
    parts.push(p.advance());
  }
  const unit = unitOf(encoding, p.types.wchar.size);
  const units: number[] = [];
  for (const part of parts) {
    const report = (message: string, offset: number, warning = false) =>
      reportInLiteral(p, part, message, offset, warning);
    for (const u of stringUnits(p.text(part), unit, report)) units.push(u);
  }
  units.push(0);
  const bytes = new Uint8Array(units.length * unit);
  if (unit === 1) bytes.set(units);
  else {
    const view = new DataView(bytes.buffer);
    units.forEach((u, i) => {
      if (unit === 2) view.setUint16(i * 2, u, true);
      else view.setUint32(i * 4, u, true);
    });
  }
  const element =
    encoding === 'L'
      ? p.types.wchar
      : encoding === 'u'
        ? p.types.ushort
        : encoding === 'U'
          ? p.types.uint
          : p.types.char;
  const last = parts[parts.length - 1];
  return {
    kind: 'string',
    type: arrayOf(element, units.length),
    at: from,
    from,
    to: last,
    lvalue: true,
    literal: p.literal(bytes, unit),
  };
}
