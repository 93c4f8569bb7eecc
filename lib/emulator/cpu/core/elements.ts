import type { Code, I32, Local128, V128 } from '../wasm/code';
import { SIMD } from '../wasm/simd';

/** A number for each element, by its halves; of single precision the high half is the number. */
type Bits = readonly [hi: number, lo: number];

/** What kind of numbers the elements of a vector are: the answers are vectors of all ones or zeros. */
export class Elements {
  constructor(
    private readonly c: Code,
    readonly double: boolean,
  ) {}

  /** A vector of one number for each element. */
  all([hi, lo]: Bits): V128 {
    return this.double ? this.c.repeat64(lo, hi) : this.c.repeat32(hi);
  }
  op(double: number, single: number): number {
    return this.double ? double : single;
  }
  private magnitudes(v: Local128): V128 {
    return this.c.vector(SIMD.V128_AND, this.c.get(v), this.all([0x7fffffff, -1]));
  }
  /** Whether magnitudes less something are below a limit, unsigned: both are given with the top bit turned. */
  private below(v: Local128, plus: Bits, limit: Bits): V128 {
    const { c } = this;
    const moved = c.vector(this.op(SIMD.I64X2_ADD, SIMD.I32X4_ADD), this.magnitudes(v), this.all(plus));
    return c.vector(this.op(SIMD.I64X2_LT_S, SIMD.I32X4_LT_S), moved, this.all(limit));
  }
  private above(v: Local128, limit: Bits): V128 {
    return this.c.vector(this.op(SIMD.I64X2_GT_S, SIMD.I32X4_GT_S), this.magnitudes(v), this.all(limit));
  }
  denormal(v: Local128): V128 {
    return this.below(v, [0x7fffffff, -1], this.double ? [0x800fffff | 0, -1] : [0x807fffff | 0, 0]);
  }
  /** Normal, finite, and not the least normal number. */
  ordinary(v: Local128): V128 {
    return this.double
      ? this.below(v, [0x7fefffff, -1], [0xffdfffff | 0, -1])
      : this.below(v, [0x7f7fffff, 0], [0xfeffffff | 0, 0]);
  }
  nan(v: Local128): V128 {
    return this.above(v, this.double ? [0x7ff00000, 0] : [0x7f800000, 0]);
  }
  infinityOrNan(v: Local128): V128 {
    return this.above(v, this.double ? [0x7fefffff, -1] : [0x7f7fffff, 0]);
  }
  /** At least 2^exponent in magnitude. */
  atLeast(v: Local128, exponent: number): V128 {
    const bits = this.double ? (exponent + 1023) << 20 : (exponent + 127) << 23;
    return this.above(v, this.double ? [bits - 1, -1] : [bits - 1, 0]);
  }
  zero(v: Local128): V128 {
    return this.c.vector(this.op(SIMD.F64X2_EQ, SIMD.F32X4_EQ), this.c.get(v), this.c.repeat32(0));
  }
  any(v: V128): I32 {
    return this.c.testVector(SIMD.V128_ANY_TRUE, v);
  }
}
