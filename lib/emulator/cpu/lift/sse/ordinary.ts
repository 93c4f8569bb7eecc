import { STATE } from '../../state';
import type { I32, I64, Local32, Local64, Local128 } from '../../wasm/code';
import { OP } from '../../wasm/opcodes';
import { SIMD } from '../../wasm/simd';
import type { Builder } from '../builder';

/**
 * When WebAssembly's arithmetic is exactly the processor's, flags and all.
 *
 * MXCSR's flags are sticky, and after a few operations in any program PE is set and stays so. With PE set, all
 * exceptions masked and rounding to nearest, an operation whose operands are not denormal and whose result is an
 * ordinary number (normal, finite and not the least normal one) changes no flag: PE it may raise is there, DE needs a
 * denormal operand, OE and ZE an infinite result, UE a tiny one, IE a NaN. DAZ and FTZ have no say in that case either.
 * So code does the operation, looks at MXCSR, operands and result with a few integer instructions that nothing waits
 * for. What is left asks core/exact.ts, as a true result changes no flag whatever MXCSR holds, and then goes to
 * core/sse.ts, where every element is worked out on its bits.
 */

/** RC, the exception masks, and PE; and what they have to be. SDM vol. 1, figure 10-3. */
const WATCHED = 0x7fa0;
const USUAL = 0x1fa0;
/** The same without rounding control: for operations that do not round by it. */
const WATCHED_BUT_RC = 0x1fa0;

/** Whether MXCSR is not as inline arithmetic needs it. */
export function mxcsrUnusual(b: Builder, rounds = true): I32 {
  const now = b.and32(b.load32(b.i32(0), STATE.MXCSR), b.i32(rounds ? WATCHED : WATCHED_BUT_RC));
  return b.ne32(now, b.i32(USUAL));
}

/** The lowest element of a vector without its sign: its bits shifted left by one, in a local. */
export interface Magnitude {
  readonly local: Local32 | Local64;
  readonly double: boolean;
}

export function magnitudeOf(b: Builder, v: Local128, double: boolean): Magnitude {
  if (double) {
    const local = b.temp64();
    b.set(local, b.shl64(b.extract64(0, b.get(v)), b.i64(1)));
    return { local, double };
  }
  const local = b.temp32();
  b.set(local, b.shl32(b.extract32(SIMD.I32X4_EXTRACT_LANE, 0, b.get(v)), b.i32(1)));
  return { local, double };
}

/** Whether a magnitude, less `from`, is below `below`, both unsigned. Numbers are pairs of halves, or single words. */
function within(
  b: Builder,
  { local, double }: Magnitude,
  from: [I: number, hi: number],
  below: [number, number],
): I32 {
  if (double) {
    const less = b.sub64(b.get(local as Local64), b.i64pair(from[0], from[1]));
    return b.ltu64(less, b.i64pair(below[0], below[1]));
  }
  return b.ltu32(b.sub32(b.get(local as Local32), b.i32(from[1])), b.i32(below[1]));
}

export const isDenormal = (b: Builder, m: Magnitude): I32 =>
  m.double ? within(b, m, [1, 0], [-1, 0x1fffff]) : within(b, m, [0, 1], [0, 0xffffff]);

/** Normal, finite, and not the least normal number: one that rounds up to that may be tiny. */
export const isOrdinary = (b: Builder, m: Magnitude): I32 =>
  m.double
    ? within(b, m, [2, 0x200000], [-2, 0xffbfffff | 0])
    : within(b, m, [0, 0x1000002], [0, 0xfdfffffe | 0]);

export const isZero = (b: Builder, { local, double }: Magnitude): I32 =>
  double ? b.eqz64(b.get(local as Local64)) : b.eqz32(b.get(local as Local32));

export function isNan(b: Builder, { local, double }: Magnitude): I32 {
  if (double) return b.test64(OP.I64_GT_U, b.get(local as Local64), b.i64pair(0, 0xffe00000 | 0));
  return b.op32(OP.I32_GT_U, b.get(local as Local32), b.i32(0xff000000 | 0));
}

/** The bits of the lowest element as an i64. */
export function lowBits(b: Builder, v: Local128, double: boolean): I64 {
  const bits = b.get(v);
  return double ? b.extract64(0, bits) : b.extendU(b.extract32(SIMD.I32X4_EXTRACT_LANE, 0, bits));
}
