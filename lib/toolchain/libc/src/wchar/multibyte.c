/* Multibyte characters: C11 7.22.7, 7.22.8, 7.28, 7.29.6. In the C locale a byte above 127 is no character, as in glibc; when
   setlocale chose a UTF-8 one, RFC 3629. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>
#include <wchar.h>
#include "../internal/utf8.h"

/* Set by uselocale and setlocale. */
_Thread_local locale_t __thread_locale;
int __global_utf8;

size_t __mb_cur_max(void) { return __utf8() ? 6 : 1; }

static size_t illegal(void) {
  errno = EILSEQ;
  return (size_t)-1;
}

static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };

size_t mbrtowc(wchar_t *restrict to, const char *restrict s, size_t n, mbstate_t *restrict state) {
  static mbstate_t own;
  const unsigned char *p = (const unsigned char *)s;
  size_t used = 0;
  if (!state) state = &own;
  if (!s) {
    p = (const unsigned char *)"";
    n = 1;
    to = 0;
  }
  if (!n) return (size_t)-2;
  if (!state->__left) {
    unsigned c = *p++;
    used = 1;
    if (c < 0x80) {
      if (to) *to = (wchar_t)c;
      return c != 0;
    }
    if (!__utf8() || c < 0xc2 || c > 0xf4) return illegal();
    state->__size = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    state->__left = state->__size - 1;
    state->__value = c & (0x7fU >> state->__size);
  }
  for (; state->__left; used++) {
    if (used == n) return (size_t)-2;
    unsigned c = *p++;
    if ((c & 0xc0) != 0x80) {
      state->__left = 0;
      return illegal();
    }
    state->__value = state->__value << 6 | (c & 0x3f);
    state->__left--;
    /* Too long a form, a surrogate, or past the end is seen at the second byte. */
    unsigned shift = 6U * state->__left, low = state->__value << shift, high = low | ((1U << shift) - 1);
    if (high < least[state->__size] || low > 0x10ffff || (low >= 0xd800 && high <= 0xdfff)) {
      state->__left = 0;
      return illegal();
    }
  }
  if (to) *to = (wchar_t)state->__value;
  return used;
}

size_t wcrtomb(char *restrict to, wchar_t w, mbstate_t *restrict state) {
  unsigned c = (unsigned)w;
  (void)state;
  if (!to) return 1;
  if (c < 0x80) {
    *to = (char)c;
    return 1;
  }
  if (!__utf8() || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return illegal();
  size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = n; --i; c >>= 6) to[i] = (char)(0x80 | (c & 0x3f));
  *to = (char)(0xf00U >> n | c);
  return n;
}

int mbsinit(const mbstate_t *state) { return !state || !state->__left; }

size_t mbrlen(const char *restrict s, size_t n, mbstate_t *restrict state) {
  static mbstate_t own;
  return mbrtowc(0, s, n, state ? state : &own);
}

wint_t btowc(int c) { return (unsigned)c < 0x80 ? (wint_t)c : WEOF; }

int wctob(wint_t c) { return c < 0x80 ? (int)c : EOF; }

int mbtowc(wchar_t *restrict to, const char *restrict s, size_t n) {
  mbstate_t state = { 0 };
  if (!s) return 0;
  size_t used = mbrtowc(to, s, n, &state);
  return used > n ? -1 : (int)used;
}

int mblen(const char *s, size_t n) { return mbtowc(0, s, n); }

int wctomb(char *to, wchar_t w) { return to ? (int)wcrtomb(to, w, 0) : 0; }

