// Floating builtins: inf, nan, isnan and kin, signbit, copysign, fabs, huge_val, classify, comparisons.
#include <math.h>
#include <stdio.h>
static const char *class(double x) {
  static const char *const names[] = {"nan", "inf", "normal", "subnormal", "zero"};
  return names[__builtin_fpclassify(0, 1, 2, 3, 4, x)];
}
int main(void) {
  double values[] = {0, -0.0, 1, -1e-310, __builtin_inf(), -__builtin_inf(), __builtin_nan("")};
  for (int i = 0; i < 7; i++)
    printf("%s %d %d %d %d\n", class(values[i]), !!__builtin_signbit(values[i]), __builtin_isnan(values[i]),
           __builtin_isinf_sign(values[i]), __builtin_isfinite(values[i]));
  printf("%g %g\n", __builtin_copysign(3, -0.0), __builtin_fabs(-2.5));
  printf("%d %d %d\n", __builtin_isgreater(1.0, __builtin_nan("")),
         __builtin_isunordered(1.0, __builtin_nan("")), __builtin_islessgreater(1.0, 2.0));
  printf("%d %f\n", HUGE_VAL == __builtin_huge_val(), __builtin_sqrt(2));
  printf("%Lg %g\n", __builtin_infl(), (double)__builtin_huge_valf());
  printf("%d %d %d\n", isnan(NAN), isinf(INFINITY), isnormal(1e-310));
  printf("%g %g\n", __builtin_fmax(1, 2), __builtin_floor(-1.5));
  printf("%d %d\n", signbit(-1.0f) != 0, fpclassify(1.0L) == FP_NORMAL);
  return 0;
}
