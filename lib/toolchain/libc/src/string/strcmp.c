/* C11 7.24.4.2, 7.24.4.4; the C locale collates by bytes (7.24.4.3, 7.24.4.5). */
#include <string.h>
#include "word.h"

int strcmp(const char *a, const char *b) {
  if (misaligned(a) == misaligned(b)) {
    for (; misaligned(a); a++, b++)
      if (!*a || *a != *b) return *(unsigned char *)a - *(unsigned char *)b;
    for (;; a += 8, b += 8) {
      uint64_t w = *(const word *)a;
      if (w != *(const word *)b || zeros(w)) break;
    }
  }
  for (; *a && *a == *b; a++, b++);
  return *(unsigned char *)a - *(unsigned char *)b;
}

int strncmp(const char *a, const char *b, size_t n) {
  if (!n) return 0;
  for (; --n && *a && *a == *b; a++, b++);
  return *(unsigned char *)a - *(unsigned char *)b;
}

int strcoll(const char *a, const char *b) { return strcmp(a, b); }

int strcoll_l(const char *a, const char *b, locale_t locale) {
  (void)locale;
  return strcmp(a, b);
}

size_t strxfrm(char *restrict to, const char *restrict from, size_t n) { return strlcpy(to, from, n); }
