#include <stdio.h>
static float kahan(const float *v, int n) {
  float s = 0, c = 0;
  for (int i = 0; i < n; i++) {
    float y = v[i] - c, t = s + y;
    c = (t - s) - y;
    s = t;
  }
  return s;
}
static double horner(const double *c, int n, double x) {
  double r = 0;
  while (n--) r = r * x + c[n];
  return r;
}
int main(void) {
  float v[1000], s = 0;
  for (int i = 0; i < 1000; i++) v[i] = 1.0f / (i + 1), s += v[i];
  printf("%.9g %.9g\n", s, kahan(v, 1000));
  double c[] = {1, -2, .5, 3};
  printf("%.15g\n", horner(c, 4, 1.7));
  double x = 1;
  for (int i = 0; i < 30; i++) x = x - (x * x - 2) / (2 * x);
  printf("%.17g\n", x);
  double pi = 0;
  for (int k = 0; k < 10000; k++) pi += (k & 1 ? -4.0 : 4.0) / (2 * k + 1);
  printf("%.12f\n", pi);
  unsigned char b = 0;
  for (double d = 0; d < 1; d += 0.1) b++;
  printf("%d\n", b);
}
