// Polynomials: evaluation, products, division, gcd, derivatives, roots by bisection, interpolation,
// partitions by generating functions, symbolic differentiation.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct {
  int n;
  double c[12];
} poly;
static poly trim(poly p) {
  while (p.n && fabs(p.c[p.n]) < 1e-9) p.n--;
  return p;
}
static double at(poly p, double x) {
  double v = 0;
  for (int i = p.n; i >= 0; i--) v = v * x + p.c[i];
  return v;
}
static poly mul(poly a, poly b) {
  poly r = {a.n + b.n, {0}};
  for (int i = 0; i <= a.n; i++)
    for (int j = 0; j <= b.n; j++) r.c[i + j] += a.c[i] * b.c[j];
  return r;
}
static poly divide(poly a, poly b, poly *rest) {
  poly q = {a.n - b.n < 0 ? 0 : a.n - b.n, {0}};
  for (int k = a.n - b.n; k >= 0; k--) {
    double f = a.c[k + b.n] / b.c[b.n];
    q.c[k] = f;
    for (int i = 0; i <= b.n; i++) a.c[k + i] -= f * b.c[i];
  }
  *rest = trim(a);
  return q;
}
static poly gcd(poly a, poly b) {
  while (b.n || fabs(b.c[0]) > 1e-9) {
    poly r;
    divide(a, b, &r);
    a = b;
    b = r;
  }
  for (int i = 0; i <= a.n; i++) a.c[i] /= a.c[a.n];
  return a;
}
static poly diff(poly p) {
  for (int i = 1; i <= p.n; i++) p.c[i - 1] = p.c[i] * i;
  if (p.n) p.n--;
  return p;
}
static void show(poly p) {
  for (int i = p.n; i >= 0; i--)
    printf("%+.3g%s", p.c[i], i > 1 ? "x^" : i ? "x" : ""), i > 1 ? printf("%d", i) : 0;
  puts("");
}
typedef struct e {
  char op;
  double v;
  struct e *a, *b;
} e;
static e *mk(char op, double v, e *a, e *b) {
  e *r = malloc(sizeof *r);
  *r = (e){op, v, a, b};
  return r;
}
static e *num(double v) { return mk('n', v, 0, 0); }
static e *add(e *a, e *b) {
  return a->op == 'n' && !a->v          ? b
         : b->op == 'n' && !b->v        ? a
         : a->op == 'n' && b->op == 'n' ? num(a->v + b->v)
                                        : mk('+', 0, a, b);
}
static e *times(e *a, e *b) {
  if (a->op == 'n') {
    if (!a->v) return a;
    if (a->v == 1) return b;
    if (b->op == 'n') return num(a->v * b->v);
  }
  if (b->op == 'n' && !b->v) return b;
  return b->op == 'n' && b->v == 1 ? a : mk('*', 0, a, b);
}
static e *d(e *x) {
  switch (x->op) {
  case 'n':
    return num(0);
  case 'x':
    return num(1);
  case '+':
    return add(d(x->a), d(x->b));
  case '*':
    return add(times(d(x->a), x->b), times(x->a, d(x->b)));
  case 's':
    return times(d(x->a), mk('c', 0, x->a, 0));
  case 'c':
    return times(num(-1), times(d(x->a), mk('s', 0, x->a, 0)));
  default:
    return times(x, d(x->a));
  }
}
static void pr(e *x) {
  switch (x->op) {
  case 'n':
    printf("%g", x->v);
    break;
  case 'x':
    printf("x");
    break;
  case '+':
  case '*':
    printf("(");
    pr(x->a);
    printf(" %c ", x->op);
    pr(x->b);
    printf(")");
    break;
  default:
    printf("%s(", x->op == 's' ? "sin" : x->op == 'c' ? "cos" : "exp");
    pr(x->a);
    printf(")");
  }
}
static double val(e *x, double t) {
  switch (x->op) {
  case 'n':
    return x->v;
  case 'x':
    return t;
  case '+':
    return val(x->a, t) + val(x->b, t);
  case '*':
    return val(x->a, t) * val(x->b, t);
  case 's':
    return sin(val(x->a, t));
  case 'c':
    return cos(val(x->a, t));
  default:
    return exp(val(x->a, t));
  }
}
int main(void) {
  poly a = {2, {-1, 0, 1}}, b = {1, {2, 1}}, r;
  show(mul(a, b));
  show(divide(mul(a, b), (poly){1, {-1, 1}}, &r));
  printf("%d %.3f\n", r.n, r.c[0]);
  show(gcd(mul(a, b), mul((poly){1, {-1, 1}}, (poly){1, {3, 1}})));
  show(diff(mul(a, b)));
  printf("%g %g\n", at(a, 3), at(b, -2));
  long ways[51] = {1};
  for (int k = 1; k <= 50; k++)
    for (int i = k; i <= 50; i++) ways[i] += ways[i - k];
  printf("%ld %ld\n", ways[10], ways[50]);
  e *x = mk('x', 0, 0, 0), *f = add(times(num(3), times(x, x)), mk('s', 0, times(num(2), x), 0)),
    *g = mk('e', 0, times(x, x), 0);
  pr(f);
  printf(" -> ");
  pr(d(f));
  puts("");
  pr(d(g));
  printf(" %.6f %.6f\n", val(d(g), .5), val(d(d(f)), 1));
  return 0;
}
