// Where attributes, __extension__, __inline__, __restrict__, __const__ and __signed__ may stand.
#include <stdio.h>
__attribute__((unused)) static __inline__ int a(__const__ int *__restrict__ p) { return *p; }
static int __attribute__((unused)) *b(void) { static int x = 4; return &x; }
int (__attribute__((noinline)) c)(int x) { return x + 1; }
struct __attribute__((__packed__)) s { __signed__ char x; int y; } __attribute__((__aligned__(1)));
typedef __typeof__(struct s) __attribute__((aligned(8))) t;
static void d(int x __attribute__((unused)), ...) {}
int array[] __attribute__((aligned(32))) = {1, 2, 3};
enum e { ONE __attribute__((deprecated)) = 1, TWO };
static __attribute__((noreturn)) void die(int code);
#include <stdlib.h>
static void die(int code) { printf("dies with %d\n", code); exit(code); }
__extension__ typedef long long ll;
__extension__ struct odd { union { int m; }; };
int main(void) {
  int v = 9;
  for (__attribute__((unused)) int i = 0; i < 1; i++) ;
  label: __attribute__((unused)) v++;
  switch (v) { case 10: v++; __attribute__((fallthrough)); case 3: v++; }
  d(1, 2);
  printf("%d %d %d %zu %zu\n", a(&v), *b(), c(1), sizeof(struct s), _Alignof(t));
  printf("%d %d %zu\n", array[2], TWO, sizeof(ll));
  __typeof__(v) __attribute__((aligned(16))) w = v;
  struct odd o = {{3}};
  if (v > 1000) goto label;
  die(w + o.m);
}
