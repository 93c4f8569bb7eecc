/* C11 7.21.7: bytes and lines; 7.21.8: blocks. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "../internal/file.h"

int fgetc(FILE *f) {
  LOCK(f);
  int c = __get(f);
  UNLOCK(f);
  return c;
}

int getc(FILE *f) { return fgetc(f); }

int getchar(void) { return fgetc(stdin); }

int getc_unlocked(FILE *f) { return __get(f); }

int fgetc_unlocked(FILE *f) { return __get(f); }

int getchar_unlocked(void) { return __get(stdin); }

int fputc(int c, FILE *f) {
  LOCK(f);
  c = __put(c, f);
  UNLOCK(f);
  return c;
}

int putc(int c, FILE *f) { return fputc(c, f); }

int putchar(int c) { return fputc(c, stdout); }

int putc_unlocked(int c, FILE *f) { return __put(c, f); }

int fputc_unlocked(int c, FILE *f) { return __put(c, f); }

int putchar_unlocked(int c) { return __put(c, stdout); }

/* C11 7.21.7.10: at least one byte, here sixteen, kept beside the buffer. */
int ungetc(int c, FILE *f) {
  if (c == EOF) return EOF;
  LOCK(f);
  if (!(f->flags & F_READ) || (f->flags & F_WRITING && __flush(f))) {
    UNLOCK(f);
    return EOF;
  }
  if (f->flags & F_WRITING) {
    f->flags &= ~F_WRITING;
    f->rp = f->re = f->buf;
  }
  if (!(f->flags & F_BACK) && f->buf && f->rp > f->buf && f->rp[-1] == (unsigned char)c)
    f->rp--;
  else {
    if (!(f->flags & F_BACK)) {
      f->saved_rp = f->rp;
      f->saved_re = f->re;
      f->rp = f->re = f->back + BACK;
      f->flags |= F_BACK;
    }
    if (f->rp == f->back) {
      UNLOCK(f);
      return EOF;
    }
    *--f->rp = (unsigned char)c;
  }
  f->flags &= ~F_EOF;
  UNLOCK(f);
  return (unsigned char)c;
}

char *fgets_unlocked(char *restrict to, int n, FILE *restrict f) {
  char *p = to;
  if (n <= 0) return 0;
  while (--n) {
    if (f->rp == f->re && __underflow(f) == EOF) break;
    size_t have = (size_t)(f->re - f->rp);
    if (have > (size_t)n) have = (size_t)n;
    unsigned char *line = memchr(f->rp, '\n', have);
    if (line) have = (size_t)(line - f->rp) + 1;
    memcpy(p, f->rp, have);
    p += have;
    f->rp += have;
    n -= (int)have - 1;
    if (line) break;
  }
  /* What was read before an error is kept, but not reported: 7.21.7.2p3. */
  if (p == to && to && n >= 0 && f->flags & (F_EOF | F_ERROR)) return 0;
  *p = 0;
  return to;
}

char *fgets(char *restrict to, int n, FILE *restrict f) {
  LOCK(f);
  char *got = fgets_unlocked(to, n, f);
  UNLOCK(f);
  return got;
}

/* Gone from C11, and still called: no program can know how long the line is. */
char *gets(char *);
char *gets(char *to) {
  int c;
  size_t n = 0;
  LOCK(stdin);
  while ((c = getc_unlocked(stdin)) != EOF && c != '\n') to[n++] = (char)c;
  UNLOCK(stdin);
  to[n] = 0;
  return c == EOF && (n == 0 || ferror_unlocked(stdin)) ? 0 : to;
}

/* POSIX getdelim. */
ssize_t getdelim(char **restrict line, size_t *restrict size, int delimiter, FILE *restrict f) {
  size_t n = 0;
  if (!line || !size) {
    errno = EINVAL;
    return -1;
  }
  LOCK(f);
  if (!*line) *size = 0;
  for (;;) {
    if (f->rp == f->re && __underflow(f) == EOF) {
      if (!n || f->flags & F_ERROR) n = SIZE_MAX;
      break;
    }
    size_t have = (size_t)(f->re - f->rp);
    unsigned char *end = memchr(f->rp, delimiter, have);
    if (end) have = (size_t)(end - f->rp) + 1;
    if (n + have + 1 > *size) {
      size_t more = 2 * *size;
      if (more < n + have + 1) more = n + have + 1;
      if (more < 120) more = 120;
      char *grown = realloc(*line, more);
      if (!grown) {
        n = SIZE_MAX;
        break;
      }
      *line = grown;
      *size = more;
    }
    memcpy(*line + n, f->rp, have);
    n += have;
    f->rp += have;
    if (end) break;
  }
  if (n != SIZE_MAX) (*line)[n] = 0;
  UNLOCK(f);
  return (ssize_t)n;
}

ssize_t getline(char **restrict line, size_t *restrict size, FILE *restrict f) { return getdelim(line, size, '\n', f); }

int fputs(const char *restrict s, FILE *restrict f) {
  size_t n = strlen(s);
  LOCK(f);
  size_t done = __fwrite(s, n, f);
  UNLOCK(f);
  return done == n ? 1 : EOF;
}

int fputs_unlocked(const char *restrict s, FILE *restrict f) {
  size_t n = strlen(s);
  return __fwrite(s, n, f) == n ? 1 : EOF;
}

int puts(const char *s) {
  size_t n = strlen(s);
  LOCK(stdout);
  int good = __fwrite(s, n, stdout) == n && __put('\n', stdout) != EOF;
  UNLOCK(stdout);
  return !good ? EOF : n < INT_MAX ? (int)n + 1 : INT_MAX;
}

size_t fread_unlocked(void *restrict to, size_t size, size_t n, FILE *restrict f) {
  size_t total = size * n;
  if (!total) return 0;
  size_t got = __fread(to, total, f);
  return got == total ? n : got / size;
}

size_t fread(void *restrict to, size_t size, size_t n, FILE *restrict f) {
  LOCK(f);
  n = fread_unlocked(to, size, n, f);
  UNLOCK(f);
  return n;
}

size_t fwrite_unlocked(const void *restrict from, size_t size, size_t n, FILE *restrict f) {
  size_t total = size * n;
  if (!total) return 0;
  size_t done = __fwrite(from, total, f);
  return done == total ? n : done / size;
}

size_t fwrite(const void *restrict from, size_t size, size_t n, FILE *restrict f) {
  LOCK(f);
  n = fwrite_unlocked(from, size, n, f);
  UNLOCK(f);
  return n;
}

int getw(FILE *f) {
  int w;
  return fread(&w, sizeof w, 1, f) == 1 ? w : EOF;
}

int putw(int w, FILE *f) { return fwrite(&w, sizeof w, 1, f) == 1 ? 0 : EOF; }
