#include <stdio.h>
union u { int i; float f; char s[8]; struct { short a, b; }; };
union u a = { 65 }, b = { .f = 1.5f }, c = { .s = "hi" }, d = { .b = 3 };
struct { int tag; union { int n; char *s; }; } t[] = { { 1, { 42 } }, { 2, .s = "str" } };
int main(void) {
  printf("%d %g %s %d %d\n", a.i, b.f, c.s, d.a, d.b);
  printf("%d %s\n", t[0].n, t[1].s);
  union u v = b; v.s[3] = 0x40; printf("%g\n", v.f);
}
