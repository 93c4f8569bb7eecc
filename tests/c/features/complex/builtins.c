// The parts and the conjugate of a complex number by builtins.
#include <complex.h>
#include <stdio.h>
int main(void) {
  float complex f = 1 + 2 * I;
  double complex d = 3 - 4 * I;
  long double complex l = d;
  f = __builtin_conjf(f);
  d = __builtin_conj(d) * f;
  l = __builtin_conjl(l);
  printf("%g %g %g %g %Lg %Lg\n", __builtin_crealf(f), __builtin_cimagf(f), __builtin_creal(d),
         __builtin_cimag(d), __builtin_creall(l), __builtin_cimagl(l));
  return 0;
}
