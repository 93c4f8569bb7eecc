import type { BinaryExpr, BuiltinExpr, CastExpr, CompareOp, Expr } from '../ast';
import type { Type, Value } from '../ir/ir';
import type { CType, VectorType } from '../types';
import { sizeOfType } from './abi';
import type { RealArithmetic } from './complex';
import type { Address, Lowering } from './context';
import { convert, memoryOf, type Operand, scalarOf } from './convert';
import { loadPlace, storePlace } from './place';
import { carrierOf, irType } from './types';

/**
 * Vectors. One of 16 bytes is a value in a vector register, any other the address of memory. What SSE2 has an
 * instruction for is done so, 16 bytes at a time; the rest element by element.
 */

const CHUNK = 16;

const place = (at: Address, offset: number, type: CType) => ({
  base: at.base,
  offset: at.offset + offset,
  type,
  volatile: false,
});

/** The operand in memory. */
function spread(f: Lowering, type: CType, operand: Operand): Address {
  if ('memory' in operand) return operand.memory;
  const base = f.b.slot(f.temporary(type));
  storePlace(f, place({ base, offset: 0 }, 0, type), operand);
  return { base, offset: 0 };
}

/** Makes a vector in memory of its own, and answers it as its type is carried. */
function gathered(f: Lowering, type: VectorType, fill: (to: Address) => void): Operand {
  const to = { base: f.b.slot(f.temporary(type)), offset: 0 };
  fill(to);
  return loadPlace(f, place(to, 0, type));
}

function vec(f: Lowering, kind: string, x: Value, y: Value, immediate = -1): Value {
  const value = f.b.emit('vec', 'v128', [x, y]);
  value.kind = kind;
  value.num = immediate;
  return value;
}

function vec1(f: Lowering, kind: string, x: Value, immediate = -1): Value {
  const value = f.b.emit('vec1', 'v128', [x]);
  value.kind = kind;
  value.num = immediate;
  return value;
}

/** Suffixes of packed instructions by size of element. */
const INTEGER: Record<number, string> = { 1: 'b', 2: 'w', 4: 'd', 8: 'q' };
const FLOATING: Record<number, string> = { 4: 'ps', 8: 'pd' };
const NAMES: Record<string, string> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' };
const LOGIC: Record<string, string> = { '&': 'pand', '|': 'por', '^': 'pxor' };
/** Predicates of cmpps. SDM vol. 2, table 3-1. */
const PREDICATES: Record<string, number> = { '==': 0, '<': 1, '<=': 2, '!=': 4 };
const SWAPPED: Record<string, CompareOp> = { '>': '<', '>=': '<=' };

const ones = (f: Lowering, x: Value) => vec(f, 'pcmpeqd', x, x);
const not = (f: Lowering, x: Value) => vec(f, 'pxor', x, ones(f, x));

/** `x op y` of 16 bytes by instructions of SSE2; undefined where it has none. */
function packed(f: Lowering, op: string, { of }: VectorType, x: Value, y: Value): Value | undefined {
  const { size } = of;
  if (LOGIC[op]) return vec(f, LOGIC[op], x, y);
  if (of.kind === 'float') {
    if (NAMES[op]) return vec(f, NAMES[op] + FLOATING[size], x, y);
    const [a, b, name] = SWAPPED[op] ? [y, x, SWAPPED[op]] : [x, y, op];
    return PREDICATES[name] === undefined
      ? undefined
      : vec(f, `cmp${FLOATING[size]}`, a, b, PREDICATES[name]);
  }
  switch (op) {
    case '+':
    case '-':
      return vec(f, `p${NAMES[op]}${INTEGER[size]}`, x, y);
    case '*':
      if (size === 2) return vec(f, 'pmullw', x, y);
      return size === 4 ? product(f, x, y) : undefined;
    case '==':
    case '!=': {
      if (size === 8) return undefined;
      const same = vec(f, `pcmpeq${INTEGER[size]}`, x, y);
      return op === '==' ? same : not(f, same);
    }
    case '<':
      return greater(f, of, y, x);
    case '>':
      return greater(f, of, x, y);
    case '<=':
    case '>=': {
      const other = op === '<=' ? greater(f, of, x, y) : greater(f, of, y, x);
      return other && not(f, other);
    }
    case '<<':
    case '>>': {
      const count = f.splats.get(y);
      if (!count || size === 1 || (op === '>>' && of.signed && size === 8)) return undefined;
      const name = op === '<<' ? 'psll' : of.signed ? 'psra' : 'psrl';
      return vec(f, name + INTEGER[size], x, vec1(f, count.type === 'i64' ? 'movq' : 'movd', count));
    }
    default:
      return undefined;
  }
}

