// _Complex: arithmetic, conversions, parts, comparison, passing and returning.
#include <complex.h>
#include <stdio.h>
static double complex mul(double complex a, double complex b) { return a * b; }
static float complex half(float complex x) { return x / 2; }
static void show(double complex z) { printf("%.3f %+.3fi\n", creal(z), cimag(z)); }
int main(void) {
  double complex a = 1 + 2 * I, b = 3 - I;
  show(a + b); show(a - b); show(mul(a, b)); show(a / b); show(-a); show(~a); show(conj(b));
  show(half(4 + 2 * I));
  printf("%d %d\n", a == 1 + 2 * I, a != b);
  __real__ a = 7; __imag__ a = -7;
  show(a);
  a *= I; show(a); a += 1; show(a);
  printf("%.4f %.4f\n", cabs(3 + 4 * I), carg(1 + I));
  long double complex l = b; printf("%.2Lf\n", cimagl(l));
  show(cexp(I * 3.14159265358979)); show(csqrt(-4)); show(cpow(a, 2)); show(clog(-1));
  double complex list[2] = {1, I};
  printf("%zu %d\n", sizeof list, list[0] != 0);
  return (int)b;
}
