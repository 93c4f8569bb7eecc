import { STATE } from '../state';
import { Code, type I32, type Local32, type Local64, type LocalF64 } from '../wasm/code';
import { OP, TYPE } from '../wasm/opcodes';
import { MXCSR, OPERATION } from './softfloat';

/**
 * exact(operation, double, a, b, r): whether r, which is a op b rounded to nearest, is the true result, of operands
 * that are not denormal. Then no flag changes and no rounding mode matters. Programs that calculate with whole numbers
 * in floating point may never raise PE, and so never come to where all is inline; they come here. What is not found
 * exact here may still be: that is up to softfloat.ts.
 */
export function exact(): Code {
  const { I32: i32, I64: i64 } = TYPE;
  const c = new Code([i32, i32, i64, i64, i64]);
  const [op, double] = [c.param32(0), c.param32(1)];
  const bits = [c.param64(2), c.param64(3), c.param64(4)];
  const is = (operation: number): I32 => c.eq32(c.get(op), c.i32(operation));
  const no = () => c.return32(c.i32(0));

  // Singles are looked at as doubles. Denormal ones must go before.
  c.when(c.eqz32(c.get(double)), () => {
    for (const each of bits) {
      const magnitude = () => c.and64(c.get(each), c.i64(0x7fffffff));
      c.when(c.ltu64(c.sub64(magnitude(), c.i64(1)), c.i64(0x7fffff)), no);
      c.set(each, c.toBits64(c.promoteBits32(c.wrap(c.get(each)))));
    }
  });
  const magnitude = (each: Local64) => c.and64(c.get(each), c.i64pair(-1, 0x7fffffff));
  for (const each of bits) {
    c.when(c.ltu64(c.sub64(magnitude(each), c.i64(1)), c.i64pair(-1, 0xfffff)), no);
    c.when(c.geu64(magnitude(each), c.i64pair(0, 0x7ff00000)), no);
  }
  const [a, b, r] = bits.map((each): LocalF64 => {
    const value = c.localF64();
    c.set(value, c.fromBits64(c.get(each)));
    return value;
  });

  const sum = c.localF64();
  const part = c.localF64();
  c.when(c.or32(is(OPERATION.ADD), is(OPERATION.SUB)), () => {
    // The sign of a sum of zero hangs on the rounding mode.
    const rounding = c.and32(c.load32(c.i32(0), STATE.MXCSR), c.i32(MXCSR.RC));
    c.when(c.and32(c.ne32(rounding, c.i32(0)), c.eqz64(magnitude(bits[2]))), no);
    c.when(is(OPERATION.SUB), () => c.set(b, c.opF64(OP.F64_SUB, c.f64(0), c.get(b))));
    // What rounding took away, without rounding. D. Knuth, TAOCP vol. 2, section 4.2.2, theorem B.
    c.set(sum, c.opF64(OP.F64_ADD, c.get(a), c.get(b)));
    c.set(part, c.opF64(OP.F64_SUB, c.get(sum), c.get(a)));
    const ofA = c.opF64(OP.F64_SUB, c.get(a), c.opF64(OP.F64_SUB, c.get(sum), c.get(part)));
    const error = c.opF64(OP.F64_ADD, ofA, c.opF64(OP.F64_SUB, c.get(b), c.get(part)));
    const none = c.testF64(OP.F64_EQ, error, c.f64(0));
    c.return32(c.and32(none, c.testF64(OP.F64_EQ, c.get(sum), c.get(r))));
  });

  // The others are settled by a product of two numbers that have no more bits than a double together.
  const product = (x: LocalF64, xBits: Local64, y: LocalF64, yBits: Local64, wanted: LocalF64): void => {
    const few = c.op32(OP.I32_LE_S, c.add32(significant(c, xBits), significant(c, yBits)), c.i32(53));
    const equal = c.testF64(OP.F64_EQ, c.mulF64(c.get(x), c.get(y)), c.get(wanted));
    c.return32(c.and32(few, equal));
  };
  const [aBits, bBits, rBits] = bits;
  c.when(is(OPERATION.MUL), () => {
    c.when(c.or32(c.eqz64(magnitude(aBits)), c.eqz64(magnitude(bBits))), () => c.return32(c.i32(1)));
    // A product that is not zero has become zero, or a denormal single.
    c.when(c.eqz64(magnitude(rBits)), no);
    product(a, aBits, b, bBits, r);
  });
  c.when(is(OPERATION.DIV), () => {
    c.when(c.or32(c.eqz64(magnitude(rBits)), c.eqz64(magnitude(bBits))), no);
    product(r, rBits, b, bBits, a);
  });
  product(r, rBits, r, rBits, a);
  c.i32(0);
  return c;
}

/** Bits of a double's significand from its leading one to its last. */
function significant(c: Code, bits: Local64): I32 {
  const zeros = c.wrap(c.op64(OP.I64_CTZ, c.or64(c.get(bits), c.i64pair(0, 0x100000))));
  const count: Local32 = c.local32();
  c.set(count, zeros);
  return c.sub32(c.i32(53), c.get(count));
}
