// Fixed-point numbers, rationals, big integers in base 10^9, integer square roots, Gray codes, modular
// inverses, primality.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef int32_t fix; /* 16.16 */
static fix mul(fix a, fix b) { return (int64_t)a * b >> 16; }
static fix dv(fix a, fix b) { return ((int64_t)a << 16) / b; }
typedef struct {
  long n, d;
} frac;
static long gcd(long a, long b) { return b ? gcd(b, a % b) : labs(a); }
static frac make(long n, long d) {
  long g = gcd(n, d);
  if (d < 0) g = -g;
  return (frac){n / g, d / g};
}
static frac add(frac a, frac b) { return make(a.n * b.d + b.n * a.d, a.d * b.d); }
typedef struct {
  int n;
  uint32_t d[24];
} big;
static big from(uint32_t v) { return (big){1, {v}}; }
static big times(big a, uint32_t m) {
  uint64_t c = 0;
  for (int i = 0; i < a.n; i++) {
    c += (uint64_t)a.d[i] * m;
    a.d[i] = c % 1000000000;
    c /= 1000000000;
  }
  if (c) a.d[a.n++] = c;
  return a;
}
static big plus(big a, big b) {
  uint32_t c = 0;
  int n = a.n > b.n ? a.n : b.n;
  for (int i = 0; i < n; i++) {
    uint32_t s = (i < a.n ? a.d[i] : 0) + (i < b.n ? b.d[i] : 0) + c;
    c = s >= 1000000000;
    a.d[i] = c ? s - 1000000000 : s;
  }
  a.n = n;
  if (c) a.d[a.n++] = 1;
  return a;
}
static void show(big a) {
  printf("%u", a.d[a.n - 1]);
  for (int i = a.n - 2; i >= 0; i--) printf("%09u", a.d[i]);
  puts("");
}
static uint32_t isqrt(uint64_t n) {
  uint64_t r = 0;
  for (uint64_t b = 1ull << 62; b; b >>= 2) {
    if (n >= r + b) {
      n -= r + b;
      r = (r >> 1) + b;
    } else
      r >>= 1;
  }
  return r;
}
static uint64_t power(uint64_t b, uint64_t e, uint64_t m) {
  uint64_t r = 1;
  for (b %= m; e; e >>= 1, b = (unsigned __int128)b * b % m)
    if (e & 1) r = (unsigned __int128)r * b % m;
  return r;
}
static int prime(uint64_t n) {
  static const int w[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};
  if (n < 2) return 0;
  uint64_t d = n - 1;
  int s = 0;
  while (!(d & 1)) d >>= 1, s++;
  for (int i = 0; i < 12; i++) {
    if (n % w[i] == 0) return n == (uint64_t)w[i];
    uint64_t x = power(w[i], d, n);
    if (x == 1 || x == n - 1) continue;
    int r = 1;
    for (; r < s; r++) {
      x = (unsigned __int128)x * x % n;
      if (x == n - 1) break;
    }
    if (r == s) return 0;
  }
  return 1;
}
static long inverse(long a, long m) {
  long t = 0, u = 1, r = m, v = a;
  while (v) {
    long q = r / v, x = t - q * u;
    t = u;
    u = x;
    x = r - q * v;
    r = v;
    v = x;
  }
  return r == 1 ? (t % m + m) % m : -1;
}
int main(void) {
  fix pi = 205887, two = 2 << 16;
  printf("%d %d %d\n", mul(pi, two), dv(pi, two), mul(-pi, pi) >> 16);
  frac s = {0, 1};
  for (int i = 1; i <= 10; i++) s = add(s, make(i % 2 ? 1 : -1, i));
  printf("%ld/%ld\n", s.n, s.d);
  big f = from(1);
  for (int i = 2; i <= 50; i++) f = times(f, i);
  show(f);
  big a = from(0), b = from(1);
  for (int i = 0; i < 200; i++) {
    big c = plus(a, b);
    a = b;
    b = c;
  }
  show(a);
  printf("%u %u %u\n", isqrt(0), isqrt(99), isqrt(18446744073709551615ull));
  for (int i = 0; i < 8; i++) printf("%d ", i ^ i >> 1);
  puts("");
  printf("%llu %d %d %d %ld %ld\n", (unsigned long long)power(3, 1000000, 1000000007),
         prime(18446744073709551557ull), prime(561), prime(1000000007), inverse(3, 11), inverse(6, 9));
  return 0;
}
