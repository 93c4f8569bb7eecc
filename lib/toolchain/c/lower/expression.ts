import type {
  AssignExpr,
  AssignOpExpr,
  BinaryExpr,
  Block as BlockStmt,
  CompareOp,
  ConditionalExpr,
  ElvisExpr,
  Expr,
  IncDecExpr,
} from '../ast';
import type { Block, Cond, Op, Value } from '../ir/ir';
import type { CType, VectorType } from '../types';
import { sizeOfType } from './abi';
import { applied, lowerAtomic, lowerAtomicUpdate } from './atomic';
import { lowerBuiltin } from './builtin';
import { lowerCall } from './call';
import {
  complexBinary,
  complexCompare,
  complexUnary,
  convert,
  partsOf,
  type RealArithmetic,
  truth,
} from './complex';
import { type Address, type Lowering, Unsupported } from './context';
import {
  extend,
  longDoubleConst,
  memoryOf,
  type Operand,
  pairOf,
  scalarOf,
  xbin,
  xcmp,
  xun,
} from './convert';
import { functionAddress } from './nested';
import { loadPlace, placeOf, settle, storePlace } from './place';
import { divided, scaled, stepWidth } from './step';
import { carrierOf, irType, isLongDouble, isSigned, realType } from './types';
import { lowerVaArg } from './variadic';
import { lowerVectorBinary, lowerVectorCast, splat, vectorBinary, vectorUnary } from './vector';
import { pairBinary, pairCompare, pairConst, pairNegate } from './wide';

/** Evaluates an expression, whatever its carrier. `void` gives undefined. */
export function evaluate(f: Lowering, e: Expr): Operand | undefined {
  f.b.at = e.at;
  const { b } = f;
  switch (e.kind) {
    case 'int':
      if (carrierOf(e.type) === 'pair') return { pair: pairConst(b, e.value) };
      return { value: b.const(irType(e.type), e.value) };
    case 'float': {
      if (!isLongDouble(e.type)) return { value: b.float(irType(e.type), e.value) };
      const x87 = e.x87 ?? fromDouble(e.value);
      return { memory: longDoubleConst(f, x87.signExponent, x87.significand) };
    }
    case 'load':
      if (!e.operand.lvalue) return { memory: placeOf(f, e.operand) };
      return loadPlace(f, placeOf(f, e.operand));
    case 'func':
      return { value: functionAddress(f, e.func) };
    case 'decay':
    case 'address':
      if (e.operand.kind === 'func') return { value: functionAddress(f, e.operand.func) };
      if (e.operand.kind === 'deref') return { value: f.on.scalar(f, e.operand.operand) };
      return { value: f.at(placeOf(f, e.operand)) };
    case 'cast':
      return lowerCast(f, e);
    case 'unary':
      return lowerUnary(f, e);
    case 'binary':
      return lowerBinary(f, e);
    case 'pointer-add': {
      const pointer = f.on.scalar(f, e.pointer);
      const index = f.on.scalar(f, e.index);
      const bytes = scaled(f, index, e.scale);
      return { value: b.binary(e.negative ? 'sub' : 'add', pointer, bytes) };
    }
    case 'pointer-diff': {
      const difference = b.binary('sub', f.on.scalar(f, e.left), f.on.scalar(f, e.right));
      return { value: divided(f, difference, e.scale) };
    }
    case 'logical':
      return { value: materialise(f, e) };
    case 'conditional':
      return lowerConditional(f, e);
    case 'elvis':
      return lowerElvis(f, e);
    case 'held': {
      const held = f.held.get(e);
      if (!held) throw new Unsupported('a held value is used before it is known', e.at);
      if ('lo' in held) return { pair: held };
      return 'base' in held ? { memory: held } : { value: held };
    }
    case 'assign':
      return lowerAssign(f, e);
    case 'assign-op':
      return e.atomic ? lowerAtomicUpdate(f, e, combine) : lowerAssignOp(f, e);
    case 'inc-dec':
      return e.atomic ? lowerAtomicUpdate(f, e, combine) : lowerIncDec(f, e);
    case 'call':
      return lowerCall(f, e, undefined);
    case 'comma':
      f.on.effect(f, e.left);
      return evaluate(f, e.right);
    case 'statement':
      return lowerStatementExpr(f, e.body, e.type);
    case 'label-address': {
      const value = b.emit('blockaddr', 'i64');
      value.symbol = f.unit.label(e.label);
      return { value };
    }
    case 'builtin':
      return lowerBuiltin(f, e);
    case 'atomic':
      return lowerAtomic(f, e);
    case 'va-arg':
      return lowerVaArg(f, e);
    case 'member':
      return loadPlace(f, placeOf(f, e));
    case 'compound':
    case 'var':
    case 'string':
    case 'deref':
      return { memory: placeOf(f, e) };
    default:
      throw new Unsupported(`cannot compile '${e.kind}'`, e.at);
  }
}

