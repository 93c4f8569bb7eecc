// Variable-length arrays as parameters and in structs of pointers, typedefs of them, sizeof at run time,
// alloca in loops, jumps past scopes.
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void fill(int r, int c, double m[r][c]) {
  for (int i = 0; i < r; i++)
    for (int j = 0; j < c; j++) m[i][j] = i * c + j;
}
static double trace(int n, double (*m)[n]) {
  double t = 0;
  for (int i = 0; i < n; i++) t += m[i][i];
  return t;
}
static void multiply(int n, int m, int p, double a[n][m], double b[m][p], double c[n][p]) {
  memset(c, 0, sizeof(double[n][p]));
  for (int i = 0; i < n; i++)
    for (int k = 0; k < m; k++)
      for (int j = 0; j < p; j++) c[i][j] += a[i][k] * b[k][j];
}
static char *repeat(const char *s, int n) {
  size_t l = strlen(s);
  char b[l * n + 1];
  for (int i = 0; i < n; i++) memcpy(b + i * l, s, l);
  b[l * n] = 0;
  return strdup(b);
}
static int sizes(int n) {
  int total = 0;
  for (int i = 1; i <= n; i++) {
    char a[i * 3];
    typedef short row[i];
    row b;
    total += sizeof a + sizeof b + sizeof(row[2]);
    if (i == 3) continue;
    a[0] = 1;
    b[0] = a[0];
    total += b[0];
  }
  return total;
}
static long recurse(int n) {
  if (n == 0) return 0;
  int a[n];
  a[n - 1] = n;
  return a[n - 1] + recurse(n - 1);
}
int main(int argc, char **argv) {
  int n = argc;
  double m[n][n + 1];
  fill(n, n + 1, m);
  printf("%zu %g %g\n", sizeof m / sizeof **m, m[n - 1][n], m[0][1]);
  double sq[4][4];
  fill(4, 4, sq);
  printf("%g\n", trace(4, sq));
  double a[2][3], b[3][2], c[2][2];
  fill(2, 3, a);
  fill(3, 2, b);
  multiply(2, 3, 2, a, b, c);
  printf("%g %g %g %g\n", c[0][0], c[0][1], c[1][0], c[1][1]);
  char *r = repeat("ab", 4);
  puts(r);
  free(r);
  printf("%d %ld\n", sizes(5), recurse(100));
  int(*grid)[n] = malloc(2 * sizeof *grid);
  grid[1][n - 1] = 9;
  printf("%zu %d\n", sizeof *grid, *(grid[1] + n - 1));
  free(grid);
  char *keep = NULL;
  for (int i = 0; i < 3; i++) {
    char *p = alloca(8);
    sprintf(p, "%d%s", i, keep ? keep : "");
    if (strlen(p) < 7) keep = p;
  }
  puts(keep);
  int i = 0;
again : {
  int v[++i];
  v[i - 1] = i;
  if (v[i - 1] < 5) goto again;
  printf("%d\n", v[i - 1]);
}
  size_t z = sizeof(int[i++]);
  printf("%zu %d %s\n", z, i, argv[1]);
  return 0;
}
