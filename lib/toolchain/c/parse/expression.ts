import type { ArithmeticOp, CompareOp, Expr } from '../ast';
import * as K from '../pp/kinds';
import { assign, compoundAssign, incDec } from '../sema/assignment';
import { errorExpr, intConst, loadVariable, rvalue } from '../sema/build';
import { builtinCall } from '../sema/builtin-call';
import { call } from '../sema/call';
import { part } from '../sema/complex';
import { identifier } from '../sema/identifier';
import { member } from '../sema/member';
import {
  address,
  binary,
  cast,
  comma,
  conditional,
  dereference,
  logical,
  subscript,
  unary,
} from '../sema/operators';
import { alignOf, compatible, isComplete, isReal, quote, sizeOf, unqualified } from '../sema/type';
import type { CType, IntType } from '../types';
import { warnUnusedValue } from '../warn/unused';
import { builtinForm, isBuiltinForm } from './builtin-form';

import { character, number, stringLiteral } from './constant';
import type { Parser } from './parser';

/** C11 6.5. Operators are typed as they are parsed (sema/operators.ts). */

const ASSIGN_OPS: Record<number, ArithmeticOp> = {};
'* / % + - << >> & ^ |'.split(' ').forEach((op, i) => {
  ASSIGN_OPS[K.STAR_ASSIGN + i] = op as ArithmeticOp;
});

/** Powers of the binary operators that bind tighter than `?:`. */
const POWER = new Uint8Array(64);
[
  [K.OR_OR],
  [K.AND_AND],
  [K.PIPE],
  [K.CARET],
  [K.AMP],
  [K.EQUAL_EQUAL, K.NOT_EQUAL],
  [K.LESS, K.GREATER, K.LESS_EQUAL, K.GREATER_EQUAL],
  [K.SHL, K.SHR],
  [K.PLUS, K.MINUS],
  [K.STAR, K.SLASH, K.PERCENT],
].forEach((kinds, i) => {
  for (const kind of kinds) POWER[kind] = i + 1;
});

/** Operators of one chain, such as 1 + 1 + 1: later stages walk down the tree they make. */
const CHAIN_LIMIT = 1500;

/** expression: assignment { ',' assignment } */
export function expression(p: Parser): Expr {
  let left = assignment(p);
  let length = 0;
  while (p.kind === K.COMMA) {
    const at = p.advance();
    if (++length > CHAIN_LIMIT) p.tooLong(at);
    warnUnusedValue(p, left);
    left = comma(p, left, assignment(p), at);
  }
  return left;
}

/** assignment: conditional [ op assignment ] */
export function assignment(p: Parser): Expr {
  p.deeper();
  const left = conditionalExpression(p);
  const result = assignmentTail(p, left);
  p.shallower();
  return result;
}

function assignmentTail(p: Parser, left: Expr): Expr {
  if (p.kind === K.ASSIGN) {
    const at = p.advance();
    warnReversed(p, at);
    return assign(p, left, assignment(p), at);
  }
  if (p.kind >= K.STAR_ASSIGN && p.kind <= K.PIPE_ASSIGN) {
    const op = ASSIGN_OPS[p.kind];
    const at = p.advance();
    return compoundAssign(p, op, left, assignment(p), at);
  }
  return left;
}

/** `x =+ 2`, where `+=` may have been meant. */
function warnReversed(p: Parser, at: number): void {
  const { flags, expansion } = p.tokens;
  if (!UNARY[p.kind] || p.kind === K.TILDE || p.kind === K.BANG || expansion[p.at] !== 0) return;
  if (flags[p.at] & K.SPACE || !(flags[p.at + 1] & K.SPACE)) return;
  const op = K.punctuator(p.kind);
  p.warn('', at, `'=${op}' is an assignment and the sign '${op}'`, { hint: `'${op}=' was meant?` });
}

/** conditional: binary [ '?' [ expression ] ':' conditional ] */
export function conditionalExpression(p: Parser): Expr {
  const test = binaryExpression(p, 1);
  if (p.kind !== K.QUESTION) return test;
  const at = p.advance();
  p.deeper();
  const then = p.kind === K.COLON ? undefined : expression(p);
  p.expect(K.COLON, "in '?:'");
  const otherwise = conditionalExpression(p);
  p.shallower();
  return conditional(p, test, then, otherwise, at);
}

function binaryExpression(p: Parser, least: number): Expr {
  let left = castExpression(p);
  let length = 0;
  for (;;) {
    const power = POWER[p.kind];
    if (power === 0 || power < least) return left;
    const { kind } = p;
    const at = p.advance();
    if (++length > CHAIN_LIMIT) p.tooLong(at);
    const right = binaryExpression(p, power + 1);
    const op = K.punctuator(kind);
    if (kind === K.AND_AND || kind === K.OR_OR) {
      if (kind === K.OR_OR) warnMixedLogic(p, left, right);
      left = logical(p, kind === K.AND_AND ? '&&' : '||', left, right, at);
    } else left = binary(p, op as ArithmeticOp | CompareOp, left, right, at);
  }
}

