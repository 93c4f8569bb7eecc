import { applyBinary, applyUnary, type Expr } from './expr';
import type { Place } from './section';
import type { Sym } from './symbol';

/** A sum of a constant, at most one place or undefined symbol, and at most one subtracted one. */
export interface Value {
  constant: bigint;
  add?: Place | Sym;
  sub?: Place | Sym;
}

/** The distance from one place to another, where it is known. */
export type Distance = (from: Place, to: Place) => number | undefined;

const isPlace = (term: Place | Sym): term is Place => 'fragment' in term;
const MAX_DEPTH = 300;

/** Reduces an expression as far as `distance` allows; undefined when it is not of the form of a Value. */
export function evaluate(expr: Expr, distance: Distance, depth = 0): Value | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (expr.op) {
    case 'number':
      return { constant: expr.value };
    case 'place':
      return { constant: 0n, add: expr.place };
    case 'symbol': {
      const { symbol } = expr;
      if (symbol.equate) return evaluate(symbol.equate, distance, depth + 1);
      return { constant: 0n, add: symbol.place ?? symbol };
    }
    case 'unary': {
      const arg = evaluate(expr.arg, distance, depth + 1);
      if (!arg) return undefined;
      if (!arg.add && !arg.sub) return { constant: applyUnary(expr.operator, arg.constant) };
      if (expr.operator !== '-') return undefined;
      return { constant: -arg.constant, add: arg.sub, sub: arg.add };
    }
    case 'binary': {
      const left = evaluate(expr.left, distance, depth + 1);
      const right = left && evaluate(expr.right, distance, depth + 1);
      return left && right && combine(expr.operator, left, right, distance);
    }
    default:
      return undefined;
  }
}

function combine(operator: string, left: Value, right: Value, distance: Distance): Value | undefined {
  if (operator === '+') return sum(left, right, distance);
  if (operator === '-') {
    return sum(left, { constant: -right.constant, add: right.sub, sub: right.add }, distance);
  }
  let a = left;
  let b = right;
  if (/^[=!<>]/.test(operator) && operator !== '!' && (a.add || b.add)) {
    // Two places compare by their distance.
    const difference = sum(left, { constant: -right.constant, add: right.sub, sub: right.add }, distance);
    if (!difference) return undefined;
    a = difference;
    b = { constant: 0n };
  }
  if (a.add || a.sub || b.add || b.sub) return undefined;
  return { constant: applyBinary(operator, a.constant, b.constant) };
}

/** Adds two values, cancelling what is added against what is subtracted. */
function sum(a: Value, b: Value, distance: Distance): Value | undefined {
  let constant = a.constant + b.constant;
  const adds = [a.add, b.add].filter((t) => t !== undefined);
  const subs = [a.sub, b.sub].filter((t) => t !== undefined);
  for (let i = adds.length - 1; i >= 0; i--) {
    for (let j = subs.length - 1; j >= 0; j--) {
      const known = difference(adds[i], subs[j], distance);
      if (known === undefined) continue;
      constant += BigInt(known);
      adds.splice(i, 1);
      subs.splice(j, 1);
      break;
    }
  }
  if (adds.length > 1 || subs.length > 1) return undefined;
  return { constant: BigInt.asIntN(64, constant), add: adds[0], sub: subs[0] };
}

function difference(to: Place | Sym, from: Place | Sym, distance: Distance): number | undefined {
  if (to === from) return 0;
  return isPlace(to) && isPlace(from) ? distance(from, to) : undefined;
}

/** The value of an expression that is constant at this moment, or undefined. */
export function constantOf(expr: Expr, distance: Distance): bigint | undefined {
  if (expr.op === 'number') return expr.value;
  const value = evaluate(expr, distance);
  return value && !value.add && !value.sub ? value.constant : undefined;
}
