#include <stdio.h>
typedef __int128 i; typedef unsigned __int128 u;
static void show(u x) { char b[50], *p = b + 49; *p = 0; do *--p = '0' + (int)(x % 10); while (x /= 10); puts(p); }
static u power(u b, int n) { u r = 1; while (n--) r *= b; return r; }
int main(void) {
  show(power(10, 38)); show((u)-1); show(power(3, 80) / power(7, 20)); show(power(3, 80) % 1000000007);
  i n = -(i)power(2, 100); printf("%lld %d\n", (long long)(n >> 90), n < 0);
  show((u)(n + 1) >> 3); show((u)1 << 127 >> 64); show(~(u)0 ^ ((u)5 << 66));
  printf("%g %g %d\n", (double)power(2, 90), (double)n, (int)((i)1e20 == (i)100000000000000000000.0L));
  u x = power(2, 64); x++; x -= 2; x |= (u)3 << 70; show(x); show(x * x >> 100);
  printf("%d %d %zu %d\n", x > 5, x == x - 0, sizeof x, (int)_Alignof(u));
  i a = -7; printf("%d %d %d\n", (int)(a / 2), (int)(a % 2), (int)(a >> 1));
  for (int k = 0; k < 128; k += 41) show((u)1 << k | (u)-1 >> (127 - k));
}
