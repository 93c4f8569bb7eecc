import { Elements } from '../../core/elements';
import { FP } from '../../core/sse';
import type { I32, Local32, Local128, V128 } from '../../wasm/code';
import { OP } from '../../wasm/opcodes';
import { SIMD } from '../../wasm/simd';
import type { Builder } from '../builder';
import type { Lift } from '../table';
import { everyOther, lanes } from './lanes';
import {
  isDenormal,
  isNan,
  isOrdinary,
  isZero,
  lowBits,
  type Magnitude,
  magnitudeOf,
  mxcsrUnusual,
} from './ordinary';

/** Floating-point arithmetic and comparison: inline where that is exact, see ordinary.ts, and else in core/sse.ts. */

/** Packed or scalar, double or single precision. */
export interface Form {
  readonly double: boolean;
  readonly scalar: boolean;
}
export const FORMS: Record<string, Form> = {
  ps: { double: false, scalar: false },
  pd: { double: true, scalar: false },
  ss: { double: false, scalar: true },
  sd: { double: true, scalar: true },
};

/** The word for core/sse.ts. */
export const wordOf = (operation: number, { double, scalar }: Form, immediate = 0): number =>
  operation |
  (double ? FP.DOUBLE | FP.TO_DOUBLE : 0) |
  (scalar ? FP.SCALAR : 0) |
  (immediate << FP.IMMEDIATE_SHIFT);

/** Works all elements out the slow way, into `result`. */
export function slowly(b: Builder, word: number, x: Local128, y: Local128, result: Local128): void {
  b.set(result, b.call128(b.helper('fpVector'), b.i32(word), b.get(x), b.get(y)));
  b.raiseMarked();
}

/** Replaces the lowest element of `x`. */
export function withLow(
  b: Builder,
  double: boolean,
  x: Local128,
  value: () => ReturnType<Builder['extractFloat']>,
): V128 {
  const op = double ? SIMD.F64X2_REPLACE_LANE : SIMD.F32X4_REPLACE_LANE;
  return b.replaceLane(op, 0, b.get(x), value());
}

/** What makes a result of zero good without further ado: any at all, that of zero times something, or zero divided. */
type ZeroRule = 'any' | 'factor' | 'dividend';

interface Arithmetic {
  readonly operation: number;
  readonly double: { scalar: number; packed: number };
  readonly single: { scalar: number; packed: number };
  readonly zero: ZeroRule;
}
const arithmetic = (
  operation: number,
  f64: number,
  f64x2: number,
  f32: number,
  f32x4: number,
  zero: ZeroRule,
): Arithmetic => ({
  operation,
  double: { scalar: f64, packed: f64x2 },
  single: { scalar: f32, packed: f32x4 },
  zero,
});

const ADD = arithmetic(FP.ADD, OP.F64_ADD, SIMD.F64X2_ADD, OP.F32_ADD, SIMD.F32X4_ADD, 'any');
const SUB = arithmetic(FP.SUB, OP.F64_SUB, SIMD.F64X2_SUB, OP.F32_SUB, SIMD.F32X4_SUB, 'any');
const MUL = arithmetic(FP.MUL, OP.F64_MUL, SIMD.F64X2_MUL, OP.F32_MUL, SIMD.F32X4_MUL, 'factor');
const DIV = arithmetic(FP.DIV, OP.F64_DIV, SIMD.F64X2_DIV, OP.F32_DIV, SIMD.F32X4_DIV, 'dividend');
const SQRT = arithmetic(FP.SQRT, OP.F64_SQRT, SIMD.F64X2_SQRT, OP.F32_SQRT, SIMD.F32X4_SQRT, 'any');
const OPERATIONS = { add: ADD, sub: SUB, mul: MUL, div: DIV, sqrt: SQRT };

/** Does an operation on two held vectors; answers a held result. Of one operand, that is the second. */
function compute(b: Builder, what: Arithmetic, form: Form, x: Local128, y: Local128): Local128 {
  return form.scalar ? computeScalar(b, what, form, x, y) : computePacked(b, what, form, x, y);
}

