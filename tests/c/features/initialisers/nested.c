#include <stdio.h>
struct in { int a[2]; struct { char c; double d; } s; };
struct out { struct in i[2]; int *p; } ;
static int g;
struct out flat = { 1, 2, 'a', 1.5, 3, 4, 'b', 2.5, &g };
struct out deep = { { { { 1 }, { .d = 3 } }, { .s = { 'z' } } }, .p = &g + 0 };
int main(void) {
  printf("%d %c %g %d %d\n", flat.i[0].a[1], flat.i[0].s.c, flat.i[1].s.d, flat.i[1].a[0], flat.p == &g);
  printf("%d %g %c %d\n", deep.i[0].a[0], deep.i[0].s.d, deep.i[1].s.c, deep.i[0].a[1]);
  int n = 5;
  struct out local = { .i[1].a = { n, n * 2 }, .i[0].s.d = n / 2.0 };
  printf("%d %d %g %d\n", local.i[1].a[0], local.i[1].a[1], local.i[0].s.d, local.i[0].a[0]);
}
