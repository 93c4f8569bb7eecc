#include <stdio.h>
static int calls; static int f(void) { calls++; return 3; }
int main(void) {
  int n = 4;
  int (*p)[n]; int q[2][n];
  p = q; n = 100;
  printf("%zu %zu %td\n", sizeof *p, sizeof q, (char *)(p + 1) - (char *)p);
  printf("%zu %d\n", sizeof(int[f()]), calls);
  typedef char T[f() + 1]; T t; printf("%zu %d\n", sizeof t, calls);
  for (int i = 1; i < 5; i++) { char buf[i * 10]; buf[i] = i; printf("%zu ", sizeof buf); }
  puts("");
  { int k = 2; goto in; in:; int v[k]; v[1] = 5; printf("%d\n", v[1]); }
}
