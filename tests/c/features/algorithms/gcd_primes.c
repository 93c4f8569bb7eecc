#include <stdio.h>
#include <string.h>
static long gcd(long a, long b) { return b ? gcd(b, a % b) : a; }
static long ext(long a, long b, long *x, long *y) {
  if (!b) {
    *x = 1;
    *y = 0;
    return a;
  }
  long u, v, g = ext(b, a % b, &u, &v);
  *x = v;
  *y = u - a / b * v;
  return g;
}
static unsigned long powmod(unsigned long b, unsigned long e, unsigned long m) {
  unsigned long r = 1;
  for (b %= m; e; e >>= 1, b = (unsigned __int128)b * b % m)
    if (e & 1) r = (unsigned __int128)r * b % m;
  return r;
}
static int prime(unsigned long n) {
  if (n < 2) return 0;
  for (unsigned long a = 2; a < 38; a++) {
    if (n == a) return 1;
    if (n % a == 0) return 0;
  }
  unsigned long d = n - 1;
  int s = 0;
  while (!(d & 1)) d >>= 1, s++;
  static const int w[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};
  for (int i = 0; i < 12; i++) {
    unsigned long x = powmod(w[i], d, n);
    if (x == 1 || x == n - 1) continue;
    int k;
    for (k = 1; k < s; k++)
      if ((x = (unsigned __int128)x * x % n) == n - 1) break;
    if (k == s) return 0;
  }
  return 1;
}
static char sieve[100001];
int main(void) {
  long x, y;
  printf("%ld %ld", gcd(1071, 462), ext(240, 46, &x, &y));
  printf(" %ld %ld\n", x, y);
  printf("%lu %d %d\n", powmod(3, 1000000006, 1000000007), prime(1000000000000000003UL),
         prime(1000000000000000005UL));
  int n = 0;
  for (int i = 2; i <= 100000; i++) {
    if (sieve[i]) continue;
    n++;
    for (long j = (long)i * i; j <= 100000; j += i) sieve[j] = 1;
  }
  printf("%d\n", n);
}
