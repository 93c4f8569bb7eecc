import type { ArithmeticOp, CompareOp, Expr, FunctionSymbol, Variable } from '../ast';
import type { CType } from '../types';
import { checkSubscript } from '../warn/bounds';
import { checkBinary, checkCondition, checkOverflow } from '../warn/operators';
import { isNullConstant, requireScalar } from './assign';
import {
  addressExpr,
  commonType,
  convert,
  errorExpr,
  intConst,
  loadVariable,
  markAddressTaken,
  promote,
  rvalue,
  type Span,
} from './build';
import { complexOperands, isOrder } from './complex';
import { evaluate } from './constant';
import type { Context } from './context';
import {
  compatible,
  composite,
  isArithmetic,
  isComplete,
  isInteger,
  isScalar,
  pointerTo,
  qualify,
  quote,
  sizeOf,
  unqualified,
} from './type';
import { elements, isVector, vectorBinary, vectorCast } from './vector';

/** Operators of C11 6.5: each takes operands as parsed and gives a typed node, or says why it cannot. */

/** Covers both operands, with the caret at the operator. */
export const span = (at: number, left: Expr, right: Expr): Span => ({ at, from: left.from, to: right.to });

export const isError = (e: Expr) => e.type.kind === 'error';

/** Bytes that one step of a pointer to this type moves. */
export function stepOf(cx: Context, pointed: CType, at: Expr): number | Expr {
  if (pointed.kind === 'array' && pointed.vla) {
    const { size } = pointed.vla;
    return size ? loadVariable(size, at) : 0;
  }
  if (pointed.kind !== 'void' && pointed.kind !== 'function' && !isComplete(pointed)) {
    cx.errorAt(at, `arithmetic on a pointer to an incomplete type ${quote(pointed)}`);
    return 1;
  }
  return sizeOf(pointed);
}

/** Both operands in their common type. */
export function arithmetic(cx: Context, left: Expr, right: Expr): [Expr, Expr, CType] {
  const l = promote(cx, left);
  const r = promote(cx, right);
  const type = commonType(cx, l.type, r.type);
  return [convert(l, type), convert(r, type), type];
}

export function refuse(cx: Context, op: string, left: Expr, right: Expr, at: number): Expr {
  const where = span(at, left, right);
  if (!isError(left) && !isError(right)) {
    const node = { ...errorExpr(cx, where) };
    cx.errorAt(node, `invalid operands to binary '${op}' (${quote(left.type)} and ${quote(right.type)})`);
  }
  return errorExpr(cx, where);
}

export function binary(cx: Context, op: ArithmeticOp | CompareOp, l: Expr, r: Expr, at: number): Expr {
  const left = rvalue(l);
  const right = rvalue(r);
  if (isError(left) || isError(right)) return errorExpr(cx, span(at, left, right));
  if (isVector(left.type) || isVector(right.type))
    return vectorBinary(cx, op, left, right, span(at, left, right)) ?? refuse(cx, op, left, right, at);
  checkBinary(cx, op, left, right, at);
  switch (op) {
    case '+':
      if (left.type.kind === 'pointer' && isInteger(right.type))
        return pointerAdd(cx, left, right, false, at);
      if (right.type.kind === 'pointer' && isInteger(left.type))
        return { ...pointerAdd(cx, right, left, false, at), ...span(at, left, right) } as Expr;
      break;
    case '-':
      if (left.type.kind === 'pointer' && isInteger(right.type)) return pointerAdd(cx, left, right, true, at);
      if (left.type.kind === 'pointer' && right.type.kind === 'pointer')
        return pointerDiff(cx, left, right, at);
      break;
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(cx, op, left, right, at);
    case '<<':
    case '>>': {
      if (!isInteger(left.type) || !isInteger(right.type)) break;
      const value = promote(cx, left);
      const count = promote(cx, right);
      return {
        kind: 'binary',
        type: value.type,
        ...span(at, left, right),
        lvalue: false,
        op,
        left: value,
        right: count,
      };
    }
  }
  const whole = op === '%' || op === '&' || op === '|' || op === '^';
  const fits = whole ? isInteger : isArithmetic;
  if (!fits(left.type) || !fits(right.type)) return refuse(cx, op, left, right, at);
  const [a, b, type] = complexOperands(cx, op, left, right);
  const node: Expr = { kind: 'binary', type, ...span(at, left, right), lvalue: false, op, left: a, right: b };
  if (b.kind === 'int') checkOverflow(cx, node);
  return node;
}

