import type { BuiltinExpr, CallExpr, Expr } from '../ast';
import type { Constant } from './constant';

/** The constants that operands are, and the addresses of lvalues: constant.ts. */
interface Folding {
  evaluate(e: Expr): Constant | undefined;
  addressOf(e: Expr): Constant | undefined;
}

/**
 * Calls of library functions that gcc works out when it compiles, as `__builtin_strlen("x")` or `sqrt(4)`, where the result is
 * exact or rounded but one way.
 */
export function knownCall(e: CallExpr | BuiltinExpr, folding: Folding): Constant | undefined {
  const name = e.kind === 'builtin' ? e.id : libraryName(e.callee);
  if (name === undefined) return undefined;
  if (e.type.kind === 'float' && e.type.format === 'f64') {
    const values = e.args.map((arg) => folding.evaluate(arg));
    const known = Object.hasOwn(DOUBLE, name) && values.every(isNumber);
    return known ? { kind: 'float', value: DOUBLE[name](...values.map(({ value }) => value)) } : undefined;
  }
  const value = Object.hasOwn(WHOLE, name) ? WHOLE[name](folding, ...e.args) : undefined;
  return value === undefined ? undefined : { kind: 'int', value };
}

function libraryName(callee: Expr): string | undefined {
  const func = callee.kind === 'decay' && callee.operand.kind === 'func' ? callee.operand.func : undefined;
  return func && !func.body && func.linkage === 'external' ? func.name : undefined;
}

const isNumber = (c: Constant | undefined): c is Constant & { kind: 'float' } =>
  c?.kind === 'float' && !Number.isNaN(c.value);

const DOUBLE: Record<string, (...args: number[]) => number> = {
  fabs: Math.abs,
  sqrt: Math.sqrt,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  copysign: (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x)),
  fmax: Math.max,
  fmin: Math.min,
};

const WHOLE: Record<string, (folding: Folding, ...args: Expr[]) => bigint | undefined> = {
  abs: absolute,
  labs: absolute,
  llabs: absolute,
  imaxabs: absolute,
  strlen(folding, text) {
    const bytes = textAt(folding, text);
    return bytes && BigInt(bytes.length);
  },
  strcmp(folding, left, right) {
    const [a, b] = [textAt(folding, left), textAt(folding, right)];
    if (!a || !b) return undefined;
    const at = a.findIndex((byte, i) => byte !== b[i]);
    const [x, y] = at < 0 ? [0, b[a.length] ?? 0] : [a[at], b[at] ?? 0];
    return BigInt(Math.sign(x - y));
  },
};

function absolute({ evaluate }: Folding, e: Expr): bigint | undefined {
  const value = evaluate(e);
  if (value?.kind !== 'int') return undefined;
  return value.value < 0n ? -value.value : value.value;
}

/** The bytes up to the zero of a string literal that a pointer points at. */
function textAt(folding: Folding, e: Expr): Uint8Array | undefined {
  if (e.kind === 'cast' && e.conversion === 'same') return textAt(folding, e.operand);
  const at = e.kind === 'decay' ? folding.addressOf(e.operand) : folding.evaluate(e);
  if (at?.kind !== 'address' || at.base.kind !== 'literal' || at.base.unit !== 1 || at.minus || at.offset < 0)
    return undefined;
  const bytes = at.base.bytes.subarray(at.offset);
  const end = bytes.indexOf(0);
  return end < 0 ? undefined : bytes.subarray(0, end);
}
