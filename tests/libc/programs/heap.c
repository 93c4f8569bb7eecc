// malloc under a seeded storm: no block may overlap another or lose its bytes.
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long s = 88172645463325252UL;

static unsigned long next(void) {
  s ^= s << 13;
  s ^= s >> 7;
  return s ^= s << 17;
}

int main(void) {
  static struct {
    unsigned char *p;
    size_t n;
    unsigned char fill;
  } v[300];
  for (int step = 0; step < 60000; step++) {
    int i = (int)(next() % 300);
    size_t n = next() % 100 < 95 ? next() % 3000 : next() % 300000;
    for (size_t k = 0; k < v[i].n; k += v[i].n > 4096 ? 511 : 1)
      if (v[i].p[k] != v[i].fill) {
        printf("lost at step %d\n", step);
        return 1;
      }
    switch (next() % 4) {
    case 0:
      free(v[i].p);
      v[i].p = 0;
      v[i].n = 0;
      continue;
    case 1: {
      unsigned char *p = realloc(v[i].p, n ? n : 1);
      size_t kept = v[i].n < n ? v[i].n : n;
      for (size_t k = 0; k < kept; k += kept > 4096 ? 511 : 1)
        if (p[k] != v[i].fill) {
          printf("realloc lost at step %d\n", step);
          return 1;
        }
      v[i].p = p;
      break;
    }
    case 2:
      free(v[i].p);
      v[i].p = aligned_alloc(256, (n + 255) & ~255UL);
      if ((uintptr_t)v[i].p & 255) return 2;
      break;
    default:
      free(v[i].p);
      v[i].p = calloc(1, n);
      for (size_t k = 0; k < n; k++)
        if (v[i].p[k]) return 3;
    }
    v[i].n = n;
    v[i].fill = (unsigned char)next();
    if (n) memset(v[i].p, v[i].fill, n);
    if ((uintptr_t)v[i].p & 15) return 4;
  }
  puts("whole");
  return 0;
}