function pointerAdd(cx: Context, pointer: Expr, index: Expr, negative: boolean, at: number): Expr {
  if (pointer.type.kind !== 'pointer') return errorExpr(cx, pointer);
  const scale = stepOf(cx, pointer.type.to, pointer);
  return {
    kind: 'pointer-add',
    type: unqualified(pointer.type),
    ...span(at, pointer, index),
    lvalue: false,
    pointer,
    index: convert(promote(cx, index), cx.types.ptrdiff),
    scale,
    negative,
  };
}

function pointerDiff(cx: Context, left: Expr, right: Expr, at: number): Expr {
  if (left.type.kind !== 'pointer' || right.type.kind !== 'pointer') return errorExpr(cx, left);
  if (!compatible(unqualified(left.type.to), unqualified(right.type.to)))
    return refuse(cx, '-', left, right, at);
  const scale = stepOf(cx, left.type.to, left);
  return {
    kind: 'pointer-diff',
    type: cx.types.ptrdiff,
    ...span(at, left, right),
    lvalue: false,
    left,
    right,
    scale,
  };
}

function comparison(cx: Context, op: CompareOp, left: Expr, right: Expr, at: number): Expr {
  const where = span(at, left, right);
  const node = (a: Expr, b: Expr): Expr => ({
    kind: 'binary',
    type: cx.types.int,
    ...where,
    lvalue: false,
    op,
    left: a,
    right: b,
  });
  if (isArithmetic(left.type) && isArithmetic(right.type)) {
    const [a, b, type] = arithmetic(cx, left, right);
    if (type.kind === 'complex' && isOrder(op)) return refuse(cx, op, left, right, at);
    return node(a, b);
  }
  if (!isScalar(left.type) || !isScalar(right.type)) return refuse(cx, op, left, right, at);
  if (left.type.kind === 'pointer' && right.type.kind === 'pointer') {
    const [a, b] = [left.type.to, right.type.to];
    const generic = a.kind === 'void' || b.kind === 'void' || isNullConstant(left) || isNullConstant(right);
    if (!generic && !compatible(unqualified(a), unqualified(b)))
      cx.diagnostics.warn(
        'incompatible-pointer-types',
        { location: cx.tokens.location[at], expansion: cx.tokens.expansion[at], length: op.length },
        `comparison of distinct pointer types (${quote(left.type)} and ${quote(right.type)})`,
      );
    return node(left, right);
  }
  const pointer = left.type.kind === 'pointer' ? left : right;
  const other = pointer === left ? right : left;
  if (!isInteger(other.type)) return refuse(cx, op, left, right, at);
  if (!isNullConstant(other))
    cx.warnAt(
      'int-conversion',
      node(left, right),
      `comparison between pointer and integer (${quote(left.type)} and ${quote(right.type)})`,
    );
  const converted = convert(other, pointer.type);
  return pointer === left ? node(left, converted) : node(converted, right);
}

export function logical(cx: Context, op: '&&' | '||', l: Expr, r: Expr, at: number): Expr {
  const left = requireScalar(cx, l, `an operand of '${op}'`);
  const right = requireScalar(cx, r, `an operand of '${op}'`);
  if (isError(left) || isError(right)) return errorExpr(cx, span(at, left, right));
  checkCondition(cx, left);
  checkCondition(cx, right);
  return { kind: 'logical', type: cx.types.int, ...span(at, left, right), lvalue: false, op, left, right };
}