/** The 80 bits of a double. */
function fromDouble(value: number): { signExponent: number; significand: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const sign = Number(bits >> 63n) << 15;
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  if (exponent === 0x7ff)
    return { signExponent: sign | 0x7fff, significand: (1n << 63n) | (fraction << 11n) };
  if (exponent !== 0)
    return { signExponent: sign | (exponent - 1023 + 16383), significand: (1n << 63n) | (fraction << 11n) };
  if (fraction === 0n) return { signExponent: sign, significand: 0n };
  const shift = 64 - fraction.toString(2).length;
  return { signExponent: sign | (16383 - 1074 + 63 - shift), significand: fraction << BigInt(shift) };
}

function lowerCast(f: Lowering, e: Expr & { kind: 'cast' }): Operand | undefined {
  switch (e.conversion) {
    case 'void':
      f.on.effect(f, e.operand);
      return undefined;
    case 'same':
      return evaluate(f, e.operand);
    case 'union': {
      const slot = f.temporary(e.type);
      f.b.zero(f.b.slot(slot), slot.size);
      f.on.into(f, e.operand, { base: f.b.slot(slot), offset: 0 });
      return { memory: { base: f.b.slot(slot), offset: 0 } };
    }
    case 'splat':
      return splat(f, e.type as VectorType, required(f, e.operand));
    case 'vector':
      return lowerVectorCast(f, e, required(f, e.operand));
    default: {
      const operand = required(f, e.operand);
      f.b.at = e.at;
      return convert(f, e.operand.type, e.type, operand);
    }
  }
}

/** The value of an expression that is not void. */
export function required(f: Lowering, e: Expr): Operand {
  const operand = evaluate(f, e);
  if (!operand) throw new Unsupported('a void value is used', e.at);
  return operand;
}

function lowerUnary(f: Lowering, e: Expr & { kind: 'unary' }): Operand {
  const { b } = f;
  if (e.op === '!') {
    const test = truth(f, e.operand.type, required(f, e.operand));
    return { value: inverted(f, test) };
  }
  const operand = required(f, e.operand);
  if (e.type.kind === 'vector') return vectorUnary(f, e.op, e.type, operand, REAL);
  if (e.type.kind === 'complex') return complexUnary(f, e.op, e.type, operand, REAL);
  if (e.op === '-') return negated(f, e.type, operand);
  if (carrierOf(e.type) !== 'pair') return { value: inWidth(f, e.type, b.unary('not', scalarOf(operand))) };
  const { lo, hi } = pairOf(operand);
  return { pair: { lo: b.unary('not', lo), hi: b.unary('not', hi) } };
}

function negated(f: Lowering, type: CType, operand: Operand): Operand {
  if (isLongDouble(type)) return { memory: xun(f, 'neg', memoryOf(operand)) };
  if (carrierOf(type) === 'pair') return { pair: pairNegate(f.b, pairOf(operand)) };
  const real = scalarOf(operand);
  if (realType(type).kind === 'float') return { value: f.b.emit('fneg', irType(type), [real]) };
  return { value: inWidth(f, type, f.b.unary('neg', real)) };
}

