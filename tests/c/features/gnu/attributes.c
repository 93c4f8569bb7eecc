#include <stdio.h>
#include <stdlib.h>
static int order;
__attribute__((constructor(200))) static void second(void) { order = order * 10 + 2; }
__attribute__((constructor(101))) static void first(void) { order = order * 10 + 1; }
__attribute__((constructor)) static void third(void) { order = order * 10 + 3; }
__attribute__((destructor)) static void last(void) { puts("destructor"); }
static void done(int *p) { printf("cleanup %d\n", *p); }
static int scoped(int x) {
  __attribute__((cleanup(done))) int a = x;
  {
    __attribute__((cleanup(done))) int b = x + 1;
    if (x > 5) return a + b;
  }
  return a;
}
int weak_one(void) __attribute__((weak));
int weak_one(void) { return 1; }
extern int missing(void) __attribute__((weak));
static int real(int x) { return x * 2; }
int other(int) __attribute__((alias("target_of_alias")));
int target_of_alias(int x) { return real(x); }
__attribute__((noinline, const)) static int square(int x) { return x * x; }
_Noreturn static void stop(int n) {
  printf("stop %d\n", n);
  exit(n);
}
__attribute__((aligned(64))) static char buffer[3];
struct __attribute__((packed, aligned(2))) s {
  char c;
  int n;
};
int main(void) {
  printf("%d %d %d %d\n", order, weak_one(), missing == 0, other(21));
  printf("%d\n", scoped(3) + scoped(7));
  printf("%d %d %zu %zu\n", square(9), (int)((unsigned long)buffer % 64), sizeof(struct s),
         _Alignof(struct s));
  for (int i = 0; i < 3; i++) {
    __attribute__((cleanup(done))) int k = i;
    if (i == 1) continue;
    if (i == 2) break;
  }
  stop(4);
}
