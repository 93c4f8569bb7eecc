/* Numbers in and out in all the formats of printf and strtod, and what the math library makes of them. */
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const TEXTS[] = {
    "0", "-0", "1", "-1.5", "0.1", "123456789.125", "1e22", "1e23", "9007199254740993", "4.9e-324", "2.2250738585072011e-308",
    "2.2250738585072014e-308", "1.7976931348623157e308", "1e400", "-1e400", "nan", "inf", "0x1.8p-1074", "0x1.fffffffffffff8p0",
    "3.141592653589793238462643383279502884", "1e-400", "12345678901234567890e-10", "  +7.25xyz", "0.5e", "1e5"};
static const char *const FORMATS[] = {"%f",    "%e",     "%g",      "%a",      "%.0f",   "%.20f", "%#.3g", "%+12.4e",
                                      "%-14g|", "%015.3f", "%.17g", "%.0e",    "% .5a",  "%G",    "%E",    "%.3a"};

static unsigned long bits(double x) {
  unsigned long u;
  memcpy(&u, &x, sizeof u);
  return u;
}

int main(void) {
  const int modes[] = {FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO};
  const char *names[] = {"nearest", "down", "up", "zero"};
  for (unsigned i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
    char *end;
    double x = strtod(TEXTS[i], &end);
    float f = strtof(TEXTS[i], NULL);
    long double l = strtold(TEXTS[i], NULL);
    printf("[%s] %016lx rest [%s] float %a long %La %.21Lg\n", TEXTS[i], bits(x), end, f, l, l);
    for (unsigned k = 0; k < sizeof FORMATS / sizeof *FORMATS; k++) {
      printf(FORMATS[k], x);
      putchar(k % 8 == 7 ? '\n' : ' ');
    }
  }
  for (int m = 0; m < 4; m++) {
    volatile double one = 1, three = 3, tiny = 1e-310;
    volatile float single = 16777217.0;
    fesetround(modes[m]);
    printf("%s: %.17g %.17g %a %g %ld %ld %.3f %.0f\n", names[m], one / three, -one / three, tiny / three, single + 1,
           lrint(2.5), lrint(-2.5), 0.0625, 2.5);
    printf("%.17g %.17g %d\n", rint(-0.5), nearbyint(1.5), (int)-2.9);
  }
  fesetround(FE_TONEAREST);
  for (double x = -4; x < 5; x += 0.37)
    printf("%.15g: sin %.15g cos %.15g tan %.15g exp %.15g atan %.15g cbrt %.15g\n", x, sin(x), cos(x), tan(x), exp(x), atan(x),
           cbrt(x));
  for (double x = 0.001; x < 1e6; x *= 7.3)
    printf("%.15g: sqrt %.17g log %.15g log10 %.15g pow %.15g hypot %.15g fmod %.17g\n", x, sqrt(x), log(x), log10(x),
           pow(x, 1.7), hypot(x, 3), fmod(x, 0.7));
  for (int e = -3; e < 4; e++) printf("%g %g %d %g\n", ldexp(0.75, e * 300), scalbn(1, e), ilogb(3.0 * e + 0.1), floor(e / 2.0));
  feclearexcept(FE_ALL_EXCEPT);
  volatile double zero = 0, large = DBL_MAX;
  printf("%g ", 1 / zero);
  printf("%g ", large * 2);
  printf("%g\n", zero / zero > 0 ? 1.0 : 0.0);
  printf("divide %d overflow %d invalid %d inexact %d underflow %d\n", !!fetestexcept(FE_DIVBYZERO), !!fetestexcept(FE_OVERFLOW),
         !!fetestexcept(FE_INVALID), !!fetestexcept(FE_INEXACT), !!fetestexcept(FE_UNDERFLOW));
  double sum = 0;
  for (int i = 1; i <= 100000; i++) sum += 1.0 / i / i;
  printf("%.17g %.17g\n", sum, sqrt(6 * sum));
  float fs = 0;
  for (int i = 1; i <= 1000; i++) fs = fs * 0.99f + (float)i / 3;
  printf("%.9g\n", fs);
  double a[7] = {5, -2, 1e9, 0.5, -1e-9, 3, 7}, total = 0;
  for (int i = 0; i < 7; i++) total += fabs(a[i]) * copysign(1, a[i]);
  printf("%.17g\n", total);
  unsigned long big = 0xfffffffffffff801UL;
  printf("%.17g %lu %ld %.9g\n", (double)big, (unsigned long)1.5e19, (long)-1e18, (float)big);
  return 0;
}
