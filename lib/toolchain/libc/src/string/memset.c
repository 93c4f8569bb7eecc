/* C11 7.24.6.1. */
#include <string.h>
#include "word.h"

typedef uint64_t __attribute__((may_alias, aligned(1))) loose;

void *memset(void *to, int c, size_t n) {
  unsigned char *d = to;
  if (n >= 256) {
    void *at = to;
    __asm__ volatile("rep stosb" : "+D"(at), "+c"(n) : "a"(c) : "memory");
    return to;
  }
  if (n >= 8) {
    uint64_t w = repeat(c);
    for (size_t i = 0; i + 8 < n; i += 8) *(loose *)(d + i) = w;
    *(loose *)(d + n - 8) = w;
    return to;
  }
  for (volatile unsigned char *p = d; n; n--) *p++ = (unsigned char)c;
  return to;
}

void bzero(void *to, size_t n) { memset(to, 0, n); }

/* A clearing that a compiler must not take away. */
void explicit_bzero(void *to, size_t n) {
  memset(to, 0, n);
  __asm__ volatile("" : : "r"(to) : "memory");
}
