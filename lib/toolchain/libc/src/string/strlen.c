/* C11 7.24.6.3, POSIX strnlen. */
#include <string.h>
#include "word.h"

size_t strlen(const char *s) {
  const char *p = s;
  for (; misaligned(p); p++)
    if (!*p) return (size_t)(p - s);
  for (;; p += 8) {
    uint64_t w = *(const word *)p, z = zeros(w);
    if (z) return (size_t)(p - s) + first_byte(z);
  }
}

size_t strnlen(const char *s, size_t n) {
  const char *end = memchr(s, 0, n);
  return end ? (size_t)(end - s) : n;
}
