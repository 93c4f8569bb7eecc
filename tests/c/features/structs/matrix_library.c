// Structs by value in and out: vectors, matrices, quaternions; nested returns, arrays in structs, comparison
// by member, chained calls.
#include <math.h>
#include <stdio.h>
#include <string.h>
typedef struct {
  double x, y, z;
} vec;
typedef struct {
  double m[3][3];
} mat;
typedef struct {
  float w;
  vec v;
} quat;
struct pair {
  vec a;
  int n;
};
struct small {
  char c[3];
};
struct mixed {
  int i;
  float f;
};
struct two {
  long a;
  double b;
};
static vec add(vec a, vec b) { return (vec){a.x + b.x, a.y + b.y, a.z + b.z}; }
static vec scale(vec a, double s) {
  a.x *= s;
  a.y *= s;
  a.z *= s;
  return a;
}
static double dot(vec a, vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static mat identity(void) {
  mat m = {{{1}, {0, 1}, {0, 0, 1}}};
  return m;
}
static mat mul(mat a, mat b) {
  mat c = {0};
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 3; k++) c.m[i][j] += a.m[i][k] * b.m[k][j];
  return c;
}
static mat rotate(double t) {
  mat m = identity();
  m.m[0][0] = m.m[1][1] = cos(t);
  m.m[0][1] = -(m.m[1][0] = sin(t));
  return m;
}
static vec apply(mat m, vec v) {
  return (vec){dot(*(vec *)m.m[0], v), dot(*(vec *)m.m[1], v), dot(*(vec *)m.m[2], v)};
}
static quat qmul(quat p, quat q) {
  vec c = {p.v.y * q.v.z - p.v.z * q.v.y, p.v.z * q.v.x - p.v.x * q.v.z, p.v.x * q.v.y - p.v.y * q.v.x};
  return (quat){p.w * q.w - dot(p.v, q.v), add(add(scale(q.v, p.w), scale(p.v, q.w)), c)};
}
static struct pair bump(struct pair p) {
  p.n++;
  p.a = scale(p.a, 2);
  return p;
}
static struct small tag(struct small s, char c) {
  s.c[1] = c;
  return s;
}
static struct mixed mix(struct mixed m, struct two t) { return (struct mixed){m.i + t.a, m.f + t.b}; }
static struct two swap(int x, struct mixed m, double d, struct two t) {
  return (struct two){t.b + x, t.a + m.f + d};
}
int main(void) {
  vec v = {1, 2, 3};
  printf("%g %g\n", dot(add(v, scale(v, 2)), v), apply(mul(rotate(M_PI / 2), rotate(M_PI / 2)), v).y);
  mat m = identity();
  for (int i = 0; i < 4; i++) m = mul(m, rotate(M_PI / 2));
  printf("%.3f %.3f\n", m.m[0][0], fabs(m.m[0][1]));
  quat i = {0, {1, 0, 0}}, j = {0, {0, 1, 0}}, k = qmul(i, j);
  printf("%g %g %g\n", k.v.z, qmul(k, k).w, qmul(j, i).v.z);
  struct pair p = bump(bump((struct pair){v, 5}));
  printf("%d %g\n", p.n, p.a.z);
  struct small s = tag(tag((struct small){"abc"}, 'X'), 'Y');
  printf("%.3s\n", s.c);
  struct mixed x = mix((struct mixed){1, 2.5f}, (struct two){10, .25});
  struct two t = swap(3, x, 1.5, (struct two){7, 8.5});
  printf("%d %g %ld %g\n", x.i, x.f, t.a, t.b);
  struct pair copy[2] = {p, p};
  copy[1].a.x = 0;
  copy[0] = copy[1];
  printf("%g %d\n", copy[0].a.x, memcmp(&copy[0], &copy[1], sizeof p));
  return 0;
}