/** The instructions compare signed numbers; with the sign bits turned, unsigned ones. */
function greater(f: Lowering, of: VectorType['of'], x: Value, y: Value): Value | undefined {
  if (of.kind === 'float' || of.size === 8) return undefined;
  const name = `pcmpgt${INTEGER[of.size]}`;
  if (of.signed) return vec(f, name, x, y);
  const signs = splatted(f, { ...of, signed: true }, f.b.const('i32', -(1n << BigInt(of.size * 8 - 1))));
  return vec(f, name, vec(f, 'pxor', x, signs), vec(f, 'pxor', y, signs));
}

/** Four products of 32 bits: SSE2 multiplies the even ones alone. */
function product(f: Lowering, x: Value, y: Value): Value {
  const odd = (v: Value) => vec1(f, 'pshufd', v, 0xf5);
  const low = (v: Value) => vec1(f, 'pshufd', v, 0x08);
  const even = vec(f, 'pmuludq', x, y);
  return vec(f, 'punpckldq', low(even), low(vec(f, 'pmuludq', odd(x), odd(y))));
}

/** A scalar in each element of 16 bytes. */
function splatted(f: Lowering, of: VectorType['of'], scalar: Value): Value {
  const { b } = f;
  let made: Value;
  if (of.kind === 'float')
    made = of.size === 4 ? vec1(f, 'pshufd', scalar, 0) : vec1(f, 'pshufd', scalar, 0x44);
  else if (of.size === 8) made = vec1(f, 'pshufd', vec1(f, 'movq', scalar), 0x44);
  else {
    let word = scalar.type === 'i64' ? b.unary('trunc', scalar) : scalar;
    if (of.size === 1) word = b.with('mul', b.unary('zx8', word), 0x01010101);
    if (of.size === 2) word = b.with('mul', b.unary('zx16', word), 0x00010001);
    made = vec1(f, 'pshufd', vec1(f, 'movd', word), 0);
  }
  f.splats.set(made, scalar);
  return made;
}

const chunkOf = (type: VectorType): VectorType => ({ ...type, length: CHUNK / type.of.size, quals: 0 });

/** Does something to each 16 bytes, where the vector is made of such and it can be done; undefined otherwise. */
function byChunks(
  f: Lowering,
  type: VectorType,
  operands: Operand[],
  make: (chunk: VectorType, values: Value[]) => Value | undefined,
): Operand | undefined {
  const size = sizeOfType(type);
  if (size % CHUNK !== 0) return undefined;
  const chunk = chunkOf(type);
  if (size === CHUNK) {
    const value = make(chunk, operands.map(scalarOf));
    return value && { value };
  }
  const to = { base: f.b.slot(f.temporary(type)), offset: 0 };
  for (let at = 0; at < size; at += CHUNK) {
    const value = make(
      chunk,
      operands.map((o) => scalarOf(loadPlace(f, place(memoryOf(o), at, chunk)))),
    );
    // Decided by the type alone: the first chunk says it for all.
    if (!value) return undefined;
    storePlace(f, place(to, at, chunk), { value });
  }
  return { memory: to };
}

/** `x op y` element by element; of comparisons all ones for yes. */
export function vectorBinary(
  f: Lowering,
  op: string,
  type: VectorType,
  x: Operand,
  y: Operand,
  on: RealArithmetic,
  result: VectorType = type,
): Operand {
  const whole = byChunks(f, type, [x, y], (chunk, [a, b]) => packed(f, op, chunk, a, b));
  if (whole) return whole;
  const [a, b] = [spread(f, type, x), spread(f, type, y)];
  const { of } = type;
  return gathered(f, result, (to) => {
    for (let i = 0; i < type.length; i++) {
      const [p, q] = [a, b].map((at) => loadPlace(f, place(at, i * of.size, of)));
      storePlace(f, place(to, i * of.size, result.of), element(f, op, of, result.of, p, q, on));
    }
  });
}

const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);

function element(
  f: Lowering,
  op: string,
  of: CType,
  result: CType,
  x: Operand,
  y: Operand,
  on: RealArithmetic,
): Operand {
  if (!COMPARISONS.has(op)) return on.combine(f, op, of, x, y, of);
  const yes = f.b.unary('neg', on.compare(f, op as CompareOp, of, x, y));
  return { value: irType(result) === 'i64' ? f.b.unary('sx32', yes) : yes };
}

export function lowerVectorBinary(
  f: Lowering,
  e: BinaryExpr,
  x: Operand,
  y: Operand,
  on: RealArithmetic,
): Operand {
  return vectorBinary(f, e.op, e.left.type as VectorType, x, y, on, e.type as VectorType);
}

