/* C11 7.24.5.2, 7.24.5.5, strchrnul(3). */
#define _GNU_SOURCE
#include <string.h>
#include "word.h"

char *strchrnul(const char *s, int c) {
  for (; misaligned(s); s++)
    if (!*s || *s == (char)c) return (char *)s;
  uint64_t k = repeat(c);
  for (;; s += 8) {
    uint64_t w = *(const word *)s, x = w ^ k, z = zeros(w) | zeros(x);
    if (z) {
      /* Above its first mark a mask may hold false ones, so each mask's first counts. */
      return (char *)s + first_byte(z);
    }
  }
}

char *strchr(const char *s, int c) {
  char *p = strchrnul(s, c);
  return *p == (char)c ? p : 0;
}

char *strrchr(const char *s, int c) { return memrchr(s, c, strlen(s) + 1); }

char *index(const char *s, int c) { return strchr(s, c); }

char *rindex(const char *s, int c) { return strrchr(s, c); }
