/* Wide strings: C11 7.29.4. */
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

size_t wcslen(const wchar_t *s) {
  size_t n = 0;
  while (s[n]) n++;
  return n;
}

size_t wcsnlen(const wchar_t *s, size_t n) {
  size_t k = 0;
  while (k < n && s[k]) k++;
  return k;
}

wchar_t *wmemcpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n) { return memcpy(to, from, 4 * n); }

wchar_t *wmempcpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n) { return wmemcpy(to, from, n) + n; }

wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t n) { return memmove(to, from, 4 * n); }

wchar_t *wmemset(wchar_t *to, wchar_t c, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] = c;
  return to;
}

int wmemcmp(const wchar_t *a, const wchar_t *b, size_t n) {
  for (; n; n--, a++, b++)
    if (*a != *b) return *a < *b ? -1 : 1;
  return 0;
}

wchar_t *wmemchr(const wchar_t *s, wchar_t c, size_t n) {
  for (; n; n--, s++)
    if (*s == c) return (wchar_t *)s;
  return 0;
}

wchar_t *wcpcpy(wchar_t *restrict to, const wchar_t *restrict from) {
  for (; (*to = *from); to++, from++);
  return to;
}

wchar_t *wcscpy(wchar_t *restrict to, const wchar_t *restrict from) {
  wcpcpy(to, from);
  return to;
}

wchar_t *wcpncpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n) {
  size_t k = wcsnlen(from, n);
  wmemcpy(to, from, k);
  wmemset(to + k, 0, n - k);
  return to + k;
}

wchar_t *wcsncpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n) {
  wcpncpy(to, from, n);
  return to;
}

wchar_t *wcscat(wchar_t *restrict to, const wchar_t *restrict from) {
  wcpcpy(to + wcslen(to), from);
  return to;
}

wchar_t *wcsncat(wchar_t *restrict to, const wchar_t *restrict from, size_t n) {
  size_t k = wcsnlen(from, n);
  wchar_t *at = to + wcslen(to);
  wmemcpy(at, from, k);
  at[k] = 0;
  return to;
}

int wcsncmp(const wchar_t *a, const wchar_t *b, size_t n) {
  for (; n; n--, a++, b++)
    if (*a != *b || !*a) return *a < *b ? -1 : *a > *b;
  return 0;
}

int wcscmp(const wchar_t *a, const wchar_t *b) { return wcsncmp(a, b, (size_t)-1); }

int wcscoll(const wchar_t *a, const wchar_t *b) { return wcscmp(a, b); }

size_t wcsxfrm(wchar_t *restrict to, const wchar_t *restrict from, size_t n) {
  size_t k = wcslen(from);
  if (n) wcpncpy(to, from, n - 1)[0] = 0;
  return k;
}

int wcsncasecmp(const wchar_t *a, const wchar_t *b, size_t n) {
  for (; n; n--, a++, b++) {
    wint_t x = towlower((wint_t)*a), y = towlower((wint_t)*b);
    if (x != y || !x) return x < y ? -1 : x > y;
  }
  return 0;
}

int wcscasecmp(const wchar_t *a, const wchar_t *b) { return wcsncasecmp(a, b, (size_t)-1); }

wchar_t *wcschrnul(const wchar_t *s, wchar_t c) {
  while (*s && *s != c) s++;
  return (wchar_t *)s;
}

wchar_t *wcschr(const wchar_t *s, wchar_t c) {
  s = wcschrnul(s, c);
  return *s == c ? (wchar_t *)s : 0;
}

wchar_t *wcsrchr(const wchar_t *s, wchar_t c) {
  for (size_t n = wcslen(s) + 1; n--;)
    if (s[n] == c) return (wchar_t *)s + n;
  return 0;
}

size_t wcsspn(const wchar_t *s, const wchar_t *accept) {
  size_t n = 0;
  while (s[n] && wcschr(accept, s[n])) n++;
  return n;
}

size_t wcscspn(const wchar_t *s, const wchar_t *reject) {
  size_t n = 0;
  while (s[n] && !wcschr(reject, s[n])) n++;
  return n;
}

wchar_t *wcspbrk(const wchar_t *s, const wchar_t *accept) {
  s += wcscspn(s, accept);
  return *s ? (wchar_t *)s : 0;
}

wchar_t *wcsstr(const wchar_t *s, const wchar_t *what) {
  size_t n = wcslen(what);
  for (;; s++) {
    if (!wcsncmp(s, what, n)) return (wchar_t *)s;
    if (!*s) return 0;
  }
}

wchar_t *wcstok(wchar_t *restrict s, const wchar_t *restrict separators, wchar_t **restrict rest) {
  if (!s) s = *rest;
  s += wcsspn(s, separators);
  if (!*s) {
    *rest = s;
    return 0;
  }
  wchar_t *end = s + wcscspn(s, separators);
  *rest = *end ? end + 1 : end;
  *end = 0;
  return s;
}

wchar_t *wcsdup(const wchar_t *s) {
  size_t n = wcslen(s) + 1;
  wchar_t *copy = malloc(4 * n);
  return copy ? wmemcpy(copy, s, n) : 0;
}

/* Numbers are ASCII: the text is narrowed as far as it is, and where the number ends is counted. */
static char *narrow(const wchar_t *s) {
  size_t n = 0;
  while (s[n] && s[n] < 128) n++;
  char *copy = malloc(n + 1);
  if (!copy) return 0;
  for (size_t i = 0; i < n; i++) copy[i] = (char)s[i];
  copy[n] = 0;
  return copy;
}

#define BY_NARROW(type, name, convert) \
  type name(const wchar_t *restrict s, wchar_t **restrict end, int base) { \
    char *text = narrow(s), *stop = text; \
    type n = text ? convert(text, &stop, base) : 0; \
    if (end) *end = (wchar_t *)s + (stop - text); \
    free(text); \
    return n; \
  }
#define BY_NARROW_FLOAT(type, name, convert) \
  type name(const wchar_t *restrict s, wchar_t **restrict end) { \
    char *text = narrow(s), *stop = text; \
    type x = text ? convert(text, &stop) : 0; \
    if (end) *end = (wchar_t *)s + (stop - text); \
    free(text); \
    return x; \
  }

BY_NARROW(long, wcstol, strtol)
BY_NARROW(long long, wcstoll, strtoll)
BY_NARROW(unsigned long, wcstoul, strtoul)
BY_NARROW(unsigned long long, wcstoull, strtoull)
BY_NARROW(intmax_t, wcstoimax, strtoimax)
BY_NARROW(uintmax_t, wcstoumax, strtoumax)
BY_NARROW_FLOAT(float, wcstof, strtof)
BY_NARROW_FLOAT(double, wcstod, strtod)
BY_NARROW_FLOAT(long double, wcstold, strtold)