function warnMixedLogic(p: Parser, left: Expr, right: Expr): void {
  for (const e of [left, right])
    if (e.kind === 'logical' && e.op === '&&' && !p.parenthesised.has(e))
      p.warn('parentheses', e.at, "'&&' within '||' is evaluated first; parentheses would say so");
}

/** cast: '(' type-name ')' cast | unary */
export function castExpression(p: Parser): Expr {
  if (p.kind !== K.L_PAREN || !p.startsType(1)) return unaryExpression(p);
  const open = p.advance();
  p.deeper();
  const before = p.pendingVlas;
  p.pendingVlas = [];
  const type = p.grammar.typeName(p);
  p.close(K.R_PAREN, open);
  let result: Expr;
  if (p.kind === K.L_BRACE) {
    p.pendingVlas = before;
    result = postfix(p, p.grammar.compoundLiteral(p, type, open));
  } else {
    const operand = castExpression(p);
    result = withVlas(p, cast(p, type, operand, open));
    p.pendingVlas = before;
  }
  p.shallower();
  return result;
}

/** An expression whose type name has variable-length arrays: their sizes are computed just before it. */
function withVlas(p: Parser, e: Expr): Expr {
  if (p.pendingVlas.length === 0 || !p.func) return e;
  const items = p.flushVlas();
  return {
    kind: 'statement',
    type: e.type,
    at: e.at,
    from: e.from,
    to: e.to,
    lvalue: false,
    body: {
      kind: 'block',
      at: e.at,
      items: [...items, { kind: 'expr', at: e.at, expr: e }],
      vla: false,
      cleanups: [],
      end: e.to,
    },
  };
}

const UNARY: Record<number, '+' | '-' | '~' | '!'> = {
  [K.PLUS]: '+',
  [K.MINUS]: '-',
  [K.TILDE]: '~',
  [K.BANG]: '!',
};

function unaryExpression(p: Parser): Expr {
  const op = UNARY[p.kind];
  if (op) {
    const at = p.advance();
    p.deeper();
    const operand = castExpression(p);
    p.shallower();
    return unary(p, op, operand, at);
  }
  switch (p.kind) {
    case K.STAR: {
      const at = p.advance();
      p.deeper();
      const operand = castExpression(p);
      p.shallower();
      return dereference(p, operand, at);
    }
    case K.AMP: {
      const at = p.advance();
      p.deeper();
      const operand = castExpression(p);
      p.shallower();
      return address(p, operand, at);
    }
    case K.PLUS_PLUS:
    case K.MINUS_MINUS: {
      const up = p.kind === K.PLUS_PLUS;
      const at = p.advance();
      p.deeper();
      // A cast is no lvalue, but a compound literal looks like one at first.
      const operand = castExpression(p);
      p.shallower();
      return incDec(p, up ? '+' : '-', true, operand, at);
    }
    case K.AND_AND:
      return labelAddress(p);
    case K.IDENT:
      switch (p.word) {
        case 'sizeof':
        case '_Alignof':
          return sizeOrAlign(p);
        case '__extension__': {
          p.advance();
          p.deeper();
          const operand = castExpression(p);
          p.shallower();
          return operand;
        }
        case '__real__':
        case '__imag__': {
          const at = p.advance();
          const imaginary = p.text(at).includes('imag');
          const operand = castExpression(p);
          const span = { at, from: at, to: operand.to };
          if (operand.type.kind === 'complex') return part(operand, imaginary, span);
          if (!isReal(operand.type)) {
            if (operand.type.kind !== 'error')
              p.error(at, `${quote(operand.type)} has no real and no imaginary part`);
            return errorExpr(p, span);
          }
          if (!imaginary) return operand;
          const zero = cast(p, unqualified(operand.type), intConst(0n, p.types.int, span), at);
          return WITH_EFFECT.has(operand.kind) ? comma(p, operand, zero, at) : zero;
        }
      }
  }
  return postfix(p, primary(p));
}

const WITH_EFFECT = new Set<Expr['kind']>(['assign', 'assign-op', 'inc-dec', 'call', 'comma', 'statement']);

function labelAddress(p: Parser): Expr {
  const at = p.advance();
  if (!p.isName || !p.func) {
    p.expected(p.func ? 'a label after &&' : 'an expression');
    return errorExpr(p, { at, from: at, to: p.at });
  }
  const name = p.advance();
  const state = p.labelMeant(p.tokens.value[name], name);
  state.used = true;
  state.label.addressTaken = true;
  return {
    kind: 'label-address',
    type: p.types.voidPointer,
    at,
    from: at,
    to: name,
    lvalue: false,
    label: state.label,
  };
}

