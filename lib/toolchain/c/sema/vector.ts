import type { ArithmeticOp, CompareOp, Expr } from '../ast';
import type { Attribute } from '../parse/attribute';
import { integerArgument } from '../parse/attribute';
import type { Parser } from '../parse/parser';
import type { CType, FloatType, IntType, VectorType } from '../types';
import { convert, errorExpr, intConst, markAddressTaken, rvalue, type Span } from './build';
import { evaluate } from './constant';
import type { Context } from './context';
import {
  compatible,
  integerOf,
  isBool,
  isInteger,
  isReal,
  pointerTo,
  quote,
  sizeOf,
  unqualified,
} from './type';

/** Vectors, GCC manual, "Using Vector Instructions through Built-in Functions". */

export const vectorOf = (of: IntType | FloatType, length: number): VectorType => ({
  kind: 'vector',
  quals: 0,
  of,
  length,
});

/** The type with its innermost part made a vector, as `vector_size` has it. */
export function vectorSized(p: Parser, type: CType, list: readonly Attribute[]): CType {
  let result = type;
  for (const attribute of list)
    if (attribute.name === 'vector_size') {
      const bytes = integerArgument(p, attribute);
      if (bytes !== undefined) result = inside(result, (of) => sized(p, of, bytes, attribute.at));
    }
  return result;
}

function inside(type: CType, make: (of: CType) => CType): CType {
  switch (type.kind) {
    case 'pointer':
      return { ...type, to: inside(type.to, make) };
    case 'array':
      return { ...type, of: inside(type.of, make) };
    case 'function':
      return { ...type, returns: inside(type.returns, make) };
    default:
      return make(type);
  }
}

function sized(p: Parser, type: CType, bytes: number, at: number): CType {
  const of = type.kind === 'enum' ? type.def.underlying : type;
  if (of.kind === 'error') return of;
  if ((of.kind !== 'int' && of.kind !== 'float') || isBool(of) || of.size > 8) {
    p.error(at, `a vector cannot have elements of type ${quote(type)}`);
    return p.types.error;
  }
  const length = bytes / of.size;
  if (!Number.isInteger(length) || bytes <= 0) {
    p.error(at, `the size of a vector must be a multiple of the size of ${quote(type)}`);
    return p.types.error;
  }
  if ((length & (length - 1)) !== 0) {
    p.error(at, `the number of elements of a vector must be a power of two, not ${length}`);
    return p.types.error;
  }
  return {
    ...vectorOf({ ...of, quals: 0, alias: undefined, aligned: undefined }, length),
    quals: type.quals,
  };
}

export const isVector = (type: CType): type is VectorType => type.kind === 'vector';

/** The signed integers that a comparison of two vectors gives: all ones for yes. */
export function comparisonType(cx: Context, { of, length }: VectorType): VectorType {
  const { schar, short, int, long } = cx.types;
  const element = [schar, short, int, long].find((t) => t.size === of.size) ?? int;
  return { ...vectorOf(element, length), opaque: true };
}

/** The value as another vector that it may be assigned to. */
export function assignableVector(type: VectorType, e: Expr): Expr | undefined {
  const from = e.type;
  if (from.kind !== 'vector') return undefined;
  if (compatible(type, from, false)) return e;
  const isMask = (type.opaque || from.opaque) && type.of.kind === 'int' && from.of.kind === 'int';
  return isMask ? vectorCast(type, e) : undefined;
}

/** Elements are compared without their signs. */
const alike = (a: VectorType, b: VectorType) =>
  a.length === b.length && a.of.kind === b.of.kind && a.of.size === b.of.size;

const WHOLE = new Set(['%', '&', '|', '^', '<<', '>>']);
const COMPARE = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** Both operands of an operator of which at least one is a vector, as vectors; undefined where that cannot be. */
export function vectorOperands(op: string, left: Expr, right: Expr): [Expr, Expr, VectorType] | undefined {
  const type = isVector(left.type) ? left.type : (right.type as VectorType);
  const whole = WHOLE.has(op);
  if (whole && type.of.kind === 'float') return undefined;
  const vector = (e: Expr): Expr | undefined => {
    if (isVector(e.type)) return alike(e.type, type) ? e : undefined;
    const fits = whole || type.of.kind === 'int' ? isInteger(e.type) : isReal(e.type);
    return fits ? splat(e, type) : undefined;
  };
  const [a, b] = [vector(left), vector(right)];
  return a && b && [a, b, unqualified(type)];
}

