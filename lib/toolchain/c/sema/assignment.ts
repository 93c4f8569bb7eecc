import type { ArithmeticOp, Expr } from '../ast';
import { ATOMIC, CONST, type CType } from '../types';
import { checkAssign, checkBinary } from '../warn/operators';
import { assignTo } from './assign';
import { convert, errorExpr, promote, rvalue } from './build';
import { complexOperands } from './complex';
import type { Context } from './context';
import { isError, refuse, rootVariable, span, stepOf } from './operators';
import { isArithmetic, isCharacter, isComplete, isInteger, isScalar, quote, unqualified } from './type';
import { isVector, vectorOperands } from './vector';

/** Assignments, C11 6.5.16, and ++ and --. */

/** Refuses what cannot be changed (C11 6.3.2.1p1); answers whether it can. */
function modifiable(cx: Context, target: Expr, at: number, how: string): boolean {
  const problem = (message: string) => {
    cx.errorAt({ ...target, at }, message);
    return false;
  };
  if (isError(target)) return false;
  if (!target.lvalue) return problem(`expression is not assignable: ${how} needs an object`);
  if (target.type.kind === 'array') {
    const hint = isCharacter(target.type.of) ? "copy the text with 'strcpy'" : "copy it with 'memcpy'";
    cx.errorAt({ ...target, at }, `array type ${quote(target.type)} is not assignable`, { hint });
    return false;
  }
  if (target.type.quals & CONST || hasConstMember(target.type)) {
    const variable = rootVariable(target);
    const notes = variable ? [cx.note(variable.at, `'${variable.name}' is declared here`)] : [];
    const what = variable ? `variable '${variable.name}'` : 'an lvalue';
    cx.errorAt(
      { ...target, at },
      `cannot assign to ${what} with const-qualified type ${quote(target.type)}`,
      { notes },
    );
    return false;
  }
  if (!isComplete(target.type)) return problem(`incomplete type ${quote(target.type)} is not assignable`);
  return true;
}

function hasConstMember(type: CType): boolean {
  return (
    type.kind === 'record' && type.def.fields.some((f) => f.type.quals & CONST || hasConstMember(f.type))
  );
}

const isAtomic = (target: Expr): boolean => (target.type.quals & ATOMIC) !== 0;

export function assign(cx: Context, target: Expr, value: Expr, at: number): Expr {
  const where = span(at, target, value);
  if (!modifiable(cx, target, at, "'='") || isError(value)) return errorExpr(cx, where);
  const converted = assignTo(cx, value, target.type, { kind: 'assign' });
  if (isError(converted)) return errorExpr(cx, where);
  checkAssign(cx, target, converted, at);
  return {
    kind: 'assign',
    type: unqualified(target.type),
    ...where,
    lvalue: false,
    target,
    value: converted,
    ...(isAtomic(target) ? { atomic: true } : {}),
  };
}

export function compoundAssign(cx: Context, op: ArithmeticOp, target: Expr, operand: Expr, at: number): Expr {
  const where = span(at, target, operand);
  const value = rvalue(operand);
  if (!modifiable(cx, target, at, `'${op}='`) || isError(value)) return errorExpr(cx, where);
  const type = unqualified(target.type);
  const node = (right: Expr, computation: CType, scale: number | Expr): Expr => ({
    kind: 'assign-op',
    type,
    ...where,
    lvalue: false,
    op,
    target,
    value: right,
    computation,
    scale,
    ...(isAtomic(target) ? { atomic: true } : {}),
  });
  if (type.kind === 'pointer') {
    if ((op !== '+' && op !== '-') || !isInteger(value.type)) return refuse(cx, `${op}=`, target, value, at);
    return node(convert(promote(cx, value), cx.types.ptrdiff), type, stepOf(cx, type.to, target));
  }
  if (isVector(type) || isVector(value.type)) {
    const operands = isVector(type) && vectorOperands(op, loaded(target), value);
    return operands ? node(operands[1], operands[2], 1) : refuse(cx, `${op}=`, target, value, at);
  }
  const whole = op !== '+' && op !== '-' && op !== '*' && op !== '/';
  const fits = whole ? isInteger : isArithmetic;
  if (!fits(type) || !fits(value.type)) return refuse(cx, `${op}=`, target, value, at);
  // What the operation would be computed in, were it written out.
  checkBinary(cx, op, loaded(target), value, at);
  if (op === '<<' || op === '>>') {
    const promoted = promote(cx, loaded(target));
    return node(promote(cx, value), promoted.type, 1);
  }
  const [, right, computation] = complexOperands(cx, op, loaded(target), value);
  return node(right, computation, 1);
}

function loaded(target: Expr): Expr {
  const { at, from, to } = target;
  return { kind: 'load', type: unqualified(target.type), at, from, to, lvalue: false, operand: target };
}

export function incDec(cx: Context, op: '+' | '-', prefix: boolean, target: Expr, at: number): Expr {
  const where = { at, from: Math.min(at, target.from), to: Math.max(at, target.to) };
  if (!modifiable(cx, target, at, `'${op}${op}'`)) return errorExpr(cx, where);
  const type = unqualified(target.type);
  if (!isScalar(type) && !isVector(type)) {
    cx.errorAt(
      { ...target, at },
      `cannot ${op === '+' ? 'increment' : 'decrement'} a value of type ${quote(type)}`,
    );
    return errorExpr(cx, where);
  }
  const scale = type.kind === 'pointer' ? stepOf(cx, type.to, target) : 1;
  return {
    kind: 'inc-dec',
    type,
    ...where,
    lvalue: false,
    op,
    prefix,
    target,
    scale,
    ...(isAtomic(target) ? { atomic: true } : {}),
  };
}