/** sizeof, _Alignof and __alignof__, of an expression or a type name. */
function sizeOrAlign(p: Parser): Expr {
  const size = p.word === 'sizeof';
  const at = p.advance();
  let type: CType;
  let operand: Expr | undefined;
  p.unevaluated++;
  p.deeper();
  const before = p.pendingVlas;
  p.pendingVlas = [];
  if (p.kind === K.L_PAREN && p.startsType(1)) {
    const open = p.advance();
    type = p.grammar.typeName(p);
    p.close(K.R_PAREN, open);
    if (p.kind === K.L_BRACE) {
      operand = postfix(p, p.grammar.compoundLiteral(p, type, open));
      type = operand.type;
    }
  } else {
    operand = unaryExpression(p);
    type = operand.type;
  }
  p.shallower();
  p.unevaluated--;
  const span = { at, from: at, to: p.at - 1 };
  const result = size ? sizeOfType(p, type, operand, span) : alignmentOf(p, type, operand, span);
  const wrapped = withVlas(p, result);
  p.pendingVlas = before;
  return wrapped;
}

interface SpanLike {
  at: number;
  from: number;
  to: number;
}

function sizeOfType(p: Parser, type: CType, operand: Expr | undefined, span: SpanLike): Expr {
  if (type.kind === 'error') return errorExpr(p, span);
  if (operand?.kind === 'member' && operand.field.bits) {
    p.errorAt({ ...operand, at: span.at }, "invalid application of 'sizeof' to a bit-field");
    return errorExpr(p, span);
  }
  if (type.kind === 'array' && type.vla) {
    if (!type.vla.size) return errorExpr(p, span);
    return { ...loadVariable(type.vla.size, span), type: p.types.size } as Expr;
  }
  if (!isComplete(type) && type.kind !== 'void' && type.kind !== 'function') {
    p.errorAt(
      { ...errorExpr(p, span) },
      `invalid application of 'sizeof' to an incomplete type ${quote(type)}`,
    );
    return errorExpr(p, span);
  }
  if (
    operand?.kind === 'var' &&
    operand.variable.storage === 'parameter' &&
    p.arrayParameters.has(operand.variable)
  )
    p.warnAt(
      'sizeof-array-argument',
      { ...errorExpr(p, span) },
      `sizeof on array parameter '${operand.variable.name}' gives the size of ${quote(type)}`,
      {
        notes: [p.note(operand.variable.at, 'declared here')],
      },
    );
  const result = intConst(BigInt(sizeOf(type)), { ...p.types.size, alias: 'size_t' } as IntType, span);
  if (operand) p.sizeofOperand.set(result, operand);
  return result;
}

function alignmentOf(p: Parser, type: CType, operand: Expr | undefined, span: SpanLike): Expr {
  if (type.kind === 'error') return errorExpr(p, span);
  let align = alignOf(type);
  if (operand?.kind === 'var') align = Math.max(operand.variable.align, align);
  if (operand?.kind === 'func') align = Math.max(operand.func.align ?? 1, align);
  return intConst(BigInt(align), p.types.size, span);
}

/** postfix: { '[' expression ']' | '(' arguments ')' | '.' name | '->' name | '++' | '--' } */
export function postfix(p: Parser, start: Expr): Expr {
  let e = start;
  let length = 0;
  for (;;) {
    switch (p.kind) {
      case K.L_BRACKET: {
        const open = p.advance();
        const index = p.bracketed(() => expression(p));
        e = subscript(p, e, index, open, p.close(K.R_BRACKET, open));
        break;
      }
      case K.L_PAREN:
        e = callExpression(p, e);
        break;
      case K.DOT:
      case K.ARROW: {
        const arrow = p.kind === K.ARROW;
        const at = p.advance();
        if (p.kind !== K.IDENT) {
          p.expected("a member's name");
          return errorExpr(p, { at, from: e.from, to: at });
        }
        const name = p.advance();
        e = member(p, e, p.text(name), arrow, at, name);
        break;
      }
      case K.PLUS_PLUS:
      case K.MINUS_MINUS: {
        const up = p.kind === K.PLUS_PLUS;
        e = incDec(p, up ? '+' : '-', false, e, p.advance());
        break;
      }
      default:
        return e;
    }
    if (++length > CHAIN_LIMIT) p.tooLong(p.at);
  }
}

