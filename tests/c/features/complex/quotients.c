/* Quotients of parts that are far apart: no bits lost, and signs of zero as gcc's library has them. */
#include <complex.h>
#include <float.h>
#include <stdio.h>

int main(void) {
  static const double parts[] = { 0, 1, -3.5, DBL_MIN, 3e-308, 1e-300, -1e-160, DBL_EPSILON, -1e160, 1e300 };
  enum { N = sizeof parts / sizeof *parts };
  for (int i = 0; i < N * N * N * N; i++) {
    double a = parts[i % N], b = parts[i / N % N], c = parts[i / N / N % N], d = parts[i / N / N / N];
    volatile double complex x = CMPLX(a, b), y = CMPLX(c, d);
    volatile long double complex wide = CMPLXL(a, b), divisor = CMPLXL(c, d);
    double complex q = x / y;
    long double complex w = wide / divisor;
    printf("%d %a %a %La %La\n", i, creal(q), cimag(q), creall(w), cimagl(w));
  }
}
