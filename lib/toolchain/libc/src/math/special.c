/* erf, gamma: C11 7.12.8. In long double, rounded for double and float. erf by its series, erfc by Lentz's continued fraction
   (Abramowitz and Stegun, 7.1.5, 7.1.14); the gamma function by Stirling's series after moving up (6.1.40). */
#define _GNU_SOURCE
#include <errno.h>
#include <math.h>
#include "bits.h"

#define PI 3.141592653589793238462643383279502884L
#define ROOT_PI 1.772453850905516027298167483341145182L

int signgam;

/* e^(-x^2) with x^2 in two parts. */
static long double gauss(long double x) {
  long double h = (long double)(float)x, l = x - h;
  return expl(-h * h) * expl(-l * (h + x));
}

static long double series(long double x) {
  long double term = x, sum = x, z = x * x;
  for (int n = 1; n < 200 && fabsl(term) > fabsl(sum) * 0x1p-70L; n++) {
    term *= 2 * z / (2 * n + 1);
    sum += term;
  }
  return 2 / ROOT_PI * gauss(x) * sum;
}

/* For x of 2 and more. */
static long double fraction(long double x) {
  long double f = 0;
  for (int n = x > 6 ? 60 : 250; n > 0; n--) f = n * 0.5L / (x + f);
  return gauss(x) / (ROOT_PI * (x + f));
}

long double erfl(long double x) {
  if (isnan(x) || x == 0) return x;
  long double a = fabsl(x);
  return copysignl(a < 2 ? series(a) : a > 7 ? 1 : 1 - fraction(a), x);
}

long double erfcl(long double x) {
  if (isnan(x)) return x;
  if (x < 0.5L) return 1 - erfl(x);
  if (x < 2) {
    /* Steps of Taylor's series from 2 down keep what 1 - erf would lose. */
    static const long double at_2 = 0.004677734981047265837930743632747071389L;
    long double a = 2, value = at_2;
    while (a > x) {
      long double step = a - x < 0.25L ? a - x : 0.25L, b = a - step;
      /* erfc(b) = erfc(a) + 2/sqrt(pi) e^(-a^2) * integral over t in [0, step] of e^(2at - t^2): derivatives by recurrence. */
      long double h0 = 1, h1 = 2 * a, power = step, sum = step, factorial = 1;
      for (int n = 1; n < 40; n++) {
        factorial *= n + 1;
        power *= step;
        sum += h1 * power / factorial;
        long double h2 = 2 * a * h1 - 2 * n * h0;
        h0 = h1;
        h1 = h2;
      }
      value += 2 / ROOT_PI * gauss(a) * sum;
      a = b;
    }
    return value;
  }
  if (x > 107) {
    errno = ERANGE;
    return 0;
  }
  return fraction(x);
}

/* log of gamma for x of 20 and more. */
static long double stirling_tail(long double x) {
  static const long double c[] = { 1 / 12.0L,        -1 / 360.0L,         1 / 1260.0L,     -1 / 1680.0L,       1 / 1188.0L,
                                   -691 / 360360.0L, 1 / 156.0L,          -3617 / 122400.0L, 43867 / 244188.0L, -174611 / 125400.0L };
  long double z = 1 / (x * x), sum = 0;
  for (int i = 9; i >= 0; i--) sum = sum * z + c[i];
  return sum / x;
}

/* Zeros at 1 and 2 would lose what is small: near them the series of log gamma(1 + d) by zeta values (6.1.33). */
static long double near_one(long double d) {
  long double sum = 0;
  for (int k = 120; k >= 2; k--) {
    long double zeta = 1, term;
    for (int n = 2; n < 60; n++) {
      term = powl(n, -k);
      zeta += term;
      if (term < 0x1p-70L) break;
    }
    /* The rest of the sum of n^-k, by Euler and Maclaurin. */
    if (k < 13) {
      long double n = 60;
      zeta = 0;
      for (int i = 59; i >= 1; i--) zeta += powl(i, -k);
      zeta += powl(n, 1 - k) / (k - 1) + powl(n, -k) / 2 + k * powl(n, -k - 1) / 12 -
              (long double)k * (k + 1) * (k + 2) * powl(n, -k - 3) / 720 +
              (long double)k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * powl(n, -k - 5) / 30240;
    }
    sum = sum * -d + zeta / k;
  }
  return d * (sum * d - 0.577215664901532860606512090082402431L);
}

long double lgammal_r(long double x, int *sign) {
  *sign = 1;
  if (isnan(x)) return x;
  if (isinf(x)) return HUGE_VALL;
  if (x <= 0) {
    if (x == 0) *sign = signbit(x) ? -1 : 1;
    if (floorl(x) == x) return __pole(1);
    /* Reflection (6.1.17). */
    long double s = sinl(PI * (x - rintl(x)));
    *sign = fmodl(floorl(x), 2) == 0 ? 1 : -1;
    int ignored;
    return logl(PI / fabsl(s * x)) - lgammal_r(-x, &ignored);
  }
  if (fabsl(x - 1) < 0.4L) return near_one(x - 1);
  if (fabsl(x - 2) < 0.4L) return near_one(x - 2) + log1pl(x - 2);
  long double product = 1;
  while (x < 20) product *= x++;
  return (x - 0.5L) * logl(x) - x + 0.918938533204672741780329736405617640L + stirling_tail(x) - logl(product);
}

long double lgammal(long double x) { return lgammal_r(x, &signgam); }

long double tgammal(long double x) {
  if (isnan(x) || x == HUGE_VALL) return x;
  if (x == 0) return __pole(x);
  if (x < 0 && floorl(x) == x) {
    errno = EDOM;
    return 0.0L / 0.0L;
  }
  if (x < 0) {
    long double s = sinl(PI * (x - 2 * rintl(x / 2)));
    return PI / (s * tgammal(1 - x));
  }
  if (x > 1756) {
    errno = ERANGE;
    return HUGE_VALL;
  }
  if (floorl(x) == x && x < 26) {
    long double f = 1;
    for (long double i = 2; i < x; i++) f *= i;
    return f;
  }
  long double product = 1;
  while (x < 20) product *= x++;
  /* x^(x - 1/2) in two factors, as it may pass the largest value before e^-x brings it back. */
  long double half = powl(x, 0.5L * x - 0.25L);
  return half * expl(-x + stirling_tail(x)) * half * 2.506628274631000502415765284811045253L / product;
}

#define NARROW(name) \
  double name(double x) { \
    double r = (double)name##l(x); \
    if (isfinite(x) && isinf(r)) errno = ERANGE; \
    return r; \
  } \
  float name##f(float x) { \
    float r = (float)name##l(x); \
    if (isfinite(x) && isinf(r)) errno = ERANGE; \
    return r; \
  }
NARROW(erf)
NARROW(erfc)
NARROW(tgamma)
NARROW(lgamma)

double lgamma_r(double x, int *sign) { return (double)lgammal_r(x, sign); }
float lgammaf_r(float x, int *sign) { return (float)lgammal_r(x, sign); }
double gamma(double x) { return lgamma(x); }
