import type { Expr } from '../ast';
import type { Value } from '../ir/ir';
import type { CType } from '../types';
import type { Address, Lowering, Pair } from './context';
import { carrierOf, irType, isBool, isLongDouble, isSigned, realType } from './types';
import { callPair, pairTruth, widen } from './wide';

/** What an expression came to, by the carrier of its type. */
export type Operand = { value: Value } | { pair: Pair } | { memory: Address };

export const scalarOf = (operand: Operand): Value => (operand as { value: Value }).value;
export const pairOf = (operand: Operand): Pair => (operand as { pair: Pair }).pair;
export const memoryOf = (operand: Operand): Address => (operand as { memory: Address }).memory;

/** The value of an expression that is not void. */
export function operandOf(f: Lowering, e: Expr): Operand {
  const carrier = carrierOf(e.type);
  if (carrier === 'scalar') return { value: f.on.scalar(f, e) };
  return carrier === 'pair' ? { pair: f.on.pair(f, e) } : { memory: f.on.memory(f, e) };
}

const isFloating = (type: CType) => realType(type).kind === 'float';
const sizeOfInt = (type: CType) => {
  const real = realType(type);
  return real.kind === 'int' ? real.size : 8;
};

/** Converts between real types (pointers too). */
export function convert(f: Lowering, from: CType, to: CType, operand: Operand): Operand {
  if (isBool(to)) return { value: truth(f, from, operand) };
  if (isFloating(from)) {
    if (isLongDouble(from)) return fromLongDouble(f, to, memoryOf(operand));
    return fromFloat(f, from, to, scalarOf(operand));
  }
  if (isFloating(to)) return intToFloat(f, from, to, operand);
  return intToInt(f, from, to, operand);
}

/** 1 when it is not zero, of a real type. */
export function truth(f: Lowering, type: CType, operand: Operand): Value {
  const { b } = f;
  if (isLongDouble(type)) return xcmp(f, 'ne', memoryOf(operand), longDoubleZero(f));
  if (isFloating(type)) return b.fcmp('ne', scalarOf(operand), b.float(irType(type), 0));
  if (carrierOf(type) === 'pair') return pairTruth(b, pairOf(operand));
  return isBool(type) ? scalarOf(operand) : b.cmpWith('ne', scalarOf(operand), 0);
}

function intToInt(f: Lowering, from: CType, to: CType, operand: Operand): Operand {
  const { b } = f;
  if (carrierOf(to) === 'pair') {
    if (carrierOf(from) === 'pair') return operand;
    const value = extend(f, from, scalarOf(operand));
    return { pair: widen(b, value, isSigned(from)) };
  }
  const value = carrierOf(from) === 'pair' ? pairOf(operand).lo : scalarOf(operand);
  const size = sizeOfInt(to);
  if (to.kind === 'int' && to.width !== undefined)
    return { value: extract(f, extend(f, from, value), 0, to.width, to.signed) };
  if (size === 8) return { value: value.type === 'i64' ? value : extend(f, from, value) };
  const low = value.type === 'i64' ? b.unary('trunc', value) : value;
  return { value: narrow(f, low, size, isSigned(to), from) };
}

/** To 64 bits by the signedness of the source. */
export function extend(f: Lowering, from: CType, value: Value): Value {
  return value.type === 'i64' ? value : f.b.unary(isSigned(from) ? 'sx32' : 'zx32', value);
}

/** Extends the low one or two bytes of a value of type `from`, where it does not fit them already. */
export function narrow(f: Lowering, value: Value, size: number, signed: boolean, from?: CType): Value {
  if (size >= 4) return value;
  if (from) {
    const source = sizeOfInt(from);
    if (source < size && (!isSigned(from) || signed)) return value;
    if (source === size && isSigned(from) === signed && !isBool(from)) return value;
    if (isBool(from)) return value;
  }
  return f.b.unary(`${signed ? 's' : 'z'}x${size === 1 ? 8 : 16}` as 'sx8', value);
}

/** `width` bits from `shift` on. */
export function extract(f: Lowering, unit: Value, shift: number, width: number, signed: boolean): Value {
  const { b } = f;
  const bits = unit.type === 'i32' ? 32 : 64;
  if (signed) return b.with('sar', b.with('shl', unit, bits - shift - width), bits - width);
  const low = b.with('shr', unit, shift);
  return width === bits - shift ? low : b.with('and', low, (1n << BigInt(width)) - 1n);
}

