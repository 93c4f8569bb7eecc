// Vectors as arguments and results, in records, through pointers and `...`, more than there are registers.
#include <stdarg.h>
#include <stdio.h>
typedef int v4si __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef double v2df __attribute__((vector_size(16)));
typedef float v2sf __attribute__((vector_size(8)));
struct one {
  v4sf v;
};
struct half {
  v2sf v;
  int n;
};
struct two {
  v4sf a, b;
};
static v4si twice(v4si v) { return v + v; }
static struct one make(float x) {
  struct one p = {{x, x + 1, x + 2, x + 3}};
  return p;
}
static struct half halve(struct half h) {
  h.v /= 2.0f;
  h.n /= 2;
  return h;
}
static struct two swap(struct two t) { return (struct two){t.b, t.a}; }
static v4si many(v4si a, int i, v4si b, double d, v4si c, v4si e, v4si f, v4si g, v4si h, v4si k, v4si l,
                 int j) {
  return a + b * i + c + e + f + g + h + k * j + l + (int)d;
}
static int sum(int n, ...) {
  va_list ap;
  va_start(ap, n);
  v4si s = {0};
  double d = 0;
  for (int i = 0; i < n; i++) {
    s += va_arg(ap, v4si);
    d += va_arg(ap, double);
  }
  v2sf last = va_arg(ap, v2sf);
  va_end(ap);
  return s[0] + s[1] + s[2] + s[3] + (int)d + (int)last[1];
}
static v2df fold(v2df x, int n) { return n == 0 ? x : fold(x * 0.5 + 1.0, n - 1) + x; }
int main(void) {
  v4si a = {1, 2, 3, 4}, (*f)(v4si) = twice;
  a = f(twice(a));
  printf("%d %d\n", a[0], a[3]);
  struct one p = make(2);
  struct half h = halve((struct half){{3, 5}, 9});
  struct two t = swap((struct two){{1, 2}, {3, 4}});
  printf("%g %g %g %d %g %g\n", p.v[0], p.v[3], h.v[1], h.n, t.a[0], t.b[1]);
  v4si m = many(a, 2, a, 3.5, a, a, a, a, a, a + 1, a * 2, 5);
  printf("%d %d %d %d\n", m[0], m[1], m[2], m[3]);
  printf("%d\n", sum(5, a, 1.5, a, 2.5, a, 3.5, a + 1, 4.0, a - 1, 0.5, (v2sf){7, 8}));
  v2df x = fold((v2df){1, 100}, 6);
  printf("%g %g\n", x[0], x[1]);
  return 0;
}