/** `-` and `~`. */
export function vectorUnary(
  f: Lowering,
  op: string,
  type: VectorType,
  x: Operand,
  on: RealArithmetic,
): Operand {
  const { of } = type;
  const made = byChunks(f, type, [x], (chunk, [value]) => {
    if (op === '~') return not(f, value);
    if (chunk.of.kind === 'int') return packed(f, '-', chunk, vec(f, 'pxor', value, value), value);
    const signs = f.b.const(of.size === 4 ? 'i32' : 'i64', -(1n << BigInt(of.size * 8 - 1)));
    return vec(
      f,
      'pxor',
      value,
      vec1(f, 'pshufd', vec1(f, of.size === 4 ? 'movd' : 'movq', signs), of.size === 4 ? 0 : 0x44),
    );
  });
  if (made) return made;
  const from = spread(f, type, x);
  return gathered(f, type, (to) => {
    for (let at = 0; at < sizeOfType(type); at += of.size) {
      const value = loadPlace(f, place(from, at, of));
      const changed =
        of.kind === 'float'
          ? on.negate(f, of, value)
          : { value: f.b.unary(op === '~' ? 'not' : 'neg', scalarOf(value)) };
      storePlace(f, place(to, at, of), changed);
    }
  });
}

/** A scalar in every element. */
export function splat(f: Lowering, type: VectorType, operand: Operand): Operand {
  const scalar = scalarOf(operand);
  const { of } = type;
  const size = sizeOfType(type);
  if (size === CHUNK) return { value: splatted(f, of, scalar) };
  return gathered(f, type, (to) => {
    const step = size % CHUNK === 0 ? chunkOf(type) : of;
    const value = step === of ? operand : { value: splatted(f, of, scalar) };
    for (let at = 0; at < size; at += sizeOfType(step)) storePlace(f, place(to, at, step), value);
  });
}

/** The same bits as another type of the same size. */
export function lowerVectorCast(f: Lowering, e: CastExpr, operand: Operand): Operand {
  const from = e.operand.type;
  const both = [from, e.type];
  if (both.every((type) => type.kind === 'vector') && carrierOf(from) === carrierOf(e.type)) return operand;
  return loadPlace(f, place(spread(f, from, operand), 0, e.type));
}

/** `__builtin_convertvector`. */
export function convertVector(f: Lowering, e: BuiltinExpr, operand: Operand): Operand {
  const type = e.type as VectorType;
  const source = e.args[0].type as VectorType;
  const from = spread(f, source, operand);
  return gathered(f, type, (to) => {
    for (let i = 0; i < type.length; i++) {
      const value = loadPlace(f, place(from, i * source.of.size, source.of));
      storePlace(f, place(to, i * type.of.size, type.of), convert(f, source.of, type.of, value));
    }
  });
}

/** Elements picked by constants, or by the low bits of those of a mask. */
export function shuffle(f: Lowering, e: BuiltinExpr, evaluate: (e: Expr) => Operand): Operand {
  const type = e.type as VectorType;
  const { of } = type;
  const { b } = f;
  const last = e.args[e.args.length - 1];
  const masked = last.type.kind === 'vector';
  const vectors = e.args.filter(
    (arg, i) => arg.type.kind === 'vector' && !(masked && i === e.args.length - 1),
  );
  // Side by side, so that one index reaches both.
  const sizes = vectors.map((arg) => sizeOfType(arg.type));
  const all = f.func.slot(
    sizes.reduce((sum, size) => sum + size),
    CHUNK,
  );
  let filled = 0;
  vectors.forEach((arg, i) => {
    storePlace(f, place({ base: b.slot(all), offset: 0 }, filled, arg.type), evaluate(arg));
    filled += sizes[i];
  });
  const at = { base: b.slot(all), offset: 0 };
  if (!masked) {
    const indices = e.args.slice(2).map((arg) => Number((arg as Expr & { kind: 'int' }).value));
    return gathered(f, type, (to) => {
      indices.forEach((index, i) => {
        storePlace(f, place(to, i * of.size, of), loadPlace(f, place(at, Math.max(index, 0) * of.size, of)));
      });
    });
  }
  const mask = last.type as VectorType;
  const picks = spread(f, mask, evaluate(last));
  const count = filled / of.size;
  return gathered(f, type, (to) => {
    for (let i = 0; i < type.length; i++) {
      const picked = scalarOf(loadPlace(f, place(picks, i * mask.of.size, mask.of)));
      const low = b.with('and', wide(f, picked), count - 1);
      const base = b.binary('add', at.base, b.with('mul', low, of.size));
      storePlace(f, place(to, i * of.size, of), loadPlace(f, place({ base, offset: 0 }, 0, of)));
    }
  });
}

const wide = (f: Lowering, value: Value): Value =>
  (value.type satisfies Type) === 'i64' ? value : f.b.unary('zx32', value);
