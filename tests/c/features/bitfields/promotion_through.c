// Unsigned bit-fields narrower than int become int, also behind a comma, an assignment and ++, and of a result.
#include <stdio.h>
struct s { unsigned a : 10, b : 32; volatile unsigned c : 5; unsigned long d : 20; _Bool e : 1; signed f : 7; };
static struct s make(void) { return (struct s){5, 6, 7, 8, 1, -3}; }
int main(void) {
  struct s v = make(); int n = -1;
  printf("%d %d %d\n", n < v.a, n < v.b, n < v.c);
  printf("%d %d %d\n", n < (0, v.a), n < (0, v.b), n < (n, v.c));
  printf("%d %d %d\n", n < (v.a = 3), n < (v.b = 3), n < (v.a += 2));
  printf("%d %d %d %d\n", n < v.a++, n < ++v.a, n < --v.b, n < v.c--);
  printf("%d %d %d\n", n < make().a, n < make().b, n < make().c);
  printf("%d %d %d\n", n < v.d, n < (0, v.d), n < (v.d = 9));
  printf("%d %d %d\n", n < v.e, (v.f = 100) < 0, (1 ? v.a : 0) > n);
  printf("%zu %zu %d\n", sizeof(+v.a), sizeof(+v.d), ~v.a < 0);
  return 0;
}
