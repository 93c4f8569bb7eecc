import type { Random } from './random';

/** Numbers where something begins or ends: zeros, denormals, least and largest, NaNs, borders of the integers. */
const DOUBLES: readonly bigint[] = [
  ...[
    0,
    -0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    3,
    1e308,
    -1e308,
    5e-324,
    2 ** -1022,
    2 ** -1074 * 3,
    Infinity,
    -Infinity,
  ],
  ...[
    2 ** 31,
    2 ** 31 - 1,
    2 ** 31 - 0.5,
    -(2 ** 31),
    -(2 ** 31) - 0.5,
    -(2 ** 31) - 1,
    2 ** 63,
    -(2 ** 63),
    2 ** 62,
  ],
  ...[
    2 ** 52 + 0.5,
    2 ** 53 + 2,
    0.1,
    Number.MAX_VALUE,
    2 ** -126,
    2 ** -149,
    2 ** -150,
    3.4028235677973366e38,
    1e-200,
  ],
].map((n) => new BigUint64Array(Float64Array.of(n).buffer)[0]);
const DOUBLE_NANS = [
  0x7ff8000000000000n,
  0xfff8000000000001n,
  0x7ff0000000000001n,
  0xfff4000000000123n,
  0x7ffc0000deadbeefn,
  0x000fffffffffffffn,
  0x800fffffffffffffn,
  0x3fefffffffffffffn,
];
const SINGLES: readonly bigint[] = [
  ...[
    0,
    -0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    3,
    3e38,
    -3e38,
    2 ** -149,
    2 ** -126,
    2 ** -140,
    Infinity,
    -Infinity,
  ],
  ...[2 ** 31, -(2 ** 31), 2 ** 63, -(2 ** 63), 2 ** 30, 2 ** 23 + 0.5, 2 ** 24 - 1, 0.1, 1e-30],
].map((n) => BigInt(new Uint32Array(Float32Array.of(n).buffer)[0]));
const SINGLE_NANS = [
  0x7fc00000n,
  0xffc00001n,
  0x7f800001n,
  0xffa00123n,
  0x007fffffn,
  0x807fffffn,
  0x7f7fffffn,
  0x3f7fffffn,
];
const ONES = (1n << 128n) - 1n;

/** Exponents near one another, so that sums cancel and products stay in range. */
function nearOne(random: Random, double: boolean): bigint {
  const exponent = BigInt((double ? 1023 : 127) + random.below(7) - 3);
  const sign = BigInt(random.below(2));
  return double
    ? (sign << 63n) | (exponent << 52n) | (random.u64() >> 12n)
    : (sign << 31n) | (exponent << 23n) | BigInt(random.u32() >>> 9);
}

/** Small whole numbers and fractions, whose arithmetic is exact. */
function whole(random: Random, double: boolean): bigint {
  const n = (random.below(2001) - 1000) / 2 ** random.below(4);
  return double
    ? new BigUint64Array(Float64Array.of(n).buffer)[0]
    : BigInt(new Uint32Array(Float32Array.of(n).buffer)[0]);
}

function element(random: Random, double: boolean): bigint {
  switch (random.below(6)) {
    case 0:
      return random.pick(double ? DOUBLE_NANS : SINGLE_NANS);
    case 1:
      return double ? random.u64() : BigInt(random.u32());
    case 2:
      return nearOne(random, double);
    case 3:
      return whole(random, double);
    default:
      return random.pick(double ? DOUBLES : SINGLES);
  }
}

/** First contents of a vector register. */
export function vector(random: Random): bigint {
  switch (random.below(8)) {
    case 0:
      return random.pick([0n, ONES, 1n, 15n, 16n, 63n, 64n, 1n << 64n]);
    case 1:
      return (random.u64() << 64n) | random.u64();
    case 2: {
      // Text, with its end somewhere.
      let bytes = 0n;
      for (let i = 0; i < 16; i++)
        bytes = (bytes << 8n) | BigInt(random.oneIn(12) ? 0 : 97 + random.below(4));
      return bytes;
    }
    case 3:
    case 4:
      return [0, 1, 2, 3].reduce((sum) => (sum << 32n) | element(random, false), 0n);
    default:
      return (element(random, true) << 64n) | element(random, true);
  }
}

/** MXCSR: mostly as programs have it, with some flags set. SDM vol. 1, figure 10-3. */
export function mxcsr(random: Random): number {
  const flags = random.oneIn(3) ? 0 : random.below(64);
  const usual = 0x1f80 | flags;
  if (random.oneIn(2)) return usual;
  const control = random.below(4) << 13;
  const zeros = random.pick([0, 0, 0x40, 0x8000, 0x8040]);
  const masks = random.oneIn(3) ? random.below(64) << 7 : 0x1f80;
  return control | zeros | masks | flags;
}
