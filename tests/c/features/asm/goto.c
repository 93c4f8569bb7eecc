#include <stdio.h>
static int sign(int x) {
  __asm__ goto("testl %0, %0\n\tjs %l1\n\tjz %l[zero]" : : "r"(x) : "cc" : negative, zero);
  return 1;
negative: return -1;
zero: return 0;
}
int main(void) { printf("%d %d %d\n", sign(5), sign(-9), sign(0)); }
