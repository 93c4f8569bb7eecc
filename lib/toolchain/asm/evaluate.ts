import { applyBinary, applyUnary } from './arithmetic';
import type { Expr } from './expr';
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
/** Symbols that are defined by each other can make an expression endless; no real one comes near these limits. */
const MAX_DEPTH = 1000;
const MAX_STEPS = 100_000;

/** How far one evaluation has come. */
interface Progress {
  steps: number;
  depth: number;
}

/** Reduces an expression as far as `distance` allows; undefined when it is not of the form of a Value. */
export function evaluate(expr: Expr, distance: Distance): Value | undefined {
  return reduce(expr, distance, { steps: 0, depth: 0 });
}

function reduce(expr: Expr, distance: Distance, progress: Progress): Value | undefined {
  if (++progress.steps > MAX_STEPS || ++progress.depth > MAX_DEPTH) return undefined;
  const value = reduceNode(expr, distance, progress);
  progress.depth--;
  return value;
}

function reduceNode(expr: Expr, distance: Distance, progress: Progress): Value | undefined {
  switch (expr.op) {
    case 'number':
      return { constant: expr.value };
    case 'place':
      return { constant: 0n, add: expr.place };
    case 'symbol': {
      const { symbol } = expr;
      if (expr.value) return reduce(expr.value, distance, progress);
      if (symbol.equate) return reduce(symbol.equate, distance, progress);
      return { constant: 0n, add: symbol.place ?? symbol };
    }
    case 'view': {
      let view = 0;
      for (let row = expr.row; row.previous && !row.resetView; row = row.previous, view++) {
        const gap = distance(row.previous.place, row.place);
        if (gap === undefined) return undefined;
        if (gap !== 0) break;
      }
      return { constant: BigInt(view) };
    }
    case 'unary': {
      const arg = reduce(expr.arg, distance, progress);
      if (!arg) return undefined;
      if (!arg.add && !arg.sub) return { constant: applyUnary(expr.operator, arg.constant) };
      if (expr.operator !== '-') return undefined;
      return { constant: -arg.constant, add: arg.sub, sub: arg.add };
    }
    case 'binary': {
      const left = reduce(expr.left, distance, progress);
      const right = left && reduce(expr.right, distance, progress);
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
