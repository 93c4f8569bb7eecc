/* C11 7.24.5.3, 7.24.5.4, 7.24.5.6, 7.24.5.8; strsep(3). A set of bytes is 256 bits. */
#include <string.h>
#include <stdint.h>

#define has(set, c) ((set)[(c) >> 6] >> ((c) & 63) & 1)

static void collect(uint64_t set[4], const char *bytes) {
  set[0] = set[1] = set[2] = set[3] = 0;
  for (const unsigned char *p = (const unsigned char *)bytes; *p; p++) set[*p >> 6] |= 1UL << (*p & 63);
}

size_t strspn(const char *s, const char *accept) {
  uint64_t set[4];
  const unsigned char *p = (const unsigned char *)s;
  collect(set, accept);
  while (has(set, *p)) p++;
  return (size_t)(p - (const unsigned char *)s);
}

size_t strcspn(const char *s, const char *reject) {
  uint64_t set[4];
  const unsigned char *p = (const unsigned char *)s;
  collect(set, reject);
  set[0] |= 1;
  while (!has(set, *p)) p++;
  return (size_t)(p - (const unsigned char *)s);
}

char *strpbrk(const char *s, const char *accept) {
  s += strcspn(s, accept);
  return *s ? (char *)s : 0;
}

char *strtok_r(char *restrict s, const char *restrict separators, char **restrict rest) {
  if (!s) s = *rest;
  s += strspn(s, separators);
  if (!*s) {
    *rest = s;
    return 0;
  }
  char *end = s + strcspn(s, separators);
  *rest = *end ? end + 1 : end;
  *end = 0;
  return s;
}

char *strtok(char *restrict s, const char *restrict separators) {
  static char *rest;
  return strtok_r(s, separators, &rest);
}

char *strsep(char **restrict rest, const char *restrict separators) {
  char *s = *rest;
  if (!s) return 0;
  char *end = s + strcspn(s, separators);
  *rest = *end ? end + 1 : 0;
  *end = 0;
  return s;
}