function intToFloat(f: Lowering, from: CType, to: CType, operand: Operand): Operand {
  const { b } = f;
  if (isLongDouble(to)) return { memory: intToLongDouble(f, from, operand) };
  const type = irType(to);
  if (carrierOf(from) === 'pair') {
    const name = `__float${isSigned(from) ? '' : 'un'}ti${type === 'f32' ? 'sf' : 'df'}`;
    return { value: libraryCall(f, name, [pairOf(operand).lo, pairOf(operand).hi], type) };
  }
  const value = scalarOf(operand);
  if (sizeOfInt(from) < 8)
    return {
      value: b.emit('itof', type, [isSigned(from) || sizeOfInt(from) < 4 ? value : b.unary('zx32', value)]),
    };
  if (isSigned(from)) return { value: b.emit('itof', type, [value]) };
  // Halved with the lost bit kept for rounding, then doubled, when it would be negative.
  const result = f.temporary(to);
  const [large, small, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
  b.branch(b.cmpWith('lt', value, 0), large, small);
  b.start(large);
  const half = b.binary('or', b.with('shr', value, 1), b.with('and', value, 1));
  const converted = b.emit('itof', type, [half]);
  b.store(result.size, b.slot(result), 0, b.emit('fadd', type, [converted, converted]));
  b.jump(done);
  b.start(small);
  b.store(result.size, b.slot(result), 0, b.emit('itof', type, [value]));
  b.jump(done);
  b.start(done);
  return { value: b.load(type, result.size, false, b.slot(result)) };
}

function fromFloat(f: Lowering, from: CType, to: CType, value: Value): Operand {
  const { b } = f;
  if (isLongDouble(to)) {
    const cell = f.temporary(from);
    b.store(cell.size, b.slot(cell), 0, value);
    const result = f.temporary(to);
    b.emit('xfrom', 'void', [b.slot(result), b.slot(cell)]).kind = irType(from);
    return { memory: { base: b.slot(result), offset: 0 } };
  }
  if (isFloating(to)) {
    const type = irType(to);
    return { value: type === value.type ? value : b.emit('ftof', type, [value]) };
  }
  if (carrierOf(to) === 'pair') {
    const name = `__fix${isSigned(to) ? '' : 'uns'}${value.type === 'f32' ? 'sf' : 'df'}ti`;
    return { pair: callPair(f, name, [value]) };
  }
  const size = sizeOfInt(to);
  if (size < 4) return { value: narrow(f, b.emit('ftoi', 'i32', [value]), size, isSigned(to)) };
  if (size === 4)
    return {
      value: isSigned(to) ? b.emit('ftoi', 'i32', [value]) : b.unary('trunc', b.emit('ftoi', 'i64', [value])),
    };
  if (isSigned(to)) return { value: b.emit('ftoi', 'i64', [value]) };
  const limit = b.float(value.type, 2 ** 63);
  const result = f.temporary(to);
  const [large, small, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
  b.branch(b.fcmp('ge', value, limit), large, small);
  b.start(large);
  const rest = b.emit('ftoi', 'i64', [b.emit('fsub', value.type, [value, limit])]);
  b.store(8, b.slot(result), 0, b.with('xor', rest, 1n << 63n));
  b.jump(done);
  b.start(small);
  b.store(8, b.slot(result), 0, b.emit('ftoi', 'i64', [value]));
  b.jump(done);
  b.start(done);
  return { value: b.load('i64', 8, false, b.slot(result)) };
}

/** A function of the compiler's library with one result. */
export function libraryCall(f: Lowering, name: string, args: Value[], type: Value['type']): Value {
  const general = [7, 6, 2, 1];
  let vectors = 16;
  const call = f.b.emit('call', type, args);
  call.call = {
    symbol: name,
    registers: args.map((arg) => (arg.type === 'i64' ? (general.shift() as number) : vectors++)),
    results: [type === 'i64' ? 0 : 16],
    noreturn: false,
    stack: 0,
    effect: 'const',
  };
  return call;
}

// ---- long double ----------------------------------------------------------------------------------------------------

const SIZE = 16;

export function cell(f: Lowering): Address {
  return { base: f.b.slot(f.func.slot(SIZE, 16)), offset: 0 };
}

export function xcmp(f: Lowering, cond: Value['cond'], x: Address, y: Address): Value {
  const value = f.b.emit('xcmp', 'i32', [f.at(x), f.at(y)]);
  value.cond = cond;
  return value;
}

export function xbin(f: Lowering, kind: string, x: Address, y: Address): Address {
  const to = cell(f);
  f.b.emit('xbin', 'void', [f.at(to), f.at(x), f.at(y)]).kind = kind;
  return to;
}

export function xun(f: Lowering, kind: string, x: Address): Address {
  const to = cell(f);
  f.b.emit('xun', 'void', [f.at(to), f.at(x)]).kind = kind;
  return to;
}

/** A long double constant in read-only data. */
export function longDoubleConst(f: Lowering, signExponent: number, significand: bigint): Address {
  const bytes = new Uint8Array(SIZE);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt.asUintN(64, significand), true);
  view.setUint16(8, signExponent, true);
  return { base: f.b.symbol(f.unit.constant16(bytes)), offset: 0 };
}

export const longDoubleZero = (f: Lowering): Address => longDoubleConst(f, 0, 0n);

function intToLongDouble(f: Lowering, from: CType, operand: Operand): Address {
  const { b } = f;
  const to = cell(f);
  if (carrierOf(from) === 'pair') {
    const name = `__float${isSigned(from) ? '' : 'un'}tixf`;
    const pair = pairOf(operand);
    const slot = f.func.slot(SIZE, 16);
    const call = b.emit('call', 'void', [pair.lo, pair.hi]);
    call.call = { symbol: name, registers: [7, 6], results: [], x87: slot, noreturn: false, stack: 0 };
    return { base: b.slot(slot), offset: 0 };
  }
  const value = extend(f, from, scalarOf(operand));
  const integer = f.func.slot(8, 8);
  b.store(8, b.slot(integer), 0, value);
  b.emit('xfrom', 'void', [f.at(to), b.slot(integer)]).kind = 'i64';
  if (isSigned(from) || sizeOfInt(from) < 8) return to;
  const [negative, done] = [b.newBlock(), b.newBlock()];
  b.branch(b.cmpWith('lt', value, 0), negative, done);
  b.start(negative);
  // 2 to the 64th.
  const more = longDoubleConst(f, 0x3fff + 64, 1n << 63n);
  b.emit('xbin', 'void', [f.at(to), f.at(to), f.at(more)]).kind = 'add';
  b.jump(done);
  b.start(done);
  return to;
}

function fromLongDouble(f: Lowering, to: CType, x: Address): Operand {
  const { b } = f;
  if (isLongDouble(to)) return { memory: x };
  if (isFloating(to)) {
    const slot = f.temporary(to);
    b.emit('xto', 'void', [b.slot(slot), f.at(x)]).kind = irType(to);
    return { value: b.load(irType(to), slot.size, false, b.slot(slot)) };
  }
  if (carrierOf(to) === 'pair') {
    b.copy(b.emit('outgoing', 'i64'), f.at(x), SIZE);
    f.func.outgoing = Math.max(f.func.outgoing, SIZE);
    const call = b.emit('call', 'i64');
    call.call = {
      symbol: `__fix${isSigned(to) ? '' : 'uns'}xfti`,
      registers: [],
      results: [0, 2],
      noreturn: false,
      stack: SIZE,
    };
    const hi = b.emit('result', 'i64', [call]);
    hi.num = 1;
    return { pair: { lo: call, hi } };
  }
  const slot = f.func.slot(8, 8);
  const size = sizeOfInt(to);
  const store = (from: Address) => {
    b.emit('xto', 'void', [b.slot(slot), f.at(from)]).kind = 'i64';
  };
  if (size < 8 || isSigned(to)) {
    store(x);
    const wide = b.load('i64', 8, false, b.slot(slot));
    if (size === 8) return { value: wide };
    return { value: narrow(f, b.unary('trunc', wide), size, isSigned(to)) };
  }
  // 2 to the 63rd.
  const limit = longDoubleConst(f, 0x3fff + 63, 1n << 63n);
  const [large, small, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
  b.branch(xcmp(f, 'ge', x, limit), large, small);
  b.start(large);
  store(xbin(f, 'sub', x, limit));
  b.store(8, b.slot(slot), 0, b.with('xor', b.load('i64', 8, false, b.slot(slot)), 1n << 63n));
  b.jump(done);
  b.start(small);
  store(x);
  b.jump(done);
  b.start(done);
  return { value: b.load('i64', 8, false, b.slot(slot)) };
}
