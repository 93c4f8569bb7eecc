#include <stdio.h>
static inline int max(int a, int b) { return a > b ? a : b; }
static inline __attribute__((always_inline)) int clamp(int x, int lo, int hi) {
  return x < lo ? lo : max(x, lo) > hi ? hi : x;
}
__attribute__((noinline)) static int opaque(int x) { return x; }
extern inline __attribute__((gnu_inline)) int gnu(int x) { return x + 1; }
int gnu(int x) { return x + 1; }
static int fact(int n) { return n <= 1 ? 1 : n * fact(n - 1); }
static inline void swap(int *a, int *b) {
  int t = *a;
  *a = *b;
  *b = t;
}
int main(void) {
  int a = opaque(3), b = opaque(9);
  swap(&a, &b);
  printf("%d %d %d %d %d %d\n", max(a, b), clamp(50, 0, 10), clamp(-5, 0, 10), gnu(4), fact(10), a - b);
  int (*f)(int, int) = max;
  printf("%d\n", f(2, 1));
}
