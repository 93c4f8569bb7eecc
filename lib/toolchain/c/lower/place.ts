import type { Expr, Variable } from '../ast';
import type { Value } from '../ir/ir';
import { type BitField, type CType, VOLATILE } from '../types';
import { alignOfType, sizeOfType } from './abi';
import { type Address, type Lowering, type Pair, type Place, Unsupported } from './context';
import { extract, narrow, type Operand, pairOf, scalarOf } from './convert';
import { capturedAddress, isCaptured } from './nested';
import { carrierOf, irType, isSigned } from './types';
import { loadPair, pairBinary, pairConst, storePair } from './wide';

const isVolatile = (type: CType) => (type.quals & VOLATILE) !== 0;

/** The object that an lvalue designates. */
export function placeOf(f: Lowering, e: Expr): Place {
  const { b } = f;
  switch (e.kind) {
    case 'var':
      return { ...variableAddress(f, e.variable), type: e.type, volatile: isVolatile(e.type) };
    case 'deref': {
      const { base, offset } = splitOffset(f.on.scalar(f, e.operand));
      return { base, offset, type: e.type, volatile: isVolatile(e.type) };
    }
    case 'member': {
      const base: Address & { volatile?: boolean } = e.base.lvalue
        ? f.on.place(f, e.base)
        : f.on.memory(f, e.base);
      return {
        base: base.base,
        offset: base.offset + e.field.offset,
        type: e.type,
        volatile: (base.volatile ?? false) || isVolatile(e.type),
        loose: alignOfType(e.base.type) < 16,
        bits: e.field.bits,
      };
    }
    case 'string':
      return { base: b.symbol(f.unit.literal(e.literal)), offset: 0, type: e.type, volatile: false };
    case 'compound': {
      const { variable } = e;
      if (variable.storage !== 'static') f.on.declare(f, variable);
      return { ...variableAddress(f, variable), type: e.type, volatile: isVolatile(e.type) };
    }
    case 'statement':
    case 'comma':
    case 'conditional':
    case 'call':
    case 'load':
    case 'assign':
    case 'cast':
    case 'held':
    case 'elvis':
    case 'va-arg':
    case 'builtin':
    case 'binary':
    case 'unary':
    case 'inc-dec':
    case 'assign-op':
      return { ...valueInMemory(f, e), type: e.type, volatile: false };
    default:
      throw new Unsupported(`'${e.kind}' is not an object`, e.at);
  }
}

/** What an expression came to, in memory. */
function valueInMemory(f: Lowering, e: Expr): Address {
  if (carrierOf(e.type) === 'memory') return f.on.memory(f, e);
  const to = { base: f.b.slot(f.temporary(e.type)), offset: 0 };
  f.on.into(f, e, to);
  return to;
}

/** Takes constants out of an address. */
export function splitOffset(address: Value): Address {
  let base = address;
  let offset = 0;
  while (base.op === 'add' && base.args[1].op === 'const') {
    const sum = offset + Number(base.args[1].imm);
    if (sum !== sum << 0) break;
    offset = sum;
    base = base.args[0];
  }
  return { base, offset };
}

export function variableAddress(f: Lowering, variable: Variable): Address {
  const { b } = f;
  if (variable.storage === 'static' || variable.linkage !== 'none') {
    if (variable.threadLocal) {
      const value = b.emit('thread', 'i64');
      value.symbol = variable.asmName;
      return { base: value, offset: 0 };
    }
    return { base: b.symbol(variable.asmName), offset: 0 };
  }
  const incoming = f.incoming.get(variable);
  if (incoming !== undefined) {
    const value = b.emit('incoming', 'i64');
    value.num = incoming;
    return { base: value, offset: 0 };
  }
  if (isCaptured(f, variable)) return capturedAddress(f, variable);
  const pointer = f.pointers.get(variable);
  if (pointer) return { base: b.load('i64', 8, false, b.slot(pointer)), offset: 0 };
  return { base: b.slot(slotOf(f, variable)), offset: 0 };
}

