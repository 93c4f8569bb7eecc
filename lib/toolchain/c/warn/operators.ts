import type { Expr } from '../ast';
import { names } from '../pp/names';
import { evaluate, integerResult } from '../sema/constant';
import type { Context } from '../sema/context';
import { bitsOf, integerOf, isBool, isCharacter, isInteger, quote, sizeOf } from '../sema/type';

/** Operands that are legal and hardly meant. Both are values already. */
export function checkBinary(cx: Context, op: string, left: Expr, right: Expr, at: number): void {
  if (op === '/' || op === '%') divisionByZero(cx, op, right, at);
  else if (op === '<<' || op === '>>') shift(cx, op, left, right, at);
  else if (op === '==' || op === '!=') {
    if (isStringLiteral(left) || isStringLiteral(right))
      cx.warn('string-compare', at, `comparison with a string literal compares addresses, not text`, {
        hint: "use 'strcmp'",
      });
    else if (isArray(left) && isArray(right) && !fromMacro(cx, at))
      cx.warn('array-compare', at, 'comparison of two arrays compares their addresses, not what is in them', {
        hint: `use '${isText(left) ? 'strcmp' : 'memcmp'}'`,
      });
  }
  if (['==', '!=', '<', '<=', '>', '>='].includes(op)) {
    outOfRange(cx, op, left, right, at);
    differentSigns(cx, op, left, right, at);
    if (
      left.kind === 'binary' &&
      left.op !== '==' &&
      left.op !== '!=' &&
      isComparison(left.op) &&
      op !== '==' &&
      op !== '!=' &&
      !parenthesised(cx, left)
    )
      cx.warn('parentheses', at, "comparisons like 'X<=Y<=Z' do not have their mathematical meaning");
    else if (
      left.kind === 'unary' &&
      left.op === '!' &&
      isInteger(left.operand.type) &&
      !isBool(left.operand.type) &&
      !parenthesised(cx, left) &&
      isInteger(right.type) &&
      !truthValue(right)
    )
      cx.warn('logical-not-parentheses', at, `'!' is applied to the left operand of '${op}' alone`, {
        hint: 'put parentheses around the comparison',
      });
  }
  if (
    (op === '&' || op === '|' || op === '^') &&
    names.text(cx.tokens.value[at]) === op &&
    !fromMacro(cx, at)
  ) {
    for (const operand of [left, right])
      if (operand.kind === 'binary' && isComparison(operand.op) && !parenthesised(cx, operand))
        cx.warn(
          'parentheses',
          operand.at,
          `'${op}' has lower precedence than '${operand.op}'; '${operand.op}' is evaluated first`,
        );
  }
}

const isComparison = (op: string) =>
  op === '<' || op === '<=' || op === '>' || op === '>=' || op === '==' || op === '!=';

const truthValue = (e: Expr): boolean =>
  isBool(e.type) ||
  e.kind === 'logical' ||
  (e.kind === 'unary' && e.op === '!') ||
  (e.kind === 'binary' && isComparison(e.op));

const fromMacro = (cx: Context, token: number) => cx.tokens.expansion[token] !== 0;

/** It stands between parentheses of its own. */
export const parenthesised = (cx: Context, e: Expr): boolean => cx.parenthesised.has(e);

const isArray = (e: Expr): boolean => e.kind === 'decay' && e.operand.type.kind === 'array';
const isText = (e: Expr): boolean => e.type.kind === 'pointer' && isCharacter(e.type.to);

const isStringLiteral = (e: Expr): boolean => e.kind === 'decay' && e.operand.kind === 'string';

function divisionByZero(cx: Context, op: string, right: Expr, at: number): void {
  if (cx.unevaluated > 0 || !isInteger(right.type)) return;
  const value = evaluate(right);
  if (value?.kind === 'int' && value.value === 0n)
    cx.warn('div-by-zero', at, op === '/' ? 'division by zero' : 'remainder by zero is undefined');
}

function shift(cx: Context, op: string, left: Expr, right: Expr, at: number): void {
  const type = integerOf(left.type);
  const count = evaluate(right);
  if (cx.unevaluated > 0 || !type || count?.kind !== 'int') return;
  const width = Math.max(32, bitsOf(type));
  const side = op === '<<' ? 'left' : 'right';
  if (count.value < 0n) cx.warn('shift-count-negative', at, `${side} shift count is negative`);
  else if (count.value >= BigInt(width))
    cx.warn(
      'shift-count-overflow',
      at,
      `${side} shift count ${count.value} >= width of type (${width} bits)`,
    );
}

