import type { BuiltinExpr } from '../ast';
import type { Cond, Value } from '../ir/ir';
import type { CType } from '../types';
import { lowerMake } from './complex';
import { type Address, type Lowering, Unsupported } from './context';
import { memoryOf, type Operand, operandOf, scalarOf, xcmp, xun } from './convert';
import { lowerLongjmp, lowerSetjmp } from './jump';
import { overflow } from './overflow';
import { irType, isLongDouble, realType } from './types';
import { lowerVaCopy, lowerVaStart } from './variadic';
import { convertVector, shuffle } from './vector';

/** One builtin of sema/builtins.ts. */
export function lowerBuiltin(f: Lowering, e: BuiltinExpr): Operand | undefined {
  const { b } = f;
  const scalar = (i: number) => f.on.scalar(f, e.args[i]);
  const { id } = e;
  switch (id) {
    case 'unreachable':
      b.end('unreachable', []);
      return undefined;
    case 'trap':
      b.emit('trap', 'void');
      b.end('unreachable', []);
      return undefined;
    case 'expect': {
      const value = operandOf(f, e.args[0]);
      for (const arg of e.args.slice(1)) f.on.effect(f, arg);
      return value;
    }
    case 'complex':
      return lowerMake(f, e, (i) => operandOf(f, e.args[i]));
    case 'shuffle':
      return shuffle(f, e, (arg) => operandOf(f, arg));
    case 'convertvector':
      return convertVector(f, e, operandOf(f, e.args[0]));
    case 'prefetch':
      f.on.effect(f, e.args[0]);
      return undefined;
    case 'constant_p':
      return { value: b.i32(0) };
    case 'ia32_pause':
      b.emit('pause', 'void');
      return undefined;
    case 'frame_address':
    case 'return_address':
      return { value: frameWalk(f, e) };
    case 'alloca':
    case 'alloca_with_align': {
      const bits = e.args[1];
      const align = bits?.kind === 'int' ? Math.max(16, Number(bits.value) / 8) : 16;
      return { value: allocate(f, scalar(0), align) };
    }
    case 'va_start':
      lowerVaStart(f, e);
      return undefined;
    case 'va_end':
      f.on.effect(f, e.args[0]);
      return undefined;
    case 'va_copy':
      lowerVaCopy(f, e);
      return undefined;
    case 'setjmp':
      return { value: lowerSetjmp(f, e) };
    case 'longjmp':
      lowerLongjmp(f, e);
      return undefined;
    case 'add_overflow':
    case 'sub_overflow':
    case 'mul_overflow':
    case 'add_overflow_p':
    case 'sub_overflow_p':
    case 'mul_overflow_p':
      return { value: overflow(f, e) };
    case 'bswap16': {
      const value = b.unary('bswap', scalar(0));
      return { value: b.with('shr', value, 16) };
    }
    case 'bswap32':
    case 'bswap64':
      return { value: b.unary('bswap', scalar(0)) };
    default:
      return bits(f, e) ?? floats(f, e);
  }
}

/** `size` bytes of stack, rounded so that it stays aligned. */
export function allocate(f: Lowering, size: Value, align: number): Value {
  const { b } = f;
  f.func.movesStack = true;
  const extra = align > 16 ? align - 1 + 15 : 15;
  const rounded = b.with('and', b.with('add', size, extra), -16);
  const at = b.emit('alloca', 'i64', [rounded]);
  return align > 16 ? b.with('and', b.with('add', at, align - 1), -align) : at;
}

function frameWalk(f: Lowering, e: BuiltinExpr): Value {
  const { b } = f;
  f.func.needsFrame = true;
  const [level] = e.args;
  const count = level?.kind === 'int' ? Number(level.value) : 0;
  if (count === 0) return b.emit(e.id === 'frame_address' ? 'frameaddr' : 'retaddr', 'i64');
  let frame = b.emit('frameaddr', 'i64');
  for (let i = 0; i < count; i++) frame = b.load('i64', 8, false, frame, 0);
  return e.id === 'frame_address' ? frame : b.load('i64', 8, false, frame, 8);
}

