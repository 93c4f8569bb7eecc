import { Elements } from '../../core/elements';
import { FP } from '../../core/sse';
import type { I32, I64, Local32, Local64, Local128 } from '../../wasm/code';
import { OP, TRUNC_SAT } from '../../wasm/opcodes';
import { SIMD } from '../../wasm/simd';
import type { Builder } from '../builder';
import type { Lift } from '../table';
import { FORMS, type Form, guardOperands, slowly, withLow, wordOf } from './float';
import { lanes } from './lanes';
import { isDenormal, isOrdinary, isZero, lowBits, magnitudeOf, mxcsrUnusual } from './ordinary';

/** Conversions and rounding: inline where that is exact, see ordinary.ts, and else in core/sse.ts. */

/** Rounding by MXCSR, in the immediate of FP.TO_INTEGER and FP.ROUND; truncation is mode 3. */
const BY_MXCSR = 4;
const TRUNCATE = 3;

function convertOp(double: boolean, wide: boolean): number {
  if (double) return wide ? OP.F64_CONVERT_I64_S : OP.F64_CONVERT_I32_S;
  return wide ? OP.F32_CONVERT_I64_S : OP.F32_CONVERT_I32_S;
}

/** CVTSI2SD and CVTSI2SS. What has no more bits than the fraction is exact. */
const fromInteger =
  (double: boolean): Lift =>
  (b) => {
    const wide = b.sizeOf(1) === 8;
    const value = b.holdSized(b.read(1), wide ? 8 : 4);
    const to = b.registerOf(0);
    const x = b.holdVector(b.xmm(to));
    const op = convertOp(double, wide);
    const result = b.holdVector(withLow(b, double, x, () => b.fromInteger(op, b.use(value))));
    if (wide || !double) {
      const bits = double ? 53 : 24;
      const rounds = wide
        ? b.geu64(b.add64(b.get(value as Local64), b.i64(2 ** bits)), b.i64(2 ** (bits + 1)))
        : b.geu32(b.add32(b.get(value as Local32), b.i32(2 ** bits)), b.i32(2 ** (bits + 1)));
      b.seldom(b.and32(rounds, mxcsrUnusual(b)), () => {
        const word = wordOf(FP.FROM_INTEGER | FP.WIDE, { double, scalar: true });
        const n = () => (wide ? b.get(value as Local64) : b.extendS(b.get(value as Local32)));
        const answer = b.temp64();
        b.set(answer, b.call64(b.helper('fpScalar'), b.i32(word), b.i64(0), n()));
        b.raiseMarked();
        const low = double ? b.get(answer) : b.wrap(b.get(answer));
        const place = double ? SIMD.I64X2_REPLACE_LANE : SIMD.I32X4_REPLACE_LANE;
        const kept = b.holdSized(low as I32 | I64, double ? 8 : 4);
        b.set(result, b.replaceLane(place, 0, b.get(x), b.use(kept) as I32 | I64));
      });
    }
    b.setXmm(to, b.get(result));
  };

/** CVTSD2SI and its kin. Inline while the value is well inside the integer's range and PE is set. */
const toInteger =
  (double: boolean, truncate: boolean): Lift =>
  (b) => {
    const wide = b.sizeOf(0) === 8;
    const y = b.holdVector(b.readVector(1));
    const low = () => b.extractFloat(double, b.get(y));
    const near = () => (truncate ? low() : b.opF64(double ? OP.F64_NEAREST : OP.F32_NEAREST, low()));
    const result = wide ? b.temp64() : b.temp32();
    const cut = wide
      ? b.truncSat64(double ? TRUNC_SAT.I64_F64_S : TRUNC_SAT.I64_F32_S, near())
      : b.truncSat32(double ? TRUNC_SAT.I32_F64_S : TRUNC_SAT.I32_F32_S, near());
    if (wide) b.set(result as Local64, cut as I64);
    else b.set(result as Local32, cut as I32);
    // Of a magnitude below 2^62, or 2^30: by its exponent field, in the magnitude's bits 53, or 24, and up.
    const m = magnitudeOf(b, y, double);
    const exponent = (wide ? 62 : 30) + (double ? 1023 : 127);
    const large = double
      ? b.geu64(b.get(m.local as Local64), b.i64pair(0, exponent << 21))
      : b.geu32(b.get(m.local as Local32), b.i32(exponent << 24));
    // A whole number changes no flag, whatever MXCSR says.
    const back = b.fromInteger(convertOp(double, wide), b.use(result));
    const inexact = b.eqz32(b.testF64(double ? OP.F64_EQ : OP.F32_EQ, back, low()));
    const rounds = b.and32(inexact, mxcsrUnusual(b, !truncate));
    b.seldom(b.or32(large, rounds), () => {
      const mode = truncate ? TRUNCATE : BY_MXCSR;
      const word = wordOf(FP.TO_INTEGER, { double, scalar: true }, mode) | (wide ? FP.WIDE : 0);
      const answer = b.call64(b.helper('fpScalar'), b.i32(word), b.i64(0), lowBits(b, y, double));
      if (wide) b.set(result as Local64, answer);
      else b.set(result as Local32, b.wrap(answer));
      b.raiseMarked();
    });
    b.write(0, b.use(result));
  };