function callExpression(p: Parser, callee: Expr): Expr {
  const open = p.advance();
  const args: Expr[] = [];
  p.bracketed(() => {
    if (p.kind === K.R_PAREN) return;
    do args.push(assignment(p));
    while (p.accept(K.COMMA));
  });
  if (p.kind !== K.R_PAREN) {
    const close = p.close(K.R_PAREN, open);
    p.skipTo(K.R_PAREN, K.SEMICOLON);
    p.accept(K.R_PAREN);
    return call(p, callee, args, open, close);
  }
  const close = p.advance();
  // No library can have it: it moves the caller's own stack.
  if (callee.kind === 'func' && callee.func.name === 'alloca' && !callee.func.body)
    return builtinCall(p, '__builtin_alloca', args, { at: open, from: callee.from, to: close });
  return call(p, callee, args, open, close);
}

function primary(p: Parser): Expr {
  switch (p.kind) {
    case K.NUMBER:
      return number(p);
    case K.CHAR:
      return character(p);
    case K.STRING:
      return stringLiteral(p);
    case K.L_PAREN:
      return parenthesised(p);
    case K.IDENT: {
      const { word } = p;
      if (!word) {
        const text = p.text();
        if (isBuiltinForm(text)) return builtinForm(p, text);
        return identifier(p);
      }
      if (word === '_Generic') return genericSelection(p);
      if (isBuiltinForm(word)) return builtinForm(p, word);
    }
  }
  p.syntaxError('expected an expression');
  const at = p.at;
  // A stray keyword or operator is stepped over, what may end a statement or list is not.
  if (
    p.kind !== K.SEMICOLON &&
    p.kind !== K.R_PAREN &&
    p.kind !== K.R_BRACE &&
    p.kind !== K.R_BRACKET &&
    p.kind !== K.COMMA &&
    p.kind !== K.EOF &&
    !p.startsDeclaration()
  )
    p.advance();
  return errorExpr(p, { at, from: at, to: at });
}

function parenthesised(p: Parser): Expr {
  const open = p.advance();
  return p.bracketed(() => {
    if (p.kind === K.L_BRACE) {
      const e = statementExpression(p, open);
      p.close(K.R_PAREN, open);
      return e;
    }
    const e = expression(p);
    const close = p.close(K.R_PAREN, open);
    e.from = open;
    e.to = close;
    p.parenthesised.add(e);
    return e;
  });
}

/** GNU `({ ... })`: the value is that of the last expression statement. */
function statementExpression(p: Parser, open: number): Expr {
  const brace = p.at;
  if (!p.func) {
    p.error(open, 'statement expression not allowed at file scope');
    p.skipTo(K.R_PAREN);
    return errorExpr(p, { at: open, from: open, to: p.at });
  }
  const body = p.grammar.blockStatement(p, true);
  let last = body.items.at(-1);
  while (last?.kind === 'label' || last?.kind === 'case') last = last.body;
  let type: CType = p.types.void;
  if (last?.kind === 'expr') {
    if (last.expr.type.kind !== 'void' && last.expr.type.kind !== 'error') last.expr = rvalue(last.expr);
    type = unqualified(last.expr.type);
  }
  return { kind: 'statement', type, at: open, from: brace, to: p.at, lvalue: false, body };
}

/** C11 6.5.1.1. */
function genericSelection(p: Parser): Expr {
  const at = p.advance();
  const open = p.at;
  p.expect(K.L_PAREN, "after '_Generic'");
  p.unevaluated++;
  const control = rvalue(assignment(p));
  p.unevaluated--;
  let chosen: Expr | undefined;
  let otherwise: Expr | undefined;
  const seen: CType[] = [];
  while (p.accept(K.COMMA)) {
    const isDefault = p.acceptWord('default');
    const typeAt = p.at;
    const type = isDefault ? undefined : p.grammar.typeName(p);
    p.expect(K.COLON, 'in a generic association');
    const matches = type !== undefined && compatibleTypes(type, control.type);
    if (!matches && !isDefault) p.unevaluated++;
    const value = assignment(p);
    if (!matches && !isDefault) p.unevaluated--;
    if (!type) {
      if (otherwise) p.error(typeAt, "duplicate 'default' in a generic selection");
      otherwise = value;
    } else {
      if (seen.some((other) => compatibleTypes(other, type)))
        p.error(typeAt, `type ${quote(type)} in a generic association is compatible with an earlier one`);
      seen.push(type);
      if (matches) chosen ??= value;
    }
  }
  const close = p.close(K.R_PAREN, open);
  const result = chosen ?? otherwise;
  if (result) {
    return { ...result, from: at, to: close };
  }
  if (control.type.kind !== 'error')
    p.errorAt(
      control,
      `the controlling type ${quote(control.type)} is not compatible with any generic association`,
    );
  return errorExpr(p, { at, from: at, to: close });
}

const compatibleTypes = (a: CType, b: CType) => a.kind !== 'error' && b.kind !== 'error' && compatible(a, b);

/** A constant expression: conditional, no comma and no assignment. */
export const constantExpression = (p: Parser): Expr => rvalue(conditionalExpression(p));