/** 0 for 1 and 1 for 0. */
function inverted(f: Lowering, test: Value): Value {
  return f.b.cmpWith('eq', test, 0);
}

const CONDS: Record<CompareOp, [Cond, Cond]> = {
  '==': ['eq', 'eq'],
  '!=': ['ne', 'ne'],
  '<': ['lt', 'ult'],
  '<=': ['le', 'ule'],
  '>': ['gt', 'ugt'],
  '>=': ['ge', 'uge'],
};
const isCompare = (op: string): op is CompareOp => Object.hasOwn(CONDS, op);

function lowerBinary(f: Lowering, e: BinaryExpr): Operand {
  if (e.left.type.kind === 'complex' || e.right.type.kind === 'complex') return lowerComplex(f, e);
  const left = required(f, e.left);
  const right = required(f, e.right);
  f.b.at = e.at;
  if (e.type.kind === 'vector') return lowerVectorBinary(f, e, left, right, REAL);
  if (isCompare(e.op)) return { value: compare(f, e.op, e.left.type, left, right) };
  return combine(f, e.op, e.type, left, right, e.right.type);
}

/** The parts of the first operand are taken before the second is evaluated. */
function lowerComplex(f: Lowering, e: BinaryExpr): Operand {
  const x = partsOf(f, e.left.type, required(f, e.left));
  const y = partsOf(f, e.right.type, required(f, e.right));
  f.b.at = e.at;
  if (isCompare(e.op)) return { value: complexCompare(f, e.op, e.left.type, x, y, REAL) };
  return complexBinary(f, e.op, e.type, x, y, REAL);
}

function compare(f: Lowering, op: CompareOp, type: CType, x: Operand, y: Operand): Value {
  const [signed, unsigned] = CONDS[op];
  if (isLongDouble(type)) return xcmp(f, signed, memoryOf(x), memoryOf(y));
  if (realType(type).kind === 'float') return f.b.fcmp(signed, scalarOf(x), scalarOf(y));
  const cond = isSigned(type) ? signed : unsigned;
  if (carrierOf(type) === 'pair') return pairCompare(f.b, cond, pairOf(x), pairOf(y));
  return f.b.cmp(cond, scalarOf(x), scalarOf(y));
}

const isMinusOne = (v: Value): boolean => v.op === 'fconst' && v.float === -1;

/** x op y, both of type `type` but for the count of a shift. */
export function combine(f: Lowering, op: string, type: CType, x: Operand, y: Operand, yType: CType): Operand {
  const { b } = f;
  if (type.kind === 'vector') return vectorBinary(f, op, type, x, y, REAL);
  if (type.kind === 'complex')
    return complexBinary(f, op, type, partsOf(f, type, x), partsOf(f, yType, y), REAL);
  if (realType(type).kind === 'float') {
    const name = FLOAT_OPS[op];
    if (isLongDouble(type)) return { memory: xbin(f, name, memoryOf(x), memoryOf(y)) };
    // x * -1 is -x, as gcc has it: the sign of a NaN turns too.
    const [p, q] = [scalarOf(x), scalarOf(y)];
    if (name === 'mul' && isMinusOne(q)) return { value: b.emit('fneg', irType(type), [p]) };
    if (name === 'mul' && isMinusOne(p)) return { value: b.emit('fneg', irType(type), [q]) };
    return { value: b.emit(`f${name}` as Op, irType(type), [p, q]) };
  }
  const signed = isSigned(type);
  const shift = op === '<<' || op === '>>';
  if (carrierOf(type) === 'pair') {
    const other =
      carrierOf(yType) === 'pair' ? pairOf(y) : { lo: extend(f, yType, scalarOf(y)), hi: b.i64(0) };
    return { pair: pairBinary(f, op as '+', signed, pairOf(x), other) };
  }
  const value = scalarOf(x);
  let other = carrierOf(yType) === 'pair' ? pairOf(y).lo : scalarOf(y);
  if (shift && other.type !== value.type) other = b.unary(value.type === 'i64' ? 'zx32' : 'trunc', other);
  const name =
    op === '>>' ? (signed ? 'sar' : 'shr') : op === '/' || op === '%' ? division(op, signed) : INT_OPS[op];
  return { value: inWidth(f, type, b.binary(name as Op, value, other)) };
}

