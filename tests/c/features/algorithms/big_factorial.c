#include <stdio.h>
#include <string.h>
static unsigned d[200];
static int n = 1;
static void multiply(unsigned k) {
  unsigned long c = 0;
  for (int i = 0; i < n; i++) {
    c += (unsigned long)d[i] * k;
    d[i] = c % 1000000000;
    c /= 1000000000;
  }
  while (c) d[n++] = c % 1000000000, c /= 1000000000;
}
int main() {
  d[0] = 1;
  for (unsigned i = 2; i <= 200; i++) multiply(i);
  printf("%u", d[n - 1]);
  for (int i = n - 2; i >= 0; i--) printf("%09u", d[i]);
  putchar('\n');
  return 0;
}
