#include <stdio.h>
#include <stdarg.h>
static double mix(const char *f, ...) {
  va_list p, q;
  va_start(p, f);
  va_copy(q, p);
  double s = 0;
  int n = 0;
  for (; *f; f++) switch (*f) {
    case 'i':
      s += va_arg(p, int);
      break;
    case 'l':
      s += va_arg(p, long);
      break;
    case 'd':
      s += va_arg(p, double);
      break;
    case 'c':
      s += va_arg(p, int);
      break;
    case 's':
      s += va_arg(p, char *)[0];
      break;
    case 'u':
      s += va_arg(p, unsigned);
    }
  n = va_arg(q, int);
  va_end(q);
  va_end(p);
  return s + n;
}
static int vsum(int n, va_list ap) {
  int s = 0;
  while (n--) s += va_arg(ap, int);
  return s;
}
static int sum(int n, ...) {
  va_list ap;
  va_start(ap, n);
  int a = vsum(n / 2, ap);
  va_end(ap);
  return a;
}
static char *vf(const char *f, ...) {
  static char b[99];
  va_list ap;
  va_start(ap, f);
  vsnprintf(b, 99, f, ap);
  va_end(ap);
  return b;
}
struct p {
  double x;
  int y;
};
static double recs(int n, ...) {
  va_list ap;
  va_start(ap, n);
  double s = 0;
  while (n--) {
    struct p p = va_arg(ap, struct p);
    s = s * 2 + p.x + p.y;
  }
  va_end(ap);
  return s;
}
int main(void) {
  printf("%g\n", mix("iidldcsu", 1, 2, 1.5, 3L, 2.5, 'a', "b", 7u));
  printf("%g\n", mix("idididididid", 1, .5, 2, .5, 3, .5, 4, .5, 5, .5, 6, .5));
  printf("%d\n", sum(16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));
  puts(vf("%d %s %c %.2f %lx", 5, "five", 'V', 5.0, 0x555555555L));
  printf("%g\n",
         recs(5, (struct p){1, 2}, (struct p){3, 4}, (struct p){5, 6}, (struct p){7, 8}, (struct p){9, 10}));
  printf("%d %f %d %f %s %d %d %d %f\n", 1, 2., 3, 4., "5", 6, 7, 8, 9.);
}
