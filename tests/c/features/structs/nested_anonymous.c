#include <stdio.h>
struct value {
  enum { INT, STR, PAIR } kind;
  union {
    long n;
    const char *s;
    struct {
      struct value *car, *cdr;
    };
  };
};
static void show(const struct value *v) {
  switch (v->kind) {
  case INT:
    printf("%ld", v->n);
    break;
  case STR:
    printf("\"%s\"", v->s);
    break;
  case PAIR:
    putchar('(');
    show(v->car);
    printf(" . ");
    show(v->cdr);
    putchar(')');
  }
}
struct outer {
  int a;
  struct {
    int b;
    struct {
      int c;
    };
  };
  struct in {
    int d;
  } e, *f;
};
int main(void) {
  struct value a = {INT, {42}}, b = {STR, .s = "text"}, c = {PAIR, .car = &a, .cdr = &b},
               d = {PAIR, .car = &c, .cdr = &a};
  show(&d);
  puts("");
  struct outer o = {1, {2, {3}}, {4}};
  o.f = &o.e;
  o.f->d += o.b * o.c;
  printf("%d %d %zu\n", o.e.d, o.a, sizeof o);
}
