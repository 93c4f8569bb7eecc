import type {
  CastExpr,
  Conversion,
  ErrorExpr,
  Expr,
  FloatConst,
  IntConst,
  LoadExpr,
  VarExpr,
  Variable,
} from '../ast';
import { encodeX87, fromNumber } from '../float/soft';
import type { IntName } from '../target';
import { ATOMIC, type CType, type Field, type FloatType, type IntType } from '../types';
import { type Constant, convertConstant, exactOf, floating, fromX87, wrap } from './constant';
import type { Context } from './context';
import { bitsOf, integerOf, isBool, pointerTo, sizeOf, unqualified } from './type';

/** Makers of nodes that many places need. */

/** Where a node is: caret token, first and last token. */
export interface Span {
  at: number;
  from: number;
  to: number;
}

export function intConst(value: bigint, type: CType, span: Span): IntConst {
  return { kind: 'int', type, at: span.at, from: span.from, to: span.to, lvalue: false, value };
}

export function floatConst(constant: Constant & { kind: 'float' }, type: FloatType, span: Span): FloatConst {
  const node: FloatConst = {
    kind: 'float',
    type,
    at: span.at,
    from: span.from,
    to: span.to,
    lvalue: false,
    value: constant.value,
  };
  if (type.format === 'x87' || type.format === 'f128') node.x87 = encodeX87(exactOf(constant));
  return node;
}

/** A double constant of a floating type. */
export const numberConst = (value: number, type: FloatType, span: Span): FloatConst =>
  floatConst(floating(fromNumber(value), type) as Constant & { kind: 'float' }, type, span);

export function errorExpr(cx: Context, span: Span): ErrorExpr {
  return { kind: 'error', type: cx.types.error, at: span.at, from: span.from, to: span.to, lvalue: false };
}

export function varExpr(variable: Variable, span: Span): VarExpr {
  return {
    kind: 'var',
    type: variable.type,
    at: span.at,
    from: span.from,
    to: span.to,
    lvalue: true,
    variable,
  };
}

export function load(operand: Expr): LoadExpr {
  const { at, from, to } = operand;
  return { kind: 'load', type: unqualified(operand.type), at, from, to, lvalue: false, operand };
}

/** The value of a hidden variable, such as the size of a variable-length array. */
export const loadVariable = (variable: Variable, span: Span): LoadExpr => load(varExpr(variable, span));

/**
 * Makes a value of an lvalue, a pointer of an array or function (C11 6.3.2.1). An _Atomic object is read in one
 * indivisible step.
 */
export function rvalue(e: Expr): Expr {
  const { type, at, from, to } = e;
  if (type.kind === 'array') {
    if (e.kind === 'var' || e.kind === 'compound') e.variable.addressTaken = true;
    return { kind: 'decay', type: pointerTo(type.of), at, from, to, lvalue: false, operand: e };
  }
  if (type.kind === 'function') {
    if (e.kind === 'func') e.func.addressTaken = true;
    return { kind: 'decay', type: pointerTo(type), at, from, to, lvalue: false, operand: e };
  }
  if (!e.lvalue) return e;
  if (type.quals & ATOMIC) {
    const object = unqualified(type);
    const address = addressExpr(e);
    return {
      kind: 'atomic',
      type: object,
      at,
      from,
      to,
      lvalue: false,
      op: 'load',
      object,
      args: [address],
      order: 5,
    };
  }
  return load(e);
}

/** `&e` without any checks. */
export function addressExpr(e: Expr): Expr {
  markAddressTaken(e);
  const { at, from, to } = e;
  if (e.kind === 'deref') return { ...e.operand, type: pointerTo(e.type), from, to } as Expr;
  return { kind: 'address', type: pointerTo(e.type), at, from, to, lvalue: false, operand: e };
}

/** The address of the object an lvalue lies in gets known. */
export function markAddressTaken(e: Expr): void {
  let object = e;
  while (object.kind === 'member') object = object.base;
  if (object.kind === 'var' || object.kind === 'compound') object.variable.addressTaken = true;
  else if (object.kind === 'func') object.func.addressTaken = true;
}

function conversionOf(from: CType, to: CType): Conversion {
  if (to.kind === 'void') return 'void';
  if (isBool(to)) return isBool(from) ? 'same' : 'bool';
  if (to.kind === 'complex' || from.kind === 'complex') return 'complex';
  if (to.kind === 'vector' || from.kind === 'vector') return 'vector';
  if (to.kind === 'float') {
    if (from.kind !== 'float') return 'int-to-float';
    return from.format === to.format ? 'same' : 'float';
  }
  if (from.kind === 'float') return 'float-to-int';
  if (to.kind === 'record') return 'same';
  if (sizeOf(from) === sizeOf(to) && (to.kind === 'pointer' || from.kind === 'pointer')) return 'same';
  return 'int';
}