function computeScalar(b: Builder, what: Arithmetic, form: Form, x: Local128, y: Local128): Local128 {
  const { double } = form;
  const unary = what === SQRT;
  const op = (double ? what.double : what.single).scalar;
  const low = (v: Local128) => b.extractFloat(double, b.get(v));
  const result = b.holdVector(
    withLow(b, double, x, () => (unary ? b.opF64(op, low(y)) : b.opF64(op, low(x), low(y)))),
  );
  const operands = (unary ? [y] : [x, y]).map((v) => magnitudeOf(b, v, double));
  const outcome = magnitudeOf(b, result, double);
  b.block((done) => {
    b.block((slow) => {
      // A branch each: they are never taken, and cost less than putting the conditions together.
      b.brSeldom(slow, mxcsrUnusual(b));
      for (const m of operands) b.brSeldom(slow, isDenormal(b, m));
      b.brIf(done, isOrdinary(b, outcome));
      b.brIf(slow, b.eqz32(isZero(b, outcome)));
      b.brIf(done, zeroIsGood(b, what.zero, operands));
    });
    b.brIf(done, isExact(b, what, form, unary ? y : x, y, result));
    slowly(b, wordOf(what.operation, form), x, y, result);
  });
  return result;
}

/** Whether the result, as it was rounded to nearest, is the true one. */
function isExact(
  b: Builder,
  { operation }: Arithmetic,
  { double, scalar }: Form,
  x: Local128,
  y: Local128,
  result: Local128,
): I32 {
  const elements = Array.from({ length: 16 }, (_, i) => (!scalar || i < (double ? 8 : 4) ? 255 : 0));
  const which = [b.i32(operation), b.i32(double ? 1 : 0)] as const;
  return b.call32(b.helper('exact'), ...which, b.get(x), b.get(y), b.get(result), b.v128(elements));
}

function zeroIsGood(b: Builder, rule: ZeroRule, [x, y]: Magnitude[]): I32 {
  if (rule === 'any') return b.i32(1);
  return rule === 'dividend' ? isZero(b, x) : b.or32(isZero(b, x), isZero(b, y));
}

function computePacked(b: Builder, what: Arithmetic, form: Form, x: Local128, y: Local128): Local128 {
  const { double } = form;
  const unary = what === SQRT;
  const op = (double ? what.double : what.single).packed;
  const result = b.holdVector(unary ? b.vector(op, b.get(y)) : b.vector(op, b.get(x), b.get(y)));
  guardPacked(b, form, unary ? [y] : [x, y], result, what.zero, () => {
    const slow = b.eqz32(isExact(b, what, form, unary ? y : x, y, result));
    b.when(slow, () => slowly(b, wordOf(what.operation, form), x, y, result));
  });
  return result;
}

/** Runs `slow` unless operands and result show that the inline result is right. */
function guardPacked(
  b: Builder,
  { double }: Form,
  operands: Local128[],
  result: Local128,
  zero: ZeroRule,
  slow: () => void,
): void {
  const of = new Elements(b, double);
  b.block((done) => {
    b.block((doubt) => {
      let denormal = of.denormal(operands[0]);
      if (operands.length > 1) denormal = b.vector(SIMD.V128_OR, denormal, of.denormal(operands[1]));
      const any = of.any(denormal);
      b.brSeldom(doubt, b.or32(any, mxcsrUnusual(b)));
      const odd = b.holdVector(b.vector(SIMD.V128_NOT, of.ordinary(result)));
      b.brIf(done, b.eqz32(of.any(b.get(odd))));
      let good = of.zero(result);
      if (zero !== 'any') {
        let cause = of.zero(operands[0]);
        if (zero === 'factor') cause = b.vector(SIMD.V128_OR, cause, of.zero(operands[1]));
        good = b.vector(SIMD.V128_AND, good, cause);
      }
      const goodLanes = b.holdVector(good);
      const left = b.vector(SIMD.V128_ANDNOT, b.get(odd), b.get(goodLanes));
      b.brIf(done, b.eqz32(of.any(left)));
    });
    slow();
  });
}

/** Holds destination and source. */
function operandsOf(b: Builder): [x: Local128, y: Local128] {
  const y = b.holdVector(b.readVector(1));
  return [b.holdVector(b.xmm(b.registerOf(0))), y];
}

const simple =
  (what: Arithmetic, form: Form): Lift =>
  (b) => {
    const [x, y] = operandsOf(b);
    b.setXmm(b.registerOf(0), b.get(compute(b, what, form, x, y)));
  };

/** Neighbours added or subtracted, those of the destination first. */
const horizontal =
  (what: Arithmetic, form: Form): Lift =>
  (b) => {
    const [x, y] = operandsOf(b);
    const width = form.double ? 8 : 4;
    const first = b.holdVector(b.shuffle(everyOther(width, false), b.get(x), b.get(y)));
    const second = b.holdVector(b.shuffle(everyOther(width, true), b.get(x), b.get(y)));
    b.setXmm(b.registerOf(0), b.get(compute(b, what, form, first, second)));
  };

