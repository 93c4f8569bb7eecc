#include <stdio.h>
int main(void) {
  unsigned char a = 200, b = 100; signed char c = -1; unsigned short h = 65535; short s = -32768; unsigned u = 1; long l = -1;
  printf("%d %d %d\n", a + b, (unsigned char)(a + b), a * a);
  printf("%d %d %d\n", c < u, c < h, l < u);
  printf("%d %d %u\n", h * 2, -s, u - 2);
  printf("%d %d\n", ~a, (unsigned char)~a >> 4);
  printf("%ld %lu\n", (long)(u - 2), (unsigned long)c);
  a += 100; printf("%d\n", a); a -= 45; b <<= 2; c >>= 1; printf("%d %d %d\n", a, b, c);
  printf("%d %d\n", (int)sizeof(a + b), (int)sizeof(char));
  printf("%d %d %d %d\n", -7 / 2, -7 % 2, 7 / -2, 7 % -2); printf("%d %u\n", -1 >> 31, -1u >> 31);
  long long x = 0x7fffffff; x++; printf("%lld %d\n", x, (int)x < 0); int i = 'a' + 'b' > 'c'; printf("%d\n", i);
  h++; s--; printf("%d %d\n", h, s); u = -1; printf("%d %lld\n", u == -1, (long long)u);
}
