#include <stdio.h>
static int n; static int next(void) { return n++; }
int main(void) {
  printf("%d %d %d\n", next() ?: -1, next() ?: -1, n);
  char *s = 0; printf("%s %g\n", s ?: "none", 0.0 ?: 2.5);
  void *p = s ?: (void *)&n; printf("%d\n", p == &n);
  printf("%d\n", (1, 0) ?: 3 ?: 4);
}
