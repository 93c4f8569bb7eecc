import type { BuiltinExpr, CompareOp } from '../ast';
import type { Value } from '../ir/ir';
import type { CType } from '../types';
import { sizeOfType } from './abi';
import { callLibrary } from './call';
import type { Lowering } from './context';
import { convert as convertReal, memoryOf, type Operand, truth as realTruth } from './convert';
import { loadPlace, settle, storePlace } from './place';
import { isBool, isSigned } from './types';

/**
 * Complex numbers: carried as the address of both parts, real before imaginary. Products and quotients are those of
 * C11 annex G; where the plain formula gives two NaNs, and for quotients always, the library decides, as with gcc.
 */

/** The parts of a value; a real one has no imaginary part. */
interface Parts {
  re: Operand;
  im: Operand | undefined;
}

type Combine = (f: Lowering, op: string, type: CType, x: Operand, y: Operand, yType: CType) => Operand;
type Negate = (f: Lowering, type: CType, x: Operand) => Operand;
type Compare = (f: Lowering, op: CompareOp, type: CType, x: Operand, y: Operand) => Value;

/** The arithmetic of the parts. */
export interface RealArithmetic {
  combine: Combine;
  negate: Negate;
  compare: Compare;
}

const realOf = (type: CType): CType => (type.kind === 'complex' ? type.of : type);

export function partsOf(f: Lowering, type: CType, value: Operand): Parts {
  if (type.kind !== 'complex') return { re: value, im: undefined };
  const { base, offset } = memoryOf(value);
  const part = (at: number) => loadPlace(f, { base, offset: offset + at, type: type.of, volatile: false });
  return { re: part(0), im: part(sizeOfType(type.of)) };
}

/** Two parts in memory of their own. */
export function joined(f: Lowering, type: CType, re: Operand, im: Operand): Operand {
  const of = realOf(type);
  const base = f.b.slot(f.temporary(type));
  storePlace(f, { base, offset: 0, type: of, volatile: false }, re);
  storePlace(f, { base, offset: sizeOfType(of), type: of, volatile: false }, im);
  return { memory: { base, offset: 0 } };
}

/** `__builtin_complex`, and what the front end makes of constants. */
export function lowerMake(f: Lowering, e: BuiltinExpr, evaluate: (i: number) => Operand): Operand {
  const re = evaluate(0);
  return joined(f, e.type, re, evaluate(1));
}

/** Converts between arithmetic types, complex ones included: C11 6.3.1.6 and 7. */
export function convert(f: Lowering, from: CType, to: CType, value: Operand): Operand {
  if (isBool(to)) return { value: truth(f, from, value) };
  if (from.kind !== 'complex' && to.kind !== 'complex') return convertReal(f, from, to, value);
  const { re, im } = partsOf(f, from, value);
  const real = convertReal(f, realOf(from), realOf(to), re);
  if (to.kind !== 'complex') return real;
  const zero = () => convertReal(f, INT, to.of, { value: f.b.i32(0) });
  return joined(f, to, real, im ? convertReal(f, realOf(from), to.of, im) : zero());
}

const INT: CType = { kind: 'int', quals: 0, name: 'int', signed: true, size: 4, rank: 4 };

/** 1 when a value, or either of its parts, is not zero. */
export function truth(f: Lowering, type: CType, value: Operand): Value {
  const { re, im } = partsOf(f, type, value);
  const first = realTruth(f, realOf(type), re);
  return im ? f.b.binary('or', first, realTruth(f, realOf(type), im)) : first;
}

/** `-`, and `~` which is the conjugate. */
export function complexUnary(
  f: Lowering,
  op: string,
  type: CType,
  value: Operand,
  on: RealArithmetic,
): Operand {
  const { re, im } = partsOf(f, type, value);
  const of = realOf(type);
  if (!im) throw new Error('not complex');
  return joined(f, type, op === '-' ? on.negate(f, of, re) : re, on.negate(f, of, im));
}

export function complexCompare(
  f: Lowering,
  op: CompareOp,
  type: CType,
  x: Parts,
  y: Parts,
  on: RealArithmetic,
): Value {
  const of = realOf(type);
  if (!x.im || !y.im) throw new Error('not complex');
  const re = on.compare(f, op, of, x.re, y.re);
  const im = on.compare(f, op, of, x.im, y.im);
  return f.b.binary(op === '==' ? 'and' : 'or', re, im);
}

