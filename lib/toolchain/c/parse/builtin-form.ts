import type { Expr } from '../ast';
import * as K from '../pp/kinds';
import { atomicCall, isAtomicName } from '../sema/atomic';
import { addressExpr, convert, errorExpr, intConst, rvalue } from '../sema/build';
import { builtinCall, builtinFunction } from '../sema/builtin-call';
import { isBuiltin } from '../sema/builtins';
import { evaluate } from '../sema/constant';
import { findMember } from '../sema/member';
import { compatible, isComplete, pointerTo, quote, sizeOf, unqualified } from '../sema/type';
import { convertVector } from '../sema/vector';

import type { Parser } from './parser';

/** Builtins take types, members and the like, so that they are part of the grammar. */

export function isBuiltinForm(name: string): boolean {
  return name.charCodeAt(0) === 95 && (name.startsWith('__builtin_') || isAtomicName(name));
}

export function builtinForm(p: Parser, name: string): Expr {
  const at = p.advance();
  if (p.kind !== K.L_PAREN) {
    const func = builtinFunction(p, name, at);
    if (func) return func;
    if (isBuiltin(name)) p.error(at, `builtin function '${name}' must be called directly`);
    else p.error(at, `use of unknown builtin '${name}'`);
    return errorExpr(p, { at, from: at, to: at });
  }
  switch (name) {
    case '__builtin_va_arg':
      return vaArg(p, at);
    case '__builtin_offsetof':
      return offsetOf(p, at);
    case '__builtin_types_compatible_p':
      return typesCompatible(p, at);
    case '__builtin_choose_expr':
      return chooseExpr(p, at);
    case '__builtin_convertvector':
      return convertedVector(p, at);
  }
  const open = p.advance();
  const args: Expr[] = [];
  const constant = name === '__builtin_constant_p' || name.endsWith('object_size');
  if (constant) p.unevaluated++;
  p.bracketed(() => {
    if (p.kind === K.R_PAREN) return;
    do args.push(p.grammar.assignment(p));
    while (p.accept(K.COMMA));
  });
  if (constant) p.unevaluated--;
  const close = p.close(K.R_PAREN, open);
  const span = { at, from: at, to: close };
  if (args.some((arg) => arg.type.kind === 'error')) return errorExpr(p, span);
  return isAtomicName(name) ? atomicCall(p, name, args, span) : builtinCall(p, name, args, span);
}

function comma(p: Parser): void {
  p.expect(K.COMMA);
}

function vaArg(p: Parser, at: number): Expr {
  const open = p.advance();
  const operand = p.grammar.assignment(p);
  comma(p);
  const typeAt = p.at;
  const type = p.grammar.typeName(p);
  const close = p.close(K.R_PAREN, open);
  const span = { at, from: at, to: close };
  const list = vaListAddress(p, operand);
  if (!list || type.kind === 'error') return errorExpr(p, span);
  if (!isComplete(type)) {
    p.error(typeAt, `second argument to 'va_arg' is of incomplete type ${quote(type)}`);
    return errorExpr(p, span);
  }
  const promoted =
    type.kind === 'int' && type.rank < 4
      ? p.types.int
      : type.kind === 'float' && type.name === 'float'
        ? p.types.double
        : undefined;
  if (promoted)
    p.warn(
      'varargs',
      typeAt,
      `second argument to 'va_arg' is of promotable type ${quote(type)}; it is passed as ${quote(promoted)}`,
    );
  return { kind: 'va-arg', type: unqualified(type), ...span, lvalue: false, list };
}

/** A va_list as the address of its one element; says so when it is none. */
export function vaListAddress(p: Parser, operand: Expr): Expr | undefined {
  if (operand.type.kind === 'error') return undefined;
  const { vaList } = p.types;
  const value = vaList.kind === 'array' ? rvalue(operand) : operand.lvalue ? addressExpr(operand) : operand;
  const wanted = pointerTo(vaList.kind === 'array' ? vaList.of : vaList);
  if (compatible(unqualified(value.type), wanted)) return value;
  p.errorAt(operand, `expected a va_list, not ${quote(operand.type)}`);
  return undefined;
}

