#include <stdio.h>
int sum();
int main() {
  float f = 2.5f; short s = 7; char c = 'c';
  printf("%d\n", sum(1, 2L, s, c));
  int (*p)() = sum;
  printf("%d\n", p(4, 5L, s, c));
  return !(f > 2);
}
int sum(int a, long b, int c, int d) { return a + b + c + d; }