export function complexBinary(
  f: Lowering,
  op: string,
  type: CType,
  x: Parts,
  y: Parts,
  on: RealArithmetic,
): Operand {
  const of = realOf(type);
  const real = (o: string, a: Operand, b: Operand) => on.combine(f, o, of, a, b, of);
  if (op === '+' || op === '-') {
    const re = real(op, x.re, y.re);
    if (x.im && y.im) return joined(f, type, re, real(op, x.im, y.im));
    const alone = (x.im ?? y.im) as Operand;
    return joined(f, type, re, op === '-' && y.im ? on.negate(f, of, alone) : alone);
  }
  if (!y.im) return joined(f, type, real(op, x.re, y.re), real(op, x.im as Operand, y.re));
  if (op === '*') {
    if (!x.im) return joined(f, type, real('*', x.re, y.re), real('*', x.re, y.im));
    return product(f, type, x.re, x.im, y.re, y.im, on);
  }
  if (of.kind === 'int') return wholeQuotient(f, type, x.re, x.im as Operand, y.re, y.im, on);
  return byLibrary(f, 'div', type, [x.re, x.im as Operand, y.re, y.im]);
}

/** A function of libgcc, which names them by the machine mode of the parts: `__muldc3`. */
function byLibrary(f: Lowering, operation: 'mul' | 'div', type: CType, parts: readonly Operand[]): Operand {
  const of = realOf(type);
  const mode = { 4: 's', 8: 'd', 16: 'x' }[sizeOfType(of)] ?? 'd';
  const types = parts.map(() => of);
  return callLibrary(f, `__${operation}${mode}c3`, types, parts, type);
}

function product(
  f: Lowering,
  type: CType,
  a: Operand,
  b: Operand,
  c: Operand,
  d: Operand,
  on: RealArithmetic,
): Operand {
  const of = realOf(type);
  const real = (o: string, x: Operand, y: Operand) => on.combine(f, o, of, x, y, of);
  const re = real('-', real('*', a, c), real('*', b, d));
  const im = real('+', real('*', a, d), real('*', b, c));
  const result = joined(f, type, re, im);
  if (of.kind === 'int') return result;
  const builder = f.b;
  const [maybe, lost, done] = [builder.newBlock(), builder.newBlock(), builder.newBlock()];
  builder.branch(on.compare(f, '!=', of, re, re), maybe, done);
  builder.start(maybe);
  builder.branch(on.compare(f, '!=', of, im, im), lost, done);
  builder.start(lost);
  const exact = byLibrary(f, 'mul', type, [a, b, c, d]);
  builder.copy(f.at(memoryOf(result)), f.at(memoryOf(exact)), sizeOfType(type));
  builder.jump(done);
  builder.start(done);
  return result;
}

/**
 * The quotient of whole numbers: as gcc has it, by the ratio of the divisor's smaller part to its larger, each step in the
 * type itself.
 */
function wholeQuotient(
  f: Lowering,
  type: CType,
  a: Operand,
  b: Operand,
  c: Operand,
  d: Operand,
  on: RealArithmetic,
): Operand {
  const of = realOf(type);
  const real = (o: string, x: Operand, y: Operand): Operand => {
    const result = on.combine(f, o, of, x, y, of);
    return 'value' in result ? { value: settle(f, result.value, of) } : result;
  };
  const size = (x: Operand): Operand => {
    if (!isSigned(of)) return x;
    const places: Operand = { value: f.b.i32(sizeOfType(of) * 8 - 1) };
    const sign = on.combine(f, '>>', of, x, places, INT);
    return real('-', real('^', x, sign), sign);
  };
  const builder = f.b;
  const base = builder.slot(f.temporary(type));
  const put = (re: Operand, im: Operand) => {
    storePlace(f, { base, offset: 0, type: of, volatile: false }, re);
    storePlace(f, { base, offset: sizeOfType(of), type: of, volatile: false }, im);
  };
  const [first, second, done] = [builder.newBlock(), builder.newBlock(), builder.newBlock()];
  builder.branch(on.compare(f, '<', of, size(c), size(d)), first, second);
  builder.start(first);
  {
    const ratio = real('/', c, d);
    const by = real('+', real('*', c, ratio), d);
    put(real('/', real('+', real('*', a, ratio), b), by), real('/', real('-', real('*', b, ratio), a), by));
  }
  builder.jump(done);
  builder.start(second);
  {
    const ratio = real('/', d, c);
    const by = real('+', real('*', d, ratio), c);
    put(real('/', real('+', real('*', b, ratio), a), by), real('/', real('-', b, real('*', a, ratio)), by));
  }
  builder.jump(done);
  builder.start(done);
  return { memory: { base, offset: 0 } };
}
