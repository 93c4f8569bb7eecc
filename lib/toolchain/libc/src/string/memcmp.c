/* C11 7.24.4.1. What is answered is the difference of the first two bytes that differ, as with glibc. */
#include <string.h>
#include "word.h"

typedef uint64_t __attribute__((may_alias, aligned(1))) loose;

int memcmp(const void *a, const void *b, size_t n) {
  const unsigned char *p = a, *q = b;
  for (; n >= 8; n -= 8, p += 8, q += 8) {
    uint64_t x = *(const loose *)p, y = *(const loose *)q;
    if (x != y) {
      int at = __builtin_ctzll(x ^ y) & ~7;
      return (int)(x >> at & 0xff) - (int)(y >> at & 0xff);
    }
  }
  for (; n; n--, p++, q++)
    if (*p != *q) return *p - *q;
  return 0;
}

int bcmp(const void *a, const void *b, size_t n) { return memcmp(a, b, n); }