/** A vector conversion: `inline` with what makes it doubtful, or all of it in core/sse.ts. */
function convert(
  word: number,
  inline: (b: Builder, y: Local128) => ReturnType<Builder['vector']>,
  doubtful: (b: Builder, y: Local128, result: Local128) => I32,
): Lift {
  return (b) => {
    const y = b.holdVector(b.readVector(1));
    const result = b.holdVector(inline(b, y));
    b.seldom(doubtful(b, y, result), () => slowly(b, word, y, y, result));
    b.setXmm(b.registerOf(0), b.get(result));
  };
}

/** CVTPS2DQ and CVTPD2DQ, rounding or truncating. */
function toIntegers(double: boolean, truncate: boolean): Lift {
  const word =
    FP.TO_INTEGER | (double ? FP.DOUBLE : 0) | ((truncate ? TRUNCATE : BY_MXCSR) << FP.IMMEDIATE_SHIFT);
  const cut = double ? SIMD.I32X4_TRUNC_SAT_F64X2_S_ZERO : SIMD.I32X4_TRUNC_SAT_F32X4_S;
  const nearest = double ? SIMD.F64X2_NEAREST : SIMD.F32X4_NEAREST;
  const convertBack = double ? SIMD.F64X2_CONVERT_LOW_I32X4_S : SIMD.F32X4_CONVERT_I32X4_S;
  const differ = double ? SIMD.F64X2_NE : SIMD.F32X4_NE;
  return convert(
    word,
    (b, y) => b.vector(cut, truncate ? b.get(y) : b.vector(nearest, b.get(y))),
    (b, y, result) => {
      // Magnitudes of 2^30 and more, infinities and NaNs all have greater bits.
      const magnitude = b.vector(
        SIMD.V128_AND,
        b.get(y),
        double ? b.repeat64(-1, 0x7fffffff) : b.repeat32(0x7fffffff),
      );
      const large = double
        ? b.vector(SIMD.I64X2_GT_S, magnitude, b.repeat64(-1, ((30 + 1023) << 20) - 1))
        : b.vector(SIMD.I32X4_GT_S, magnitude, b.repeat32(((30 + 127) << 23) - 1));
      const out = b.testVector(SIMD.V128_ANY_TRUE, large);
      // Whole numbers change no flag, whatever MXCSR says.
      const back = b.vector(convertBack, b.get(result));
      const inexact = b.testVector(SIMD.V128_ANY_TRUE, b.vector(differ, back, b.get(y)));
      return b.or32(out, b.and32(inexact, mxcsrUnusual(b, !truncate)));
    },
  );
}

/** CVTPS2PD: exact; a NaN or a denormal operand is not. */
const widenPacked: Lift = (b) => {
  const source = b.readVector(1);
  // What is above the two numbers is not looked at.
  const y = b.holdVector(b.isMemory(1) ? source : b.shuffle(lanes(8, [0, 2]), source, b.repeat32(0)));
  const result = b.holdVector(b.vector(SIMD.F64X2_PROMOTE_LOW_F32X4, b.get(y)));
  guardOperands(b, FORMS.ps, [y], () => slowly(b, FP.FORMAT | FP.TO_DOUBLE, y, y, result));
  b.setXmm(b.registerOf(0), b.get(result));
};

/** CVTSS2SD. */
const widenScalar: Lift = (b) => {
  const y = b.holdVector(b.readVector(1));
  const x = b.holdVector(b.xmm(b.registerOf(0)));
  const promoted = () => b.opF64(OP.F64_PROMOTE_F32, b.extractFloat(false, b.get(y)));
  const result = b.holdVector(withLow(b, true, x, promoted));
  guardOperands(b, FORMS.ss, [y], () => slowly(b, FP.FORMAT | FP.TO_DOUBLE | FP.SCALAR, x, y, result));
  b.setXmm(b.registerOf(0), b.get(result));
};

/** CVTSD2SS. */
const narrowScalar: Lift = (b) => {
  const y = b.holdVector(b.readVector(1));
  const x = b.holdVector(b.xmm(b.registerOf(0)));
  const demoted = () => b.opF64(OP.F32_DEMOTE_F64, b.extractFloat(true, b.get(y)));
  const result = b.holdVector(withLow(b, false, x, demoted));
  const [from, to] = [magnitudeOf(b, y, true), magnitudeOf(b, result, false)];
  b.block((done) => {
    b.block((slow) => {
      const back = b.opF64(OP.F64_PROMOTE_F32, b.extractFloat(false, b.get(result)));
      const inexact = b.eqz32(b.testF64(OP.F64_EQ, back, b.extractFloat(true, b.get(y))));
      b.brSeldom(slow, b.and32(inexact, mxcsrUnusual(b)));
      b.brSeldom(slow, isDenormal(b, from));
      b.brIf(done, b.or32(isOrdinary(b, to), isZero(b, from)));
    });
    slowly(b, FP.FORMAT | FP.DOUBLE | FP.SCALAR, x, y, result);
  });
  b.setXmm(b.registerOf(0), b.get(result));
};

