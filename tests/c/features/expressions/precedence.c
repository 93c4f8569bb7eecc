#include <stdio.h>
int main(void) {
  int a = 5, b = 3, c = 2, *p = &a;
  printf("%d %d %d %d\n", a + b * c, a - b - c, a & b == 3, a << b - c);
  printf("%d %d %d %d\n", !a == 0, ~a & 7, -a * -b, *p * *p);
  printf("%d %d %d\n", a > b > c, a || b && 0, a ^ b | c & a);
  printf("%d %d\n", (a, b) + c, sizeof a + 1 > 4);
  printf("%d %d %d\n", a / b * c, a % b + c, a * b % c);
  int v[3] = {1, 2, 3}, *q = v;
  printf("%d ", *q++ + *q);
  printf("%d ", ++*q);
  puts("");
  printf("%d %d\n", a == b != c, 1 < 2 == 2 > 1);
  printf("%d\n", a ? b, c : 0);
}
