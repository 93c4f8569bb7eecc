import type { CompareOp, Expr } from '../ast';
import type { ComplexType, CType, Field } from '../types';
import { commonType, convert, intConst, numberConst, promote, type Span } from './build';
import { evaluate } from './constant';
import type { Context } from './context';

/**
 * Complex numbers, C11 6.2.5p11: two of a floating type side by side, or as gcc has it of an integer type. In the tree a value is made by the builtin
 * `complex` (real, imaginary), and a part is a `member`; `+ - * /` may have one operand that is real, since nothing
 * is known of the sign of an imaginary zero that was never written.
 */

/** The real type that a complex one is made of; any other is its own. */
export const realOf = (type: CType): CType => (type.kind === 'complex' ? type.of : type);

export const complexOf = (of: ComplexType['of']): CType => ({ kind: 'complex', quals: 0, of });

/** A complex value of two real ones. */
export const makeComplex = (re: Expr, im: Expr, of: ComplexType['of'], span: Span): Expr => ({
  kind: 'builtin',
  type: complexOf(of),
  ...span,
  lvalue: false,
  id: 'complex',
  args: [re, im],
});

/** `__real__ e` or `__imag__ e` of a complex operand: an lvalue where that is one. */
export function part(e: Expr, imaginary: boolean, span: Span): Expr {
  if (e.type.kind !== 'complex') throw new Error('a part of what is not complex');
  const { of, quals } = e.type;
  const type = quals ? { ...of, quals } : of;
  const field: Field = {
    name: imaginary ? '__imag__' : '__real__',
    type,
    offset: imaginary ? of.size : 0,
    at: span.at,
  };
  return { kind: 'member', type: e.lvalue ? type : of, ...span, lvalue: e.lvalue, base: e, field };
}

/** Both operands of an operator with their common type; a real one of `+ - * /` stays real where that is the same. */
export function complexOperands(cx: Context, op: string, left: Expr, right: Expr): [Expr, Expr, CType] {
  const l = promote(cx, left);
  const r = promote(cx, right);
  const type = commonType(cx, l.type, r.type);
  const of = realOf(type);
  const mixed = (e: Expr, other: Expr) => e.type.kind !== 'complex' && other.type.kind === 'complex';
  const asReal = (e: Expr, other: Expr, first: boolean) => mixed(e, other) && !(first && op === '/');
  return [convert(l, asReal(l, r, true) ? of : type), convert(r, asReal(r, l, false) ? of : type), type];
}

export const isOrder = (op: CompareOp): boolean => op !== '==' && op !== '!=';

/** The parts of a complex value as expressions, where it is written with constants; else undefined. */
export function splitConstant(e: Expr, { at, from, to }: Span): [Expr, Expr] | undefined {
  const span = { at, from, to };
  if (e.type.kind !== 'complex') return undefined;
  const { of } = e.type;
  const zero = () => (of.kind === 'int' ? intConst(0n, of, span) : numberConst(0, of, span));
  const node = (op: '+' | '-' | '*' | '/', left: Expr, right: Expr): Expr => ({
    kind: 'binary',
    type: of,
    ...span,
    lvalue: false,
    op,
    left: convert(left, of),
    right: convert(right, of),
  });
  const minus = (operand: Expr): Expr => ({
    kind: 'unary',
    type: of,
    ...span,
    lvalue: false,
    op: '-',
    operand: convert(operand, of),
  });
  switch (e.kind) {
    case 'builtin':
      return e.id === 'complex' ? [e.args[0], e.args[1]] : undefined;
    case 'cast': {
      if (e.operand.type.kind !== 'complex') return [convert(e.operand, of), zero()];
      const parts = splitConstant(e.operand, span);
      return parts && [convert(parts[0], of), convert(parts[1], of)];
    }
    case 'unary': {
      const parts = splitConstant(e.operand, span);
      return parts && [e.op === '-' ? minus(parts[0]) : parts[0], minus(parts[1])];
    }
    case 'binary': {
      const x = e.left.type.kind === 'complex' ? splitConstant(e.left, span) : [e.left, undefined];
      const y = e.right.type.kind === 'complex' ? splitConstant(e.right, span) : [e.right, undefined];
      if (!x || !y) return undefined;
      const [[a, b], [c, d]] = [x, y] as [[Expr, Expr | undefined], [Expr, Expr | undefined]];
      if (e.op === '+') return [node('+', a, c), b && d ? node('+', b, d) : (b ?? d ?? zero())];
      if (e.op === '-') return [node('-', a, c), b && d ? node('-', b, d) : (b ?? minus(d as Expr))];
      if (e.op === '*') {
        if (!b) return [node('*', a, c), node('*', a, d as Expr)];
        if (!d) return [node('*', a, c), node('*', b, c)];
        return [node('-', node('*', a, c), node('*', b, d)), node('+', node('*', a, d), node('*', b, c))];
      }
      if (e.op !== '/' || !b) return undefined;
      if (!d) return [node('/', a, c), node('/', b, c)];
      if (of.kind === 'int') return wholeQuotient(node, a, b, c, d);
      const length = node('+', node('*', c, c), node('*', d, d));
      return [
        node('/', node('+', node('*', a, c), node('*', b, d)), length),
        node('/', node('-', node('*', b, c), node('*', a, d)), length),
      ];
    }
    default:
      return undefined;
  }
}

/** As the code for it computes it: see lower/complex.ts. */
function wholeQuotient(
  node: (op: '+' | '-' | '*' | '/', left: Expr, right: Expr) => Expr,
  a: Expr,
  b: Expr,
  c: Expr,
  d: Expr,
): [Expr, Expr] | undefined {
  const size = (e: Expr) => {
    const value = evaluate(e);
    return value?.kind === 'int' ? (value.value < 0n ? -value.value : value.value) : undefined;
  };
  const [x, y] = [size(c), size(d)];
  if (x === undefined || y === undefined || (x === 0n && y === 0n)) return undefined;
  if (x < y) {
    const ratio = node('/', c, d);
    const by = node('+', node('*', c, ratio), d);
    return [
      node('/', node('+', node('*', a, ratio), b), by),
      node('/', node('-', node('*', b, ratio), a), by),
    ];
  }
  const ratio = node('/', d, c);
  const by = node('+', node('*', d, ratio), c);
  return [node('/', node('+', node('*', b, ratio), a), by), node('/', node('-', b, node('*', a, ratio)), by)];
}
