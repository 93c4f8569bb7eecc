#include <math.h>
#include <stdio.h>
int main(void) {
  double x[] = {0.5, 1, 2.25, 10, -0.75};
  for (int i = 0; i < 5; i++)
    printf("%.10g %.10g %.10g %.10g %.10g %.10g\n", sin(x[i]), cos(x[i]), tan(x[i]), exp(x[i]), atan(x[i]),
           cbrt(x[i]));
  printf("%.10g %.10g %.10g %.10g\n", log(10), log2(8), log10(1e5), pow(2, .5));
  printf("%g %g %g %g %g %g\n", floor(-1.5), ceil(-1.5), trunc(-1.5), round(-1.5), rint(2.5), nearbyint(3.5));
  int e;
  double m = frexp(48, &e), ip, fp = modf(-3.25, &ip);
  printf("%g %d %g %g %g\n", m, e, ip, fp, ldexp(.75, 4));
  printf("%g %g %g %g\n", fmod(7.5, 2), remainder(7.5, 2), hypot(3, 4), atan2(-1, -1));
  printf("%g %g %g %ld %g\n", fmin(1, NAN), fdim(3, 5), copysign(2, -0.), lround(2.5), fma(2, 3, 4));
  printf("%.8g %.8g %.8g %.8g\n", sinh(1), tgamma(5.5), erf(.5), lgamma(10));
  printf("%g %g\n", sqrtf(2), (double)fabsf(-1.5f));
}
