#include <stdio.h>
#include <string.h>
struct v {
  double x, y, z;
};
struct mat {
  struct v r[3];
};
struct mix {
  char c;
  int n;
  char s[13];
  struct {
    short a[3];
  } in;
};
static struct v cross(struct v a, struct v b) {
  return (struct v){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
static struct mat id(void) {
  struct mat m = {{{1}, {0, 1}, {0, 0, 1}}};
  return m;
}
static double tr(const struct mat *m) { return m->r[0].x + m->r[1].y + m->r[2].z; }
int main(void) {
  struct v c = cross((struct v){1, 2, 3}, (struct v){4, 5, 6});
  printf("%g %g %g %g\n", c.x, c.y, c.z, cross(c, c).x);
  struct mat m = id(), *p = &m, k = *p;
  k.r[1] = c;
  printf("%g %g %g\n", tr(p), tr(&k), id().r[2].z);
  struct mix a = {'a', 5, "hello world!", {{1, 2, 3}}}, b;
  b = a;
  b.in.a[1] = 9;
  a.s[0] = 'J';
  printf("%c %d %s %d %d %s\n", b.c, b.n, b.s, b.in.a[1], a.in.a[1], a.s);
  struct mix v[3] = {a, b};
  v[2] = v[0];
  memcpy(&v[0], &v[1], sizeof v[0]);
  printf("%s %s %d\n", v[0].s, v[2].s, memcmp(&v[0], &v[1], sizeof b));
  struct {
    struct mix m;
    int t;
  } w = {.m = b, .t = 4, .m.n = 77};
  printf("%d %s\n", w.m.n, w.m.s);
}
