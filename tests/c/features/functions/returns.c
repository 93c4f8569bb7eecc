#include <stdio.h>
static char c(int x) { return x; }
static unsigned char u(int x) { return x; }
static short s(long x) { return x; }
static _Bool b(int x) { return x; }
static float f(double x) { return x; }
static int i(double x) { return x; }
static long double l(int x) { return x / 4.0L; }
static void v(int *p) {
  if (*p) return;
  *p = 5;
}
static const char *p(void) { return "text"; }
static unsigned long ul(int x) { return x; }
static long sl(unsigned x) { return x; }
int main(void) {
  int z = 0;
  v(&z);
  printf("%d %d %d %d %g %d %Lg %d %s %lx %ld\n", c(300), u(-1), s(70000), b(256), f(0.1), i(-3.9), l(5), z,
         p(), ul(-1), sl(-1));
}
