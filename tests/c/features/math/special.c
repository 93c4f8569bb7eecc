// Special functions and identities: gamma, erf, logs, hyperbolics, cube roots, fma, hypot, angle sums, series
// beside library, long double and float variants.
#include <math.h>
#include <stdio.h>
#include <tgmath.h>
static double series_exp(double x) {
  double s = 1, t = 1;
  for (int i = 1; i < 40; i++) s += t *= x / i;
  return s;
}
static double series_sin(double x) {
  double s = x, t = x;
  for (int i = 1; i < 20; i++) s += t *= -x * x / (2 * i * (2 * i + 1));
  return s;
}
static double agm_pi(void) {
  double a = 1, b = sqrt(.5), t = .25, p = 1;
  for (int i = 0; i < 4; i++) {
    double n = (a + b) / 2;
    b = sqrt(a * b);
    t -= p * (a - n) * (a - n);
    a = n;
    p *= 2;
  }
  return (a + b) * (a + b) / (4 * t);
}
int main(void) {
  printf("%.10f %.10f %.10f\n", agm_pi(), series_exp(1.5) - exp(1.5), series_sin(1) - sin(1.0));
  printf("%.8f %.8f %.8f\n", tgamma(4.5), lgamma(100.0), erf(.5));
  printf("%.8f %.8f %.8f %.8f\n", log2(10.0), log10(2.0), log1p(1e-10) * 1e10, expm1(1e-10) * 1e10);
  printf("%.8f %.8f %.8f\n", sinh(1.0), acosh(2.0), atanh(.5));
  printf("%.6f %.6f %.6f\n", cbrt(-27.0), hypot(3e200, 4e200) / 1e200, fma(2.0, 3.0, 4.0));
  printf("%.6f %.6f %.6f\n", atan2(-1, -1), atan2(0, -1), fmod(10.5, -3));
  double worst = 0;
  for (double x = -3; x < 3; x += .1) {
    double e = fabs(sin(x) * sin(x) + cos(x) * cos(x) - 1);
    if (e > worst) worst = e;
  }
  printf("%d\n", worst < 1e-15);
  printf("%.4f %.4f %.4Lf %zu %zu\n", sqrtf(2), powf(2, .5f), sqrtl(2), sizeof(sqrt(2.0f)),
         sizeof(sqrt(2.0L)));
  printf("%g %g %g %g\n", pow(0, 0), pow(-8, 3), pow(2, -1074), pow(-1, INFINITY));
  printf("%d %d %d\n", isnan(sqrt(-1.0)), isinf(log(0.0)), isnan(fmod(1, 0)));
  printf("%.0f %.0f %.0f %.0f %ld %lld\n", floor(-.5), ceil(-.5), rint(3.5), nearbyint(4.5), lround(-2.5),
         llrint(1e15 + .5));
  printf("%g %g %g\n", fmax(1, NAN), fmin(-0.0, 0.0), fdim(3, 5));
  int q;
  printf("%g ", remquo(29, 3, &q));
  printf("%d\n", q & 7);
  printf("%g %g\n", copysign(0.0, -1), nexttoward(1.0, 2.0L) - 1);
  return 0;
}
