/* C11 7.12.3; sign, parts and neighbours of a value: 7.12.11, 7.12.6. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <math.h>
#include "bits.h"

int __fpclassifyl(long double x) {
  union extended_bits v = { x };
  int e = v.b.se & 0x7fff;
  return e == 0x7fff ? v.b.m << 1 ? FP_NAN : FP_INFINITE : e ? FP_NORMAL : v.b.m ? FP_SUBNORMAL : FP_ZERO;
}

int __fpclassify(double x) {
  union double_bits v = { x };
  int e = (int)(v.u >> 52 & 0x7ff);
  return e == 0x7ff ? v.u << 12 ? FP_NAN : FP_INFINITE : e ? FP_NORMAL : v.u << 1 ? FP_SUBNORMAL : FP_ZERO;
}

int __fpclassifyf(float x) {
  union float_bits v = { x };
  int e = (int)(v.u >> 23 & 0xff);
  return e == 0xff ? v.u << 9 ? FP_NAN : FP_INFINITE : e ? FP_NORMAL : v.u << 1 ? FP_SUBNORMAL : FP_ZERO;
}

int __signbitl(long double x) { return ((union extended_bits){ x }).b.se >> 15; }
int __signbit(double x) { return (int)(((union double_bits){ x }).u >> 63); }
int __signbitf(float x) { return (int)(((union float_bits){ x }).u >> 31); }

/* As functions, for those who declare them themselves. */
int(isnan)(double x) { return x != x; }
int(isinf)(double x) { return __fpclassify(x) == FP_INFINITE ? x > 0 ? 1 : -1 : 0; }
int isnanf(float x) { return x != x; }
int isnanl(long double x) { return x != x; }
int isinff(float x) { return (isinf)(x); }
int isinfl(long double x) { return __fpclassifyl(x) == FP_INFINITE ? x > 0 ? 1 : -1 : 0; }

int finite(double x) { return __fpclassify(x) > FP_INFINITE; }

long double fabsl(long double x) {
  union extended_bits v = { x };
  v.b.se &= 0x7fff;
  return v.x;
}

double fabs(double x) {
  union double_bits v = { x };
  v.u &= ~(1UL << 63);
  return v.x;
}

float fabsf(float x) {
  union float_bits v = { x };
  v.u &= 0x7fffffff;
  return v.x;
}

long double copysignl(long double x, long double y) {
  union extended_bits v = { x }, s = { y };
  v.b.se = (uint16_t)((v.b.se & 0x7fff) | (s.b.se & 0x8000));
  return v.x;
}

double copysign(double x, double y) {
  union double_bits v = { x }, s = { y };
  v.u = (v.u & ~(1UL << 63)) | (s.u & 1UL << 63);
  return v.x;
}

float copysignf(float x, float y) {
  union float_bits v = { x }, s = { y };
  v.u = (v.u & 0x7fffffff) | (s.u & 0x80000000);
  return v.x;
}

long double frexpl(long double x, int *e) {
  union extended_bits v = { x };
  *e = 0;
  if (x == 0 || (v.b.se & 0x7fff) == 0x7fff) return x;
  if (!(v.b.se & 0x7fff)) {
    v.x = x * 0x1p64L;
    *e = -64;
  }
  *e += (v.b.se & 0x7fff) - 16382;
  v.b.se = (uint16_t)((v.b.se & 0x8000) | 16382);
  return v.x;
}

double frexp(double x, int *e) { return (double)frexpl(x, e); }
float frexpf(float x, int *e) { return (float)frexpl(x, e); }

/* x * 2^n, rounded once: fscale is exact but at the ends of its range. */
long double scalbnl(long double x, int n) {
  long double by = n > 40000 ? 40000 : n < -40000 ? -40000 : n;
  return __fscale(by, x);
}

long double scalblnl(long double x, long n) { return scalbnl(x, n > INT_MAX ? INT_MAX : n < INT_MIN ? INT_MIN : (int)n); }
long double ldexpl(long double x, int n) { return scalbnl(x, n); }
double scalbn(double x, int n) {
  double r = (double)scalbnl(x, n);
  if ((x != 0 && r == 0) || (finite(x) && __fpclassify(r) == FP_INFINITE)) errno = ERANGE;
  return r;
}
double scalbln(double x, long n) { return scalbn(x, n > INT_MAX ? INT_MAX : n < INT_MIN ? INT_MIN : (int)n); }
double ldexp(double x, int n) { return scalbn(x, n); }
float scalbnf(float x, int n) {
  float r = (float)scalbnl(x, n);
  if ((x != 0 && r == 0) || (isfinite(x) && isinf(r))) errno = ERANGE;
  return r;
}
float scalblnf(float x, long n) { return scalbnf(x, n > INT_MAX ? INT_MAX : n < INT_MIN ? INT_MIN : (int)n); }
float ldexpf(float x, int n) { return scalbnf(x, n); }