/** A conversion to a vector's type, or from it. */
function cast(type: CType, conversion: 'splat' | 'vector', operand: Expr, of: Span, implicit: boolean): Expr {
  const { at, from, to } = of;
  return {
    kind: 'cast',
    type: unqualified(type),
    at,
    from,
    to,
    lvalue: false,
    conversion,
    operand,
    implicit,
  };
}

/** A scalar in every element. */
const splat = (e: Expr, type: VectorType): Expr => cast(type, 'splat', convert(e, type.of), e, true);

/** `left op right` element by element. */
export function vectorBinary(
  cx: Context,
  op: ArithmeticOp | CompareOp,
  left: Expr,
  right: Expr,
  span: Span,
): Expr | undefined {
  const operands = vectorOperands(op, left, right);
  if (!operands) return undefined;
  const [a, b, of] = operands;
  const type = COMPARE.has(op) ? comparisonType(cx, of) : of;
  return { kind: 'binary', type, ...span, lvalue: false, op, left: a, right: b };
}

/** The elements of a vector as an array. */
export function elements(e: Expr): Expr {
  if (e.type.kind !== 'vector') throw new Error('not a vector');
  const { at, from, to } = e;
  const { of, quals } = e.type;
  if (e.lvalue) markAddressTaken(e);
  const element = quals ? { ...of, quals } : of;
  return { kind: 'decay', type: pointerTo(element), at, from, to, lvalue: false, operand: e };
}

/** A cast between vectors, or a vector and an integer, of one size: the same bits. */
export function vectorCast(type: CType, e: Expr): Expr | undefined {
  const fits = (t: CType) => t.kind === 'vector' || integerOf(t) !== undefined;
  if (!fits(type) || !fits(e.type) || sizeOf(type) !== sizeOf(e.type)) return undefined;
  return cast(type, 'vector', e, e, false);
}

/** `__builtin_shuffle (a, [b,] mask)` and `__builtin_shufflevector (a, b, i, ...)`. */
export function shuffle(cx: Context, name: string, given: Expr[], span: Span): Expr {
  const args = given.map(rvalue);
  const [a] = args;
  const bad = (message: string) => {
    cx.errorAt({ ...errorExpr(cx, span) }, message);
    return errorExpr(cx, span);
  };
  if (!a || !isVector(a.type)) return bad(`the first argument of '${name}' must be a vector`);
  const node = (type: VectorType, operands: Expr[]): Expr => ({
    kind: 'builtin',
    type,
    ...span,
    lvalue: false,
    id: 'shuffle',
    args: operands,
  });
  if (name === '__builtin_shuffle') {
    const mask = args[args.length - 1];
    const b = args.length === 3 ? args[1] : a;
    if (args.length < 2 || args.length > 3)
      return bad(`'${name}' takes two vectors and a mask, or one and a mask`);
    if (!isVector(mask.type) || mask.type.of.kind !== 'int' || mask.type.length !== a.type.length)
      return bad(`the mask of '${name}' must be a vector of as many integers`);
    if (!isVector(b.type) || !alike(a.type, b.type)) return bad(`the vectors of '${name}' differ in type`);
    return node(a.type, args.length === 3 ? [a, b, mask] : [a, mask]);
  }
  const [, b, ...indices] = args;
  if (!b || !isVector(b.type) || b.type.of.name !== a.type.of.name)
    return bad(`the vectors of '${name}' differ in their elements`);
  const values = indices.map((index) => evaluate(index));
  if (indices.length === 0 || (indices.length & (indices.length - 1)) !== 0)
    return bad(`the number of indices of '${name}' must be a power of two`);
  const most = a.type.length + b.type.length;
  if (values.some((v) => v?.kind !== 'int' || v.value < -1n || v.value >= BigInt(most)))
    return bad(`an index of '${name}' must be a constant from -1 to ${most - 1}`);
  return node(vectorOf(a.type.of, indices.length), [
    a,
    b,
    ...values.map((v, i) => intConst(v?.kind === 'int' ? v.value : 0n, cx.types.int, indices[i])),
  ]);
}

/** `__builtin_convertvector (v, type)`. */
export function convertVector(cx: Context, operand: Expr, type: CType, span: Span): Expr {
  const e = rvalue(operand);
  if (!isVector(e.type) || !isVector(type) || e.type.length !== type.length) {
    cx.errorAt(e, "'__builtin_convertvector' takes a vector and a vector type of as many elements");
    return errorExpr(cx, span);
  }
  return {
    kind: 'builtin',
    type: unqualified(type),
    ...span,
    lvalue: false,
    id: 'convertvector',
    args: [e],
  };
}
