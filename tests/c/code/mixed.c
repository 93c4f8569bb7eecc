#include <stdio.h>
#include <stdarg.h>
#include <string.h>
#include <stdlib.h>
struct S {
  int a;
  char b;
  double d;
};
struct P {
  double x, y;
};
struct B {
  unsigned a : 3;
  int b : 5;
  unsigned long c : 40;
};
struct big {
  int v[20];
};
static struct S mk(int a, char b, double d) {
  struct S s = {a, b, d};
  return s;
}
static struct P swp(struct P p) { return (struct P){p.y, p.x}; }
static struct big bump(struct big b, int k) {
  for (int i = 0; i < 20; i++) b.v[i] += k;
  return b;
}
static int sum(int n, ...) {
  va_list ap;
  va_start(ap, n);
  int s = 0;
  for (int i = 0; i < n; i++) s += va_arg(ap, int);
  va_end(ap);
  return s;
}
static double fsum(int n, ...) {
  va_list ap;
  va_start(ap, n);
  double s = 0;
  for (int i = 0; i < n; i++) s += va_arg(ap, double);
  va_end(ap);
  return s;
}
static struct P vp(int n, ...) {
  va_list ap;
  va_start(ap, n);
  struct P p = va_arg(ap, struct P);
  long double l = va_arg(ap, long double);
  va_end(ap);
  p.x += (double)l;
  return p;
}
static int sw(int x) {
  switch (x) {
  case 0:
    return 5;
  case 1:
    return 7;
  case 2:
    return 1;
  case 3:
    return 9;
  case 4:
    return 2;
  case 5 ... 9:
    return 55;
  case 1000:
    return 3;
  default:
    return -1;
  }
}
static long double ld(long double a, long double b) { return a * b - a / b + 1.5L; }
static __int128 mul(__int128 a, __int128 b) { return a * b + (a >> 3) - (b << 5); }
static int interp(const char *p) {
  static void *tab[] = {&&inc, &&dec, &&dbl, &&end};
  int acc = 1;
  goto *tab[*p++ - '0'];
inc:
  acc++;
  goto *tab[*p++ - '0'];
dec:
  acc--;
  goto *tab[*p++ - '0'];
dbl:
  acc *= 2;
  goto *tab[*p++ - '0'];
end:
  return acc;
}
static int vla(int n) {
  int a[n][n];
  int t = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) a[i][j] = i * j;
  for (int i = 0; i < n; i++) t += a[i][n - 1 - i];
  return t + (int)sizeof a;
}
_Thread_local int tls = 4;
int main(void) {
  struct S s = mk(3, 'x', 2.5);
  printf("%d %c %g\n", s.a, s.b, s.d);
  struct P p = swp((struct P){1, 2});
  printf("%g %g\n", p.x, p.y);
  struct big b = {{1, 2, 3}};
  b = bump(b, 4);
  printf("%d %d %d\n", b.v[0], b.v[2], b.v[19]);
  printf("%d %g\n", sum(8, 1, 2, 3, 4, 5, 6, 7, 8), fsum(10, 1., 2., 3., 4., 5., 6., 7., 8., 9., 10.));
  p = vp(1, (struct P){3, 4}, 2.25L);
  printf("%g %g\n", p.x, p.y);
  for (int i = -1; i < 12; i++) printf("%d ", sw(i));
  printf("%d\n", sw(1000));
  printf("%.10Lf %d\n", ld(3.25L, 7.5L), (int)ld(1e3L, 2));
  __int128 m = mul((__int128)1 << 70, 12345);
  printf("%llx %llx\n", (unsigned long long)(m >> 64), (unsigned long long)m);
  m = m / 977;
  printf("%llx %llx %d\n", (unsigned long long)(m >> 64), (unsigned long long)m, (int)(m % 1000));
  struct B f = {5, -7, 0x123456789aUL};
  f.b += 3;
  f.c ^= 0xffff;
  printf("%d %d %lx\n", f.a, f.b, (unsigned long)f.c);
  printf("%d\n", interp("0021023"));
  printf("%d\n", vla(7));
  tls += 3;
  printf("%d\n", tls);
  unsigned long u = 0xfedcba9876543210UL;
  printf("%g %g %lu %u\n", (double)u, (double)(float)u, (unsigned long)1.2e19, (unsigned)3e9);
  int r;
  printf("%d ", __builtin_add_overflow(0x7fffffff, 1, &r));
  printf("%d %d\n", r, __builtin_popcount(12345));
  char buf[40];
  strcpy(buf, "hello");
  strcat(buf, " w");
  printf("%s %zu\n", buf, strlen(buf));
  int q = 17, w;
  __asm__("addl %2, %0" : "=r"(w) : "0"(q), "r"(5));
  printf("%d\n", w);
  printf("%d %d %d %u\n", -17 / 5, -17 % 5, -17 / 8, 4000000000u / 7);
  float ff = 1.5f;
  ff = ff * 2 + 1;
  printf("%g %d\n", ff, ff > 3);
  printf("%d\n", (int)(s.a ? s.b : 'y') + (s.a && s.d > 3) + (s.a || 0));
  return 0;
}
