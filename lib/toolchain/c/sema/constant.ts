import type { BinaryExpr, Expr, FunctionSymbol, Label, StringLiteral, Variable } from '../ast';
import * as soft from '../float/soft';
import type { FloatFormat } from '../target';
import type { CType, FloatType, IntType } from '../types';
import { knownCall } from './known-call';
import { bitsOf, integerOf, isBool, sizeOf } from './type';

/** What an expression is known to be before the program runs. */
export type Constant =
  | { kind: 'int'; value: bigint }
  /** `exact` where a double does not hold it: long double. */
  | { kind: 'float'; value: number; exact?: soft.Soft }
  /** An address; without a base a number. With `minus` the difference of two labels. */
  | { kind: 'address'; base: Base; offset: number; minus?: Label };

export type Base = Variable | FunctionSymbol | StringLiteral | Label;

const FORMATS: Record<FloatFormat, soft.Precision> = {
  f32: soft.F32,
  f64: soft.F64,
  x87: soft.X87_PRECISION,
  f128: soft.F128,
};

export const precisionOf = (type: FloatType): soft.Precision => FORMATS[type.format];

/** A value as an integer type holds it: C11 6.3.1.3, gcc wraps signed types too. */
export function wrap(value: bigint, type: IntType): bigint {
  if (type.name === '_Bool') return value === 0n ? 0n : 1n;
  const bits = bitsOf(type);
  return type.signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

const int = (value: bigint): Constant => ({ kind: 'int', value });
const truth = (condition: boolean): Constant => int(condition ? 1n : 0n);

/** The exact value of a floating constant. */
export const exactOf = (c: { value: number; exact?: soft.Soft }): soft.Soft =>
  c.exact ?? soft.fromNumber(c.value);

/** A floating constant of a type, rounded to it. */
export function floating(value: soft.Soft, type: FloatType): Constant {
  const rounded = soft.roundTo(value, precisionOf(type));
  const number = soft.toNumber(rounded);
  return type.format === 'f32' || type.format === 'f64'
    ? { kind: 'float', value: number }
    : { kind: 'float', value: number, exact: rounded };
}

/** Whether a constant is not zero; undefined when only the linker knows. */
export function isTrue(c: Constant): boolean | undefined {
  if (c.kind === 'int') return c.value !== 0n;
  if (c.kind === 'float') return exactOf(c).kind !== 'zero';
  return c.minus === undefined && !(c.base.kind !== 'literal' && 'weak' in c.base && c.base.weak)
    ? true
    : undefined;
}

const FOLDING = { evaluate, addressOf };

/** The value of an expression if it is a constant (C11 6.6, and what gcc folds), else undefined. */
export function evaluate(e: Expr): Constant | undefined {
  switch (e.kind) {
    case 'int':
      return int(e.value);
    case 'float':
      return e.x87 ? floating(fromX87(e.x87), e.type as FloatType) : { kind: 'float', value: e.value };
    case 'cast':
      return evaluateCast(e.operand, e.type);
    case 'decay':
    case 'address':
      return addressOf(e.operand);
    case 'label-address':
      return { kind: 'address', base: e.label, offset: 0 };
    case 'load':
      return characterOf(e.operand, e.type);
    case 'unary':
      return evaluateUnary(e.op, e.operand, e.type);
    case 'binary':
      return evaluateBinary(e);
    case 'logical': {
      const left = evaluate(e.left);
      const known = left && isTrue(left);
      if (known === undefined) return undefined;
      if (known === (e.op === '||')) return truth(known);
      const right = evaluate(e.right);
      const second = right && isTrue(right);
      return second === undefined ? undefined : truth(second);
    }
    case 'conditional': {
      const test = evaluate(e.test);
      const known = test && isTrue(test);
      return known === undefined ? undefined : evaluate(known ? e.then : e.else);
    }
    case 'elvis': {
      const value = evaluate(e.value);
      const known = value && isTrue(value);
      if (known === undefined) return undefined;
      if (!known) return evaluate(e.else);
      return e.then.kind === 'held' ? value : undefined;
    }
    case 'pointer-add': {
      const pointer = evaluate(e.pointer);
      const index = evaluate(e.index);
      if (!pointer || index?.kind !== 'int' || typeof e.scale !== 'number') return undefined;
      const by = index.value * BigInt(e.negative ? -e.scale : e.scale);
      if (pointer.kind === 'int') return int(BigInt.asUintN(64, pointer.value + by));
      return pointer.kind === 'address' ? { ...pointer, offset: pointer.offset + Number(by) } : undefined;
    }
    case 'pointer-diff': {
      const left = evaluate(e.left);
      const right = evaluate(e.right);
      if (!left || !right || typeof e.scale !== 'number' || e.scale === 0) return undefined;
      if (left.kind === 'int' && right.kind === 'int')
        return int(BigInt.asIntN(64, left.value - right.value) / BigInt(e.scale));
      if (left.kind !== 'address' || right.kind !== 'address') return undefined;
      if (left.base === right.base) return int(BigInt(left.offset - right.offset) / BigInt(e.scale));
      if (left.base.kind === 'label' && right.base.kind === 'label' && e.scale === 1)
        return { kind: 'address', base: left.base, offset: left.offset - right.offset, minus: right.base };
      return undefined;
    }
    case 'builtin':
      return e.id === 'expect' ? evaluate(e.args[0]) : knownCall(e, FOLDING);
    case 'call':
      return knownCall(e, FOLDING);
    case 'statement': {
      return undefined;
    }
    case 'comma':
      return undefined;
    default:
      return undefined;
  }
}

/** A character of a string literal, which gcc takes for a constant. */
function characterOf(object: Expr, type: CType): Constant | undefined {
  const integer = integerOf(type);
  if (object.kind !== 'deref' || !integer) return undefined;
  const at = addressOf(object);
  if (at?.kind !== 'address' || at.base.kind !== 'literal' || at.minus) return undefined;
  const { bytes, unit } = at.base;
  if (unit !== integer.size || at.offset < 0 || at.offset + unit > bytes.length) return undefined;
  let value = 0n;
  for (let i = unit - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[at.offset + i]);
  return int(wrap(value, integer));
}

export function fromX87(x: { signExponent: number; significand: bigint }): soft.Soft {
  const negative = (x.signExponent & 0x8000) !== 0;
  const field = x.signExponent & 0x7fff;
  if (field === 0x7fff)
    return x.significand << 1n === 1n << 64n ? soft.infinite(negative) : soft.nan(negative);
  if (x.significand === 0n) return soft.zero(negative);
  return { negative, kind: 'finite', mantissa: x.significand, exponent: Math.max(field, 1) - 16383 - 63 };
}

/** Where an lvalue or function is, if that is an address constant (C11 6.6p9). */
export function addressOf(e: Expr): Constant | undefined {
  switch (e.kind) {
    case 'var':
      return e.variable.storage === 'static' && !e.variable.threadLocal
        ? { kind: 'address', base: e.variable, offset: 0 }
        : undefined;
    case 'compound':
      return e.variable.storage === 'static' ? { kind: 'address', base: e.variable, offset: 0 } : undefined;
    case 'func':
      return { kind: 'address', base: e.func, offset: 0 };
    case 'string':
      return { kind: 'address', base: e.literal, offset: 0 };
    case 'deref':
      return evaluate(e.operand);
    case 'member': {
      const base = addressOf(e.base);
      if (base?.kind === 'int') return int(base.value + BigInt(e.field.offset));
      return base?.kind === 'address' ? { ...base, offset: base.offset + e.field.offset } : undefined;
    }
    default:
      return undefined;
  }
}

function evaluateCast(operand: Expr, type: CType): Constant | undefined {
  const value = evaluate(operand);
  if (!value) return undefined;
  return convertConstant(value, type);
}

/** A constant as another type holds it. */
export function convertConstant(value: Constant, type: CType): Constant | undefined {
  const target = integerOf(type);
  if (target) {
    if (value.kind === 'int') return int(wrap(value.value, target));
    if (value.kind === 'float') {
      if (isBool(type)) return truth(exactOf(value).kind !== 'zero');
      const whole = soft.toBigInt(exactOf(value));
      if (whole === undefined)
        return int(wrap(target.signed ? -(1n << BigInt(target.size * 8 - 1)) : 0n, target));
      return int(saturate(whole, target));
    }
    if (isBool(type)) return isTrue(value) ? truth(true) : undefined;
    if (value.minus) return target.size >= 4 ? value : undefined;
    return target.size === 8 ? value : undefined;
  }
  if (type.kind === 'pointer')
    return value.kind === 'int'
      ? int(BigInt.asUintN(64, value.value))
      : value.kind === 'address'
        ? value
        : undefined;
  if (type.kind === 'float') {
    if (value.kind === 'int') return floating(soft.fromBigInt(value.value, precisionOf(type)), type);
    return value.kind === 'float' ? floating(exactOf(value), type) : undefined;
  }
  return undefined;
}

/** Out of range is undefined (C11 6.3.1.4); gcc folds to the nearest value. */
function saturate(value: bigint, type: IntType): bigint {
  const bits = BigInt(type.size * 8);
  const [least, most] = type.signed
    ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n]
    : [0n, (1n << bits) - 1n];
  return value < least ? least : value > most ? most : value;
}

