import type { Expr } from '../ast';
import * as K from '../pp/kinds';
import { CONST, type CType, type PointerType, VOLATILE } from '../types';
import { convert, rvalue } from './build';
import { evaluate } from './constant';
import type { Context } from './context';
import {
  compatible,
  integerOf,
  isArithmetic,
  isBool,
  isCharacter,
  isInteger,
  isScalar,
  qualifierNames,
  quote,
  unqualified,
} from './type';
import { assignableVector } from './vector';

/** Where a value goes, for messages. */
export type Destination =
  | { kind: 'assign' }
  | { kind: 'initialize' }
  | { kind: 'return' }
  | { kind: 'argument'; number: number; name: string | undefined; at: number | undefined };

/** An integer constant 0, or such cast to void * (C11 6.3.2.3p3). */
export function isNullConstant(e: Expr): boolean {
  if (e.kind === 'int') {
    if (e.value !== 0n) return false;
    return e.type.kind !== 'pointer' || (e.type.to.kind === 'void' && e.type.to.quals === 0);
  }
  if (e.kind === 'cast' && e.type.kind === 'pointer' && e.type.to.kind === 'void' && e.type.to.quals === 0)
    return isNullConstant(e.operand);
  if (!isInteger(e.type)) return false;
  const value = evaluate(e);
  return value?.kind === 'int' && value.value === 0n;
}

/** Converts a value to the type of what it is assigned to (C11 6.5.16.1), with gcc's errors and warnings. */
export function assignTo(cx: Context, expr: Expr, target: CType, where: Destination): Expr {
  const e = rvalue(expr);
  const type = unqualified(target);
  const from = e.type;
  if (from.kind === 'error' || type.kind === 'error') return e;
  if (from.kind === 'void') {
    cx.errorAt(e, `${phrase(where, type)} from an expression of type 'void'`);
    return { ...e, type: cx.types.error } as Expr;
  }
  if (isArithmetic(type) && isArithmetic(from)) {
    warnLoss(cx, e, type);
    return convert(e, type);
  }
  if (type.kind === 'pointer') {
    if (isNullConstant(e)) return convert(e, type);
    if (from.kind === 'pointer') {
      checkPointers(cx, e, type, from, where);
      return convert(e, type);
    }
    if (isInteger(from)) {
      const noted = notes(cx, where);
      cx.warnAt(
        'int-conversion',
        e,
        `incompatible integer to pointer conversion ${phrase(where, type)} from ${quote(from)}`,
        {
          notes: noted,
          ...(type.to.kind === 'int' && expr.lvalue && compatible(from, type.to, false)
            ? { hint: "take the address with '&'?" }
            : isCharacter(type.to) && isCharacterConstant(cx, e)
              ? { hint: 'a text is written between double quotes' }
              : {}),
        },
      );
      return convert(e, type);
    }
  }
  if (from.kind === 'pointer') {
    if (isBool(type)) return convert(e, type);
    if (isInteger(type)) {
      const to = from.to;
      const isText = isCharacter(type) && e.kind === 'decay' && e.operand.kind === 'string';
      const hint = isText
        ? 'a single character is written between single quotes'
        : compatible(unqualified(to), type, false)
          ? "dereference with '*'?"
          : undefined;
      cx.warnAt(
        'int-conversion',
        e,
        `incompatible pointer to integer conversion ${phrase(where, type)} from ${quote(from)}`,
        { notes: notes(cx, where), hint },
      );
      return convert(e, type);
    }
  }
  if (type.kind === 'record' && from.kind === 'record' && type.def === from.def) return e;
  const vector = type.kind === 'vector' && assignableVector(type, e);
  if (vector) return vector;
  if (type.kind === 'record' && type.def.transparent && where.kind === 'argument') {
    const member = type.def.fields.find((f) => compatible(f.type, from, false) || isPointerPair(f.type, e));
    if (member) {
      const converted = assignTo(cx, e, member.type, where);
      const { at, from: first, to } = e;
      return {
        kind: 'cast',
        type,
        at,
        from: first,
        to,
        lvalue: false,
        conversion: 'union',
        operand: converted,
        implicit: true,
      };
    }
  }
  cx.errorAt(e, `${phrase(where, type)} from incompatible type ${quote(from)}`, { notes: notes(cx, where) });
  return { ...e, type: cx.types.error } as Expr;
}

const isCharacterConstant = (cx: Context, e: Expr): boolean =>
  e.kind === 'int' && cx.tokens.kind[e.from] === K.CHAR;