export function comma(_cx: Context, left: Expr, r: Expr, at: number): Expr {
  const right = rvalue(r);
  return {
    kind: 'comma',
    type: right.type,
    ...span(at, left, right),
    lvalue: false,
    left: discard(left),
    right,
  };
}

/** An expression whose value nobody wants; a volatile lvalue is read all the same. */
export function discard(e: Expr): Expr {
  return e.type.kind === 'array' || e.type.kind === 'function' || e.type.kind === 'void' ? e : rvalue(e);
}

export function unary(cx: Context, op: '+' | '-' | '~' | '!', operand: Expr, at: number): Expr {
  const e = rvalue(operand);
  const where = { at, from: at, to: e.to };
  if (isError(e)) return errorExpr(cx, where);
  if (op === '!') {
    if (!isScalar(e.type)) {
      cx.errorAt({ ...e, at }, `invalid argument type ${quote(e.type)} to unary '!'`);
      return errorExpr(cx, where);
    }
    return { kind: 'unary', type: cx.types.int, ...where, lvalue: false, op, operand: e };
  }
  const isPossible =
    op === '~'
      ? isInteger(e.type) || e.type.kind === 'complex' || (isVector(e.type) && e.type.of.kind === 'int')
      : isArithmetic(e.type) || isVector(e.type);
  if (!isPossible) {
    cx.errorAt({ ...e, at }, `invalid argument type ${quote(e.type)} to unary '${op}'`);
    return errorExpr(cx, where);
  }
  const promoted = promote(cx, e);
  if (op === '+') return convert({ ...promoted, ...where } as Expr, promoted.type);
  if (promoted.kind === 'int') {
    // Folded now, so that -1 is a constant like any other.
    const value = evaluate({
      kind: 'unary',
      type: promoted.type,
      ...where,
      lvalue: false,
      op,
      operand: promoted,
    });
    if (value?.kind === 'int') return intConst(value.value, promoted.type, where);
  }
  return { kind: 'unary', type: promoted.type, ...where, lvalue: false, op, operand: promoted };
}

export function dereference(cx: Context, operand: Expr, at: number): Expr {
  const e = rvalue(operand);
  const where = { at, from: at, to: e.to };
  if (isError(e)) return errorExpr(cx, where);
  if (e.type.kind !== 'pointer') {
    cx.errorAt({ ...e, at }, `indirection requires a pointer operand (${quote(e.type)} is none)`);
    return errorExpr(cx, where);
  }
  const { to } = e.type;
  if (to.kind === 'function' && e.kind === 'decay') return { ...e.operand, ...where } as Expr;
  return { kind: 'deref', type: to, ...where, lvalue: to.kind !== 'function', operand: e };
}

export function subscript(cx: Context, base: Expr, index: Expr, at: number, close: number): Expr {
  const a = isVector(base.type) ? elements(base) : rvalue(base);
  const b = rvalue(index);
  const where = { at, from: a.from, to: close };
  if (isError(a) || isError(b)) return errorExpr(cx, where);
  const pointer = a.type.kind === 'pointer' ? a : b;
  const number = pointer === a ? b : a;
  if (pointer.type.kind !== 'pointer') {
    cx.errorAt({ ...a, at }, `the subscripted value is neither array nor pointer but ${quote(a.type)}`);
    return errorExpr(cx, where);
  }
  if (!isInteger(number.type)) {
    cx.errorAt(number, `an array subscript must be an integer, not ${quote(number.type)}`);
    return errorExpr(cx, where);
  }
  if (number.type.kind === 'int' && number.type.name === 'char' && number.kind !== 'int')
    cx.warnAt('char-subscripts', number, "array subscript is of type 'char', which may be negative");
  const sum = pointerAdd(cx, pointer, number, false, at);
  const { to } = pointer.type;
  const access: Expr = { kind: 'deref', type: to, ...where, lvalue: to.kind !== 'function', operand: sum };
  if (pointer === a) checkSubscript(cx, base, number, access);
  return access;
}

