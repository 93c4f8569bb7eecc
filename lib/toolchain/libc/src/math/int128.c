/* What compilers call for __int128: division, and conversion from and to floating point. The names and their meaning are those of
   libgcc ("Integer library routines", "Soft float library routines" in the GCC internals manual). */

typedef unsigned __int128 u128;
typedef __int128 i128;
typedef unsigned long u64;

u128 __udivti3(u128, u128);
u128 __umodti3(u128, u128);
i128 __divti3(i128, i128);
i128 __modti3(i128, i128);

static int leading_zeros(u128 n) {
  u64 high = n >> 64;
  if (high) return __builtin_clzl(high);
  return (u64)n ? 64 + __builtin_clzl(n) : 128;
}

/* The processor's division of 128 bits by 64. SDM vol. 2, "DIV": the quotient is to fit in 64 bits. */
static u64 divide_word(u64 high, u64 low, u64 by, u64 *rest) {
  u64 quotient;
  __asm__("divq %4" : "=a"(quotient), "=d"(*rest) : "a"(low), "d"(high), "r"(by) : "cc");
  return quotient;
}

static u128 divide(u128 n, u128 by, u128 *rest) {
  if (!(by >> 64)) {
    u64 left = 0, high = 0;
    /* Division by zero traps in the first of these, or in the second. */
    if (n >> 64) high = divide_word(0, n >> 64, by, &left);
    u64 low = divide_word(left, n, by, &left);
    *rest = left;
    return (u128)high << 64 | low;
  }
  if (n < by) {
    *rest = n;
    return 0;
  }
  /* The quotient has fewer than 64 bits: long division, bit by bit. */
  int shift = leading_zeros(by) - leading_zeros(n);
  u64 quotient = 0;
  by <<= shift;
  for (;;) {
    quotient <<= 1;
    if (n >= by) {
      n -= by;
      quotient |= 1;
    }
    if (shift-- == 0) break;
    by >>= 1;
  }
  *rest = n;
  return quotient;
}

u128 __udivti3(u128 n, u128 by) {
  u128 rest;
  return divide(n, by, &rest);
}

u128 __umodti3(u128 n, u128 by) {
  u128 rest;
  divide(n, by, &rest);
  return rest;
}

static u128 magnitude(i128 n) { return n < 0 ? -(u128)n : (u128)n; }

i128 __divti3(i128 n, i128 by) {
  u128 rest, quotient = divide(magnitude(n), magnitude(by), &rest);
  return (n < 0) != (by < 0) ? -quotient : quotient;
}

i128 __modti3(i128 n, i128 by) {
  u128 rest;
  divide(magnitude(n), magnitude(by), &rest);
  return n < 0 ? -rest : rest;
}

/* The upper 64 bits, with the lowest of them set where anything below was lost: what remains rounds as the whole does, once
   it is converted to a significand of 62 bits or fewer. */
static u64 sticky(u128 n, int *exponent) {
  int zeros = leading_zeros(n);
  int shift = zeros >= 66 ? 0 : 66 - zeros;
  u64 kept = n >> shift;
  if (n & (((u128)1 << shift) - 1)) kept |= 1;
  *exponent = shift;
  return kept;
}

/* 2 to the n, n from 0 to 127. */
static double power(int n) {
  union {
    u64 bits;
    double value;
  } of = { (u64)(1023 + n) << 52 };
  return of.value;
}

double __floatuntidf(u128 n) {
  int exponent;
  long kept = sticky(n, &exponent);
  return (double)kept * power(exponent);
}

double __floattidf(i128 n) { return n < 0 ? -__floatuntidf(magnitude(n)) : __floatuntidf(n); }

/* 2 to the 128th is not a float: the product is rounded to infinity, as it is to be. */
float __floatuntisf(u128 n) {
  int exponent;
  long kept = sticky(n, &exponent);
  return (float)kept * (float)power(exponent);
}

float __floattisf(i128 n) { return n < 0 ? -__floatuntisf(magnitude(n)) : __floatuntisf(n); }

long double __floatuntixf(u128 n) {
  /* Both parts are exact, so that the sum is rounded once. */
  return (long double)(u64)(n >> 64) * 0x1p64L + (long double)(u64)n;
}

long double __floattixf(i128 n) { return (long double)(long)(n >> 64) * 0x1p64L + (long double)(u64)n; }

u128 __fixunsxfti(long double x) {
  if (!(x >= 1)) return 0;
  /* A power of two divides exactly; the processor cuts towards zero. */
  u64 high = x * 0x1p-64L;
  return (u128)high << 64 | (u64)(x - (long double)high * 0x1p64L);
}

i128 __fixxfti(long double x) { return x < 0 ? -(i128)__fixunsxfti(-x) : (i128)__fixunsxfti(x); }
u128 __fixunsdfti(double x) { return __fixunsxfti(x); }
u128 __fixunssfti(float x) { return __fixunsxfti(x); }
i128 __fixdfti(double x) { return __fixxfti(x); }
i128 __fixsfti(float x) { return __fixxfti(x); }
