import type { Cond, Op, Type } from './ir';

const bits = (type: Type) => (type === 'i32' ? 32 : 64);

/** A constant as values keep it: signed, of the width of its type. */
export const wrap = (type: Type, value: bigint): bigint =>
  value >= -0x80000000n && value <= 0x7fffffffn ? value : BigInt.asIntN(bits(type), value);
const unsigned = (type: Type, value: bigint): bigint => BigInt.asUintN(bits(type), value);

/** x op y of two constants; undefined where the processor would trap. */
export function foldBinary(op: Op, type: Type, x: bigint, y: bigint): bigint | undefined {
  const result = binary(op, type, x, y);
  return result === undefined ? undefined : wrap(type, result);
}

function binary(op: Op, type: Type, x: bigint, y: bigint): bigint | undefined {
  const width = BigInt(bits(type));
  const count = y & (width - 1n);
  switch (op) {
    case 'add':
      return x + y;
    case 'sub':
      return x - y;
    case 'mul':
      return x * y;
    case 'and':
      return x & y;
    case 'or':
      return x | y;
    case 'xor':
      return x ^ y;
    case 'shl':
      return x << count;
    case 'sar':
      return x >> count;
    case 'shr':
      return unsigned(type, x) >> count;
    case 'rol':
      return (x << count) | (unsigned(type, x) >> (width - count));
    case 'ror':
      return (unsigned(type, x) >> count) | (x << (width - count));
    case 'umulh':
      return (unsigned(type, x) * unsigned(type, y)) >> width;
    case 'smulh':
      return (x * y) >> width;
    case 'sdiv':
      return y === 0n || (y === -1n && x === -(1n << (width - 1n))) ? undefined : x / y;
    case 'srem':
      return y === 0n || (y === -1n && x === -(1n << (width - 1n))) ? undefined : x % y;
    case 'udiv':
      return y === 0n ? undefined : unsigned(type, x) / unsigned(type, y);
    case 'urem':
      return y === 0n ? undefined : unsigned(type, x) % unsigned(type, y);
    default:
      return undefined;
  }
}

/** A unary operation or change of width of a constant; `from` is the type of the operand. */
export function foldUnary(op: Op, from: Type, x: bigint): bigint | undefined {
  switch (op) {
    case 'neg':
      return wrap(from, -x);
    case 'not':
      return wrap(from, ~x);
    case 'bswap':
      return wrap(from, swapBytes(unsigned(from, x), bits(from)));
    case 'clz':
      return x === 0n ? undefined : BigInt(bits(from) - unsigned(from, x).toString(2).length);
    case 'ctz':
      return x === 0n ? undefined : trailingZeros(x);
    case 'sx8':
      return BigInt.asIntN(8, x);
    case 'zx8':
      return BigInt.asUintN(8, x);
    case 'sx16':
      return BigInt.asIntN(16, x);
    case 'zx16':
      return BigInt.asUintN(16, x);
    case 'sx32':
    case 'trunc':
      return BigInt.asIntN(32, x);
    case 'zx32':
      return BigInt.asUintN(32, x);
    default:
      return undefined;
  }
}

function swapBytes(value: bigint, width: number): bigint {
  let result = 0n;
  for (let i = 0; i < width; i += 8) result = (result << 8n) | ((value >> BigInt(i)) & 0xffn);
  return result;
}

function trailingZeros(value: bigint): bigint {
  let count = 0n;
  while (((value >> count) & 1n) === 0n) count++;
  return count;
}

export function foldCompare(cond: Cond, type: Type, x: bigint, y: bigint): boolean {
  switch (cond) {
    case 'eq':
      return x === y;
    case 'ne':
      return x !== y;
    case 'lt':
      return x < y;
    case 'le':
      return x <= y;
    case 'gt':
      return x > y;
    case 'ge':
      return x >= y;
    case 'ult':
      return unsigned(type, x) < unsigned(type, y);
    case 'ule':
      return unsigned(type, x) <= unsigned(type, y);
    case 'ugt':
      return unsigned(type, x) > unsigned(type, y);
    default:
      return unsigned(type, x) >= unsigned(type, y);
  }
}
