/* C11 7.12.9: to integers. x87 rounds as its control word says; a double or float is exact in it. */
#include <fenv.h>
#include <math.h>
#include "bits.h"

static long double round_by(long double x, unsigned mode) {
  unsigned short old, new;
  __asm__ volatile("fnstcw %0" : "=m"(old));
  new = (unsigned short)((old & ~FE_TOWARDZERO) | mode);
  __asm__ volatile("fldcw %0" : : "m"(new));
  x = __frndint(x);
  __asm__ volatile("fldcw %0" : : "m"(old));
  return x;
}

long double rintl(long double x) { return __frndint(x); }

/* The flag of an inexact result is not raised. */
long double nearbyintl(long double x) {
  int inexact = fetestexcept(FE_INEXACT);
  x = rintl(x);
  if (!inexact) feclearexcept(FE_INEXACT);
  return x;
}

long double floorl(long double x) { return round_by(x, FE_DOWNWARD); }
long double ceill(long double x) { return round_by(x, FE_UPWARD); }
long double truncl(long double x) { return round_by(x, FE_TOWARDZERO); }

long double roundl(long double x) {
  long double t = truncl(x);
  if (fabsl(x - t) >= 0.5L) t += x < 0 ? -1 : 1;
  return copysignl(t, x);
}

/* Doubles: the bits below the point are cleared, without leaving SSE. */
double trunc(double x) {
  union double_bits v = { x };
  int e = (int)(v.u >> 52 & 0x7ff) - 1023;
  if (e >= 52) return x + 0;
  v.u &= e < 0 ? 1UL << 63 : ~(~0UL >> 12 >> e);
  return v.x;
}

double floor(double x) {
  double t = trunc(x);
  return t > x ? t - 1 : t;
}

double ceil(double x) {
  double t = trunc(x);
  return t < x ? copysign(t + 1, x) : t;
}

double round(double x) {
  double t = trunc(x);
  return fabs(x - t) >= 0.5 ? t + copysign(1, x) : t;
}

/* Adding and taking away 2^52 leaves an integer, rounded as the mode is. */
double rint(double x) {
  static const double big = 0x1p52;
  if (!(fabs(x) < big)) return x + 0;
  volatile double y = copysign(big, x) + x;
  return copysign(y - copysign(big, x), x);
}

double nearbyint(double x) { return (double)nearbyintl(x); }

float truncf(float x) { return (float)trunc(x); }
float floorf(float x) { return (float)floor(x); }
float ceilf(float x) { return (float)ceil(x); }
float roundf(float x) { return (float)round(x); }
float rintf(float x) { return (float)rint(x); }
float nearbyintf(float x) { return (float)nearbyintl(x); }

/* fistp answers the indefinite integer for what does not fit. */
long lrintl(long double x) { return __fistp(x); }

long lrint(double x) { return lrintl(x); }
long lrintf(float x) { return lrintl(x); }
long long llrintl(long double x) { return lrintl(x); }
long long llrint(double x) { return lrintl(x); }
long long llrintf(float x) { return lrintl(x); }
long lroundl(long double x) { return lrintl(roundl(x)); }
long lround(double x) { return lrintl(round(x)); }
long lroundf(float x) { return lrintl(roundf(x)); }
long long llroundl(long double x) { return lroundl(x); }
long long llround(double x) { return lround(x); }
long long llroundf(float x) { return lroundf(x); }

long double modfl(long double x, long double *whole) {
  *whole = truncl(x);
  return copysignl(isinf(x) ? 0 : x - *whole, x);
}

double modf(double x, double *whole) {
  *whole = trunc(x);
  return copysign(isinf(x) ? 0 : x - *whole, x);
}

float modff(float x, float *whole) {
  *whole = truncf(x);
  return copysignf(isinf(x) ? 0 : x - *whole, x);
}