export function slotOf(f: Lowering, variable: Variable) {
  let slot = f.slots.get(variable);
  if (!slot) {
    slot = f.func.slot(sizeOfType(variable.type), variable.align, variable.name);
    slot.pinned = f.func.returnsTwice;
    slot.variable = variable;
    f.slots.set(variable, slot);
  }
  return slot;
}

/** A vector that may lie anywhere. */
const isUnaligned = ({ type, loose }: Place) =>
  type.kind === 'vector' && (loose === true || alignOfType(type) < 16);

/** The value of an object; of memory carriers, where it is. */
export function loadPlace(f: Lowering, place: Place): Operand {
  const { b } = f;
  const { base, offset, type, volatile, bits } = place;
  if (bits) return loadBits(f, place);
  switch (carrierOf(type)) {
    case 'pair':
      return { pair: loadPair(b, base, offset, volatile) };
    case 'scalar': {
      const value = b.load(irType(type), sizeOfType(type), isSigned(type), base, offset, volatile);
      if (isUnaligned(place)) value.kind = 'unaligned';
      return { value };
    }
    default:
      return { memory: { base, offset } };
  }
}

/** Stores a value; answers what is then read back. */
export function storePlace(f: Lowering, place: Place, value: Operand): Operand {
  const { b } = f;
  const { base, offset, type, volatile, bits } = place;
  if (bits) return storeBits(f, place, value);
  switch (carrierOf(type)) {
    case 'pair':
      storePair(b, base, offset, pairOf(value), volatile);
      return value;
    case 'scalar': {
      const store = b.store(sizeOfType(type), base, offset, scalarOf(value), volatile);
      if (isUnaligned(place)) store.kind = 'unaligned';
      return value;
    }
    default:
      b.copy(f.at(place), f.at((value as { memory: Address }).memory), sizeOfType(type));
      return value;
  }
}

/** Powers of two that make up a storage unit of any size, low bytes first. */
function pieces(size: number): { at: number; size: number }[] {
  const found: { at: number; size: number }[] = [];
  for (let at = 0; at < size; ) {
    const rest = size - at;
    const piece = rest >= 8 ? 8 : rest >= 4 ? 4 : rest >= 2 ? 2 : 1;
    found.push({ at, size: piece });
    at += piece;
  }
  return found;
}

/** Reads up to eight bytes as i64. */
function readUnit(f: Lowering, place: Place, from: number, size: number): Value {
  const { b } = f;
  let unit: Value | undefined;
  for (const piece of pieces(size)) {
    const at = place.offset + from + piece.at;
    let part = b.load(piece.size === 8 ? 'i64' : 'i32', piece.size, false, place.base, at, place.volatile);
    if (part.type === 'i32') part = b.unary('zx32', part);
    part = b.with('shl', part, piece.at * 8);
    unit = unit ? b.binary('or', unit, part) : part;
  }
  return unit ?? b.i64(0);
}

function writeUnit(f: Lowering, place: Place, from: number, size: number, unit: Value): void {
  const { b } = f;
  for (const piece of pieces(size)) {
    let part = b.with('shr', unit, piece.at * 8);
    if (piece.size < 8) part = b.unary('trunc', part);
    b.store(piece.size, place.base, place.offset + from + piece.at, part, place.volatile);
  }
}

const isSmall = (size: number) => size === 1 || size === 2 || size === 4;

function loadBits(f: Lowering, place: Place): Operand {
  const { b } = f;
  const { type, bits } = place;
  if (!bits) throw new Error('not a bit-field');
  const { shift, width, size } = bits;
  const signed = isSigned(type);
  if (carrierOf(type) === 'pair') return { pair: loadWideBits(f, place, bits, signed) };
  let unit: Value;
  if (isSmall(size)) unit = b.load('i32', size, false, place.base, place.offset, place.volatile);
  else {
    unit = readUnit(f, place, 0, Math.min(size, 8));
    if (size > 8) {
      const high = b.with('shl', readUnit(f, place, 8, size - 8), 64 - shift);
      unit = b.binary('or', b.with('shr', unit, shift), high);
    }
  }
  const value = extract(f, unit, size > 8 ? 0 : shift, width, signed);
  return { value: toType(f, value, type) };
}

