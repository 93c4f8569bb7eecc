// __builtin_setjmp and __builtin_longjmp, which keep three registers alone.
#include <stdio.h>
static void *buffer[5], *inner[5];
static int depth;
__attribute__((noinline)) static void leave(int n) {
  double waste[8];
  for (int i = 0; i < 8; i++) waste[i] = i * 0.5 + n;
  if (n > 0) leave(n - 1);
  if (waste[n & 7] < 100) __builtin_longjmp(buffer, 1);
}
__attribute__((noinline)) static int attempt(int x, double y) {
  int count = x * 2, *at = &count;
  double sum = y;
  if (__builtin_setjmp(buffer)) {
    printf("back %d %g %d %d\n", count, sum, *at, depth);
    return x + (int)y;
  }
  depth++;
  count += 3;
  sum *= 2;
  leave(x);
  return -1;
}
__attribute__((noinline)) static int nested(int n) {
  int result = n;
  if (!__builtin_setjmp(inner)) {
    result += attempt(n, n + 0.25);
    __builtin_longjmp(inner, 1);
  }
  return result + 1;
}
int main(void) {
  int a = 1, b = 2, c = 3, d = 4, e = 5;
  for (int i = 0; i < 3; i++) {
    int got = attempt(i, 1.5 * i) + nested(i);
    a += b * got, b ^= c, c += d, d += e, e += got;
  }
  printf("%d %d %d %d %d\n", a, b, c, d, e);
  return 0;
}
