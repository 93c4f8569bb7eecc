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

/** Builtins that are calls to the function of the library with the rest of their name. */
const LIBRARY = new Set(
  `
abort abs labs llabs calloc exit _Exit free malloc realloc memcpy memmove memset memcmp memchr mempcpy strlen strcpy
strncpy strcat strncat strcmp strncmp strchr strrchr strstr strspn strcspn strpbrk stpcpy stpncpy strdup strndup
strnlen strcasecmp strncasecmp index rindex bcmp bcopy bzero printf fprintf sprintf snprintf vprintf vfprintf vsprintf
vsnprintf puts fputs putchar fputc fwrite scanf fscanf sscanf isalnum isalpha isblank iscntrl isdigit isgraph islower
isprint ispunct isspace isupper isxdigit tolower toupper acos asin atan atan2 ceil cos cosh exp exp2 floor fmod frexp
ldexp log log10 log2 modf pow sin sinh tan tanh round trunc rint nearbyint lround lrint llround llrint cbrt hypot fma
fmax fmin fdim expm1 log1p erf tgamma lgamma scalbn scalbln logb ilogb remainder nextafter
acosf asinf atanf atan2f ceilf cosf coshf expf exp2f floorf fmodf frexpf ldexpf logf log10f log2f modff powf sinf
sinhf tanf tanhf roundf truncf rintf nearbyintf lroundf lrintf cbrtf hypotf fmaf fmaxf fminf fdimf scalbnf
ceill floorl fmodl frexpl ldexpl modfl powl roundl truncl rintl nearbyintl fmal fmaxl fminl scalbnl expl logl sinl
cosl tanl
`
    .trim()
    .split(/\s+/),
);

/** Builtins that the front end makes away with: constants, types, other names of those above. */
const RESOLVED = new Set(
  `
cpu_init cpu_is cpu_supports complex conj conjf conjl creal crealf creall cimag cimagf cimagl types_compatible_p choose_expr offsetof va_arg huge_val huge_valf huge_vall inf inff infl nan nanf nanl nans nansf
nansl object_size dynamic_object_size assume_aligned expect_with_probability isinff isinfl isnanf isnanl finite finitef
finitel signbitf signbitl fabsf fabsl copysignf copysignl sqrtf sqrtl extract_return_addr frob_return_addr
sadd_overflow saddl_overflow saddll_overflow uadd_overflow uaddl_overflow uaddll_overflow ssub_overflow ssubl_overflow
ssubll_overflow usub_overflow usubl_overflow usubll_overflow smul_overflow smull_overflow smulll_overflow umul_overflow
umull_overflow umulll_overflow LINE FILE FUNCTION classify_type bswap128 is_constant_evaluated has_attribute
shuffle shufflevector convertvector memcpy_chk huge_valq infq va_arg_pack has_builtin __memcpy_chk __memmove_chk __memset_chk __strcpy_chk __strcat_chk
__strncpy_chk __strncat_chk __snprintf_chk __sprintf_chk __vsnprintf_chk __vsprintf_chk __printf_chk __fprintf_chk
`
    .trim()
    .split(/\s+/),
);

export const isLibraryBuiltin = (bare: string): boolean => LIBRARY.has(bare);

/** What `__has_builtin` answers. */
export function isBuiltin(name: string): boolean {
  if (/^__atomic_|^__sync_/.test(name)) return true;
  const bare = /^__builtin_(.+)$/.exec(name)?.[1];
  if (!bare) return false;
  return Object.hasOwn(INTRINSICS, bare) || LIBRARY.has(bare) || RESOLVED.has(bare);
}