/** __builtin_offsetof(type, member { .member | [index] }) */
function offsetOf(p: Parser, at: number): Expr {
  const open = p.advance();
  const typeAt = p.at;
  let type = p.grammar.typeName(p);
  comma(p);
  let offset = 0;
  let dynamic: Expr | undefined;
  let failed = type.kind === 'error';
  if (!failed && type.kind === 'record' && !type.def.complete) {
    p.error(typeAt, `offsetof of incomplete type ${quote(type)}`);
    failed = true;
  }
  for (let first = true; ; first = false) {
    if (first || p.kind === K.DOT) {
      if (!first) p.advance();
      if (p.kind !== K.IDENT) {
        p.expected("a member's name");
        failed = true;
        break;
      }
      const nameAt = p.advance();
      if (failed) continue;
      const steps = type.kind === 'record' ? findMember(type.def, p.text(nameAt)) : undefined;
      if (!steps) {
        p.error(
          nameAt,
          type.kind === 'record'
            ? `no member named '${p.text(nameAt)}' in ${quote(type)}`
            : `offsetof requires a struct or union, not ${quote(type)}`,
        );
        failed = true;
        continue;
      }
      for (const field of steps) {
        if (field.bits) {
          p.error(nameAt, `cannot compute the offset of bit-field '${field.name}'`);
          failed = true;
        }
        offset += field.offset;
        type = field.type;
      }
    } else if (p.kind === K.L_BRACKET) {
      const bracket = p.advance();
      const index = p.bracketed(() => rvalue(p.grammar.expression(p)));
      p.close(K.R_BRACKET, bracket);
      if (failed) continue;
      if (type.kind !== 'array') {
        p.errorAt(index, `offsetof requires an array here, not ${quote(type)}`);
        failed = true;
        continue;
      }
      type = type.of;
      const value = evaluate(index);
      if (value?.kind === 'int') offset += Number(value.value) * sizeOf(type);
      else {
        const size = intConst(BigInt(sizeOf(type)), p.types.size, index);
        const step: Expr = {
          kind: 'binary',
          type: p.types.size,
          at: index.at,
          from: index.from,
          to: index.to,
          lvalue: false,
          op: '*',
          left: convert(index, p.types.size),
          right: size,
        };
        dynamic = dynamic ? { ...step, op: '+', left: dynamic, right: step } : step;
      }
    } else break;
  }
  const close = p.close(K.R_PAREN, open);
  const span = { at, from: at, to: close };
  if (failed) return errorExpr(p, span);
  const constant = intConst(BigInt(offset), p.types.size, span);
  return dynamic
    ? { kind: 'binary', type: p.types.size, ...span, lvalue: false, op: '+', left: dynamic, right: constant }
    : constant;
}

function typesCompatible(p: Parser, at: number): Expr {
  const open = p.advance();
  const a = p.grammar.typeName(p);
  comma(p);
  const b = p.grammar.typeName(p);
  const close = p.close(K.R_PAREN, open);
  const same = compatible(unqualified(a), unqualified(b)) && a.kind === b.kind;
  return intConst(same ? 1n : 0n, p.types.int, { at, from: at, to: close });
}

function convertedVector(p: Parser, at: number): Expr {
  const open = p.advance();
  const operand = p.grammar.assignment(p);
  comma(p);
  const type = p.grammar.typeName(p);
  const close = p.close(K.R_PAREN, open);
  const span = { at, from: at, to: close };
  if (operand.type.kind === 'error' || type.kind === 'error') return errorExpr(p, span);
  return convertVector(p, operand, type, span);
}

function chooseExpr(p: Parser, at: number): Expr {
  const open = p.advance();
  const condition = p.grammar.constantExpression(p);
  comma(p);
  const value = evaluate(condition);
  const yes = value?.kind === 'int' && value.value !== 0n;
  const parse = (live: boolean) => {
    if (!live) p.unevaluated++;
    const e = p.grammar.assignment(p);
    if (!live) p.unevaluated--;
    return e;
  };
  const then = parse(yes);
  comma(p);
  const otherwise = parse(!yes);
  const close = p.close(K.R_PAREN, open);
  if (value?.kind !== 'int') {
    if (condition.type.kind !== 'error')
      p.errorAt(condition, "the first argument to '__builtin_choose_expr' must be a constant");
    return errorExpr(p, { at, from: at, to: close });
  }
  return { ...(yes ? then : otherwise), from: at, to: close };
}