/** ADDSUBPS and ADDSUBPD: the negative is added in the even elements. */
const addsub =
  (form: Form): Lift =>
  (b) => {
    const [x, y] = operandsOf(b);
    const signs = form.double ? [0, 0x80, 0, 0] : [0x80, 0, 0x80, 0];
    const mask = lanesOfSigns(signs);
    const turned = b.holdVector(b.vector(SIMD.V128_XOR, b.get(y), b.v128(mask)));
    const op = form.double ? SIMD.F64X2_ADD : SIMD.F32X4_ADD;
    const result = b.holdVector(b.vector(op, b.get(x), b.get(turned)));
    guardPacked(b, form, [x, y], result, 'any', () => slowly(b, wordOf(FP.ADDSUB, form), x, y, result));
    b.setXmm(b.registerOf(0), b.get(result));
  };
/** Four words with only their highest byte given. */
const lanesOfSigns = (top: number[]): number[] => top.flatMap((byte) => [0, 0, 0, byte]);

/** DPPS and DPPD: products chosen by bits 7:4, added in pairs, put where bits 3:0 say. SDM vol. 2. */
const dot =
  (double: boolean): Lift =>
  (b) => {
    const form: Form = { double, scalar: false };
    const imm = b.inst.immLo & 0xff;
    const width = double ? 8 : 4;
    const count = 16 / width;
    const some = (bits: number) =>
      Array.from({ length: count }, (_, i) =>
        new Array<number>(width).fill(bits & (1 << i) ? 255 : 0),
      ).flat();
    const chosen = (v: Local128) => b.holdVector(b.vector(SIMD.V128_AND, b.get(v), b.v128(some(imm >> 4))));
    const [x, y] = operandsOf(b);
    let sum = compute(b, MUL, form, chosen(x), chosen(y));
    // Every element has the sum. Of several NaNs it has the one that Intel's processors take: single precision begins
    // with the neighbour's product.
    for (let apart = 1; apart < count; apart *= 2) {
      const order = Array.from({ length: count }, (_, i) => i ^ apart);
      const other = b.holdVector(b.shuffle(lanes(width, order), b.get(sum), b.get(sum)));
      sum = double || apart > 1 ? compute(b, ADD, form, sum, other) : compute(b, ADD, form, other, sum);
    }
    b.setXmm(b.registerOf(0), b.vector(SIMD.V128_AND, b.get(sum), b.v128(some(imm))));
  };

/** Runs `slow` when an operand is denormal or no number; a comparison of others raises nothing, whatever MXCSR says. */
export function guardOperands(
  b: Builder,
  { double, scalar }: Form,
  operands: Local128[],
  slow: () => void,
): void {
  if (scalar) {
    const magnitudes = operands.map((v) => magnitudeOf(b, v, double));
    b.block((done) => {
      b.block((doubt) => {
        for (const m of magnitudes) {
          b.brSeldom(doubt, isDenormal(b, m));
          b.brSeldom(doubt, isNan(b, m));
        }
        b.br(done);
      });
      slow();
    });
    return;
  }
  const of = new Elements(b, double);
  const odd = (v: Local128) => b.vector(SIMD.V128_OR, of.denormal(v), of.nan(v));
  const [first, ...others] = operands;
  b.seldom(of.any(others.reduce((sum, v) => b.vector(SIMD.V128_OR, sum, odd(v)), odd(first))), slow);
}

/** MIN and MAX: the second operand unless the first is less, or more. */
const extreme =
  (max: boolean, form: Form): Lift =>
  (b) => {
    const { double, scalar } = form;
    const [x, y] = operandsOf(b);
    let value: V128;
    if (scalar) {
      const low = (v: Local128) => b.extractFloat(double, b.get(v));
      const op = max ? (double ? OP.F64_GT : OP.F32_GT) : double ? OP.F64_LT : OP.F32_LT;
      value = withLow(b, double, x, () => b.selectFloat(low(x), low(y), b.testF64(op, low(x), low(y))));
    } else {
      // pmin(a, b) is b < a ? b : a.
      const op = max
        ? double
          ? SIMD.F64X2_PMAX
          : SIMD.F32X4_PMAX
        : double
          ? SIMD.F64X2_PMIN
          : SIMD.F32X4_PMIN;
      value = b.vector(op, b.get(y), b.get(x));
    }
    const result = b.holdVector(value);
    guardOperands(b, form, [x, y], () => slowly(b, wordOf(max ? FP.MAX : FP.MIN, form), x, y, result));
    b.setXmm(b.registerOf(0), b.get(result));
  };

