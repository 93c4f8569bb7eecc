#include <stdio.h>
#include <stdarg.h>
struct s {
  char c;
  __int128 n;
};
struct t {
  __int128 a, b;
};
static __int128 get(struct s s) { return s.n; }
static struct t pair(__int128 a, int x, __int128 b) { return (struct t){b + x, a - x}; }
static long sum(int n, ...) {
  va_list ap;
  va_start(ap, n);
  __int128 s = 0;
  while (n--) s += va_arg(ap, __int128);
  va_end(ap);
  return (long)(s >> 64) * 1000 + (long)s;
}
int main(void) {
  struct s s = {'a', ((__int128)5 << 64) + 7};
  struct t t = pair(get(s), 3, -1);
  printf("%zu %ld %ld %ld\n", sizeof s, (long)t.a, (long)(t.b >> 64), (long)t.b);
  printf("%ld\n", sum(3, (__int128)1 << 64, (__int128)2, (__int128)3 << 65));
}
