/** Constants of the transcendental functions as fractions of 2^128, worked out when the unit is written. */
export const ONE = 1n << 128n;
/** Bits beyond 128 in which sums are kept. */
const GUARD = 64n;

const guarded = (numerator: bigint, denominator: bigint): bigint =>
  (numerator << (128n + GUARD)) / denominator;

/** The sum of x^(2n+1) / (2n+1) for x = numerator / denominator; with `sign` -1 the signs alternate. */
function odd(numerator: bigint, denominator: bigint, sign: bigint): bigint {
  let power = guarded(numerator, denominator);
  let sum = 0n;
  let flip = 1n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += (flip * power) / n;
    power = (power * numerator * numerator) / (denominator * denominator);
    flip *= sign;
  }
  return sum;
}
const cut = (x: bigint): bigint => x >> GUARD;

const atan = (numerator: bigint, denominator: bigint): bigint => odd(numerator, denominator, -1n);
/** J. Machin's formula. */
const PI = 4n * (4n * atan(1n, 5n) - atan(1n, 239n));
/** ln 2 = 2 artanh(1/3). */
const LN2_GUARDED = 2n * odd(1n, 3n, 1n);

export const QUARTER_PI = cut(PI / 4n);
export const LN2 = cut(LN2_GUARDED);
/** 1 / (2 ln 2), below 1. */
export const HALF_LOG2_E = ((1n << (256n + GUARD)) / LN2_GUARDED / 2n) & (ONE - 1n);
/** atan(k/16). The series of atan(1) does not end: that one is a quarter of pi. */
export const atanSixteenth = (k: number): bigint => (k === 16 ? QUARTER_PI : cut(atan(BigInt(k), 16n)));

export const inverse = (n: number): bigint => ONE / BigInt(n);
export function inverseFactorial(n: number): bigint {
  let product = 1n;
  for (let i = 2; i <= n; i++) product *= BigInt(i);
  return ONE / product;
}

/** Pi to 66 bits, as the unit's own reduction of angles has it: SDM vol. 1, section 8.3.8. In units of 2^-64. */
export const PI_66 = 0x3243f6a8885a308d3n;