/** CMPPS and its kin: all ones where the predicate of bits 2:0 holds. */
const compare =
  (form: Form): Lift =>
  (b) => {
    const { double, scalar } = form;
    const predicate = b.inst.immLo & 7;
    const [x, y] = operandsOf(b);
    const op = (d: number, s: number) => (double ? d : s);
    const equal = op(SIMD.F64X2_EQ, SIMD.F32X4_EQ);
    const less = op(SIMD.F64X2_LT, SIMD.F32X4_LT);
    const lessOrEqual = op(SIMD.F64X2_LE, SIMD.F32X4_LE);
    const xy = (o: number) => b.vector(o, b.get(x), b.get(y));
    const yx = (o: number) => b.vector(o, b.get(y), b.get(x));
    // Of numbers: eq lt le unord neq nlt nle ord.
    const all = [
      () => xy(equal),
      () => xy(less),
      () => xy(lessOrEqual),
      () => b.repeat32(0),
      () => xy(op(SIMD.F64X2_NE, SIMD.F32X4_NE)),
      () => yx(lessOrEqual),
      () => yx(less),
      () => b.repeat32(-1),
    ][predicate]();
    const width = double ? 8 : 4;
    const low = Array.from({ length: 16 / width }, (_, i) => (i === 0 ? 0 : 16 / width + i));
    const result = b.holdVector(scalar ? b.shuffle(lanes(width, low), all, b.get(x)) : all);
    guardOperands(b, form, [x, y], () => slowly(b, wordOf(FP.CMP, form, predicate), x, y, result));
    b.setXmm(b.registerOf(0), b.get(result));
  };

/** COMISD and its kin: ZF PF CF say how the operands compare; OF SF AF become 0. */
const comi =
  (quiet: boolean, form: Form): Lift =>
  (b) => {
    const { double } = form;
    const [x, y] = operandsOf(b);
    const low = (v: Local128) => b.extractFloat(double, b.get(v));
    const bits: Local32 = b.temp32();
    const less = b.testF64(double ? OP.F64_LT : OP.F32_LT, low(x), low(y));
    const equal = b.testF64(double ? OP.F64_EQ : OP.F32_EQ, low(x), low(y));
    b.set(bits, b.or32(less, b.shl32(equal, b.i32(6))));
    guardOperands(b, form, [x, y], () => {
      const word = wordOf(quiet ? FP.UCOMI : FP.COMI, form);
      const answer = b.call64(
        b.helper('fpScalar'),
        b.i32(word),
        lowBits(b, x, double),
        lowBits(b, y, double),
      );
      b.set(bits, b.wrap(answer));
      b.raiseMarked();
    });
    b.setFlagBits(b.get(bits));
  };

/** RCPPS and RSQRTPS. */
const approximation =
  (operation: number, form: Form): Lift =>
  (b) => {
    const [x, y] = operandsOf(b);
    const result = b.temp128();
    slowly(b, wordOf(operation, form), x, y, result);
    b.setXmm(b.registerOf(0), b.get(result));
  };

export const FLOAT: Record<string, Lift> = {
  ...Object.fromEntries(
    Object.entries(FORMS).flatMap(([suffix, form]): [string, Lift][] => [
      ...Object.entries(OPERATIONS).map(([name, what]): [string, Lift] => [
        name + suffix,
        simple(what, form),
      ]),
      [`min${suffix}`, extreme(false, form)],
      [`max${suffix}`, extreme(true, form)],
      [`cmp${suffix}`, compare(form)],
    ]),
  ),
  comiss: comi(false, FORMS.ss),
  comisd: comi(false, FORMS.sd),
  ucomiss: comi(true, FORMS.ss),
  ucomisd: comi(true, FORMS.sd),
  haddps: horizontal(ADD, FORMS.ps),
  haddpd: horizontal(ADD, FORMS.pd),
  hsubps: horizontal(SUB, FORMS.ps),
  hsubpd: horizontal(SUB, FORMS.pd),
  addsubps: addsub(FORMS.ps),
  addsubpd: addsub(FORMS.pd),
  dpps: dot(false),
  dppd: dot(true),
  rcpps: approximation(FP.RECIPROCAL, FORMS.ps),
  rcpss: approximation(FP.RECIPROCAL, FORMS.ss),
  rsqrtps: approximation(FP.ROOT, FORMS.ps),
  rsqrtss: approximation(FP.ROOT, FORMS.ss),
};
