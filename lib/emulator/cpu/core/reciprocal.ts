import { Code } from '../wasm/code';
import { OP, TYPE } from '../wasm/opcodes';

/**
 * reciprocal(a, root): RCPPS and RSQRTPS of single-precision bits. Processors differ in the low bits; all promise a
 * relative error of at most 1.5 * 2^-12, and this rounds the true value to 13 bits. Denormals count as zeros, results
 * that would be denormal become zeros, and no flag is raised. SDM vol. 2, "RCPPS", "RSQRTPS".
 */
export function reciprocal(): Code {
  const c = new Code([TYPE.I64, TYPE.I32]);
  const a = c.param64(0);
  const root = c.param32(1);
  const bits = c.local32();
  const sign = c.local32();
  const magnitude = c.local32();
  const result = c.local64();
  const x = c.localF64();
  const answer = (value: number) => c.return64(c.extendU(c.or32(c.get(sign), c.i32(value | 0))));
  const INFINITY = 0x7f800000;
  c.set(bits, c.wrap(c.get(a)));
  c.set(sign, c.and32(c.get(bits), c.i32(0x80000000 | 0)));
  c.set(magnitude, c.and32(c.get(bits), c.i32(0x7fffffff)));
  c.when(c.op32(OP.I32_GT_U, c.get(magnitude), c.i32(INFINITY)), () => {
    c.return64(c.extendU(c.or32(c.get(bits), c.i32(0x00400000))));
  });
  c.when(c.ltu32(c.get(magnitude), c.i32(0x00800000)), () => answer(INFINITY));
  c.when(c.and32(c.ne32(c.get(sign), c.i32(0)), c.get(root)), () => {
    c.return64(c.i64(0xffc00000));
  });
  c.when(c.eq32(c.get(magnitude), c.i32(INFINITY)), () => answer(0));
  c.set(x, c.promoteBits32(c.get(magnitude)));
  c.when(c.get(root), () => c.set(x, c.opF64(OP.F64_SQRT, c.get(x))));
  c.set(x, c.opF64(OP.F64_DIV, c.f64(1), c.get(x)));
  // Thirteen bits of the double's fraction, rounded to the nearest; then the exponent in single precision.
  c.set(result, c.add64(c.toBits64(c.get(x)), c.i64(2 ** 38)));
  c.set(result, c.shru64(c.get(result), c.i64(39)));
  c.set(bits, c.shl32(c.sub32(c.wrap(c.get(result)), c.i32((1023 - 127) << 13)), c.i32(10)));
  c.when(c.op32(OP.I32_LT_S, c.get(bits), c.i32(0x00800000)), () => answer(0));
  c.extendU(c.or32(c.get(bits), c.get(sign)));
  return c;
}