int ilogbl(long double x) {
  int e;
  switch (__fpclassifyl(x)) {
  case FP_ZERO:
    errno = EDOM;
    return FP_ILOGB0;
  case FP_NAN:
    errno = EDOM;
    return FP_ILOGBNAN;
  case FP_INFINITE:
    errno = EDOM;
    return INT_MAX;
  }
  frexpl(x, &e);
  return e - 1;
}

int ilogb(double x) { return ilogbl(x); }
int ilogbf(float x) { return ilogbl(x); }

long double logbl(long double x) {
  if (x == 0) return __pole(-1);
  if (!isfinite(x)) return x * x;
  return ilogbl(x);
}

double logb(double x) { return (double)logbl(x); }
float logbf(float x) { return (float)logbl(x); }

double significand(double x) {
  int e;
  return finite(x) && x != 0 ? 2 * frexp(x, &e) : x;
}

long double nanl(const char *s) {
  (void)s;
  return __builtin_nanl("");
}
double nan(const char *s) { return (double)nanl(s); }
float nanf(const char *s) { return (float)nanl(s); }

/* The next value towards y: bit patterns of one sign are in order. */
double nextafter(double x, double y) {
  union double_bits v = { x };
  if (isnan(x) || isnan(y)) return x + y;
  if (x == y) return y;
  if (x == 0) {
    v.u = 1;
    errno = ERANGE;
    return copysign(v.x, y);
  }
  v.u += (x < y) == (x > 0) ? 1 : -1UL;
  int kind = __fpclassify(v.x);
  if (kind == FP_INFINITE || kind <= FP_SUBNORMAL) errno = ERANGE;
  return v.x;
}

float nexttowardf(float x, long double y) {
  union float_bits v = { x };
  if (isnan(x) || isnan(y)) return x + (float)y;
  if (x == y) return (float)y;
  if (x == 0) {
    v.u = 1;
    errno = ERANGE;
    return copysignf(v.x, y < 0 ? -1 : 1);
  }
  v.u += (x < y) == (x > 0) ? 1 : -1U;
  int kind = __fpclassifyf(v.x);
  if (kind == FP_INFINITE || kind <= FP_SUBNORMAL) errno = ERANGE;
  return v.x;
}

float nextafterf(float x, float y) { return nexttowardf(x, y); }

double nexttoward(double x, long double y) {
  return isnan(y) ? x + (double)y : x == y ? (double)y : nextafter(x, y > x ? HUGE_VAL : -HUGE_VAL);
}

long double nextafterl(long double x, long double y) {
  union extended_bits v = { x };
  if (isnan(x) || isnan(y)) return x + y;
  if (x == y) return y;
  if (x == 0) {
    v.b.m = 1;
    v.b.se = 0;
    errno = ERANGE;
    return copysignl(v.x, y);
  }
  if ((x < y) == (x > 0)) {
    if (++v.b.m == 0 || (v.b.m == 1UL << 63 && !(v.b.se & 0x7fff))) {
      v.b.m = 1UL << 63;
      v.b.se++;
    }
  } else if (v.b.m == 1UL << 63 && v.b.se & 0x7fff) {
    v.b.se--;
    v.b.m = v.b.se & 0x7fff ? ~0UL : ~0UL >> 1;
  } else
    v.b.m--;
  int kind = __fpclassifyl(v.x);
  if (kind == FP_INFINITE || kind <= FP_SUBNORMAL) errno = ERANGE;
  return v.x;
}

long double nexttowardl(long double x, long double y) { return nextafterl(x, y); }

#define COMPARE(type, x_) \
  type fmax##x_(type a, type b) { return isnan(a) ? b : isnan(b) ? a : a > b || (a == b && !signbit(a)) ? a : b; } \
  type fmin##x_(type a, type b) { return isnan(a) ? b : isnan(b) ? a : a < b || (a == b && signbit(a)) ? a : b; } \
  type fdim##x_(type a, type b) { \
    if (isnan(a) || isnan(b)) return a + b; \
    type r = a > b ? a - b : 0; \
    if (isinf(r) && !isinf(a) && !isinf(b)) errno = ERANGE; \
    return r; \
  }
COMPARE(float, f)
COMPARE(double, )
COMPARE(long double, l)
