// Tagged unions: a JSON-like value, an event queue, bytes of numbers, unions with anonymous structs, unions
// by value.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct value {
  enum { NUL, BOOL, NUMBER, TEXT, LIST } kind;
  union {
    int flag;
    double number;
    const char *text;
    struct {
      struct value *at;
      int n;
    } list;
  };
} value;
static value num(double d) { return (value){.kind = NUMBER, .number = d}; }
static value text(const char *s) { return (value){TEXT, {.text = s}}; }
static value list(int n, const value *v) {
  value r = {.kind = LIST, .list = {malloc(n * sizeof *v), n}};
  memcpy(r.list.at, v, n * sizeof *v);
  return r;
}
static void print(value v) {
  switch (v.kind) {
  case NUL:
    printf("null");
    break;
  case BOOL:
    printf(v.flag ? "true" : "false");
    break;
  case NUMBER:
    printf("%g", v.number);
    break;
  case TEXT:
    printf("\"%s\"", v.text);
    break;
  case LIST:
    putchar('[');
    for (int i = 0; i < v.list.n; i++) {
      if (i) putchar(',');
      print(v.list.at[i]);
    }
    putchar(']');
  }
}
union vec {
  struct {
    float x, y, z;
  };
  float at[3];
  struct {
    float r, g;
  } color;
};
union word {
  uint64_t u;
  int64_t i;
  double d;
  uint8_t b[8];
  struct {
    uint32_t lo, hi;
  } w;
  uint16_t h[4];
};
static union vec cross(union vec a, union vec b) {
  return (union vec){{a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}};
}
typedef union {
  int i;
  char c[12];
  struct {
    short s[3];
  } in;
} odd;
int main(void) {
  value inner[] = {num(1), num(2.5), {.kind = BOOL, .flag = 1}},
        outer[] = {text("a"), list(3, inner), {NUL, {0}}, num(-3)};
  print(list(4, outer));
  puts("");
  union vec v = cross((union vec){{1, 0, 0}}, (union vec){.at = {0, 1, 0}});
  printf("%g %g %g %g\n", v.x, v.at[2], v.color.g, v.z);
  union word w = {.d = -2.0};
  printf("%016lx %x %x %d %x\n", (long)w.u, w.w.hi, w.b[7], w.h[0], w.h[3]);
  w.i = -1;
  w.b[0] = 0;
  w.w.hi &= 0xffff;
  printf("%lx %zu %zu %zu\n", (long)w.u, sizeof w, sizeof(odd), sizeof(value));
  odd o = {.c = "hello"}, p = o;
  p.c[0] = 'j';
  printf("%s %s %x\n", o.c, p.c, o.i & 0xff);
  return 0;
}