/** Converts a value to a type that it can be converted to; constants at once. */
export function convert(e: Expr, to: CType, implicit = true): Expr {
  const type = unqualified(to);
  const { at, from, to: last } = e;
  if (e.type.kind === 'error' || type.kind === 'error') return e;
  if (e.kind === 'int') {
    const integer = integerOf(type);
    if (integer) return intConst(wrap(e.value, integer), type, e);
    if (type.kind === 'pointer') return intConst(BigInt.asUintN(64, e.value), type, e);
  }
  const isKnown = (type.kind === 'float' && type.format !== 'f128') || integerOf(type) !== undefined;
  if ((e.kind === 'int' || e.kind === 'float') && isKnown) {
    const value: Constant =
      e.kind === 'int'
        ? { kind: 'int', value: e.value }
        : { kind: 'float', value: e.value, exact: e.x87 ? fromX87(e.x87) : undefined };
    const constant = convertConstant(value, type);
    if (constant?.kind === 'float' && type.kind === 'float') return floatConst(constant, type, e);
    if (constant?.kind === 'int') return intConst(constant.value, type, e);
  }
  if (implicit && sameValueType(e.type, type)) return e;
  const cast: CastExpr = {
    kind: 'cast',
    type,
    at,
    from,
    to: last,
    lvalue: false,
    conversion: conversionOf(e.type, type),
    operand: e,
    implicit,
  };
  return cast;
}

/** One type by name, so that no node is needed between them. */
function sameValueType(a: CType, b: CType): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'int' && b.kind === 'int') return a.name === b.name;
  if (a.kind === 'float' && b.kind === 'float') return a.name === b.name;
  if (a.kind === 'complex' && b.kind === 'complex') return a.of.name === b.of.name;
  if (a.kind === 'vector' && b.kind === 'vector') return a.of.name === b.of.name && a.length === b.length;
  if (a.kind === 'record' && b.kind === 'record') return a.def === b.def;
  if (a.kind === 'enum' && b.kind === 'enum') return a.def === b.def;
  if (a.kind === 'pointer' && b.kind === 'pointer') return a.to === b.to && a.quals === b.quals;
  return a.kind === 'void';
}

/** Integer promotions, C11 6.3.1.1p2; bit-fields by their width. */
export function promote(cx: Context, e: Expr): Expr {
  const type = integerOf(e.type);
  if (!type) return e;
  const field = fieldOf(e);
  // As gcc has it, by width whatever the declared type.
  if (field?.bits && field.bits.width <= 32) {
    const fits = field.bits.width < 32 || (field.bits.width === 32 && type.signed);
    return convert(e, fits ? cx.types.int : cx.types.uint);
  }
  if (field?.bits && field.bits.width < type.size * 8 && type.size === 8)
    return asBitField(e, type, field.bits.width);
  if (type.rank < 4) return convert(e, cx.types.int);
  return e.type.kind === 'enum' ? convert(e, type) : e;
}

/** gcc computes with a bit-field wider than int in its own width. */
function asBitField(e: Expr, of: IntType, width: number): Expr {
  const type: IntType = {
    ...of,
    quals: 0,
    name: `${of.name as IntName}:${width}`,
    width,
    rank: 4 + width / 64,
  };
  const { at, from, to } = e;
  return { kind: 'cast', type, at, from, to, lvalue: false, conversion: 'same', operand: e, implicit: true };
}

/** The bit-field that a value is that of, through commas and assignments too. */
function fieldOf(e: Expr): Field | undefined {
  switch (e.kind) {
    case 'load':
      return e.operand.kind === 'member' ? e.operand.field : undefined;
    case 'member':
      return e.field;
    case 'comma':
      return fieldOf(e.right);
    case 'assign':
    case 'assign-op':
    case 'inc-dec':
      return e.target.kind === 'member' ? e.target.field : undefined;
    default:
      return undefined;
  }
}

/** The common type of two arithmetic operands, C11 6.3.1.8; both are promoted already. */
export function commonType(cx: Context, a: CType, b: CType): CType {
  if (a.kind === 'complex' || b.kind === 'complex') {
    const common = commonType(cx, a.kind === 'complex' ? a.of : a, b.kind === 'complex' ? b.of : b);
    const of = integerOf(common) ?? common;
    return of.kind === 'float' || of.kind === 'int' ? { kind: 'complex', quals: 0, of } : of;
  }
  if (a.kind === 'float' || b.kind === 'float') {
    if (a.kind !== 'float') return b;
    if (b.kind !== 'float') return a;
    return a.rank >= b.rank ? a : b;
  }
  const x = integerOf(a);
  const y = integerOf(b);
  if (!x || !y) return cx.types.error;
  if (x.name === y.name) return a;
  if (x.signed === y.signed) return x.rank >= y.rank ? x : y;
  const [signed, unsigned] = x.signed ? [x, y] : [y, x];
  if (unsigned.rank >= signed.rank) return unsigned;
  return bitsOf(signed) > bitsOf(unsigned) ? signed : cx.types.withSign(signed, false);
}
