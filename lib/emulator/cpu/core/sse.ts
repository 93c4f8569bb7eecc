import { STATE } from '../state';
import { VECTOR } from '../vectors';
import { Code, type FuncIndex, type I32, type I64, type Local32 } from '../wasm/code';
import type { Signature } from '../wasm/module';
import { OP, TYPE } from '../wasm/opcodes';
import type { HelperName } from './helpers';
import { reciprocal } from './reciprocal';
import {
  arithmetic,
  changeFormat,
  FLAG,
  fromInteger,
  OPERATION,
  ordered,
  roundPack,
  roundToWhole,
  toInteger,
} from './softfloat';

/**
 * SSE floating point the slow way: every element is worked out on its bits, then MXCSR gets the flags of all of them at
 * once, and an unmasked one raises #XM. Generated code comes here only when its own inline arithmetic might not be
 * exactly what the processor does; see lift/sse/float.ts.
 */

const { I32: i32, I64: i64, V128: v128 } = TYPE;

/** The word that says which operation: OPERATION or one of these, the element's sizes, and an immediate. */
export const FP = {
  ...OPERATION,
  /** Between the formats. */
  FORMAT: 10,
  /** From and to 32-bit integers in a vector, or to and from 64-bit ones where WIDE is set. */
  FROM_INTEGER: 11,
  TO_INTEGER: 12,
  ROUND: 13,
  /** Subtracts in the even elements and adds in the odd ones. */
  ADDSUB: 14,
  RECIPROCAL: 15,
  ROOT: 16,
  OPERATIONS: 17,
  MASK: 0x1f,
  /** The operand is a double, or has 8 bytes. */
  DOUBLE: 0x100,
  /** The result is. */
  TO_DOUBLE: 0x200,
  /** Only the lowest element; the others stay as they are in the first operand. */
  SCALAR: 0x400,
  WIDE: 0x800,
  IMMEDIATE_SHIFT: 16,
} as const;

const CR4_OSXMMEXCPT = 1 << 10;
const PRECOMPUTATION = FLAG.IE | FLAG.DE | FLAG.ZE;

/** Adds flags to MXCSR. Those that an operation meets before it computes stand alone when one of them is unmasked. */
function finish(c: Code): void {
  const zero = () => c.i32(0);
  const flags = c.local32();
  const mxcsr = c.local32();
  c.set(flags, c.load32(zero(), STATE.FP_FLAGS));
  c.set(mxcsr, c.load32(zero(), STATE.MXCSR));
  const unmasked = () => c.and32(c.get(flags), c.xor32(c.shru32(c.get(mxcsr), c.i32(7)), c.i32(-1)));
  c.when(c.and32(unmasked(), c.i32(PRECOMPUTATION)), () =>
    c.set(flags, c.and32(c.get(flags), c.i32(PRECOMPUTATION))),
  );
  c.store32(zero(), c.or32(c.get(mxcsr), c.get(flags)), STATE.MXCSR);
  c.store32(zero(), unmasked(), STATE.FP_RAISED);
  c.when(c.load32(zero(), STATE.FP_RAISED), () => {
    const enabled = c.and32(c.load32(zero(), STATE.CR4), c.i32(CR4_OSXMMEXCPT));
    const vector = c.local32();
    c.set(vector, enabled);
    c.set(vector, c.select32(c.i32(VECTOR.XM), c.i32(VECTOR.UD), c.get(vector)));
    c.store32(zero(), c.get(vector), STATE.FAULT_VECTOR);
    c.store32(zero(), zero(), STATE.FAULT_CODE);
  });
}

const start = (c: Code): void => c.store32(c.i32(0), c.i32(0), STATE.FP_FLAGS);

interface Parts {
  arithmetic: FuncIndex;
  ordered: FuncIndex;
  changeFormat: FuncIndex;
  fromInteger: FuncIndex;
  toInteger: FuncIndex;
  roundToWhole: FuncIndex;
  reciprocal: FuncIndex;
}

/** element(word, a, b, index): one element's result. */
function element(parts: Parts): Code {
  const c = new Code([i32, i64, i64, i32]);
  const word = c.param32(0);
  const a = c.param64(1);
  const b = c.param64(2);
  const index = c.param32(3);
  const operation = c.local32();
  const has = (bit: number) => c.ne32(c.and32(c.get(word), c.i32(bit)), c.i32(0));
  const double = () => has(FP.DOUBLE);
  const immediate = () => c.shru32(c.get(word), c.i32(FP.IMMEDIATE_SHIFT));
  const is = (op: number) => c.eq32(c.get(operation), c.i32(op));
  const on = (op: number, value: () => I64) => c.when(is(op), () => c.return64(value()));
  c.set(operation, c.and32(c.get(word), c.i32(FP.MASK)));
  c.when(is(FP.ADDSUB), () => {
    // Even elements are subtracted: ADD is 0, SUB is 1.
    c.set(operation, c.xor32(c.and32(c.get(index), c.i32(1)), c.i32(1)));
  });
  c.when(is(FP.SQRT), () =>
    c.return64(c.call64(parts.arithmetic, c.get(operation), double(), c.get(b), c.get(b))),
  );
  c.when(c.op32(OP.I32_LT_U, c.get(operation), c.i32(FP.SQRT)), () =>
    c.return64(c.call64(parts.arithmetic, c.get(operation), double(), c.get(a), c.get(b))),
  );
  on(FP.FORMAT, () => c.call64(parts.changeFormat, c.get(b), has(FP.TO_DOUBLE)));
  on(FP.FROM_INTEGER, () => {
    c.when(c.eqz32(has(FP.WIDE)), () => c.set(b, c.op64(OP.I64_EXTEND32_S, c.get(b))));
    return c.call64(parts.fromInteger, c.get(b), has(FP.TO_DOUBLE));
  });
  on(FP.TO_INTEGER, () => c.call64(parts.toInteger, c.get(b), double(), has(FP.WIDE), immediate()));
  on(FP.ROUND, () => c.call64(parts.roundToWhole, c.get(b), double(), immediate()));
  on(FP.RECIPROCAL, () => c.call64(parts.reciprocal, c.get(b), c.i32(0)));
  on(FP.ROOT, () => c.call64(parts.reciprocal, c.get(b), c.i32(1)));
  c.call64(parts.ordered, c.get(operation), double(), c.get(a), c.get(b), immediate());
  return c;
}

