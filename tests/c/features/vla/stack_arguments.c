/* Arguments on the stack do not reach into what alloca and arrays of variable size have there. */
#include <alloca.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct big {
  long a[5];
};

__attribute__((noinline)) static long many(int *a, int *b, int c, int d, int e, int f, long g, long h, struct big s) {
  return a[0] + b[0] + c + d + e + f + g * h + s.a[4];
}

__attribute__((noinline)) static long double wide(long double x, int *p, long double y) { return x + p[0] * y; }

__attribute__((noinline)) static long with_alloca(int n) {
  int *p = alloca(n * sizeof *p), *q = alloca(n * sizeof *q);
  for (int i = 0; i < n; i++) p[i] = i + 1, q[i] = 100 + i;
  long r = many(p, q, 1, 2, 3, 4, 77, 88, (struct big){ { 0, 0, 0, 0, 9 } });
  for (int i = 0; i < n; i++) r = r * 3 + p[i] + q[i];
  return r;
}

__attribute__((noinline)) static long with_arrays(int n) {
  long r = 0;
  for (int k = 1; k < n; k++) {
    int a[k], b[n - k];
    memset(a, k, sizeof a);
    memset(b, n, sizeof b);
    r += many(a, b, k, k, k, k, k, k, (struct big){ { k, k, k, k, k } });
    r += (long)wide(1.5L, a, 2.5L) + (long)wide(k, b, 1 / 3.0L);
    for (int i = 0; i < k; i++) r += a[i];
    for (int i = 0; i < n - k; i++) r += b[i];
  }
  return r;
}

__attribute__((noinline)) static int summed(int n, ...) {
  va_list args;
  int sum = 0;
  va_start(args, n);
  while (n--) sum += va_arg(args, int);
  va_end(args);
  return sum;
}

int main(void) {
  printf("%ld %ld\n", with_alloca(4), with_alloca(1));
  printf("%ld\n", with_arrays(9));
  char *text = alloca(20);
  strcpy(text, "still here");
  int sum = summed(10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  printf("%s %d %d %d %d %d %d %d\n", text, sum, 1, 2, 3, 4, 5, 6);
  puts(text);
}
