/* C11 7.24.5.1, memrchr(3), rawmemchr(3). */
#define _GNU_SOURCE
#include <string.h>
#include "word.h"

void *memchr(const void *s, int c, size_t n) {
  const unsigned char *p = s;
  for (; n && misaligned(p); n--, p++)
    if (*p == (unsigned char)c) return (void *)p;
  uint64_t k = repeat(c);
  for (; n >= 8; n -= 8, p += 8) {
    uint64_t w = *(const word *)p ^ k, z = zeros(w);
    if (z) return (void *)(p + first_byte(z));
  }
  for (; n; n--, p++)
    if (*p == (unsigned char)c) return (void *)p;
  return 0;
}

void *memrchr(const void *s, int c, size_t n) {
  const unsigned char *p = s;
  while (n--)
    if (p[n] == (unsigned char)c) return (void *)(p + n);
  return 0;
}

void *rawmemchr(const void *s, int c) { return memchr(s, c, SIZE_MAX); }