/** fpVector(word, a, b). Elements of a narrower result fill its low part, and zeros the rest. */
function vector(one: FuncIndex): Code {
  const c = new Code([i32, v128, v128]);
  const word = c.param32(0);
  const [from, to, index, count] = [c.local32(), c.local32(), c.local32(), c.local32()];
  const at = (step: Local32) => c.shl32(c.get(index), c.get(step));
  const has = (bit: number) => c.ne32(c.and32(c.get(word), c.i32(bit)), c.i32(0));
  const zero = () => c.i32(0);
  const value = c.local64();
  start(c);
  c.storeVector(zero(), c.get(c.param128(1)), STATE.VECTOR_A);
  c.storeVector(zero(), c.get(c.param128(2)), STATE.VECTOR_B);
  c.storeVector(zero(), c.v128(new Array<number>(16).fill(0)), STATE.VECTOR_RESULT);
  // Log2 of the bytes of an element.
  c.set(from, c.add32(c.i32(2), has(FP.DOUBLE)));
  c.set(to, c.add32(c.i32(2), has(FP.TO_DOUBLE)));
  const wider = () => c.select32(c.get(from), c.get(to), c.op32(OP.I32_GT_U, c.get(from), c.get(to)));
  c.set(count, c.shru32(c.i32(16), wider()));
  c.when(has(FP.SCALAR), () => {
    c.set(count, c.i32(1));
    c.storeVector(zero(), c.get(c.param128(1)), STATE.VECTOR_RESULT);
  });
  const load = (step: Local32, field: number): I64 =>
    c.choose64(
      c.eq32(c.get(step), c.i32(3)),
      () => c.load64(at(step), field),
      () => c.extendU(c.load32(at(step), field)),
    );
  c.loop((next) => {
    c.set(
      value,
      c.call64(one, c.get(word), load(from, STATE.VECTOR_A), load(from, STATE.VECTOR_B), c.get(index)),
    );
    c.when(
      c.eq32(c.get(to), c.i32(3)),
      () => c.store64(at(to), c.get(value), STATE.VECTOR_RESULT),
      () => c.store32(at(to), c.wrap(c.get(value)), STATE.VECTOR_RESULT),
    );
    c.set(index, c.add32(c.get(index), c.i32(1)));
    c.brIf(next, c.ltu32(c.get(index), c.get(count)));
  });
  finish(c);
  c.loadVector(zero(), STATE.VECTOR_RESULT);
  return c;
}

/** fpScalar(word, a, b): one element whose result is no vector. */
function scalar(one: FuncIndex): Code {
  const c = new Code([i32, i64, i64]);
  const result = c.local64();
  start(c);
  c.set(
    result,
    c.call64(one, c.get(c.param32(0)), c.get(c.param64(1)), c.get(c.param64(2)), c.i32(0) as I32),
  );
  finish(c);
  c.get(result);
  return c;
}

/** Adds all of it to the core module. */
export function addFloat(
  add: (name: string, signature: Signature, code: Code) => FuncIndex,
  helper: (name: HelperName, code: Code) => FuncIndex,
  wide: { mulhu: FuncIndex; divu: FuncIndex },
): void {
  const part = (name: string, code: Code, params: readonly number[]) =>
    add(name, { params, results: [i64] }, code);
  const round = part('roundPack', roundPack(), [i32, i32, i64, i32]);
  const soft = { ...wide, roundPack: round };
  const one = part(
    'element',
    element({
      arithmetic: part('arithmetic', arithmetic(soft), [i32, i32, i64, i64]),
      ordered: part('ordered', ordered(), [i32, i32, i64, i64, i32]),
      changeFormat: part('changeFormat', changeFormat(soft), [i64, i32]),
      fromInteger: part('fromInteger', fromInteger(soft), [i64, i32]),
      toInteger: part('toInteger', toInteger(), [i64, i32, i32, i32]),
      roundToWhole: part('roundToWhole', roundToWhole(soft), [i64, i32, i32]),
      reciprocal: part('reciprocal', reciprocal(), [i64, i32]),
    }),
    [i32, i64, i64, i32],
  );
  helper('fpVector', vector(one));
  helper('fpScalar', scalar(one));
}
