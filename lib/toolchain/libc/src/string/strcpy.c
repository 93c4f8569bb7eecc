/* C11 7.24.2.3, 7.24.2.4, 7.24.3; POSIX stpcpy, stpncpy; strlcpy(3). */
#include <string.h>
#include "word.h"

char *stpcpy(char *restrict to, const char *restrict from) {
  if (misaligned(to) == misaligned(from)) {
    for (; misaligned(from); to++, from++)
      if (!(*to = *from)) return to;
    for (;; to += 8, from += 8) {
      uint64_t w = *(const word *)from;
      if (zeros(w)) break;
      *(word *)to = w;
    }
  }
  for (; (*to = *from); to++, from++);
  return to;
}

char *strcpy(char *restrict to, const char *restrict from) {
  stpcpy(to, from);
  return to;
}

char *stpncpy(char *restrict to, const char *restrict from, size_t n) {
  size_t length = strnlen(from, n);
  memcpy(to, from, length);
  memset(to + length, 0, n - length);
  return to + length;
}

char *strncpy(char *restrict to, const char *restrict from, size_t n) {
  stpncpy(to, from, n);
  return to;
}

char *strcat(char *restrict to, const char *restrict from) {
  stpcpy(to + strlen(to), from);
  return to;
}

char *strncat(char *restrict to, const char *restrict from, size_t n) {
  size_t length = strnlen(from, n);
  char *at = to + strlen(to);
  memcpy(at, from, length);
  at[length] = 0;
  return to;
}

size_t strlcpy(char *restrict to, const char *restrict from, size_t size) {
  size_t length = strlen(from);
  if (size) {
    size_t n = length < size ? length : size - 1;
    memcpy(to, from, n);
    to[n] = 0;
  }
  return length;
}

size_t strlcat(char *restrict to, const char *restrict from, size_t size) {
  size_t have = strnlen(to, size);
  if (have == size) return size + strlen(from);
  return have + strlcpy(to + have, from, size - have);
}
