#include <stdio.h>
static void done(int *p) { printf("done %d\n", *p); }
extern void *alloca(unsigned long);
static int on_stack(void) {
  char *q = alloca(100);
  for (int i = 0; i < 100; i++) q[i] = i;
  return q[99];
}
int main(void) {
  int n = 0;
  void *volatile p;
again:;
  int x[n % 1000 + 1];
  x[n % 1000] = 2;
  p = x;
  if (++n < 300000) goto again;
  char *lowest = p;
back:;
  __attribute__((cleanup(done))) int k = n;
  { __attribute__((cleanup(done))) int inner = 5; if (n++ < 300003) goto back; }
  printf("%d %d\n", on_stack(), lowest != 0);
}
