#include <stdio.h>
#include <stdarg.h>
struct s {
  long double a;
  int b;
};
union u {
  long double l;
  char c[16];
};
static struct s make(int i, long double x, double d) { return (struct s){x + d, i}; }
static long double sum(int n, ...) {
  va_list p;
  va_start(p, n);
  long double s = 0;
  while (n--) {
    s += va_arg(p, long double);
    s += va_arg(p, int);
  }
  va_end(p);
  return s;
}
static union u id(union u x) { return x; }
int main(void) {
  struct s s = make(3, 1.25L, .5);
  printf("%Lf %d %zu\n", s.a, s.b, sizeof s);
  printf("%Lf\n", sum(3, 1.5L, 1, 2.5L, 2, 3.5L, 3));
  printf("%Lf\n", id((union u){.l = 2.75L}).l);
  long double (*p)(int, ...) = sum;
  printf("%Lf\n", p(1, .5L, 10));
}
