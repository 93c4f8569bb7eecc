#include <stdio.h>
#define likely(x) __builtin_expect(!!(x), 1)
static int f(int z, int x) {
  if (__builtin_expect(x ? 0 : z > 100, z++)) return 7;
  return z;
}
int main(void) {
  int n = 0;
  for (int i = 0; likely(i < 5); i++) n += __builtin_expect(i, 3);
  printf("%d %d %d\n", f(10, 1), n, likely(n == 10) ? 1 : 2);
}
