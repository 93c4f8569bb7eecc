import type { ArithmeticOp } from '../ast';
import type { Builder } from '../ir/build';
import type { Cond, Value } from '../ir/ir';
import type { Lowering, Pair } from './context';

/** Arithmetic of __int128 on pairs of 64-bit values. */
export function pairBinary(f: Lowering, op: ArithmeticOp, signed: boolean, x: Pair, y: Pair): Pair {
  const { b } = f;
  switch (op) {
    case '+': {
      const lo = b.binary('add', x.lo, y.lo);
      const carry = b.unary('zx32', b.cmp('ult', lo, y.lo));
      return { lo, hi: b.binary('add', b.binary('add', x.hi, y.hi), carry) };
    }
    case '-': {
      const lo = b.binary('sub', x.lo, y.lo);
      const borrow = b.unary('zx32', b.cmp('ult', x.lo, y.lo));
      return { lo, hi: b.binary('sub', b.binary('sub', x.hi, y.hi), borrow) };
    }
    case '*':
      return pairMultiply(b, x, y);
    case '&':
      return { lo: b.binary('and', x.lo, y.lo), hi: b.binary('and', x.hi, y.hi) };
    case '|':
      return { lo: b.binary('or', x.lo, y.lo), hi: b.binary('or', x.hi, y.hi) };
    case '^':
      return { lo: b.binary('xor', x.lo, y.lo), hi: b.binary('xor', x.hi, y.hi) };
    case '/':
      return callPair(f, signed ? '__divti3' : '__udivti3', [x.lo, x.hi, y.lo, y.hi]);
    case '%':
      return callPair(f, signed ? '__modti3' : '__umodti3', [x.lo, x.hi, y.lo, y.hi]);
    case '<<':
      return shiftLeft(b, x, y.lo);
    default:
      return shiftRight(b, x, y.lo, signed);
  }
}

function pairMultiply(b: Builder, x: Pair, y: Pair): Pair {
  const lo = b.binary('mul', x.lo, y.lo);
  let hi = b.binary('umulh', x.lo, y.lo);
  hi = b.binary('add', hi, b.binary('mul', x.lo, y.hi));
  hi = b.binary('add', hi, b.binary('mul', x.hi, y.lo));
  return { lo, hi };
}

/** The processor takes counts modulo 64; the upper bit of the count chooses between the halves. */
function shiftLeft(b: Builder, x: Pair, count: Value): Pair {
  const lo = b.binary('shl', x.lo, count);
  const spill = b.binary('shr', b.with('shr', x.lo, 1), b.unary('not', count));
  const hi = b.binary('or', b.binary('shl', x.hi, count), spill);
  const far = b.cmpWith('ne', b.with('and', count, 64), 0);
  return { lo: b.select(far, b.i64(0), lo), hi: b.select(far, lo, hi) };
}

function shiftRight(b: Builder, x: Pair, count: Value, signed: boolean): Pair {
  const op = signed ? 'sar' : 'shr';
  const hi = b.binary(op, x.hi, count);
  const spill = b.binary('shl', b.with('shl', x.hi, 1), b.unary('not', count));
  const lo = b.binary('or', b.binary('shr', x.lo, count), spill);
  const far = b.cmpWith('ne', b.with('and', count, 64), 0);
  return { lo: b.select(far, hi, lo), hi: b.select(far, signed ? b.with('sar', x.hi, 63) : b.i64(0), hi) };
}

export function pairNegate(b: Builder, x: Pair): Pair {
  const borrow = b.unary('zx32', b.cmpWith('ne', x.lo, 0));
  return { lo: b.unary('neg', x.lo), hi: b.binary('sub', b.unary('neg', x.hi), borrow) };
}

export function pairCompare(b: Builder, cond: Cond, x: Pair, y: Pair): Value {
  if (cond === 'eq' || cond === 'ne') {
    const differ = b.binary('or', b.binary('xor', x.lo, y.lo), b.binary('xor', x.hi, y.hi));
    return b.cmpWith(cond, differ, 0);
  }
  const low: Record<string, Cond> = { lt: 'ult', le: 'ule', gt: 'ugt', ge: 'uge' };
  const strict: Record<string, Cond> = { le: 'lt', ge: 'gt', ule: 'ult', uge: 'ugt' };
  const high = b.cmp(strict[cond] ?? cond, x.hi, y.hi);
  const same = b.cmp('eq', x.hi, y.hi);
  return b.binary('or', high, b.binary('and', same, b.cmp(low[cond] ?? cond, x.lo, y.lo)));
}

export const pairTruth = (b: Builder, x: Pair): Value => b.cmpWith('ne', b.binary('or', x.lo, x.hi), 0);

/** Sign- or zero-extends a 64-bit value. */
export const widen = (b: Builder, lo: Value, signed: boolean): Pair => ({
  lo,
  hi: signed ? b.with('sar', lo, 63) : b.i64(0),
});

export const pairConst = (b: Builder, value: bigint): Pair => ({ lo: b.i64(value), hi: b.i64(value >> 64n) });

export function loadPair(b: Builder, base: Value, offset: number, volatile: boolean): Pair {
  return {
    lo: b.load('i64', 8, false, base, offset, volatile),
    hi: b.load('i64', 8, false, base, offset + 8, volatile),
  };
}

export function storePair(b: Builder, base: Value, offset: number, value: Pair, volatile: boolean): void {
  b.store(8, base, offset, value.lo, volatile);
  b.store(8, base, offset + 8, value.hi, volatile);
}

/** A function of the compiler's library that takes words in registers and gives two. */
export function callPair(f: Lowering, name: string, args: Value[]): Pair {
  const { b } = f;
  const general = [7, 6, 2, 1];
  let vectors = 16;
  const call = b.emit('call', 'i64', args);
  call.call = {
    symbol: name,
    registers: args.map((arg) => (arg.type === 'i64' ? (general.shift() as number) : vectors++)),
    results: [0, 2],
    noreturn: false,
    stack: 0,
    effect: 'const',
  };
  return { lo: call, hi: result(b, call, 1, 'i64') };
}

/** Another register of a result. */
export function result(b: Builder, of: Value, number: number, type: Value['type']): Value {
  const value = b.emit('result', type, [of]);
  value.num = number;
  return value;
}