/** Counting builtins. The processor may have no popcnt: the sums are made by hand. */
function bits(f: Lowering, e: BuiltinExpr): Operand | undefined {
  const { b } = f;
  const name = e.id.replace(/l{1,2}$/, '');
  if (!['clz', 'ctz', 'ffs', 'clrsb', 'popcount', 'parity'].includes(name)) return undefined;
  const value = f.on.scalar(f, e.args[0]);
  const asInt = (v: Value) => ({ value: v.type === 'i64' ? b.unary('trunc', v) : v });
  switch (name) {
    case 'clz':
    case 'ctz':
      return asInt(b.unary(name, value));
    case 'ffs': {
      // bsf leaves something or other for zero, which is not taken.
      const exact = asInt(b.unary('ctz', value)).value;
      return { value: b.select(b.cmpWith('ne', value, 0), b.with('add', exact, 1), b.i32(0)) };
    }
    case 'clrsb': {
      const width = value.type === 'i64' ? 64 : 32;
      const folded = b.binary('xor', value, b.with('sar', value, width - 1));
      const marked = b.with('or', b.with('shl', folded, 1), 1);
      return asInt(b.unary('clz', marked));
    }
    case 'popcount':
      return asInt(population(f, value));
    default:
      return { value: b.with('and', asInt(population(f, value)).value, 1) };
  }
}

/** Sums of neighbouring bits, pairs, nibbles; then of bytes by a product. H. Warren, "Hacker's Delight", 5-1. */
function population(f: Lowering, x: Value): Value {
  const { b } = f;
  const wide = x.type === 'i64';
  const mask = (byte: bigint) =>
    BigInt(
      `0x${byte
        .toString(16)
        .padStart(2, '0')
        .repeat(wide ? 8 : 4)}`,
    );
  const twos = b.binary('sub', x, b.with('and', b.with('shr', x, 1), mask(0x55n)));
  const fours = b.binary(
    'add',
    b.with('and', twos, mask(0x33n)),
    b.with('and', b.with('shr', twos, 2), mask(0x33n)),
  );
  const bytes = b.with('and', b.binary('add', fours, b.with('shr', fours, 4)), mask(0x0fn));
  return b.with('shr', b.with('mul', bytes, mask(0x01n)), wide ? 56 : 24);
}

// ---- Floats ---------------------------------------------------------------------------------------------------------

const ORDERED: Record<string, Cond> = {
  isgreater: 'gt',
  isgreaterequal: 'ge',
  isless: 'lt',
  islessequal: 'le',
};

function floats(f: Lowering, e: BuiltinExpr): Operand {
  const { b } = f;
  const last = e.args[e.args.length - 1];
  const { type } = last;
  if (realType(type).kind !== 'float') throw new Unsupported(`__builtin_${e.id} is not supported`, e.at);
  const long = isLongDouble(type);
  const value = () => f.on.scalar(f, last);
  switch (e.id) {
    case 'fabs':
    case 'sqrt': {
      const kind = e.id === 'fabs' ? 'abs' : 'sqrt';
      if (long) return { memory: xun(f, kind, f.on.memory(f, last)) };
      if (kind === 'abs') return { value: b.emit('fabs', irType(type), [value()]) };
      // Of a negative number the library sets errno; a square root alone cannot.
      return { value: b.emit('fsqrt', irType(type), [value()]) };
    }
    case 'copysign':
      return copySign(f, e, type);
    case 'isgreater':
    case 'isgreaterequal':
    case 'isless':
    case 'islessequal':
      return { value: compareFloats(f, e, ORDERED[e.id]) };
    case 'isunordered':
      return { value: compareFloats(f, e, 'uno') };
    case 'islessgreater': {
      const [x, y] = e.args.map((arg) => operandOf(f, arg));
      return {
        value: b.binary('or', compareOperands(f, type, 'lt', x, y), compareOperands(f, type, 'gt', x, y)),
      };
    }
    default:
      return { value: classifyFloat(f, e, type, operandOf(f, last)) };
  }
}

function compareFloats(f: Lowering, e: BuiltinExpr, cond: Cond): Value {
  const [x, y] = e.args.map((arg) => operandOf(f, arg));
  return compareOperands(f, e.args[0].type, cond, x, y);
}

function compareOperands(f: Lowering, type: CType, cond: Cond, x: Operand, y: Operand): Value {
  if (isLongDouble(type)) return xcmp(f, cond, memoryOf(x), memoryOf(y));
  return f.b.fcmp(cond, scalarOf(x), scalarOf(y));
}

