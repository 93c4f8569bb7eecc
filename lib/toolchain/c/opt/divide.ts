import { type Op, sizeOf, type Value } from '../ir/ir';

/** Makes values in front of the one that is being replaced. */
export interface Maker {
  make(op: Op, type: Value['type'], args: Value[]): Value;
  constant(type: Value['type'], value: bigint): Value;
}

/**
 * Division by a constant without dividing: shifts for powers of two, a product with the reciprocal otherwise.
 * H. Warren, "Hacker's Delight", chapter 10; T. Granlund, P. Montgomery, "Division by Invariant Integers using
 * Multiplication".
 */
export function divideByConstant(m: Maker, v: Value): Value | undefined {
  const [x, y] = v.args;
  if (y.op !== 'const' || y.imm === 0n) return undefined;
  const bits = sizeOf(v.type) * 8;
  const signed = v.op === 'sdiv' || v.op === 'srem';
  const divisor = signed ? y.imm : BigInt.asUintN(bits, y.imm);
  if (signed && divisor === -(1n << BigInt(bits - 1))) return undefined;
  const remainder = v.op === 'srem' || v.op === 'urem';
  const magnitude = divisor < 0n ? -divisor : divisor;
  const power = (magnitude & (magnitude - 1n)) === 0n ? magnitude.toString(2).length - 1 : -1;
  const bin = (op: Op, a: Value, b: Value | bigint) =>
    m.make(op, a.type, [a, typeof b === 'bigint' ? m.constant(a.type, b) : b]);
  if (!signed && remainder && power >= 0) return bin('and', x, magnitude - 1n);
  let quotient: Value;
  if (power >= 0) {
    if (!signed) quotient = power === 0 ? x : bin('shr', x, BigInt(power));
    else quotient = signedPower(bin, x, power, bits);
  } else if (signed) quotient = signedProduct(m, bin, x, magnitude, bits);
  else quotient = unsignedProduct(m, bin, x, magnitude, bits);
  if (signed && divisor < 0n) quotient = m.make('neg', v.type, [quotient]);
  if (!remainder) return quotient;
  return bin('sub', x, bin('mul', quotient, y));
}

type Bin = (op: Op, a: Value, b: Value | bigint) => Value;

/** Negative numbers get 2^k - 1 added so that the shift rounds towards zero. */
function signedPower(bin: Bin, x: Value, power: number, bits: number): Value {
  if (power === 0) return x;
  const sign = power === 1 ? x : bin('sar', x, BigInt(bits - 1));
  const bias = bin('shr', sign, BigInt(bits - power));
  return bin('sar', bin('add', x, bias), BigInt(power));
}

function signedProduct(m: Maker, bin: Bin, x: Value, d: bigint, bits: number): Value {
  const { multiplier, shift } = signedMagic(d, bits);
  if (bits === 32) {
    const wide = bin('mul', m.make('sx32', 'i64', [x]), multiplier);
    const total = bin('sar', wide, BigInt(32 + shift));
    const quotient = m.make('trunc', 'i32', [total]);
    return bin('sub', quotient, bin('sar', x, 31n));
  }
  let high = bin('smulh', x, BigInt.asIntN(bits, multiplier));
  if (multiplier >= 1n << BigInt(bits - 1)) high = bin('add', high, x);
  if (shift > 0) high = bin('sar', high, BigInt(shift));
  return bin('sub', high, bin('sar', x, BigInt(bits - 1)));
}

function unsignedProduct(m: Maker, bin: Bin, x: Value, d: bigint, bits: number): Value {
  const { multiplier, shift, add } = unsignedMagic(d, bits);
  if (bits === 32 && !add) {
    const wide = bin('mul', m.make('zx32', 'i64', [x]), multiplier);
    return m.make('trunc', 'i32', [bin('shr', wide, BigInt(32 + shift))]);
  }
  const product = (): Value => {
    if (bits === 64) return bin('umulh', x, BigInt.asIntN(64, multiplier));
    const wide = bin('mul', m.make('zx32', 'i64', [x]), multiplier);
    return m.make('trunc', 'i32', [bin('shr', wide, 32n)]);
  };
  const high = product();
  if (!add) return shift > 0 ? bin('shr', high, BigInt(shift)) : high;
  // The multiplier has one bit more than fits: (x - high) / 2 + high stands for x + high halved.
  const sum = bin('add', bin('shr', bin('sub', x, high), 1n), high);
  return shift > 1 ? bin('shr', sum, BigInt(shift - 1)) : sum;
}

/** The smallest reciprocal that is exact for every signed dividend. */
function signedMagic(d: bigint, bits: number): { multiplier: bigint; shift: number } {
  const half = 1n << BigInt(bits - 1);
  const worst = half - 1n - (half % d);
  for (let p = BigInt(bits); ; p++) {
    const power = 1n << p;
    if (power > worst * (d - (power % d))) {
      return { multiplier: (power + d - (power % d)) / d, shift: Number(p) - bits };
    }
  }
}

function unsignedMagic(d: bigint, bits: number): { multiplier: bigint; shift: number; add: boolean } {
  const limit = 1n << BigInt(bits);
  const worst = limit - 1n - (limit % d);
  for (let p = BigInt(bits); ; p++) {
    const power = 1n << p;
    if (power <= worst * (d - 1n - ((power - 1n) % d))) continue;
    const multiplier = (power + d - 1n - ((power - 1n) % d)) / d;
    const add = multiplier >= limit;
    return { multiplier: add ? multiplier - limit : multiplier, shift: Number(p) - bits, add };
  }
}
