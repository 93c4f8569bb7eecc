/* C11 7.21.10, fileno(3), stdio_ext(3), and four functions of musl's that gnulib looks for. */
#include <errno.h>
#include <stdio_ext.h>
#include "../internal/file.h"

int feof(FILE *f) { return (f->flags & F_EOF) != 0; }

int feof_unlocked(FILE *f) { return (f->flags & F_EOF) != 0; }

int ferror(FILE *f) { return (f->flags & F_ERROR) != 0; }

int ferror_unlocked(FILE *f) { return (f->flags & F_ERROR) != 0; }

void clearerr(FILE *f) { f->flags &= ~(F_EOF | F_ERROR); }

void clearerr_unlocked(FILE *f) { clearerr(f); }

int fileno(FILE *f) {
  if (f->fd >= 0) return f->fd;
  errno = EBADF;
  return -1;
}

int fileno_unlocked(FILE *f) { return fileno(f); }

size_t __fbufsize(FILE *f) { return f->size; }

size_t __fpending(FILE *f) { return f->flags & F_WRITING ? (size_t)(f->wp - f->buf) : 0; }

int __flbf(FILE *f) { return (f->flags & F_LINE) != 0; }

int __freadable(FILE *f) { return (f->flags & F_READ) != 0; }

int __fwritable(FILE *f) { return (f->flags & F_WRITE) != 0; }

int __freading(FILE *f) { return !(f->flags & F_WRITE) || (!(f->flags & F_WRITING) && f->re > f->buf); }

int __fwriting(FILE *f) { return !(f->flags & F_READ) || f->flags & F_WRITING; }

void __fpurge(FILE *f) {
  f->rp = f->re = f->wp = f->buf;
  f->flags &= ~F_BACK;
}

size_t __freadahead(FILE *f) {
  size_t back = f->flags & F_BACK ? (size_t)(f->saved_re - f->saved_rp) : 0;
  return f->flags & F_WRITING ? 0 : (size_t)(f->re - f->rp) + back;
}

const char *__freadptr(FILE *f, size_t *size) {
  if (f->flags & F_WRITING || f->rp == f->re) return 0;
  *size = (size_t)(f->re - f->rp);
  return (const char *)f->rp;
}

void __freadptrinc(FILE *f, size_t size) { f->rp += size; }

void __fseterr(FILE *f) { f->flags |= F_ERROR; }

void _flushlbf(void) {
  for (FILE *f = __files; f; f = f->next)
    if (f->flags & F_LINE) fflush(f);
  if (stdout->flags & F_LINE) fflush(stdout);
}

int __fsetlocking(FILE *f, int type) {
  int was = f->flags & F_NO_LOCK ? FSETLOCKING_BYCALLER : FSETLOCKING_INTERNAL;
  if (type == FSETLOCKING_INTERNAL) f->flags &= ~F_NO_LOCK;
  if (type == FSETLOCKING_BYCALLER) f->flags |= F_NO_LOCK;
  return was;
}
