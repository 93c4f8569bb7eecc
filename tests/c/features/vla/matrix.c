#include <stdio.h>
static void multiply(int n, int m, int k, double a[n][m], double b[m][k], double c[static n][k]) {
  for (int i = 0; i < n; i++) for (int j = 0; j < k; j++) { c[i][j] = 0; for (int l = 0; l < m; l++) c[i][j] += a[i][l] * b[l][j]; }
}
int main(void) {
  int n = 3, m = 2, k = 4;
  double a[n][m], b[m][k], c[n][k];
  for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) a[i][j] = i + j;
  for (int i = 0; i < m; i++) for (int j = 0; j < k; j++) b[i][j] = i * j + 1;
  multiply(n, m, k, a, b, c);
  for (int i = 0; i < n; i++, puts("")) for (int j = 0; j < k; j++) printf("%g ", c[i][j]);
  printf("%zu %zu\n", sizeof c, sizeof c[0]);
}
