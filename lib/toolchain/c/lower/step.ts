import type { Expr, IncDecExpr } from '../ast';
import type { Op, Value } from '../ir/ir';
import { joined, partsOf } from './complex';
import type { Lowering } from './context';
import { longDoubleConst, memoryOf, type Operand, pairOf, scalarOf, xbin } from './convert';
import { settle } from './place';
import { carrierOf, irType, isLongDouble, realType } from './types';
import { pairBinary, pairConst } from './wide';

/** An index times the size of what it counts. */
export function scaled(f: Lowering, index: Value, scale: number | Expr): Value {
  if (typeof scale !== 'number') return f.b.binary('mul', index, f.on.scalar(f, scale));
  const power = Math.log2(scale);
  if (Number.isInteger(power) && index.op !== 'const') return f.b.with('shl', index, power);
  return f.b.with('mul', index, scale);
}

/** A distance in bytes over the size of what it counts. */
export function divided(f: Lowering, bytes: Value, scale: number | Expr): Value {
  const { b } = f;
  if (typeof scale !== 'number') return b.binary('sdiv', bytes, f.on.scalar(f, scale));
  if (scale <= 1) return bytes;
  // It is a multiple of the scale: shift the power of two out, and multiply by the inverse of what is left.
  const shift = 31 - Math.clz32(scale & -scale);
  const odd = BigInt(scale) >> BigInt(shift);
  const shifted = b.with('sar', bytes, shift);
  if (odd === 1n) return shifted;
  let inverse = odd;
  for (let i = 0; i < 6; i++) inverse = BigInt.asIntN(64, inverse * (2n - odd * inverse));
  return b.with('mul', shifted, inverse);
}

/** One more, or one less, as ++ and -- have it. */
export function stepWidth(f: Lowering, e: IncDecExpr, old: Operand): Operand {
  const { b } = f;
  const { type } = e.target;
  const real = realType(type);
  const op = e.op === '+' ? 'add' : 'sub';
  if (real.kind === 'pointer') return { value: b.binary(op, scalarOf(old), scaled(f, b.i64(1), e.scale)) };
  if (type.kind === 'complex') {
    const { re, im } = partsOf(f, type, old);
    const target = { ...e.target, type: type.of };
    return joined(f, type, stepWidth(f, { ...e, target }, re), im as Operand);
  }
  if (isLongDouble(type))
    return { memory: xbin(f, op, memoryOf(old), longDoubleConst(f, 0x3fff, 1n << 63n)) };
  if (real.kind === 'float')
    return { value: b.emit(`f${op}` as Op, irType(type), [scalarOf(old), b.float(irType(type), 1)]) };
  if (real.kind === 'int' && real.name === '_Bool')
    return { value: e.op === '+' ? b.i32(1) : b.with('xor', scalarOf(old), 1) };
  if (carrierOf(type) === 'pair') return { pair: pairBinary(f, e.op, true, pairOf(old), pairConst(b, 1n)) };
  return { value: settle(f, b.with(op, scalarOf(old), 1), type) };
}