/** The bytes of a bit-field of an __int128 as one. */
function wideUnit(f: Lowering, place: Place, { size }: BitField): Pair {
  if (size > 16) throw new Unsupported('a packed bit-field of an __int128 that has 17 bytes', -1);
  const lo = readUnit(f, place, 0, Math.min(size, 8));
  return { lo, hi: size > 8 ? readUnit(f, place, 8, size - 8) : f.b.i64(0) };
}

const bitCount = (f: Lowering, n: number): Pair => pairConst(f.b, BigInt(n));

function loadWideBits(f: Lowering, place: Place, bits: BitField, signed: boolean): Pair {
  const { shift, width } = bits;
  const high = pairBinary(f, '<<', false, wideUnit(f, place, bits), bitCount(f, 128 - width - shift));
  return pairBinary(f, '>>', signed, high, bitCount(f, 128 - width));
}

function storeWideBits(f: Lowering, place: Place, bits: BitField, value: Pair): Operand {
  const { b } = f;
  const { shift, width, size } = bits;
  const mask = pairConst(b, (1n << BigInt(width)) - 1n);
  const rest = pairConst(b, ~(((1n << BigInt(width)) - 1n) << BigInt(shift)));
  const field = pairBinary(f, '<<', false, pairBinary(f, '&', false, value, mask), bitCount(f, shift));
  const unit = pairBinary(f, '|', false, pairBinary(f, '&', false, wideUnit(f, place, bits), rest), field);
  writeUnit(f, place, 0, Math.min(size, 8), unit.lo);
  if (size > 8) writeUnit(f, place, 8, size - 8, unit.hi);
  const signed = isSigned(place.type);
  const high = pairBinary(f, '<<', false, value, bitCount(f, 128 - width));
  return { pair: pairBinary(f, '>>', signed, high, bitCount(f, 128 - width)) };
}

function toType(f: Lowering, value: Value, type: CType): Value {
  const wanted = irType(type);
  if (value.type === wanted) return value;
  if (wanted === 'i32') return f.b.unary('trunc', value);
  return f.b.unary(isSigned(type) ? 'sx32' : 'zx32', value);
}

function storeBits(f: Lowering, place: Place, value: Operand): Operand {
  const { b } = f;
  const { type, bits } = place;
  if (!bits) throw new Error('not a bit-field');
  const { shift, width, size } = bits;
  if (carrierOf(type) === 'pair') return storeWideBits(f, place, bits, pairOf(value));
  const given = scalarOf(value);
  const mask = (1n << BigInt(width)) - 1n;
  if (isSmall(size)) {
    const low = given.type === 'i64' ? b.unary('trunc', given) : given;
    const field = b.with('shl', b.with('and', low, mask), shift);
    const rest =
      width === size * 8
        ? b.i32(0)
        : b.with(
            'and',
            b.load('i32', size, false, place.base, place.offset, place.volatile),
            ~(mask << BigInt(shift)),
          );
    b.store(size, place.base, place.offset, b.binary('or', rest, field), place.volatile);
  } else {
    const wide = given.type === 'i64' ? given : b.unary('zx32', given);
    const field = b.with('and', wide, mask);
    const low = Math.min(size, 8);
    const lowMask = BigInt.asUintN(64, mask << BigInt(shift));
    const old = b.with('and', readUnit(f, place, 0, low), ~lowMask);
    writeUnit(f, place, 0, low, b.binary('or', old, b.with('shl', field, shift)));
    if (size > 8) {
      const kept = b.with('and', readUnit(f, place, 8, size - 8), ~(mask >> BigInt(64 - shift)));
      writeUnit(f, place, 8, size - 8, b.binary('or', kept, b.with('shr', field, 64 - shift)));
    }
  }
  const back = extract(f, given, 0, width, isSigned(type));
  return { value: width === 8 * (given.type === 'i32' ? 4 : 8) ? given : toType(f, back, type) };
}

/** A value in the form that objects of the type have in registers. */
export function settle(f: Lowering, value: Value, type: CType): Value {
  if (type.kind === 'int' && type.width !== undefined) return extract(f, value, 0, type.width, type.signed);
  return narrow(f, value, sizeOfType(type), isSigned(type));
}
