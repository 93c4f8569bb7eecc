/* The functions of double and float: those of long double, rounded, which leaves 0.5005 units in the last place at most. What does
   not fit the type sets errno (C11 7.12.1). */
#define _GNU_SOURCE
#include <errno.h>
#include <math.h>

static double narrow(long double x, int finite_arguments) {
  double r = (double)x;
  if (finite_arguments && (isinf(r) || (r == 0 && x != 0))) errno = ERANGE;
  return r;
}

static float narrowf(long double x, int finite_arguments) {
  float r = (float)x;
  if (finite_arguments && (isinf(r) || (r == 0 && x != 0))) errno = ERANGE;
  return r;
}

/* The instruction of SSE is exact. */
double sqrt(double x) {
  if (x < 0) errno = EDOM;
  double r;
  __asm__("sqrtsd %1, %0" : "=x"(r) : "x"(x));
  return r;
}

float sqrtf(float x) {
  if (x < 0) errno = EDOM;
  float r;
  __asm__("sqrtss %1, %0" : "=x"(r) : "x"(x));
  return r;
}

double acos(double x) { return narrow(acosl(x), isfinite(x)); }
float acosf(float x) { return narrowf(acosl(x), isfinite(x)); }
double acosh(double x) { return narrow(acoshl(x), isfinite(x)); }
float acoshf(float x) { return narrowf(acoshl(x), isfinite(x)); }
double asin(double x) { return narrow(asinl(x), isfinite(x)); }
float asinf(float x) { return narrowf(asinl(x), isfinite(x)); }
double asinh(double x) { return narrow(asinhl(x), isfinite(x)); }
float asinhf(float x) { return narrowf(asinhl(x), isfinite(x)); }
double atan(double x) { return narrow(atanl(x), isfinite(x)); }
float atanf(float x) { return narrowf(atanl(x), isfinite(x)); }
double atanh(double x) { return narrow(atanhl(x), isfinite(x)); }
float atanhf(float x) { return narrowf(atanhl(x), isfinite(x)); }
double cbrt(double x) { return narrow(cbrtl(x), isfinite(x)); }
float cbrtf(float x) { return narrowf(cbrtl(x), isfinite(x)); }
double cos(double x) { return narrow(cosl(x), isfinite(x)); }
float cosf(float x) { return narrowf(cosl(x), isfinite(x)); }
double cosh(double x) { return narrow(coshl(x), isfinite(x)); }
float coshf(float x) { return narrowf(coshl(x), isfinite(x)); }
double exp(double x) { return narrow(expl(x), isfinite(x)); }
float expf(float x) { return narrowf(expl(x), isfinite(x)); }
double expm1(double x) { return narrow(expm1l(x), isfinite(x)); }
float expm1f(float x) { return narrowf(expm1l(x), isfinite(x)); }
double log(double x) { return narrow(logl(x), isfinite(x)); }
float logf(float x) { return narrowf(logl(x), isfinite(x)); }
double log10(double x) { return narrow(log10l(x), isfinite(x)); }
float log10f(float x) { return narrowf(log10l(x), isfinite(x)); }
double log1p(double x) { return narrow(log1pl(x), isfinite(x)); }
float log1pf(float x) { return narrowf(log1pl(x), isfinite(x)); }
double log2(double x) { return narrow(log2l(x), isfinite(x)); }
float log2f(float x) { return narrowf(log2l(x), isfinite(x)); }
double sin(double x) { return narrow(sinl(x), isfinite(x)); }
float sinf(float x) { return narrowf(sinl(x), isfinite(x)); }
double sinh(double x) { return narrow(sinhl(x), isfinite(x)); }
float sinhf(float x) { return narrowf(sinhl(x), isfinite(x)); }
double tan(double x) { return narrow(tanl(x), isfinite(x)); }
float tanf(float x) { return narrowf(tanl(x), isfinite(x)); }
double tanh(double x) { return narrow(tanhl(x), isfinite(x)); }
float tanhf(float x) { return narrowf(tanhl(x), isfinite(x)); }
double exp2(double x) { return narrow(exp2l(x), isfinite(x)); }
float exp2f(float x) { return narrowf(exp2l(x), isfinite(x)); }
double exp10(double x) { return narrow(exp10l(x), isfinite(x)); }
float exp10f(float x) { return narrowf(exp10l(x), isfinite(x)); }
double atan2(double x, double y) { return narrow(atan2l(x, y), isfinite(x) && isfinite(y)); }
float atan2f(float x, float y) { return narrowf(atan2l(x, y), isfinite(x) && isfinite(y)); }
double hypot(double x, double y) { return narrow(hypotl(x, y), isfinite(x) && isfinite(y)); }
float hypotf(float x, float y) { return narrowf(hypotl(x, y), isfinite(x) && isfinite(y)); }
double pow(double x, double y) { return narrow(powl(x, y), isfinite(x) && isfinite(y)); }
float powf(float x, float y) { return narrowf(powl(x, y), isfinite(x) && isfinite(y)); }
double fmod(double x, double y) { return narrow(fmodl(x, y), isfinite(x) && isfinite(y)); }
float fmodf(float x, float y) { return narrowf(fmodl(x, y), isfinite(x) && isfinite(y)); }
double remainder(double x, double y) { return narrow(remainderl(x, y), isfinite(x) && isfinite(y)); }
float remainderf(float x, float y) { return narrowf(remainderl(x, y), isfinite(x) && isfinite(y)); }

void sincos(double x, double *s, double *c) {
  *s = sin(x);
  *c = cos(x);
}

double remquo(double x, double y, int *q) { return (double)remquol(x, y, q); }

void sincosf(float x, float *s, float *c) {
  *s = sinf(x);
  *c = cosf(x);
}

float remquof(float x, float y, int *q) { return (float)remquol(x, y, q); }

double drem(double x, double y) { return remainder(x, y); }

/* Rounded to odd in long double, then to the type: no double rounding (S. Boldo, G. Melquiond, 2008). */
static long double product_sum(long double x, long double y, long double z) {
  long double p = x * y, low = fmal(x, y, -p), s = p + z, v = s - p, lost = (p - (s - v)) + (z - v) + low;
  if (lost != 0 && isfinite(s)) {
    union {
      long double x;
      unsigned long m;
    } u = { s };
    if (!(u.m & 1)) s = nextafterl(s, lost > 0 ? HUGE_VALL : -HUGE_VALL);
  }
  return s;
}

double fma(double x, double y, double z) {
  return isfinite(x) && isfinite(y) && isfinite(z) && x != 0 && y != 0 ? (double)product_sum(x, y, z) : x * y + z;
}

float fmaf(float x, float y, float z) {
  return isfinite(x) && isfinite(y) && isfinite(z) && x != 0 && y != 0 ? (float)product_sum(x, y, z) : x * y + z;
}
