#include <stdio.h>
#include <float.h>
#include <math.h>
int main(void) {
  printf("%a %a %g %g\n", 1.0, 0x1.8p3, 0x.8p0, 0x1p-1074);
  printf("%g %g %g %e\n", DBL_MAX, DBL_MIN, DBL_EPSILON, FLT_MIN);
  printf("%f %F %e %g\n", INFINITY, -INFINITY, NAN, -NAN);
  printf("%.20f\n%.0f %.1f %.2e\n", 0.1, 2.5, 0.25, 12345.678);
  printf("%d %d %d\n", fpclassify(0.0) == FP_ZERO, fpclassify(1e-310) == FP_SUBNORMAL, isfinite(1e308 * 10));
  printf("%g %g %g\n", 1e308 * 10, -1e308 * 10, fmod(-7, 3));
  printf("%.17g %.9g\n", 1.0 / 3, 1.0f / 3);
}
