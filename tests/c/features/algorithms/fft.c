#include <math.h>
#include <stdio.h>
typedef struct {
  double re, im;
} cpx;
static cpx add(cpx a, cpx b) { return (cpx){a.re + b.re, a.im + b.im}; }
static cpx sub(cpx a, cpx b) { return (cpx){a.re - b.re, a.im - b.im}; }
static cpx mul(cpx a, cpx b) { return (cpx){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }
static void fft(cpx *a, int n, int inv) {
  if (n == 1) return;
  cpx e[n / 2], o[n / 2];
  for (int i = 0; i < n / 2; i++) e[i] = a[2 * i], o[i] = a[2 * i + 1];
  fft(e, n / 2, inv);
  fft(o, n / 2, inv);
  for (int k = 0; k < n / 2; k++) {
    double t = 2 * acos(-1) * k / n * (inv ? -1 : 1);
    cpx w = mul((cpx){cos(t), sin(t)}, o[k]);
    a[k] = add(e[k], w);
    a[k + n / 2] = sub(e[k], w);
  }
}
int main(void) {
  cpx a[16] = {{1, 0}, {2, 0}, {3, 0}}, b[16] = {{4, 0}, {5, 0}, {6, 0}};
  fft(a, 16, 0);
  fft(b, 16, 0);
  for (int i = 0; i < 16; i++) a[i] = mul(a[i], b[i]);
  fft(a, 16, 1);
  for (int i = 0; i < 5; i++) printf("%.0f ", a[i].re / 16);
  puts("");
}
