#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
  char *p = malloc(10);
  strcpy(p, "123456789");
  p = realloc(p, 10000);
  printf("%s\n", p);
  memset(p + 10, 'x', 9990);
  p = realloc(p, 5);
  printf("%.4s\n", p);
  free(p);
  free(NULL);
  int *c = calloc(100, sizeof *c), s = 0;
  for (int i = 0; i < 100; i++) s |= c[i];
  printf("%d\n", s);
  free(c);
  void *v[200];
  for (int i = 0; i < 200; i++) {
    v[i] = malloc(i * 37 % 5000 + 1);
    memset(v[i], i, i * 37 % 5000 + 1);
  }
  for (int i = 0; i < 200; i += 2) free(v[i]);
  for (int i = 1; i < 200; i += 2) {
    unsigned char *q = v[i];
    if (q[0] != i || q[i * 37 % 5000] != i) puts("bad");
    free(q);
  }
  void *a = aligned_alloc(256, 512);
  printf("%d\n", (int)((unsigned long)a % 256));
  free(a);
  posix_memalign(&a, 4096, 100);
  printf("%d %d\n", (int)((unsigned long)a % 4096), malloc(-1UL) == 0);
  free(a);
  char *b = malloc(1 << 20);
  b[(1 << 20) - 1] = 1;
  b = realloc(b, 3 << 20);
  printf("%d\n", b[(1 << 20) - 1]);
  free(b);
}