export function address(cx: Context, e: Expr, at: number): Expr {
  const where = { at, from: at, to: e.to };
  cx.justPast.delete(e);
  if (isError(e)) return errorExpr(cx, where);
  if (!e.lvalue && e.type.kind !== 'function') {
    cx.errorAt({ ...e, at }, `cannot take the address of a value of type ${quote(e.type)}`);
    return errorExpr(cx, where);
  }
  if (e.kind === 'member' && e.field.bits) {
    cx.errorAt({ ...e, at }, `cannot take the address of a bit-field '${e.field.name}'`);
    return errorExpr(cx, where);
  }
  const variable = rootVariable(e);
  if (variable?.storage === 'register' || variable?.register) {
    cx.errorAt({ ...e, at }, `address of register variable '${variable.name}' requested`);
    return errorExpr(cx, where);
  }
  markAddressTaken(e);
  if (e.kind === 'deref' && e.type.kind !== 'function')
    return { ...e.operand, type: pointerTo(e.type), ...where } as Expr;
  return { kind: 'address', type: pointerTo(e.type), ...where, lvalue: false, operand: e };
}

/** The variable an lvalue is a part of, if it is written so. */
export function rootVariable(e: Expr): Variable | undefined {
  let object = e;
  while (object.kind === 'member') object = object.base;
  return object.kind === 'var' ? object.variable : undefined;
}

/** The type both arms of a conditional take (C11 6.5.15p5, 6); undefined when there is none. */
function armsType(cx: Context, a: Expr, b: Expr, at: number): CType | undefined {
  if (isArithmetic(a.type) && isArithmetic(b.type)) return arithmetic(cx, a, b)[2];
  if (a.type.kind === 'void' || b.type.kind === 'void') return cx.types.void;
  if (a.type.kind === 'record' && b.type.kind === 'record' && a.type.def === b.type.def)
    return unqualified(a.type);
  if (isVector(a.type) && compatible(a.type, b.type, false)) return unqualified(a.type);
  if (a.type.kind === 'pointer' && b.type.kind === 'pointer') {
    if (isNullConstant(a)) return b.type;
    if (isNullConstant(b)) return a.type;
    const quals = a.type.to.quals | b.type.to.quals;
    const [x, y] = [unqualified(a.type.to), unqualified(b.type.to)];
    if (x.kind === 'void' || y.kind === 'void') return pointerTo(qualify(cx.types.void, quals));
    if (compatible(x, y)) return pointerTo(qualify(composite(x, y), quals));
    cx.warn(
      'incompatible-pointer-types',
      at,
      `pointer type mismatch (${quote(a.type)} and ${quote(b.type)})`,
    );
    return pointerTo(qualify(cx.types.void, quals));
  }
  const [pointer, other] = a.type.kind === 'pointer' ? [a, b] : [b, a];
  if (pointer.type.kind === 'pointer' && isInteger(other.type)) {
    if (!isNullConstant(other))
      cx.warn(
        'int-conversion',
        at,
        `pointer/integer type mismatch in conditional expression (${quote(a.type)} and ${quote(b.type)})`,
      );
    return pointer.type;
  }
  return undefined;
}

