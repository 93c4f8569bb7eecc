import { F32, F64, type Precision, quotient, round, type Soft, toNumber } from './soft';

/** Digits a constant may have; more are an attack on the reader's patience. */
const EXPONENT_LIMIT = 40_000;

/** A decimal or hexadecimal floating constant without suffix, rounded once to a precision. */
export function parseFloating(text: string, precision: Precision): Soft {
  const hex = /^0x([\da-f]*)\.?([\da-f]*)(?:p([+-]?\d+))?$/i.exec(text);
  if (hex) {
    const mantissa = BigInt(`0x0${hex[1]}${hex[2]}`);
    const exponent = clamp(hex[3]) - hex[2].length * 4;
    return round(false, mantissa, exponent, false, precision);
  }
  const decimal = /^(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (!decimal) throw new Error(`not a floating constant: ${text}`);
  const digits = BigInt(`0${decimal[1]}${decimal[2]}`);
  const power = clamp(decimal[3]) - decimal[2].length;
  // 10^n = 5^n * 2^n keeps the integers short.
  return power >= 0
    ? round(false, digits * 5n ** BigInt(power), power, false, precision)
    : quotient(false, digits, 5n ** BigInt(-power), power, precision);
}

function clamp(exponent: string | undefined): number {
  const n = Number(exponent ?? 0);
  return Math.max(-EXPONENT_LIMIT, Math.min(EXPONENT_LIMIT, n));
}

/** To double. JavaScript's own conversion of decimals is correctly rounded. */
export function parseDouble(text: string): number {
  return /^0x/i.test(text) ? toNumber(parseFloating(text, F64)) : Number(text);
}

/** To float, rounded once: by way of a double unless that lies half way between two floats. */
export function parseSingle(text: string): number {
  const near = parseDouble(text);
  const single = Math.fround(near);
  if (single === near) return single;
  const other = Math.fround(near + (near - single));
  const halfway = !Number.isFinite(single) || (single + other) / 2 === near || Math.abs(near) < 2 ** -125;
  return halfway ? toNumber(parseFloating(text, F32)) : single;
}