/** A comparison before which a number that may be negative loses its sign. */
function differentSigns(cx: Context, op: string, left: Expr, right: Expr, at: number): void {
  const [l, r] = [integerOf(left.type), integerOf(right.type)];
  if (cx.unevaluated > 0 || !l || !r || l.signed === r.signed) return;
  const [negative, signed, other, unsigned] = l.signed ? [left, l, right, r] : [right, r, left, l];
  // Narrower ones are promoted to int first, or to the longer type of the other.
  if (unsigned.size < 4 || unsigned.size < signed.size || truthValue(negative)) return;
  const value = evaluate(negative);
  if (value?.kind === 'int' && value.value >= 0n) return;
  const constant = evaluate(other);
  const fits = constant?.kind === 'int' && constant.value < 1n << BigInt(signed.size * 8 - 1);
  if (fits && (op === '==' || op === '!=')) return;
  cx.warn(
    'sign-compare',
    at,
    `comparison of integers of different signs (${quote(left.type)} and ${quote(right.type)}): a negative number becomes a large one`,
  );
}

/** A comparison whose answer the types alone decide. */
function outOfRange(cx: Context, op: string, left: Expr, right: Expr, at: number): void {
  if (fromMacro(cx, at) || cx.unevaluated > 0) return;
  const swapped = evaluate(left) !== undefined;
  const [variable, constant] = swapped ? [right, left] : [left, right];
  const value = evaluate(constant);
  const type = integerOf(variable.type);
  if (!type || value?.kind !== 'int' || evaluate(variable)) return;
  const bits = BigInt(type.size * 8);
  // Compared after conversion to the common type: only narrower operands have a range of their own.
  if (type.size >= sizeOf(constant.type)) {
    unsignedAgainstZero(cx, op, swapped, type.signed, value.value, variable, at);
    return;
  }
  const [least, most] = isBool(type)
    ? [0n, 1n]
    : type.signed
      ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n]
      : [0n, (1n << bits) - 1n];
  if (value.value >= least && value.value <= most) return;
  const above = value.value > most;
  const normal = swapped ? mirror(op) : op;
  const answer =
    normal === '!=' || (above ? normal === '<' || normal === '<=' : normal === '>' || normal === '>=');
  cx.warn(
    'tautological-compare',
    at,
    `comparison of constant ${value.value} with ${quote(variable.type)} is always ${answer}`,
  );
}

function unsignedAgainstZero(
  cx: Context,
  op: string,
  swapped: boolean,
  signed: boolean,
  value: bigint,
  variable: Expr,
  at: number,
): void {
  if (signed || value !== 0n || isBool(variable.type)) return;
  const normal = swapped ? mirror(op) : op;
  if (normal === '<' || normal === '>=')
    cx.warn(
      'type-limits',
      at,
      `comparison of unsigned ${quote(variable.type)} ${normal} 0 is always ${normal === '>='}`,
    );
}

const mirror = (op: string) => ({ '<': '>', '>': '<', '<=': '>=', '>=': '<=' })[op] ?? op;

/** `if (a = b)`: an assignment where a comparison is usual. */
export function checkCondition(cx: Context, condition: Expr): void {
  let e = condition;
  if (e.kind === 'decay' && e.operand.kind === 'func' && !e.operand.func.weak && !fromMacro(cx, e.at))
    cx.warnAt('address', e, `the address of the function '${e.operand.func.name}' is always true`, {
      hint: `call it: ${e.operand.func.name}()`,
    });
  if (e.kind === 'cast' && e.implicit) e = e.operand;
  if (e.kind === 'assign' && !parenthesised(cx, condition))
    cx.warn('parentheses', e.at, 'using the result of an assignment as a condition without parentheses', {
      notes: [
        cx.note(e.at, "use '==' to turn this assignment into a comparison"),
        cx.note(e.from, 'place parentheses around the assignment to silence this warning'),
      ],
    });
}

/** `x = x`. */
export function checkAssign(cx: Context, target: Expr, value: Expr, at: number): void {
  if (target.kind !== 'var' || value.kind !== 'load' || value.operand.kind !== 'var') return;
  if (target.variable === value.operand.variable && !fromMacro(cx, at) && !fromMacro(cx, value.from))
    cx.warn('self-assign', at, `assigning '${target.variable.name}' to itself`);
}

/** An integer operation on constants whose result its type does not hold. */
export function checkOverflow(cx: Context, e: Expr): void {
  if (e.kind !== 'binary' || cx.unevaluated > 0) return;
  const type = integerOf(e.type);
  const a = evaluate(e.left);
  const b = evaluate(e.right);
  if (!type?.signed || a?.kind !== 'int' || b?.kind !== 'int' || isComparison(e.op)) return;
  if (e.op === '<<' || e.op === '>>') return;
  const value = integerResult(e.op, a.value, b.value, type);
  if (value === undefined || BigInt.asIntN(type.size * 8, value) === value) return;
  cx.warn(
    'overflow',
    e.at,
    `overflow in expression; the result is ${BigInt.asIntN(type.size * 8, value)} with type ${quote(e.type)}`,
  );
}
