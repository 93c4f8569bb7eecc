#include <stdio.h>
int main(void) {
  int i = 1, j;
  j = (i++, i += 2, i * 10);
  printf("%d %d\n", i, j);
  int a = 0, b = 5, c = a ? b : b ? 7 : 9;
  printf("%d\n", c);
  const char *s = i > 3 ? "big" : "small";
  printf("%s %zu %zu\n", s, sizeof(1 ? 1 : 2.0), sizeof(0 ? 'a' : 1L));
  int *p = a ? &a : NULL;
  printf("%d\n", p == 0);
  (a ? b : c) ? puts("yes") : puts("no");
  for (i = 0, j = 10; i < j; i += 2, j--)
    ;
  printf("%d %d\n", i, j);
  printf("%d\n", (a = 3, b = a + 1, a * b));
  unsigned u = 1 ? -1 : 0u;
  printf("%u\n", u);
}
