/* POSIX strcasecmp, strncasecmp; strcasestr(3). */
#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>

int strcasecmp(const char *a, const char *b) {
  const unsigned char *p = (const unsigned char *)a, *q = (const unsigned char *)b;
  for (; *p && tolower(*p) == tolower(*q); p++, q++);
  return tolower(*p) - tolower(*q);
}

int strncasecmp(const char *a, const char *b, size_t n) {
  const unsigned char *p = (const unsigned char *)a, *q = (const unsigned char *)b;
  if (!n) return 0;
  for (; --n && *p && tolower(*p) == tolower(*q); p++, q++);
  return tolower(*p) - tolower(*q);
}

char *strcasestr(const char *s, const char *what) {
  size_t n = strlen(what);
  for (;; s++) {
    if (!strncasecmp(s, what, n)) return (char *)s;
    if (!*s) return 0;
  }
}
