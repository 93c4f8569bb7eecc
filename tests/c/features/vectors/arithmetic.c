// Operators on vectors of every element type that SSE2 has instructions for, and where it has none.
#include <stdio.h>
typedef int v4si __attribute__((vector_size(16)));
typedef unsigned v4su __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef double v2df __attribute__((vector_size(16)));
typedef short v8hi __attribute__((vector_size(16)));
typedef signed char v16qi __attribute__((vector_size(16)));
typedef unsigned char v16qu __attribute__((vector_size(16)));
typedef long v2di __attribute__((vector_size(16)));
#define SHOW(name, v, format)                                                             \
  do {                                                                                    \
    printf("%s", name);                                                                   \
    for (unsigned i = 0; i < sizeof(v) / sizeof((v)[0]); i++) printf(" " format, (v)[i]); \
    puts("");                                                                             \
  } while (0)
int main(void) {
  v4si a = {10, -20, 30, 40}, b = {3, 7, -5, 6};
  SHOW("add", a + b, "%d");
  SHOW("sub", a - b, "%d");
  SHOW("mul", a * b, "%d");
  SHOW("div", a / b, "%d");
  SHOW("mod", a % b, "%d");
  SHOW("and", a & b, "%d");
  SHOW("or", a | b, "%d");
  SHOW("xor", a ^ b, "%d");
  SHOW("not", ~a, "%d");
  SHOW("neg", -a, "%d");
  SHOW("shl", a << 2, "%d");
  SHOW("shr", a >> 1, "%d");
  SHOW("shlv", a << b / 3, "%d");
  SHOW("scalar", 5 + a, "%d");
  v4su u = (v4su)a;
  SHOW("ushr", u >> 28, "%u");
  SHOW("udiv", u / 3, "%u");
  SHOW("umul", u * 0x10001u, "%u");
  a += 1;
  a *= b;
  a <<= 3;
  SHOW("compound", a, "%d");
  a[2] = 99;
  a[1]++;
  int i = 3;
  a[i] -= 5;
  SHOW("element", a, "%d");
  v4sf f = {1.5f, -2, 3, 4}, h = {2, 4, 8, 16};
  SHOW("f+", f + h, "%g");
  SHOW("f-", f - h, "%g");
  SHOW("f*", f * h, "%g");
  SHOW("f/", f / h, "%g");
  SHOW("f-1", -f, "%g");
  SHOW("f*2", f * 2.0f, "%g");
  v2df d = {1.25, 2.5};
  d = d * d + 1.0;
  SHOW("d", d, "%g");
  SHOW("-d", -d, "%g");
  v8hi s = {1, 2, 3, 4, 5, 6, 7, -8};
  s = s * 3 + (s << 2);
  SHOW("short", s, "%d");
  SHOW("short/", s / 3, "%d");
  v16qi c;
  for (i = 0; i < 16; i++) c[i] = i * 9;
  c = c + c - 3;
  SHOW("char", c, "%d");
  SHOW("char*", c * 3, "%d");
  SHOW("char>>", c >> 2, "%d");
  v16qu uc = (v16qu)c;
  uc = uc >> 3;
  uc *= 5;
  SHOW("uchar", uc, "%d");
  v2di l = {1L << 40, -5};
  l = l * 3 >> 2;
  SHOW("long", l, "%ld");
  SHOW("long%", l % 7, "%ld");
  return 0;
}
