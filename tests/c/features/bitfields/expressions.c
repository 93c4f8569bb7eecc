#include <stdio.h>
struct s { int a : 4; unsigned b : 4; unsigned c : 31; long long d : 60; } s;
int main(void) {
  s.a = 7; s.a++; printf("%d\n", s.a);
  s.b = 15; s.b += 2; printf("%u\n", s.b);
  printf("%d %d\n", s.b - 2 < 0, s.c - 1 < 0);
  s.c = ~0u; printf("%d\n", s.c == 0x7fffffff);
  printf("%d\n", (s.a = 9) == -7);
  int x = s.b++ + ++s.b; printf("%d %u\n", x, s.b);
  s.d = 1LL << 58; s.d *= 2; printf("%lld\n", (long long)s.d);
  s.a = s.b = 12; printf("%d %u\n", s.a, s.b);
  s.b ^= s.a; s.b |= 5; s.b %= 4; s.b <<= 3; s.b >>= 1; printf("%u\n", s.b);
  printf("%zu\n", sizeof(s.a + 0));
}