function evaluateUnary(op: '-' | '~' | '!', operand: Expr, type: CType): Constant | undefined {
  const value = evaluate(operand);
  if (!value) return undefined;
  if (op === '!') {
    const known = isTrue(value);
    return known === undefined ? undefined : truth(!known);
  }
  const integer = integerOf(type);
  if (value.kind === 'int' && integer) return int(wrap(op === '-' ? -value.value : ~value.value, integer));
  if (value.kind === 'float' && op === '-' && type.kind === 'float')
    return value.exact ? floating(soft.negate(value.exact), type) : { kind: 'float', value: -value.value };
  return undefined;
}

function evaluateBinary(e: BinaryExpr): Constant | undefined {
  const a = evaluate(e.left);
  if (!a) return undefined;
  const b = evaluate(e.right);
  if (!b) return undefined;
  if (a.kind === 'int' && b.kind === 'int') return integers(e, a.value, b.value);
  if (a.kind === 'float' && b.kind === 'float') return floats(e, a, b);
  return addresses(e, a, b);
}

function addresses(e: BinaryExpr, a: Constant, b: Constant): Constant | undefined {
  if (a.kind === 'address' && b.kind === 'address' && a.base === b.base) {
    if (e.op === '-' && !a.minus && !b.minus) return int(BigInt(a.offset - b.offset));
    return compare(e.op, a.offset < b.offset ? -1 : a.offset > b.offset ? 1 : 0);
  }
  const known = (c: Constant) => c.kind === 'address' && isTrue(c);
  if ((known(a) && b.kind === 'int' && b.value === 0n) || (known(b) && a.kind === 'int' && a.value === 0n)) {
    if (e.op === '==') return truth(false);
    if (e.op === '!=') return truth(true);
  }
  if (a.kind === 'address' && b.kind === 'address' && e.op === '-' && !a.minus && !b.minus) {
    if (a.base.kind === 'label' && b.base.kind === 'label')
      return { kind: 'address', base: a.base, offset: a.offset - b.offset, minus: b.base };
  }
  if (sizeOf(e.type) !== 8) return undefined;
  if (a.kind === 'address' && b.kind === 'int' && (e.op === '+' || e.op === '-')) {
    const by = Number(BigInt.asIntN(64, b.value));
    return { ...a, offset: a.offset + (e.op === '+' ? by : -by) };
  }
  if (b.kind === 'address' && a.kind === 'int' && e.op === '+')
    return { ...b, offset: b.offset + Number(BigInt.asIntN(64, a.value)) };
  return undefined;
}