size_t mbsnrtowcs(wchar_t *restrict to, const char **restrict from, size_t bytes, size_t n, mbstate_t *restrict state) {
  static mbstate_t own;
  const char *s = *from;
  size_t done = 0;
  mbstate_t copy;
  if (!state) state = &own;
  if (!to) {
    copy = *state;
    state = &copy;
  }
  while ((!to || done < n) && bytes) {
    wchar_t w;
    size_t used = mbrtowc(&w, s, bytes, state);
    if (used == (size_t)-1) {
      if (to) *from = s;
      return used;
    }
    if (used == (size_t)-2) {
      s += bytes;
      break;
    }
    if (to) to[done] = w;
    if (!used) {
      if (to) *from = 0;
      return done;
    }
    s += used;
    bytes -= used;
    done++;
  }
  if (to) *from = s;
  return done;
}

size_t mbsrtowcs(wchar_t *restrict to, const char **restrict from, size_t n, mbstate_t *restrict state) {
  return mbsnrtowcs(to, from, (size_t)-1, n, state);
}

size_t wcsnrtombs(char *restrict to, const wchar_t **restrict from, size_t count, size_t n, mbstate_t *restrict state) {
  const wchar_t *w = *from;
  char one[MB_LEN_MAX];
  size_t done = 0;
  for (; count; count--, w++) {
    size_t k = wcrtomb(one, *w, state);
    if (k == (size_t)-1) {
      if (to) *from = w;
      return k;
    }
    if (to && k > n - done) break;
    if (to) memcpy(to + done, one, k);
    if (!*w) {
      if (to) *from = 0;
      return done;
    }
    done += k;
  }
  if (to) *from = w;
  return done;
}

size_t wcsrtombs(char *restrict to, const wchar_t **restrict from, size_t n, mbstate_t *restrict state) {
  return wcsnrtombs(to, from, (size_t)-1, n, state);
}

size_t mbstowcs(wchar_t *restrict to, const char *restrict s, size_t n) {
  mbstate_t state = { 0 };
  const char *from = s;
  return mbsrtowcs(to, &from, n, &state);
}

size_t wcstombs(char *restrict to, const wchar_t *restrict w, size_t n) {
  mbstate_t state = { 0 };
  const wchar_t *from = w;
  return wcsrtombs(to, &from, n, &state);
}

size_t mbrtoc32(char32_t *restrict to, const char *restrict s, size_t n, mbstate_t *restrict state) {
  static mbstate_t own;
  wchar_t w;
  size_t used = mbrtowc(&w, s, n, state ? state : &own);
  if (used <= 4 && to && s) *to = (char32_t)w;
  return used;
}

size_t c32rtomb(char *restrict to, char32_t c, mbstate_t *restrict state) { return wcrtomb(to, (wchar_t)c, state); }

/* A character above 0xffff is two of 16 bits: the second waits in the state, marked by a size of 16. */
size_t mbrtoc16(char16_t *restrict to, const char *restrict s, size_t n, mbstate_t *restrict state) {
  static mbstate_t own;
  wchar_t w;
  if (!state) state = &own;
  if (state->__size == 16) {
    state->__size = 0;
    if (to) *to = (char16_t)state->__value;
    return (size_t)-3;
  }
  size_t used = mbrtowc(&w, s, n, state);
  if (used > 4 || !s) return used;
  if (w > 0xffff) {
    state->__size = 16;
    state->__value = 0xdc00 | ((unsigned)w & 0x3ff);
    w = (wchar_t)(0xd7c0 + ((unsigned)w >> 10));
  }
  if (to) *to = (char16_t)w;
  return used;
}

size_t c16rtomb(char *restrict to, char16_t c, mbstate_t *restrict state) {
  static mbstate_t own;
  if (!state) state = &own;
  if (!to) return 1;
  if (state->__size == 16) {
    unsigned high = state->__value;
    state->__size = 0;
    if ((c & 0xfc00) != 0xdc00) return illegal();
    return wcrtomb(to, (wchar_t)(0x10000 + ((high & 0x3ff) << 10 | (c & 0x3ffU))), 0);
  }
  if ((c & 0xfc00) == 0xd800) {
    state->__size = 16;
    state->__value = c;
    return 0;
  }
  return wcrtomb(to, c, 0);
}
