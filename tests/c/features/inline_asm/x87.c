// Operands on the stack of the x87: its top, the register below, any.
#include <math.h>
#include <stdio.h>
static double fsin_(double x) {
  double r;
  __asm__("fsin" : "=t"(r) : "0"(x));
  return r;
}
static double fsqrt_(double x) {
  __asm__("fsqrt" : "+t"(x));
  return x;
}
static double fpatan(double y, double x) {
  double r;
  __asm__("fpatan" : "=t"(r) : "0"(x), "u"(y) : "st(1)");
  return r;
}
static long double fyl2x(long double x, long double y) {
  long double r;
  __asm__("fyl2x" : "=t"(r) : "0"(x), "u"(y) : "st(1)");
  return r;
}
static double fscale(double x, double n) {
  double r;
  __asm__("fscale" : "=t"(r) : "0"(x), "u"(n));
  return r;
}
static void sincos_(double x, double *s, double *c) { __asm__("fsincos" : "=t"(*c), "=u"(*s) : "0"(x)); }
static long lrint_(double x) {
  long n;
  __asm__("fistpll %0" : "=m"(n) : "t"(x) : "st");
  return n;
}
static float fadd_(float a, float b) {
  __asm__("fadd %1, %0" : "+t"(a) : "f"(b));
  return a;
}
static int less(double a, double b) {
  unsigned char r;
  __asm__("fcomi %2, %1; seta %0" : "=q"(r) : "t"(a), "u"(b) : "cc");
  return r;
}
static double pi(void) {
  double r;
  __asm__("fldpi" : "=t"(r));
  return r;
}
static double fprem(double a, double b) {
  double r;
  unsigned short sw;
  do __asm__("fprem; fnstsw %1" : "=t"(r), "=a"(sw) : "0"(a), "u"(b));
  while (a = r, sw & 0x400);
  return r;
}
int main(void) {
  double s, c;
  sincos_(1.0, &s, &c);
  printf("%.15g %.15g %.15g %.15Lg %g\n", fsin_(0.5), fsqrt_(2), fpatan(1, 2), fyl2x(10, 1), fscale(1.5, 4));
  printf("%.15g %.15g %ld %g %d %d %.15g %g\n", s, c, lrint_(2.5), fadd_(1.5f, 2), less(3, 2), less(1, 2),
         pi(), fprem(10.5, 3));
  for (int i = 0; i < 20; i++) s += fsin_(i) * fpatan(i, 3) + lrint_(i * 1.5);
  printf("%.12g\n", s);
  unsigned long long t;
  __asm__ volatile("rdtsc; shl $32, %%rdx; or %%rdx, %%rax" : "=A"(t)::"rdx");
  printf("%d\n", t > 0);
  return 0;
}