function compare(op: string, order: number): Constant | undefined {
  switch (op) {
    case '==':
      return truth(order === 0);
    case '!=':
      return truth(order !== 0);
    case '<':
      return truth(order < 0);
    case '<=':
      return truth(order <= 0);
    case '>':
      return truth(order > 0);
    case '>=':
      return truth(order >= 0);
    default:
      return undefined;
  }
}

function integers(e: BinaryExpr, a: bigint, b: bigint): Constant | undefined {
  const compared = compare(e.op, a < b ? -1 : a > b ? 1 : 0);
  if (compared) return compared;
  const type = integerOf(e.type);
  if (!type) return undefined;
  const value = integerResult(e.op, a, b, type);
  return value === undefined ? undefined : int(wrap(value, type));
}

/** The mathematical result; undefined where there is none. */
export function integerResult(op: string, a: bigint, b: bigint, type: IntType): bigint | undefined {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? undefined : a / b;
    case '%':
      return b === 0n ? undefined : a % b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
    case '>>':
      if (b < 0n || b >= BigInt(bitsOf(type))) return undefined;
      return op === '<<' ? a << b : a >> b;
    default:
      return undefined;
  }
}

type FloatConstant = { kind: 'float'; value: number; exact?: soft.Soft };

function floats(e: BinaryExpr, a: FloatConstant, b: FloatConstant): Constant | undefined {
  const order = soft.compare(exactOf(a), exactOf(b));
  const compared = compare(e.op, order ?? Number.NaN);
  if (compared) return order === undefined ? truth(e.op === '!=') : compared;
  if (e.type.kind !== 'float') return undefined;
  if (a.exact || b.exact) {
    const precision = precisionOf(e.type);
    const [x, y] = [exactOf(a), exactOf(b)];
    const result =
      e.op === '+'
        ? soft.add(x, y, precision)
        : e.op === '-'
          ? soft.add(x, soft.negate(y), precision)
          : e.op === '*'
            ? soft.multiply(x, y, precision)
            : soft.divide(x, y, precision);
    return floating(result, e.type);
  }
  const [x, y] = [a.value, b.value];
  const result = e.op === '+' ? x + y : e.op === '-' ? x - y : e.op === '*' ? x * y : x / y;
  // One rounding to double, then one to float, is what a float operation gives (53 >= 2 * 24 + 2).
  return { kind: 'float', value: e.type.format === 'f32' ? Math.fround(result) : result };
}
