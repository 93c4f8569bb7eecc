/* Wide streams: C11 7.29.3, 7.29.2. Characters are bytes in the file, so these convert and hand on. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include "../internal/file.h"

int fwide(FILE *f, int mode) {
  if (mode && !f->orientation) f->orientation = mode > 0 ? 1 : -1;
  return f->orientation;
}

wint_t fputwc(wchar_t w, FILE *f) {
  char bytes[MB_LEN_MAX];
  fwide(f, 1);
  size_t n = wcrtomb(bytes, w, 0);
  if (n == (size_t)-1) {
    f->flags |= F_ERROR;
    return WEOF;
  }
  return fwrite(bytes, 1, n, f) == n ? (wint_t)w : WEOF;
}

wint_t putwc(wchar_t w, FILE *f) { return fputwc(w, f); }

wint_t putwchar(wchar_t w) { return fputwc(w, stdout); }

wint_t fgetwc(FILE *f) {
  mbstate_t state = { 0 };
  fwide(f, 1);
  for (;;) {
    int c = getc(f);
    char byte = (char)c;
    wchar_t w;
    if (c == EOF) return WEOF;
    size_t n = mbrtowc(&w, &byte, 1, &state);
    if (n == (size_t)-1) {
      f->flags |= F_ERROR;
      return WEOF;
    }
    if (n != (size_t)-2) return (wint_t)w;
  }
}

wint_t getwc(FILE *f) { return fgetwc(f); }

wint_t getwchar(void) { return fgetwc(stdin); }

wint_t ungetwc(wint_t c, FILE *f) {
  char bytes[MB_LEN_MAX];
  if (c == WEOF) return WEOF;
  size_t n = wcrtomb(bytes, (wchar_t)c, 0);
  if (n == (size_t)-1) return WEOF;
  while (n) ungetc((unsigned char)bytes[--n], f);
  return c;
}

wchar_t *fgetws(wchar_t *restrict to, int n, FILE *restrict f) {
  wchar_t *p = to;
  wint_t c = 0;
  while (--n > 0 && c != '\n' && (c = fgetwc(f)) != WEOF) *p++ = (wchar_t)c;
  if (p == to) return 0;
  *p = 0;
  return to;
}

int fputws(const wchar_t *restrict s, FILE *restrict f) {
  for (; *s; s++)
    if (fputwc(*s, f) == WEOF) return -1;
  return 1;
}

/* The narrow printf does the work, and the result is widened: widths and precisions count bytes. */
static char *narrow_text(const wchar_t *text) {
  size_t n = wcstombs(0, text, 0);
  char *narrow = n == (size_t)-1 ? 0 : malloc(n + 1);
  if (narrow) wcstombs(narrow, text, n + 1);
  return narrow;
}

int vfwprintf(FILE *restrict f, const wchar_t *restrict format, va_list args) {
  char *narrow = narrow_text(format);
  if (!narrow) return -1;
  fwide(f, 1);
  int n = vfprintf(f, narrow, args);
  free(narrow);
  return n;
}

int vwprintf(const wchar_t *restrict format, va_list args) { return vfwprintf(stdout, format, args); }

int vswprintf(wchar_t *restrict to, size_t room, const wchar_t *restrict format, va_list args) {
  char *narrow = narrow_text(format), *made;
  if (!narrow) return -1;
  int n = vasprintf(&made, narrow, args);
  free(narrow);
  if (n < 0) return -1;
  size_t k = mbstowcs(0, made, 0);
  if (k == (size_t)-1 || k >= room) {
    free(made);
    return -1;
  }
  mbstowcs(to, made, room);
  free(made);
  return (int)k;
}

int wprintf(const wchar_t *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vwprintf(format, args);
  va_end(args);
  return n;
}

int fwprintf(FILE *restrict f, const wchar_t *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vfwprintf(f, format, args);
  va_end(args);
  return n;
}

int swprintf(wchar_t *restrict to, size_t room, const wchar_t *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vswprintf(to, room, format, args);
  va_end(args);
  return n;
}

/* So with scanf: what it reads is narrow, widths count bytes. */
int vfwscanf(FILE *restrict f, const wchar_t *restrict format, va_list args) {
  char *narrow = narrow_text(format);
  if (!narrow) return EOF;
  fwide(f, 1);
  int n = vfscanf(f, narrow, args);
  free(narrow);
  return n;
}

int vwscanf(const wchar_t *restrict format, va_list args) { return vfwscanf(stdin, format, args); }

int vswscanf(const wchar_t *restrict from, const wchar_t *restrict format, va_list args) {
  char *text = narrow_text(from), *narrow = narrow_text(format);
  int n = text && narrow ? vsscanf(text, narrow, args) : EOF;
  free(text);
  free(narrow);
  return n;
}

int wscanf(const wchar_t *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vwscanf(format, args);
  va_end(args);
  return n;
}

int fwscanf(FILE *restrict f, const wchar_t *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vfwscanf(f, format, args);
  va_end(args);
  return n;
}

int swscanf(const wchar_t *restrict from, const wchar_t *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vswscanf(from, format, args);
  va_end(args);
  return n;
}