/** Arithmetic of wide bit-fields stays in their width. */
function inWidth(f: Lowering, type: CType, value: Value): Value {
  return type.kind === 'int' && type.width !== undefined ? settle(f, value, type) : value;
}

const REAL: RealArithmetic = { combine, negate: negated, compare };

const division = (op: string, signed: boolean) => `${signed ? 's' : 'u'}${op === '/' ? 'div' : 'rem'}`;
const FLOAT_OPS: Record<string, string> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' };
const INT_OPS: Record<string, Op> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'shl',
};

/** A condition as 1 or 0, by way of two blocks. */
function materialise(f: Lowering, e: Expr): Value {
  const { b } = f;
  const slot = f.func.slot(4, 4);
  const [yes, no, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
  lowerBranch(f, e, yes, no);
  b.start(yes);
  b.store(4, b.slot(slot), 0, b.i32(1));
  b.jump(done);
  b.start(no);
  b.store(4, b.slot(slot), 0, b.i32(0));
  b.jump(done);
  b.start(done);
  return b.load('i32', 4, false, b.slot(slot));
}

/** Goes to one of two blocks by a condition. */
export function lowerBranch(f: Lowering, e: Expr, yes: Block, no: Block): void {
  const { b } = f;
  if (e.kind === 'logical') {
    const middle = b.newBlock();
    if (e.op === '&&') lowerBranch(f, e.left, middle, no);
    else lowerBranch(f, e.left, yes, middle);
    b.start(middle);
    lowerBranch(f, e.right, yes, no);
    return;
  }
  if (e.kind === 'unary' && e.op === '!') {
    lowerBranch(f, e.operand, no, yes);
    return;
  }
  // What comes of a comparison or `&&` needs no comparing with zero once more.
  if (e.kind === 'cast' && (e.conversion === 'bool' || e.conversion === 'int') && isTruth(e.operand)) {
    lowerBranch(f, e.operand, yes, no);
    return;
  }
  if (e.kind === 'builtin' && e.id === 'expect') {
    f.on.effect(f, e.args[1]);
    lowerBranch(f, e.args[0], yes, no);
    return;
  }
  const operand = required(f, e);
  b.at = e.at;
  if (e.kind === 'binary' && isCompare(e.op)) b.branch(scalarOf(operand), yes, no);
  else b.branch(truth(f, e.type, operand), yes, no);
}

const isTruth = (e: Expr): boolean =>
  e.kind === 'logical' ||
  (e.kind === 'unary' && e.op === '!') ||
  (e.kind === 'binary' && isCompare(e.op)) ||
  (e.kind === 'cast' && e.conversion === 'bool') ||
  (e.kind === 'cast' && e.conversion === 'int' && sizeOfType(e.type) >= 4 && isTruth(e.operand)) ||
  (e.kind === 'builtin' && e.id === 'expect');

function lowerConditional(f: Lowering, e: ConditionalExpr): Operand | undefined {
  const [yes, no] = [f.b.newBlock(), f.b.newBlock()];
  lowerBranch(f, e.test, yes, no);
  return join(f, e.type, yes, e.then, no, e.else);
}

/** The value of one of two expressions, each in its block. */
function join(
  f: Lowering,
  type: CType,
  yes: Block,
  then: Expr,
  no: Block,
  otherwise: Expr,
): Operand | undefined {
  const { b } = f;
  const done = b.newBlock();
  if (carrierOf(type) === 'void') {
    b.start(yes);
    f.on.effect(f, then);
    b.jump(done);
    b.start(no);
    f.on.effect(f, otherwise);
    b.jump(done);
    b.start(done);
    return undefined;
  }
  const slot = f.temporary(type);
  for (const [block, e] of [
    [yes, then],
    [no, otherwise],
  ] as const) {
    b.start(block);
    f.on.into(f, e, { base: b.slot(slot), offset: 0 });
    b.jump(done);
  }
  b.start(done);
  return loadPlace(f, { base: b.slot(slot), offset: 0, type, volatile: false });
}

function lowerElvis(f: Lowering, e: ElvisExpr): Operand | undefined {
  const { b } = f;
  const operand = required(f, e.value);
  f.held.set(e.held, 'value' in operand ? operand.value : 'pair' in operand ? operand.pair : operand.memory);
  const [yes, no] = [b.newBlock(), b.newBlock()];
  b.branch(truth(f, e.value.type, operand), yes, no);
  return join(f, e.type, yes, e.then, no, e.else);
}

function lowerAssign(f: Lowering, e: AssignExpr): Operand {
  if (e.atomic) return lowerAtomicUpdate(f, e, combine);
  if (carrierOf(e.type) === 'memory') {
    const value = f.on.memory(f, e.value);
    const place = placeOf(f, e.target);
    f.b.at = e.at;
    if (sizeOfType(e.type) > 0) storePlace(f, place, { memory: value });
    return { memory: place };
  }
  // An address that costs nothing to have is taken first, so that the store can stand beside the value.
  const value = required(f, e.value);
  const place = placeOf(f, e.target);
  f.b.at = e.at;
  return storePlace(f, place, value);
}

function lowerAssignOp(f: Lowering, e: AssignOpExpr): Operand {
  const { b } = f;
  const value = required(f, e.value);
  const place = placeOf(f, e.target);
  const old = loadPlace(f, place);
  b.at = e.at;
  return storePlace(f, place, applied(f, e, old, value, combine));
}

function lowerIncDec(f: Lowering, e: IncDecExpr): Operand {
  const { b } = f;
  const place = placeOf(f, e.target);
  let old = loadPlace(f, place);
  b.at = e.at;
  if ('memory' in old) {
    const saved = { base: b.slot(f.temporary(e.target.type)), offset: 0 };
    b.copy(f.at(saved), f.at(memoryOf(old)), sizeOfType(e.target.type));
    old = { memory: saved };
  }
  const { type } = e.target;
  const stepped =
    type.kind === 'vector' ? vectorBinary(f, e.op, type, old, one(f, type), REAL) : stepWidth(f, e, old);
  const stored = storePlace(f, place, stepped);
  return e.prefix ? stored : old;
}

/** A vector of ones. */
function one(f: Lowering, type: VectorType): Operand {
  const { of } = type;
  return splat(f, type, { value: of.kind === 'float' ? f.b.float(irType(of), 1) : f.b.const(irType(of), 1) });
}

function lowerStatementExpr(f: Lowering, body: BlockStmt, type: CType): Operand | undefined {
  if (carrierOf(type) === 'void') {
    f.on.block(f, body, undefined);
    return undefined;
  }
  // The value outlives the block, and with it what the block puts back.
  const slot = f.temporary(type);
  const address: Address = { base: f.b.slot(slot), offset: 0 };
  f.on.block(f, body, (last) => f.on.into(f, last, { base: f.b.slot(slot), offset: 0 }));
  return loadPlace(f, { ...address, base: f.b.slot(slot), type, volatile: false });
}

/** Evaluates an expression into memory of its type that it does not refer to. */
export function evaluateInto(f: Lowering, e: Expr, to: Address): void {
  if (e.kind === 'call' && carrierOf(e.type) === 'memory') {
    lowerCall(f, e, to);
    return;
  }
  const operand = required(f, e);
  storePlace(f, { ...to, type: e.type, volatile: false }, operand);
}

/** Evaluates for the effects alone. */
export function evaluateEffect(f: Lowering, e: Expr): void {
  if (e.kind === 'load' && e.operand.kind === 'var' && (e.operand.type.quals & 2) === 0) return;
  evaluate(f, e);
}
