// Bits of floats, ulps, Kahan sums, rounding modes, denormals, float loops, conversions that saturate or not,
// %a, %g corners.
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static uint64_t bits(double d) {
  uint64_t u;
  memcpy(&u, &d, 8);
  return u;
}
static float f32(uint32_t u) {
  union {
    uint32_t u;
    float f;
  } x = {u};
  return x.f;
}
static void parts(double d) {
  int e;
  double m = frexp(d, &e);
  printf("%g = %.4f * 2^%d, sign %d, field %d\n", d, m, e, (int)(bits(d) >> 63), (int)(bits(d) >> 52 & 2047));
}
int main(void) {
  parts(1);
  parts(-0.1);
  parts(1e300);
  parts(5e-324);
  printf("%016lx %016lx\n", (long)bits(0.1 + 0.2), (long)bits(0.3));
  printf("%.9g %.9g %.9g\n", f32(0x3f800001), f32(0x00000001), f32(0x7f7fffff));
  printf("%a %a %a\n", 1.0, 0.1, 1e-310);
  float s = 0, k = 0, c = 0;
  for (int i = 0; i < 100000; i++) {
    s += .1f;
    float y = .1f - c, t = k + y;
    c = (t - k) - y;
    k = t;
  }
  printf("%.3f %.3f\n", s, k);
  printf("%g %g %g %g %g\n", 100000.0, 1000000.0, 0.0001, 0.00001, 123456789.0);
  printf("%.0f %.0f %.0f %.0f %.1e %#g %+.2f % .2f\n", .5, 1.5, 2.5, -.5, 12345.678, 1.0, 2.0, 3.0);
  int modes[] = {FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO};
  for (int i = 0; i < 4; i++) {
    fesetround(modes[i]);
    volatile double one = 1, three = 3;
    printf("%.17g %ld %ld|", one / three, lrint(2.5), lrint(-2.5));
  }
  fesetround(FE_TONEAREST);
  puts("");
  feclearexcept(FE_ALL_EXCEPT);
  volatile double z = 0, big = DBL_MAX;
  volatile double r = 1 / z;
  r = big * 2;
  (void)r;
  printf("%d %d %d\n", !!fetestexcept(FE_DIVBYZERO), !!fetestexcept(FE_OVERFLOW),
         !!fetestexcept(FE_UNDERFLOW));
  printf("%d %u %d %ld\n", (int)-3.99, (unsigned)3e9, (int)(char)65.9f, (long)1e18);
  printf("%.1f %.1f %.1f %.1f\n", fmod(-7, 3), remainder(-7, 3), trunc(-2.7), round(-2.5));
  double ip;
  printf("%.2f %.0f %g %g\n", modf(-3.25, &ip), ip, ldexp(0.75, 4), nextafter(1, 2) - 1);
  printf("%d %d %g\n", ilogb(1000), (int)logb(0.001), scalbn(1, -3));
  printf("%Lg %Lg %zu\n", 1.0L / 3, LDBL_EPSILON, sizeof(long double));
  printf("%d %d %d\n", FLT_DIG, DBL_DIG, DBL_MAX_EXP);
  return 0;
}
