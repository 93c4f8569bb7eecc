/**
 * Builtins that stay in the typed tree, by id: what the back end has to make of `BuiltinExpr`. In signatures: i int,
 * l long, q long long, u/U/Q the same unsigned, z size_t, f d e the floats, p pointer, s pointer to char, v nothing,
 * b _Bool, ? any. Arguments are converted to these before.
 */
export const INTRINSICS: Record<string, string> = {
  // Control.
  unreachable: 'v',
  trap: 'v',
  // Evaluates its arguments, the result is the first.
  expect: '???',
  prefetch: 'vp',
  // Bits. The result of clz and ctz of zero is undefined.
  clz: 'iu',
  clzl: 'iU',
  clzll: 'iQ',
  ctz: 'iu',
  ctzl: 'iU',
  ctzll: 'iQ',
  ffs: 'ii',
  ffsl: 'il',
  ffsll: 'iq',
  clrsb: 'ii',
  clrsbl: 'il',
  clrsbll: 'iq',
  popcount: 'iu',
  popcountl: 'iU',
  popcountll: 'iQ',
  parity: 'iu',
  parityl: 'iU',
  parityll: 'iQ',
  bswap16: 'tt',
  bswap32: 'uu',
  bswap64: 'QQ',
  // Stack. The argument is a constant.
  frame_address: 'pu',
  return_address: 'pu',
  alloca: 'pz',
  // Second argument: alignment in bits, a constant.
  alloca_with_align: 'pzz',
  // Variable arguments: va_list arguments are pointers to its one element.
  va_start: 'vp',
  va_end: 'vp',
  va_copy: 'vpp',
  // Arithmetic: the first two are integers of any type, the third a pointer to the result's type (for _p forms a
  // value of it). The sum is exact in infinite precision, stored wrapped; answers whether it did not fit.
  add_overflow: 'b???',
  sub_overflow: 'b???',
  mul_overflow: 'b???',
  add_overflow_p: 'b???',
  sub_overflow_p: 'b???',
  mul_overflow_p: 'b???',
  // Floats: arguments are of one type of float, double, long double.
  fabs: '??',
  copysign: '???',
  sqrt: '??',
  isnan: 'i?',
  isinf: 'i?',
  isinf_sign: 'i?',
  isfinite: 'i?',
  isnormal: 'i?',
  signbit: 'i?',
  // Constants for FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, then the value.
  fpclassify: 'iiiiii?',
  // Comparisons that raise nothing for quiet NaNs.
  isgreater: 'i??',
  isgreaterequal: 'i??',
  isless: 'i??',
  islessequal: 'i??',
  islessgreater: 'i??',
  isunordered: 'i??',
  // Known false where the front end could not say so.
  constant_p: 'i?',
  setjmp: 'ip',
  longjmp: 'vpi',
  ia32_pause: 'v',
};
