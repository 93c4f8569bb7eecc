#include <stdio.h>
int max(a, b)
  int a, b;
{
  return a > b ? a : b;
}
double mix(c, f, d, p)
  char c; float f; double d; char *p;
{
  return c + f + d + *p;
}
char *skip(s, n) register char *s; unsigned n; { while (n--) s++; return s; }
int apply(f, x) int (*f)(); int x; { return (*f)(x, 3); }
int count(v, n) int v[]; { int i, s; for (i = s = 0; i < n; i++) s += v[i]; return s; }
int main() {
  int v[] = { 1, 2, 3 };
  printf("%d %g %s %d %d\n", max(3, 9), mix('a', 1.5, 2.25, "b"), skip("hello", 2), apply(max, 2), count(v, 3));
  return 0;
}
