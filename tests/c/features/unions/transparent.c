#include <stdio.h>
typedef union {
  int *i;
  float *f;
  void *v;
} any __attribute__((transparent_union));
static long f(any a, int n) { return n ? *a.i : (long)*a.f; }
union big {
  char c[40];
  long l;
};
static union big make(long x) {
  union big b = {.l = x};
  b.c[39] = 'z';
  return b;
}
int main(void) {
  int i = 42;
  float g = 7.5f;
  printf("%ld %ld\n", f(&i, 1), f(&g, 0));
  union big b = make(5);
  printf("%ld %c %zu\n", b.l, make(1).c[39], sizeof b);
}
