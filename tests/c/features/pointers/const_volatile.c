#include <stdio.h>
static volatile int hw = 3;
static int read_twice(volatile int *p) { return *p + *p; }
static const char *const names[] = {"x", "y"};
static int len(const char *restrict s) {
  const char *p = s;
  while (*p) p++;
  return p - s;
}
int main(void) {
  const int c = 5;
  int const *p = &c;
  int x = 1;
  int *const q = &x;
  *q = 9;
  volatile struct { int a, b; } s = {1, 2};
  s.a += s.b;
  printf("%d %d %d %d %s %d\n", read_twice(&hw), *p, x, s.a, names[1], len("four"));
  volatile char v[4] = "abc";
  for (volatile int i = 0; i < 3; i++) v[i]++;
  printf("%c%c%c\n", v[0], v[1], v[2]);
}
