// Gaussian elimination with pivots, determinant, inverse, LU; Newton, bisection, Simpson, Runge-Kutta.
#include <math.h>
#include <stdio.h>
#include <string.h>
#define N 3
typedef double matrix[N][N];
static double determinant(matrix m) {
  double d = 1;
  matrix a;
  memcpy(a, m, sizeof a);
  for (int i = 0; i < N; i++) {
    int p = i;
    for (int r = i + 1; r < N; r++)
      if (fabs(a[r][i]) > fabs(a[p][i])) p = r;
    if (p != i) {
      for (int c = 0; c < N; c++) {
        double t = a[p][c];
        a[p][c] = a[i][c];
        a[i][c] = t;
      }
      d = -d;
    }
    d *= a[i][i];
    for (int r = i + 1; r < N; r++) {
      double f = a[r][i] / a[i][i];
      for (int c = i; c < N; c++) a[r][c] -= f * a[i][c];
    }
  }
  return d;
}
static void inverse(matrix m, matrix out) {
  double a[N][2 * N] = {{0}};
  for (int i = 0; i < N; i++) {
    for (int j = 0; j < N; j++) a[i][j] = m[i][j];
    a[i][N + i] = 1;
  }
  for (int i = 0; i < N; i++) {
    double p = a[i][i];
    for (int j = 0; j < 2 * N; j++) a[i][j] /= p;
    for (int r = 0; r < N; r++)
      if (r != i) {
        double f = a[r][i];
        for (int j = 0; j < 2 * N; j++) a[r][j] -= f * a[i][j];
      }
  }
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) out[i][j] = a[i][N + j];
}
static double newton(double (*f)(double), double x) {
  for (int i = 0; i < 50; i++) {
    double h = 1e-6, d = (f(x + h) - f(x - h)) / (2 * h), step = f(x) / d;
    x -= step;
    if (fabs(step) < 1e-12) break;
  }
  return x;
}
static double simpson(double (*f)(double), double a, double b, int n) {
  double h = (b - a) / n, s = f(a) + f(b);
  for (int i = 1; i < n; i++) s += f(a + i * h) * (i % 2 ? 4 : 2);
  return s * h / 3;
}
static double cubic(double x) { return x * x * x - 2 * x - 5; }
static double bell(double x) { return exp(-x * x); }
static void rk4(double t, double y[2], double h, void (*f)(double, const double[2], double[2])) {
  double k[4][2], w[2];
  static const double c[] = {0, .5, .5, 1};
  for (int s = 0; s < 4; s++) {
    for (int i = 0; i < 2; i++) w[i] = y[i] + (s ? h * c[s] * k[s - 1][i] : 0);
    f(t + c[s] * h, w, k[s]);
  }
  for (int i = 0; i < 2; i++) y[i] += h / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
}
static void spring(double t, const double y[2], double d[2]) {
  (void)t;
  d[0] = y[1];
  d[1] = -y[0];
}
int main(void) {
  matrix a = {{2, -1, 0}, {1, 3, 5}, {4, 0, -2}}, b;
  printf("%.6f\n", determinant(a));
  inverse(a, b);
  for (int i = 0; i < N; i++) {
    for (int j = 0; j < N; j++) {
      double s = 0;
      for (int k = 0; k < N; k++) s += a[i][k] * b[k][j];
      printf("%.3f ", fabs(s) < 1e-9 ? 0 : s);
    }
    puts("");
  }
  printf("%.9f %.9f\n", newton(cubic, 2), simpson(bell, -3, 3, 200));
  double y[2] = {1, 0};
  for (int i = 0; i < 100; i++) rk4(i * .1, y, .1, spring);
  printf("%.6f %.6f %.6f\n", y[0], y[1], cos(10));
  double lo = 0, hi = 2;
  while (hi - lo > 1e-10) {
    double m = (lo + hi) / 2;
    if (m * m < 2)
      lo = m;
    else
      hi = m;
  }
  printf("%.8f\n", lo);
  return 0;
}
