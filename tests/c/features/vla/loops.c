#include <stdio.h>
#include <string.h>
static int deep(int n) {
  char b[n * 100 + 1];
  memset(b, n, sizeof b);
  return n ? deep(n - 1) + b[n * 50] : 0;
}
int main(void) {
  long total = 0;
  for (int i = 0; i < 20000; i++) {
    int v[1 + i % 64];
    v[i % 64] = i;
    total += v[i % 64];
    if (i % 3 == 0) continue;
    int w[i % 7 + 1];
    w[0] = 1;
    total += w[0];
  }
  printf("%ld %d\n", total, deep(20));
  int n = 3;
again:;
  {
    int a[n];
    a[n - 1] = n;
    total = a[n - 1];
    if (n++ < 10) goto again;
  }
  printf("%ld\n", total);
}
