/**
 * Binary floating point by exact integers: sign * mantissa * 2^exponent. For long double constants, and wherever a
 * conversion has to be rounded once and correctly; never on a path that every token takes.
 */
export interface Soft {
  negative: boolean;
  kind: 'zero' | 'finite' | 'infinite' | 'nan';
  /** Of a finite value: not zero. */
  mantissa: bigint;
  exponent: number;
}

/** Bits of significand, and exponents (of the leading bit) of the least normal and the largest number. */
export interface Precision {
  bits: number;
  least: number;
  most: number;
}

export const F32: Precision = { bits: 24, least: -126, most: 127 };
export const F64: Precision = { bits: 53, least: -1022, most: 1023 };
export const X87_PRECISION: Precision = { bits: 64, least: -16382, most: 16383 };
export const F128: Precision = { bits: 113, least: -16382, most: 16383 };

const special = (kind: 'zero' | 'infinite' | 'nan', negative = false): Soft => ({
  negative,
  kind,
  mantissa: 0n,
  exponent: 0,
});

export const zero = (negative = false) => special('zero', negative);
export const infinite = (negative = false) => special('infinite', negative);
export const nan = (negative = false) => special('nan', negative);

/** Number of bits of a positive integer. */
export function bitLength(n: bigint): number {
  const hex = n.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0], 16)));
}

/** Rounds mantissa * 2^exponent to nearest, ties to even. `sticky`: something below the mantissa is not zero. */
export function round(
  negative: boolean,
  mantissa: bigint,
  exponent: number,
  sticky: boolean,
  precision: Precision,
): Soft {
  if (mantissa === 0n) return zero(negative);
  const leading = exponent + bitLength(mantissa) - 1;
  // The weight of the last bit that is kept; denormals keep fewer.
  const last = Math.max(leading, precision.least) - precision.bits + 1;
  let m = mantissa;
  let e = exponent;
  const drop = last - exponent;
  if (drop > 0) {
    const shift = BigInt(drop);
    const rest = m & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    m >>= shift;
    e = last;
    if (rest > half || (rest === half && (sticky || (m & 1n) === 1n))) m += 1n;
  }
  if (m === 0n) return zero(negative);
  if (e + bitLength(m) - 1 > precision.most) return infinite(negative);
  return { negative, kind: 'finite', mantissa: m, exponent: e };
}

export function roundTo(value: Soft, precision: Precision): Soft {
  return value.kind === 'finite'
    ? round(value.negative, value.mantissa, value.exponent, false, precision)
    : value;
}

const buffer = new DataView(new ArrayBuffer(8));

export function fromNumber(value: number): Soft {
  if (Number.isNaN(value)) {
    buffer.setFloat64(0, value);
    return nan(buffer.getUint8(0) >= 128);
  }
  const negative = value < 0 || Object.is(value, -0);
  if (value === 0) return zero(negative);
  if (!Number.isFinite(value)) return infinite(negative);
  buffer.setFloat64(0, value);
  const bits = buffer.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return {
    negative,
    kind: 'finite',
    mantissa: field === 0 ? fraction : fraction | 0x10000000000000n,
    exponent: (field === 0 ? 1 : field) - 1075,
  };
}

/** The nearest double. */
export function toNumber(value: Soft): number {
  if (value.kind === 'nan') return Number.NaN;
  const sign = value.negative ? -1 : 1;
  if (value.kind === 'zero') return sign * 0;
  if (value.kind === 'infinite') return sign * Number.POSITIVE_INFINITY;
  const rounded = roundTo(value, F64);
  if (rounded.kind !== 'finite') return toNumber(rounded);
  const length = bitLength(rounded.mantissa);
  const leading = rounded.exponent + length - 1;
  const normal = leading >= F64.least;
  const scale = BigInt(rounded.exponent - ((normal ? leading : F64.least) - 52));
  const aligned = scale >= 0n ? rounded.mantissa << scale : rounded.mantissa >> -scale;
  const field = normal ? BigInt(leading + 1023) : 0n;
  const bits = (value.negative ? 1n << 63n : 0n) | (field << 52n) | (aligned & 0xfffffffffffffn);
  buffer.setBigUint64(0, bits);
  return buffer.getFloat64(0);
}

export function fromBigInt(value: bigint, precision: Precision): Soft {
  return round(value < 0n, value < 0n ? -value : value, 0, false, precision);
}

/** Towards zero; undefined for infinities and NaN. */
export function toBigInt(value: Soft): bigint | undefined {
  if (value.kind === 'zero') return 0n;
  if (value.kind !== 'finite') return undefined;
  const size =
    value.exponent >= 0
      ? value.mantissa << BigInt(value.exponent)
      : value.mantissa >> BigInt(-value.exponent);
  return value.negative ? -size : size;
}

export const negate = (a: Soft): Soft => ({ ...a, negative: !a.negative });

export function add(a: Soft, b: Soft, precision: Precision): Soft {
  if (a.kind === 'nan') return a;
  if (b.kind === 'nan') return b;
  if (a.kind === 'infinite') return b.kind === 'infinite' && a.negative !== b.negative ? nan(true) : a;
  if (b.kind === 'infinite') return b;
  if (a.kind === 'zero') return b.kind === 'zero' ? zero(a.negative && b.negative) : roundTo(b, precision);
  if (b.kind === 'zero') return roundTo(a, precision);
  const exponent = Math.min(a.exponent, b.exponent);
  const aligned = (v: Soft) => {
    const m = v.mantissa << BigInt(v.exponent - exponent);
    return v.negative ? -m : m;
  };
  const sum = aligned(a) + aligned(b);
  return round(sum < 0n, sum < 0n ? -sum : sum, exponent, false, precision);
}

