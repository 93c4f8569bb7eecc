/* POSIX a64l, l64a: 32 bits as up to six characters, the least first. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

static const char letters[] = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

long a64l(const char *s) {
  unsigned n = 0;
  for (int i = 0; i < 6 && s[i]; i++) {
    const char *at = strchr(letters, s[i]);
    if (!at) break;
    n |= (unsigned)(at - letters) << 6 * i;
  }
  return (int)n;
}

char *l64a(long value) {
  static char text[7];
  unsigned n = (unsigned)value;
  int i = 0;
  for (; n; n >>= 6) text[i++] = letters[n & 63];
  text[i] = 0;
  return text;
}
