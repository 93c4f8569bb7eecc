#include <stdio.h>
typedef int i4 __attribute__((vector_size(16)));
typedef unsigned char b8 __attribute__((vector_size(8)));
typedef double d4 __attribute__((vector_size(32)));
static i4 *where(i4 *p) { printf("once "); return p; }
int main(void) {
  i4 a = { 1, -1, 2147483646, 0 };
  i4 b = a++, c = ++a, d = (*where(&a))--;
  b8 e = { 255, 0, 1, 2, 3, 4, 5, 6 };
  b8 f = e++;
  d4 g = { 0.5, -1, 1e300, 3 };
  d4 h = --g;
  for (int i = 0; i < 4; i++) printf("%d %d %d %d %g %g\n", a[i], b[i], c[i], d[i], g[i], h[i]);
  for (int i = 0; i < 8; i++) printf("%d %d\n", e[i], f[i]);
  return 0;
}