/** CVTPD2PS. */
const narrowPacked: Lift = (b) => {
  const y = b.holdVector(b.readVector(1));
  const result = b.holdVector(b.vector(SIMD.F32X4_DEMOTE_F64X2_ZERO, b.get(y)));
  const of = { from: new Elements(b, true), to: new Elements(b, false) };
  b.block((done) => {
    b.block((slow) => {
      b.brSeldom(slow, b.or32(mxcsrUnusual(b), of.from.any(of.from.denormal(y))));
      // Only the two low elements are results.
      const odd = b.vector(SIMD.V128_NOT, of.to.ordinary(result));
      const wide = b.vector(SIMD.I64X2_EXTEND_LOW_I32X4_S, odd);
      const held = b.holdVector(wide);
      b.brIf(done, b.eqz32(of.to.any(b.vector(SIMD.V128_ANDNOT, b.get(held), of.from.zero(y)))));
    });
    slowly(b, FP.FORMAT | FP.DOUBLE, y, y, result);
  });
  b.setXmm(b.registerOf(0), b.get(result));
};

const ROUND_OPS = {
  double: {
    scalar: [OP.F64_NEAREST, OP.F64_FLOOR, OP.F64_CEIL, OP.F64_TRUNC],
    packed: [SIMD.F64X2_NEAREST, SIMD.F64X2_FLOOR, SIMD.F64X2_CEIL, SIMD.F64X2_TRUNC],
  },
  single: {
    scalar: [OP.F32_NEAREST, OP.F32_FLOOR, OP.F32_CEIL, OP.F32_TRUNC],
    packed: [SIMD.F32X4_NEAREST, SIMD.F32X4_FLOOR, SIMD.F32X4_CEIL, SIMD.F32X4_TRUNC],
  },
} as const;

/** ROUNDSD and its kin: bits 1:0 a mode, or MXCSR's with bit 2; bit 3 raises no PE. */
const round =
  (form: Form): Lift =>
  (b) => {
    const { double, scalar } = form;
    const control = b.inst.immLo & 15;
    const mode = control & 4 ? 0 : control & 3;
    const ops = ROUND_OPS[double ? 'double' : 'single'];
    const y = b.holdVector(b.readVector(1));
    const x = b.holdVector(b.xmm(b.registerOf(0)));
    const value = scalar
      ? withLow(b, double, x, () => b.opF64(ops.scalar[mode], b.extractFloat(double, b.get(y))))
      : b.vector(ops.packed[mode], b.get(y));
    const result = b.holdVector(value);
    const slow = () => slowly(b, wordOf(FP.ROUND, form, control), x, y, result);
    // A mode of its own and no PE to raise: MXCSR has no say.
    if ((control & 12) === 8) {
      guardOperands(b, form, [y], slow);
    } else {
      b.when(mxcsrUnusual(b, (control & 4) !== 0), slow, () => guardOperands(b, form, [y], slow));
    }
    b.setXmm(b.registerOf(0), b.get(result));
  };

export const CONVERT: Record<string, Lift> = {
  cvtsi2ss: fromInteger(false),
  cvtsi2sd: fromInteger(true),
  cvtss2si: toInteger(false, false),
  cvttss2si: toInteger(false, true),
  cvtsd2si: toInteger(true, false),
  cvttsd2si: toInteger(true, true),
  cvtps2dq: toIntegers(false, false),
  cvttps2dq: toIntegers(false, true),
  cvtpd2dq: toIntegers(true, false),
  cvttpd2dq: toIntegers(true, true),
  cvtdq2ps: convert(
    FP.FROM_INTEGER,
    (b, y) => b.vector(SIMD.F32X4_CONVERT_I32X4_S, b.get(y)),
    (b) => mxcsrUnusual(b),
  ),
  // Exact.
  cvtdq2pd: (b) => b.setXmm(b.registerOf(0), b.vector(SIMD.F64X2_CONVERT_LOW_I32X4_S, b.readVector(1))),
  cvtps2pd: widenPacked,
  cvtss2sd: widenScalar,
  cvtsd2ss: narrowScalar,
  cvtpd2ps: narrowPacked,
  roundps: round(FORMS.ps),
  roundpd: round(FORMS.pd),
  roundss: round(FORMS.ss),
  roundsd: round(FORMS.sd),
};
