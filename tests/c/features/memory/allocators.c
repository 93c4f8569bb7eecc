// malloc's promises: alignment, realloc keeps contents, calloc clears, zero sizes, aligned_alloc, large
// blocks, many small ones, strdup, fragmentation, usable size, brk.
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) {
  int aligned = 1;
  void *p[64];
  for (int i = 0; i < 64; i++) {
    p[i] = malloc(i * 7 + 1);
    aligned &= (uintptr_t)p[i] % 16 == 0;
    memset(p[i], i, i * 7 + 1);
  }
  int intact = 1;
  for (int i = 0; i < 64; i++)
    for (int k = 0; k < i * 7 + 1; k++) intact &= ((unsigned char *)p[i])[k] == i;
  for (int i = 0; i < 64; i += 2) free(p[i]);
  for (int i = 1; i < 64; i += 2) {
    p[i] = realloc(p[i], 2000 + i);
    intact &= ((unsigned char *)p[i])[i * 7] == i;
  }
  printf("%d %d\n", aligned, intact);
  for (int i = 1; i < 64; i += 2) free(p[i]);
  int *z = calloc(1000, sizeof *z), clear = 1;
  for (int i = 0; i < 1000; i++) clear &= z[i] == 0;
  printf("%d %d\n", clear, malloc_usable_size(z) >= 4000);
  free(z);
  void *zero = malloc(0);
  printf("%d\n", zero != NULL);
  free(zero);
  free(NULL);
  char *big = malloc(5 << 20);
  big[0] = 1;
  big[(5 << 20) - 1] = 2;
  big = realloc(big, 9 << 20);
  printf("%d\n", big[0] + big[(5 << 20) - 1]);
  big = realloc(big, 100);
  printf("%d\n", big[0]);
  free(big);
  void *a = aligned_alloc(256, 512), *b;
  printf("%d ", posix_memalign(&b, 4096, 100));
  printf("%d %d\n", (uintptr_t)a % 256 == 0, (uintptr_t)b % 4096 == 0);
  free(a);
  free(b);
  errno = 0;
  volatile size_t huge = SIZE_MAX / 2;
  printf("%d ", malloc(huge) == NULL);
  printf("%d\n", errno == ENOMEM);
  printf("%d %d\n", calloc(huge, 4) == NULL, reallocarray(NULL, huge, 8) == NULL);
  struct list {
    struct list *next;
    char pad[40];
  } *l = NULL;
  for (int i = 0; i < 20000; i++) {
    struct list *n = malloc(sizeof *n);
    n->next = l;
    l = n;
  }
  int n = 0;
  while (l) {
    struct list *next = l->next;
    free(l);
    l = next;
    n++;
  }
  printf("%d\n", n);
  char *d = strdup("text");
  d = realloc(d, 20);
  strcat(d, " more");
  puts(d);
  free(d);
  char *before = sbrk(0);
  void *more = sbrk(8192);
  printf("%d %d\n", more == before, (char *)sbrk(0) - before == 8192);
  return 0;
}