export function conditional(cx: Context, condition: Expr, t: Expr | undefined, e: Expr, at: number): Expr {
  const test = requireScalar(cx, condition, 'a condition');
  const otherwise = rvalue(e);
  const first = t ? rvalue(t) : test;
  const where = span(at, condition, otherwise);
  if (isError(test) || isError(first) || isError(otherwise)) return errorExpr(cx, where);
  if (t) checkCondition(cx, test);
  const type = armsType(cx, first, otherwise, at);
  if (!type) {
    cx.errorAt(
      { ...errorExpr(cx, where) },
      `incompatible operand types (${quote(first.type)} and ${quote(otherwise.type)})`,
    );
    return errorExpr(cx, where);
  }
  const toType = (arm: Expr) => (arm.type.kind === 'record' ? arm : convert(arithmeticArm(cx, arm), type));
  if (t) {
    return {
      kind: 'conditional',
      type,
      ...where,
      lvalue: false,
      test,
      then: toType(first),
      else: toType(otherwise),
    };
  }
  const held: Expr & { kind: 'held' } = {
    kind: 'held',
    type: test.type,
    at: test.at,
    from: test.from,
    to: test.to,
    lvalue: false,
  };
  return {
    kind: 'elvis',
    type,
    ...where,
    lvalue: false,
    value: test,
    then: toType(held),
    else: toType(otherwise),
    held,
  };
}

const arithmeticArm = (cx: Context, e: Expr) => (isArithmetic(e.type) ? promote(cx, e) : e);

/** `(type) e`, C11 6.5.4. */
export function cast(cx: Context, type: CType, operand: Expr, at: number): Expr {
  const e = rvalue(operand);
  const where = { at, from: at, to: e.to };
  if (isError(e) || type.kind === 'error') return errorExpr(cx, where);
  if (type.kind === 'void') return { ...convert(discard(operand), type, false), ...where } as Expr;
  if (type.kind === 'record') {
    if (e.type.kind === 'record' && e.type.def === type.def) return { ...e, ...where } as Expr;
    const fits =
      type.def.union && type.def.fields.some((f) => compatible(unqualified(f.type), unqualified(e.type)));
    if (fits)
      return {
        kind: 'cast',
        type: unqualified(type),
        ...where,
        lvalue: false,
        conversion: 'union',
        operand: e,
        implicit: false,
      };
  }
  if (isVector(type) || isVector(e.type)) {
    const made = vectorCast(type, e);
    if (made) return { ...made, ...where } as Expr;
    cx.errorAt({ ...e, at }, `cannot cast from type ${quote(e.type)} to ${quote(type)}: their sizes differ`);
    return errorExpr(cx, where);
  }
  if (!isScalar(type)) {
    cx.errorAt({ ...e, at }, `used type ${quote(type)} where arithmetic or pointer type is required`);
    return errorExpr(cx, where);
  }
  if (!isScalar(e.type)) {
    cx.errorAt(e, `operand of type ${quote(e.type)} where arithmetic or pointer type is required`);
    return errorExpr(cx, where);
  }
  if (
    (type.kind === 'pointer' && (e.type.kind === 'float' || e.type.kind === 'complex')) ||
    ((type.kind === 'float' || type.kind === 'complex') && e.type.kind === 'pointer')
  ) {
    cx.errorAt({ ...e, at }, `cannot cast from type ${quote(e.type)} to ${quote(type)}`);
    return errorExpr(cx, where);
  }
  const size = sizeOf(type);
  if (type.kind === 'pointer' && isInteger(e.type) && sizeOf(e.type) !== size && !evaluate(e))
    cx.warnAt(
      'int-to-pointer-cast',
      { ...e, at } as Expr,
      `cast to pointer from integer of different size (${quote(e.type)})`,
    );
  if (
    e.type.kind === 'pointer' &&
    isInteger(type) &&
    size !== sizeOf(e.type) &&
    type.kind === 'int' &&
    type.name !== '_Bool'
  )
    cx.warnAt(
      'pointer-to-int-cast',
      { ...e, at } as Expr,
      `cast from pointer to integer of different size ${quote(type)}`,
    );
  return { ...convert(e, type, false), ...where } as Expr;
}

/** A function designator, marked as used. */
export function functionExpr(func: FunctionSymbol, at: number): Expr {
  return { kind: 'func', type: func.type, at, from: at, to: at, lvalue: false, func };
}

export { addressExpr };