const isPointerPair = (type: CType, e: Expr) =>
  type.kind === 'pointer' && (isNullConstant(e) || (e.type.kind === 'pointer' && e.type.to.kind === 'void'));

function phrase(where: Destination, type: CType): string {
  switch (where.kind) {
    case 'assign':
      return `assigning to ${quote(type)}`;
    case 'initialize':
      return `initializing ${quote(type)}`;
    case 'return':
      return `returning from a function with result type ${quote(type)}`;
    case 'argument':
      return `passing argument ${where.number}${where.name ? ` of '${where.name}'` : ''} to a parameter of type ${quote(type)}`;
  }
}

function notes(cx: Context, where: Destination) {
  return where.kind === 'argument' && where.at !== undefined
    ? [cx.note(where.at, 'passing argument to the parameter declared here')]
    : [];
}

function checkPointers(
  cx: Context,
  e: Expr,
  target: PointerType,
  from: PointerType,
  where: Destination,
): void {
  const [to, of] = [target.to, from.to];
  const lost = of.quals & ~to.quals & (CONST | VOLATILE);
  const details = { notes: notes(cx, where) };
  const bare = (t: CType) => unqualified(t);
  const same = compatible(bare(to), bare(of));
  const generic = to.kind === 'void' || of.kind === 'void';
  if (same || generic) {
    if (lost && to.kind !== 'function' && of.kind !== 'function')
      cx.warnAt(
        'discarded-qualifiers',
        e,
        `${phrase(where, target)} from ${quote(from)} discards the qualifier '${qualifierNames(lost)}'`,
        details,
      );
    return;
  }
  if (differInSign(to, of)) {
    cx.warnAt(
      'pointer-sign',
      e,
      `${phrase(where, target)} from ${quote(from)} converts between pointers to integers of different sign`,
      details,
    );
    return;
  }
  if (to.kind === 'function' && of.kind === 'function' && compatible(to, of)) return;
  // An array's qualifiers are its elements'.
  if (to.kind === 'array' && of.kind === 'array' && compatible(strip(to), strip(of))) return;
  cx.warnAt(
    'incompatible-pointer-types',
    e,
    `incompatible pointer types ${phrase(where, target)} from ${quote(from)}`,
    details,
  );
}

const strip = (t: CType): CType => (t.kind === 'array' ? { ...t, of: strip(t.of) } : unqualified(t));

function differInSign(a: CType, b: CType): boolean {
  const x = integerOf(a);
  const y = integerOf(b);
  return (
    x !== undefined &&
    y !== undefined &&
    x.size === y.size &&
    x.rank === y.rank &&
    a.kind === 'int' &&
    b.kind === 'int'
  );
}

/** A constant that its target cannot hold. */
function warnLoss(cx: Context, e: Expr, type: CType): void {
  const target = integerOf(type);
  if (!target || e.kind !== 'int' || isBool(type)) return;
  const source = integerOf(e.type);
  if (!source) return;
  const bits = BigInt(target.size * 8);
  // What fits the type with the other sign is a bit pattern: gcc keeps quiet too.
  const least = -(1n << (bits - 1n));
  // But a decimal number that only the next larger type holds is no pattern.
  const isNumber = target.signed && target.size >= 4 && source.signed && source.size > target.size;
  const most = (1n << (isNumber ? bits - 1n : bits)) - 1n;
  if (e.value >= least && e.value <= most) return;
  const kept = target.signed ? BigInt.asIntN(Number(bits), e.value) : BigInt.asUintN(Number(bits), e.value);
  cx.warnAt(
    'overflow',
    e,
    `implicit conversion from ${quote(e.type)} to ${quote(type)} changes the value from ${e.value} to ${kept}`,
  );
}

/** Default argument promotions, C11 6.5.2.2p6. */
export function promoteArgument(cx: Context, expr: Expr, promoted: (e: Expr) => Expr): Expr {
  const e = rvalue(expr);
  if (e.type.kind === 'float' && e.type.name === 'float') return convert(e, cx.types.double);
  return promoted(e);
}

/** A scalar, or an error at it. */
export function requireScalar(cx: Context, expr: Expr, what: string): Expr {
  const e = rvalue(expr);
  if (e.type.kind !== 'error' && !isScalar(e.type)) {
    cx.errorAt(e, `${what} must have arithmetic or pointer type, not ${quote(e.type)}`);
    return { ...e, type: cx.types.error } as Expr;
  }
  return e;
}