function copySign(f: Lowering, e: BuiltinExpr, type: CType): Operand {
  const { b } = f;
  const [x, y] = e.args.map((arg) => operandOf(f, arg));
  if (isLongDouble(type)) {
    const to = xun(f, 'mov', memoryOf(x));
    const head = (from: Address) => b.load('i32', 2, false, from.base, from.offset + 8);
    const sign = b.with('and', head(memoryOf(y)), 0x8000);
    b.store(2, to.base, to.offset + 8, b.binary('or', b.with('and', head(memoryOf(x)), 0x7fff), sign));
    return { memory: to };
  }
  const word = irType(type) === 'f32' ? 'i32' : 'i64';
  const mask = word === 'i32' ? 1n << 31n : 1n << 63n;
  const raw = (operand: Operand) => b.emit('fbits', word, [scalarOf(operand)]);
  const merged = b.binary('or', b.with('and', raw(x), ~mask), b.with('and', raw(y), mask));
  return { value: b.emit('fbits', irType(type), [merged]) };
}

/** Exponent and fraction of a float as integers, without its sign. */
interface Shape {
  sign: Value;
  infinite: Value;
  nan: Value;
  normal: Value;
  zero: Value;
}

function shapeOf(f: Lowering, type: CType, operand: Operand): Shape {
  const { b } = f;
  if (isLongDouble(type)) {
    const from = memoryOf(operand);
    const head = b.load('i32', 2, false, from.base, from.offset + 8);
    const exponent = b.with('and', head, 0x7fff);
    const fraction = b.load('i64', 8, false, from.base, from.offset);
    const full = b.cmpWith('eq', exponent, 0x7fff);
    const bare = b.cmpWith('eq', b.with('shl', fraction, 1), 0);
    return {
      sign: b.with('and', head, 0x8000),
      infinite: b.binary('and', full, bare),
      nan: b.binary('and', full, b.with('xor', bare, 1)),
      normal: b.binary('and', b.with('xor', full, 1), b.cmpWith('ne', exponent, 0)),
      zero: b.binary('and', b.cmpWith('eq', exponent, 0), b.cmpWith('eq', fraction, 0)),
    };
  }
  const single = irType(type) === 'f32';
  const raw = b.emit('fbits', single ? 'i32' : 'i64', [scalarOf(operand)]);
  const size = single ? 32n : 64n;
  const limit = single ? 0x7f800000n : 0x7ff0000000000000n;
  const smallest = single ? 0x00800000n : 0x0010000000000000n;
  const magnitude = b.with('and', raw, (1n << (size - 1n)) - 1n);
  const signBit = b.with('shr', raw, size - 1n);
  return {
    sign: single ? signBit : b.unary('trunc', signBit),
    infinite: b.cmpWith('eq', magnitude, limit),
    nan: b.cmpWith('gt', magnitude, limit),
    normal: b.binary('and', b.cmpWith('lt', magnitude, limit), b.cmpWith('ge', magnitude, smallest)),
    zero: b.cmpWith('eq', magnitude, 0),
  };
}

function classifyFloat(f: Lowering, e: BuiltinExpr, type: CType, operand: Operand): Value {
  const { b } = f;
  const shape = shapeOf(f, type, operand);
  switch (e.id) {
    case 'isnan':
      return shape.nan;
    case 'isinf':
      return shape.infinite;
    case 'isinf_sign':
      return b.select(shape.sign, b.unary('neg', shape.infinite), shape.infinite);
    case 'isfinite':
      return b.with('xor', b.binary('or', shape.nan, shape.infinite), 1);
    case 'isnormal':
      return shape.normal;
    case 'signbit':
      return shape.sign;
    case 'fpclassify': {
      const [nan, infinite, normal, subnormal, zero] = e.args.slice(0, 5).map((arg) => f.on.scalar(f, arg));
      let answer = b.select(shape.zero, zero, subnormal);
      answer = b.select(shape.normal, normal, answer);
      answer = b.select(shape.infinite, infinite, answer);
      return b.select(shape.nan, nan, answer);
    }
    default:
      throw new Unsupported(`__builtin_${e.id} is not supported`, e.at);
  }
}
