/* Circular and hyperbolic functions and their inverses, C11 7.3.5 and 7.3.6. The inverses are W. Kahan's, "Branch cuts for complex
   elementary functions" (1987). */
#include <complex.h>
#include <math.h>

long double complex csinhl(long double complex z) {
  long double x = creall(z), y = cimagl(z);
  if (y == 0) return CMPLXL(sinhl(x), y);
  return CMPLXL(sinhl(x) * cosl(y), coshl(x) * sinl(y));
}

long double complex ccoshl(long double complex z) {
  long double x = creall(z), y = cimagl(z);
  if (y == 0) return CMPLXL(coshl(x), x * y);
  return CMPLXL(coshl(x) * cosl(y), sinhl(x) * sinl(y));
}

long double complex ctanhl(long double complex z) {
  long double x = creall(z), y = cimagl(z);
  /* Beyond this the real part is 1 in 64 bits, and the other too small to be told from 0. */
  if (fabsl(x) > 45) return CMPLXL(copysignl(1, x), copysignl(0, isfinite(y) ? sinl(2 * y) : y));
  long double s = sinhl(x), c = cosl(y), size = s * s + c * c;
  return CMPLXL(s * coshl(x) / size, sinl(y) * c / size);
}

/* f(iz) / i */
#define TURNED(f, z)                                  \
  ({                                                  \
    long double complex w_ = f(CMPLXL(-cimagl(z), creall(z))); \
    CMPLXL(cimagl(w_), -creall(w_));                  \
  })

long double complex csinl(long double complex z) { return TURNED(csinhl, z); }
long double complex ctanl(long double complex z) { return TURNED(ctanhl, z); }
long double complex ccosl(long double complex z) { return ccoshl(CMPLXL(-cimagl(z), creall(z))); }

long double complex casinl(long double complex z) {
  long double complex less = csqrtl(1 - z), more = csqrtl(1 + z);
  return CMPLXL(atan2l(creall(z), creall(less * more)), asinhl(cimagl(conjl(less) * more)));
}

long double complex cacosl(long double complex z) {
  long double complex less = csqrtl(1 - z), more = csqrtl(1 + z);
  return CMPLXL(2 * atan2l(creall(less), creall(more)), asinhl(cimagl(conjl(more) * less)));
}

long double complex cacoshl(long double complex z) {
  long double complex less = csqrtl(z - 1), more = csqrtl(z + 1);
  return CMPLXL(asinhl(creall(conjl(less) * more)), 2 * atan2l(cimagl(less), creall(more)));
}

long double complex casinhl(long double complex z) { return TURNED(casinl, z); }

long double complex catanhl(long double complex z) {
  long double x = creall(z), y = cimagl(z);
  long double re = log1pl(4 * x / ((1 - x) * (1 - x) + y * y)) / 4;
  return CMPLXL(re, atan2l(2 * y, (1 - x) * (1 + x) - y * y) / 2);
}

long double complex catanl(long double complex z) { return TURNED(catanhl, z); }