const isMinusOne = (x: Soft): boolean => x.kind === 'finite' && x.negative && toNumber(x) === -1;

/** A product with -1 is a negation, as gcc folds it: a NaN's sign is turned too. */
export function multiply(a: Soft, b: Soft, precision: Precision): Soft {
  const negative = a.negative !== b.negative;
  if (a.kind === 'nan') return isMinusOne(b) ? { ...a, negative: !a.negative } : a;
  if (b.kind === 'nan') return isMinusOne(a) ? { ...b, negative: !b.negative } : b;
  if (a.kind === 'infinite' || b.kind === 'infinite')
    return a.kind === 'zero' || b.kind === 'zero' ? nan(true) : infinite(negative);
  if (a.kind === 'zero' || b.kind === 'zero') return zero(negative);
  return round(negative, a.mantissa * b.mantissa, a.exponent + b.exponent, false, precision);
}

export function divide(a: Soft, b: Soft, precision: Precision): Soft {
  const negative = a.negative !== b.negative;
  if (a.kind === 'nan') return a;
  if (b.kind === 'nan') return b;
  if (a.kind === 'infinite') return b.kind === 'infinite' ? nan(true) : infinite(negative);
  if (b.kind === 'infinite') return zero(negative);
  if (b.kind === 'zero') return a.kind === 'zero' ? nan(true) : infinite(negative);
  if (a.kind === 'zero') return zero(negative);
  return quotient(negative, a.mantissa, b.mantissa, a.exponent - b.exponent, precision);
}

/** numerator / denominator * 2^exponent, rounded once. */
export function quotient(
  negative: boolean,
  numerator: bigint,
  denominator: bigint,
  exponent: number,
  precision: Precision,
): Soft {
  if (numerator === 0n) return zero(negative);
  const shift = Math.max(0, precision.bits + 3 + bitLength(denominator) - bitLength(numerator));
  const scaled = numerator << BigInt(shift);
  const whole = scaled / denominator;
  return round(
    negative,
    (whole << 1n) | (scaled % denominator === 0n ? 0n : 1n),
    exponent - shift - 1,
    false,
    precision,
  );
}

/** -1, 0, 1, or undefined when one is a NaN. */
export function compare(a: Soft, b: Soft): number | undefined {
  if (a.kind === 'nan' || b.kind === 'nan') return undefined;
  if (a.kind === 'zero' && b.kind === 'zero') return 0;
  const size = (v: Soft) => (v.kind === 'zero' ? 0 : v.negative ? -1 : 1);
  if (size(a) !== size(b)) return size(a) < size(b) ? -1 : 1;
  const sign = size(a);
  if (a.kind === 'infinite' || b.kind === 'infinite')
    return a.kind === b.kind ? 0 : a.kind === 'infinite' ? sign : -sign;
  const exponent = Math.min(a.exponent, b.exponent);
  const x = a.mantissa << BigInt(a.exponent - exponent);
  const y = b.mantissa << BigInt(b.exponent - exponent);
  return x === y ? 0 : x < y ? -sign : sign;
}

/** The ten bytes of the x87 format (SDM vol. 1, 4.2.2), with an explicit integer bit. */
export function encodeX87(value: Soft): { signExponent: number; significand: bigint } {
  const sign = value.negative ? 0x8000 : 0;
  if (value.kind === 'zero') return { signExponent: sign, significand: 0n };
  if (value.kind === 'infinite') return { signExponent: sign | 0x7fff, significand: 1n << 63n };
  if (value.kind === 'nan') return { signExponent: sign | 0x7fff, significand: 3n << 62n };
  const v = roundTo(value, X87_PRECISION);
  if (v.kind !== 'finite') return encodeX87(v);
  const leading = Math.max(v.exponent + bitLength(v.mantissa) - 1, X87_PRECISION.least);
  const shift = BigInt(v.exponent - (leading - 63));
  const significand = shift >= 0n ? v.mantissa << shift : v.mantissa >> -shift;
  const normal = significand >> 63n !== 0n;
  return { signExponent: sign | (normal ? leading + 16383 : 0), significand };
}

/** The sixteen bytes of IEEE binary128, as two halves. */
export function encodeF128(value: Soft): { high: bigint; low: bigint } {
  const sign = value.negative ? 1n << 63n : 0n;
  if (value.kind === 'zero') return { high: sign, low: 0n };
  if (value.kind === 'infinite') return { high: sign | (0x7fffn << 48n), low: 0n };
  if (value.kind === 'nan') return { high: sign | (0x7fff8n << 44n), low: 0n };
  const v = roundTo(value, F128);
  if (v.kind !== 'finite') return encodeF128(v);
  const leading = Math.max(v.exponent + bitLength(v.mantissa) - 1, F128.least);
  const shift = BigInt(v.exponent - (leading - 112));
  const m = shift >= 0n ? v.mantissa << shift : v.mantissa >> -shift;
  const field = m >> 112n !== 0n ? BigInt(leading + 16383) : 0n;
  return { high: sign | (field << 48n) | ((m >> 64n) & 0xffffffffffffn), low: BigInt.asUintN(64, m) };
}
