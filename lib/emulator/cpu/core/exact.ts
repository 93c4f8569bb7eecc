import { STATE } from '../state';
import { Code, type I32, type Local128, type V128 } from '../wasm/code';
import { OP, TYPE } from '../wasm/opcodes';
import { SIMD } from '../wasm/simd';
import { Elements } from './elements';
import { MXCSR, OPERATION } from './softfloat';

/**
 * exact(operation, double, a, b, r, elements): whether r, which is a op b rounded to nearest, is the true result in the
 * elements that are all ones in the last argument. Then no flag changes, and no rounding mode matters. Programs that
 * calculate with whole numbers in floating point may never raise PE, and so never come to where all is inline; they come
 * here. What is not found exact may still be: that is up to softfloat.ts.
 */
export function exact(): Code {
  const { I32, V128 } = TYPE;
  const c = new Code([I32, I32, V128, V128, V128, V128]);
  const [op, double] = [c.param32(0), c.param32(1)];
  const [a, b, r, elements] = [c.param128(2), c.param128(3), c.param128(4), c.param128(5)];
  const bad = c.local128();
  const body = (isDouble: boolean) => () => new Exactness(c, isDouble, bad).look({ a, b, r }, op);
  c.when(c.get(double), body(true), body(false));
  c.eqz32(c.testVector(SIMD.V128_ANY_TRUE, c.vector(SIMD.V128_AND, c.get(bad), c.get(elements))));
  return c;
}

/** Marks in `bad` the elements that are not found exact. */
class Exactness {
  private readonly of: Elements;
  constructor(
    private readonly c: Code,
    private readonly double: boolean,
    private readonly bad: Local128,
  ) {
    this.of = new Elements(c, double);
  }

  private op(f64x2: number, f32x4: number, x: V128, y: V128): V128 {
    return this.c.vector(this.of.op(f64x2, f32x4), x, y);
  }
  private add(x: V128, y: V128): V128 {
    return this.op(SIMD.F64X2_ADD, SIMD.F32X4_ADD, x, y);
  }
  private sub(x: V128, y: V128): V128 {
    return this.op(SIMD.F64X2_SUB, SIMD.F32X4_SUB, x, y);
  }
  private mul(x: V128, y: V128): V128 {
    return this.op(SIMD.F64X2_MUL, SIMD.F32X4_MUL, x, y);
  }
  private differ(x: V128, y: V128): V128 {
    return this.op(SIMD.F64X2_NE, SIMD.F32X4_NE, x, y);
  }
  private hold(value: V128): Local128 {
    const local = this.c.local128();
    this.c.set(local, value);
    return local;
  }
  private mark(value: V128): void {
    this.c.set(this.bad, this.c.vector(SIMD.V128_OR, value, this.c.get(this.bad)));
  }

  look({ a, b, r }: Record<'a' | 'b' | 'r', Local128>, op: ReturnType<Code['param32']>): void {
    const { c, of } = this;
    const is = (operation: number): I32 => c.eq32(c.get(op), c.i32(operation));
    for (const v of [a, b, r]) {
      this.mark(of.denormal(v));
      this.mark(of.infinityOrNan(v));
    }
    c.when(is(OPERATION.SUB), () => {
      const signs = of.all([0x80000000 | 0, 0]);
      c.set(b, c.vector(SIMD.V128_XOR, signs, c.get(b)));
    });
    c.when(c.op32(OP.I32_LE_U, c.get(op), c.i32(OPERATION.SUB)), () => this.sum(a, b, r));
    // A quotient or root is true when its product with the divisor, or itself, is.
    c.when(is(OPERATION.MUL), () => this.product(a, b, r, [a, b]));
    c.when(is(OPERATION.DIV), () => this.product(r, b, a, [a]));
    c.when(is(OPERATION.SQRT), () => this.product(r, r, a, [a]));
  }

  /** What rounding took from a sum, without rounding. D. Knuth, TAOCP vol. 2, section 4.2.2, theorem B. */
  private sum(a: Local128, b: Local128, r: Local128): void {
    const { c, of } = this;
    const part = this.hold(this.sub(c.get(r), c.get(a)));
    const ofA = this.sub(c.get(a), this.sub(c.get(r), c.get(part)));
    const error = this.add(ofA, this.sub(c.get(b), c.get(part)));
    this.mark(this.differ(error, c.repeat32(0)));
    // The sign of a sum of zero hangs on the rounding mode.
    const mode = c.and32(c.load32(c.i32(0), STATE.MXCSR), c.i32(MXCSR.RC));
    c.when(mode, () => this.mark(of.zero(r)));
  }

  /**
   * Whether x * y is `wanted`, rounded and without rounding; elements that are zero in one of `zeros` are let be. The
   * error of a product is a sum of products of halves. T. Dekker, "A floating-point technique for extending the
   * available precision", 1971. It is right as long as none of them is too small, hence the least magnitude.
   */
  private product(x: Local128, y: Local128, wanted: Local128, zeros: readonly Local128[]): void {
    const { c, of } = this;
    const [xHigh, xLow] = this.halves(x);
    const [yHigh, yLow] = this.halves(y);
    const times = (u: Local128, v: Local128) => this.mul(c.get(u), c.get(v));
    const rounded = this.hold(times(x, y));
    const error = this.hold(this.sub(times(xHigh, yHigh), c.get(rounded)));
    for (const [u, v] of [
      [xHigh, yLow],
      [xLow, yHigh],
      [xLow, yLow],
    ])
      c.set(error, this.add(c.get(error), times(u, v)));
    const doubt = this.hold(this.differ(c.get(error), c.repeat32(0)));
    const also = (value: V128) => c.set(doubt, c.vector(SIMD.V128_OR, value, c.get(doubt)));
    also(this.differ(c.get(rounded), c.get(wanted)));
    also(c.vector(SIMD.V128_NOT, of.atLeast(wanted, this.double ? -900 : -70)));
    for (const v of zeros) {
      const isZero = this.hold(of.zero(v));
      c.set(doubt, c.vector(SIMD.V128_ANDNOT, c.get(doubt), c.get(isZero)));
    }
    this.mark(c.get(doubt));
  }

  /** A number as the sum of two with half as many bits each. G. Veltkamp's splitting. */
  private halves(v: Local128): [high: Local128, low: Local128] {
    const { c, of } = this;
    // 2^27 + 1, or 2^12 + 1.
    const factor = () => of.all(this.double ? [0x41a00000, 0x02000000] : [0x45800800, 0]);
    const scaled = this.hold(this.mul(c.get(v), factor()));
    const high = this.hold(this.sub(c.get(scaled), this.sub(c.get(scaled), c.get(v))));
    return [high, this.hold(this.sub(c.get(v), c.get(high)))];
  }
}
