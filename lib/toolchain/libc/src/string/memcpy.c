/* C11 7.24.2.1, 7.24.2.2: copies. rep movs moves long blocks, which the processor does by the line (SDM vol. 1, 7.3.9.3);
   short ones go by words. */
#define _GNU_SOURCE
#include <string.h>
#include "word.h"

typedef uint64_t __attribute__((may_alias, aligned(1))) loose;
typedef uint32_t __attribute__((may_alias, aligned(1))) loose32;
typedef uint16_t __attribute__((may_alias, aligned(1))) loose16;

void *memcpy(void *restrict to, const void *restrict from, size_t n) {
  unsigned char *d = to;
  const unsigned char *s = from;
  if (n >= 256) {
    void *at = to;
    __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(n) : : "memory");
    return to;
  }
  if (n >= 8) {
    uint64_t last = *(const loose *)(s + n - 8);
    for (size_t i = 0; i + 8 < n; i += 8) *(loose *)(d + i) = *(const loose *)(s + i);
    *(loose *)(d + n - 8) = last;
  } else if (n >= 4) {
    uint32_t a = *(const loose32 *)s, b = *(const loose32 *)(s + n - 4);
    *(loose32 *)d = a;
    *(loose32 *)(d + n - 4) = b;
  } else if (n >= 2) {
    uint16_t a = *(const loose16 *)s, b = *(const loose16 *)(s + n - 2);
    *(loose16 *)d = a;
    *(loose16 *)(d + n - 2) = b;
  } else if (n)
    *d = *s;
  return to;
}

void *mempcpy(void *restrict to, const void *restrict from, size_t n) { return (char *)memcpy(to, from, n) + n; }

void *memmove(void *to, const void *from, size_t n) {
  unsigned char *d = to;
  const unsigned char *s = from;
  if ((uintptr_t)d - (uintptr_t)s >= n) {
    if (n >= 256) {
      __asm__ volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(n) : : "memory");
      return to;
    }
    while (n >= 8) {
      *(loose *)d = *(const loose *)s;
      d += 8;
      s += 8;
      n -= 8;
    }
    while (n--) *d++ = *s++;
  } else {
    while (n >= 8) {
      n -= 8;
      *(loose *)(d + n) = *(const loose *)(s + n);
    }
    while (n--) d[n] = s[n];
  }
  return to;
}

void bcopy(const void *from, void *to, size_t n) { memmove(to, from, n); }

/* POSIX memccpy: up to and with the first c. */
void *memccpy(void *restrict to, const void *restrict from, int c, size_t n) {
  unsigned char *d = to;
  const unsigned char *s = from;
  for (; n; n--)
    if ((*d++ = *s++) == (unsigned char)c) return d;
  return 0;
}

/* POSIX swab. */
void swab(const void *restrict from, void *restrict to, long n) {
  const char *s = from;
  char *d = to;
  for (; n > 1; n -= 2, s += 2, d += 2) {
    char a = s[0], b = s[1];
    d[0] = b;
    d[1] = a;
  }
}
