/* C11 7.24.5.7, memmem(3). Horspool's search (R. N. Horspool, 1980) with a table of shifts for long needles; short ones are
   found by their first byte. */
#define _GNU_SOURCE
#include <string.h>

void *memmem(const void *hay, size_t n, const void *needle, size_t m) {
  const unsigned char *h = hay, *k = needle;
  if (!m) return (void *)h;
  if (m > n) return 0;
  const unsigned char *end = h + n - m;
  if (m < 8 || n < 64) {
    for (; h <= end; h++) {
      h = memchr(h, *k, (size_t)(end - h) + 1);
      if (!h) return 0;
      if (!memcmp(h, k, m)) return (void *)h;
    }
    return 0;
  }
  size_t shift[256];
  for (size_t i = 0; i < 256; i++) shift[i] = m;
  for (size_t i = 0; i + 1 < m; i++) shift[k[i]] = m - 1 - i;
  while (h <= end) {
    unsigned char last = h[m - 1];
    if (last == k[m - 1] && !memcmp(h, k, m - 1)) return (void *)h;
    if ((size_t)(end - h) < shift[last]) break;
    h += shift[last];
  }
  return 0;
}

char *strstr(const char *hay, const char *needle) {
  if (!*needle) return (char *)hay;
  hay = strchr(hay, *needle);
  if (!hay) return 0;
  return memmem(hay, strlen(hay), needle, strlen(needle));
}
