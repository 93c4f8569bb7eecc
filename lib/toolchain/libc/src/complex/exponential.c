/* Exponential, logarithm, power and square root, C11 7.3.7 and 7.3.8. */
#include <complex.h>
#include <math.h>

long double complex cexpl(long double complex z) {
  long double x = creall(z), y = cimagl(z), size = expl(x);
  if (y == 0) return CMPLXL(size, y);
  if (isinf(x) && !isfinite(y)) return x < 0 ? CMPLXL(0, 0) : CMPLXL(x, y - y);
  return CMPLXL(size * cosl(y), size * sinl(y));
}

long double complex clogl(long double complex z) {
  long double x = fabsl(creall(z)), y = fabsl(cimagl(z)), size = hypotl(x, y);
  /* Near the unit circle the logarithm is small: x^2 + y^2 - 1 is taken apart so that nothing is lost. */
  if (size > 0.5L && size < 2) {
    long double large = fmaxl(x, y), small = fminl(x, y);
    return CMPLXL(log1pl((large - 1) * (large + 1) + small * small) / 2, cargl(z));
  }
  return CMPLXL(logl(size), cargl(z));
}

long double complex cpowl(long double complex z, long double complex w) {
  if (z == 0) return w == 0 ? 1 : 0;
  return cexpl(w * clogl(z));
}

long double complex csqrtl(long double complex z) {
  long double x = creall(z), y = cimagl(z);
  if (isinf(y)) return CMPLXL(INFINITY, y);
  if (x == 0 && y == 0) return CMPLXL(0, y);
  if (isinf(x)) return x > 0 ? CMPLXL(x, isnan(y) ? y : copysignl(0, y)) : CMPLXL(isnan(y) ? y : 0, copysignl(INFINITY, y));
  long double t = sqrtl(fabsl(x) / 2 + hypotl(x, y) / 2);
  return x >= 0 ? CMPLXL(t, y / (2 * t)) : CMPLXL(fabsl(y) / (2 * t), copysignl(t, y));
}
