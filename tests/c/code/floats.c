/* float, double, long double: arithmetic, comparisons with NaN, conversions. */
#include <stdio.h>
#include <math.h>

static volatile float f = 1.1f;
static volatile double d = -2.5, zero = 0;
static volatile long double x = 3.3L;
static volatile unsigned long big = 0xffffffffffffff00;

static float mixed(int a, float b, double c, long double e, unsigned char g) { return a + b * c - e / g; }
static void compare(double a, double b) {
  printf("%d%d%d%d%d%d ", a < b, a <= b, a > b, a >= b, a == b, a != b);
  printf("%d%d%d ", !(a < b), !(a == b), isunordered(a, b));
  if (a < b) printf("l"); else printf("-");
  if (a == b) printf("e"); else printf("-");
  if (!(a >= b)) printf("n"); else printf("-");
  while (a != b) { printf("w"); break; }
  printf("%c\n", a > b || a == b ? 'y' : 'n');
}
static void compare_long(long double a, long double b) { printf("%d%d%d%d%d%d\n", a < b, a <= b, a > b, a >= b, a == b, a != b); }

int main(void) {
  double nan = zero / zero, inf = 1 / zero;
  compare(1, 2); compare(2, 1); compare(3, 3); compare(nan, 1); compare(inf, -inf); compare(0.0, -0.0);
  compare_long(1, 2); compare_long(x, x); compare_long(x / 0, nan); compare_long(nan, nan);
  printf("%g %g %Lg\n", f * d + 3, -d / f, -x * 2 + d);
  printf("%d %u %ld %lu\n", (int)d, (unsigned)3e9, (long)-1e15, (unsigned long)1.5e19);
  printf("%d %d %d\n", (signed char)d, (short)x, (_Bool)zero);
  printf("%g %g %Lg %Lg\n", (double)big, (float)big, (long double)big, (long double)-5);
  printf("%lu %ld %d\n", (unsigned long)(x * 5e18L), (long)(-x * 1e17L), (int)(x * 7));
  printf("%g\n", mixed(3, 1.5f, 2.25, 9.75L, 200));
  f += 1; d *= f; x -= d; f++; d--; x++; printf("%.9g %.17g %.18Lg\n", f, d, x);
  printf("%g %g %d %d %d %d\n", fabs(d), copysign(3, d), isnan(nan), isinf(inf), signbit(d) != 0, (int)isfinite(f));
  printf("%d %d\n", fpclassify(zero), fpclassify(1e-310));
  printf("%g %g\n", sqrt(2.0), (double)sqrtf(f));
  double a[3] = { 1, 2, 3 }, *p = a, sum = 0;
  for (int i = 0; i < 3; i++) sum += p[i] * (i & 1 ? -1 : 1);
  printf("%g %a %d\n", sum, 0.1, d ? 1 : 0);
  return 0;
}
