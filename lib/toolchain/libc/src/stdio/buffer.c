/* Buffers, filled and emptied. The size is st_blksize; a terminal's output is line buffered. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include "../internal/file.h"

void __file_buffer(FILE *f) {
  if (f->buf) return;
  if (f->flags & F_UNBUFFERED) {
    f->buf = f->one;
    f->size = 1;
  } else {
    struct stat st;
    int error = errno;
    f->size = BUFSIZ;
    if (f->fd >= 0 && f->ops == &__fd_ops && fstat(f->fd, &st) == 0) {
      if (st.st_blksize > 0) f->size = (size_t)st.st_blksize;
      /* Major numbers 136 to 143 are pseudo-terminals and need not be asked. */
      if (S_ISCHR(st.st_mode) && (major(st.st_rdev) - 136 < 8 || isatty(f->fd))) f->flags |= F_LINE;
    }
    errno = error;
    f->buf = malloc(f->size);
    if (!f->buf) {
      f->buf = f->one;
      f->size = 1;
    }
  }
  f->rp = f->re = f->wp = f->buf;
}

int __flush(FILE *f) {
  size_t n = (size_t)(f->wp - f->buf);
  f->wp = f->buf;
  if (n && f->ops->write(f, f->buf, n) != (ssize_t)n) {
    f->flags |= F_ERROR;
    return EOF;
  }
  return 0;
}

int __to_write(FILE *f) {
  if (f->flags & F_WRITING) return 0;
  if (!(f->flags & F_WRITE)) {
    f->flags |= F_ERROR;
    errno = EBADF;
    return EOF;
  }
  if (f->buf && __file_sync(f)) return EOF;
  __file_buffer(f);
  f->flags = (f->flags | F_WRITING) & ~(F_EOF | F_BACK);
  f->rp = f->re = f->wp = f->buf;
  return 0;
}

int __put_overflow(int c, FILE *f) {
  if (__to_write(f)) return EOF;
  if (f->wp == f->buf + f->size && __flush(f)) return EOF;
  *f->wp++ = (unsigned char)c;
  if ((f->flags & F_UNBUFFERED || (f->flags & F_LINE && c == '\n')) && __flush(f)) return EOF;
  return (unsigned char)c;
}

/* What fits is copied. When more is left, or a line is complete, the buffer is written; whole blocks of what is left are
   written from where they are, and the rest is copied. */
size_t __fwrite(const void *from, size_t n, FILE *f) {
  const unsigned char *p = from;
  size_t left = n;
  int must = 0;
  if (!n) return 0;
  if (!(f->flags & F_WRITE)) {
    __to_write(f);
    return 0;
  }
  size_t room = f->flags & F_WRITING && !(f->flags & F_UNBUFFERED) ? (size_t)(f->buf + f->size - f->wp) : 0;
  if (f->flags & F_WRITING && f->flags & F_LINE && room >= n) {
    const unsigned char *line = memrchr(p, '\n', n);
    if (line) {
      room = (size_t)(line - p) + 1;
      must = 1;
    }
  }
  if (room) {
    if (room > left) room = left;
    memcpy(f->wp, p, room);
    f->wp += room;
    p += room;
    left -= room;
  }
  if (!left && !must) return n;
  if (__to_write(f) || __flush(f)) return n - left;
  if (f->flags & F_LINE && left && left < f->size) {
    /* The first output of a stream: only now is it known to go by lines. */
    const unsigned char *line = memrchr(p, '\n', left);
    if (line) {
      size_t m = (size_t)(line - p) + 1;
      memcpy(f->wp, p, m);
      f->wp += m;
      p += m;
      left -= m;
      if (__flush(f)) return n - left;
    }
  }
  size_t whole = left - (f->size >= 128 ? left % f->size : 0);
  if (whole) {
    ssize_t done = f->ops->write(f, p, whole);
    if (done > 0) {
      p += done;
      left -= (size_t)done;
    }
    if (done != (ssize_t)whole) {
      f->flags |= F_ERROR;
      return n - left;
    }
  }
  memcpy(f->wp, p, left);
  f->wp += left;
  return n;
}

/* Input from a terminal shows what stands in a line of output first (C11 7.21.3p3). */
static void show_output(FILE *f) {
  if (f->flags & (F_LINE | F_UNBUFFERED) && stdout && (stdout->flags & (F_LINE | F_WRITING)) == (F_LINE | F_WRITING) &&
      stdout->wp != stdout->buf)
    __flush(stdout);
}

static int to_read(FILE *f) {
  if (!(f->flags & F_READ)) {
    f->flags |= F_ERROR;
    errno = EBADF;
    return EOF;
  }
  if (f->flags & F_WRITING) {
    if (__flush(f)) return EOF;
    f->flags &= ~F_WRITING;
    f->rp = f->re = f->buf;
  }
  if (f->flags & F_BACK && f->rp == f->re) {
    f->flags &= ~F_BACK;
    f->rp = f->saved_rp;
    f->re = f->saved_re;
  }
  return 0;
}

int __underflow(FILE *f) {
  if (to_read(f)) return EOF;
  if (f->rp < f->re) return *f->rp;
  if (f->flags & F_EOF) return EOF;
  __file_buffer(f);
  show_output(f);
  ssize_t got = f->ops->read(f, f->buf, f->size);
  f->rp = f->re = f->buf;
  if (got <= 0) {
    f->flags |= got < 0 ? F_ERROR : F_EOF;
    return EOF;
  }
  f->re += got;
  return *f->rp;
}

/* Large reads go straight to where they are wanted, by whole blocks. */
size_t __fread(void *to, size_t n, FILE *f) {
  unsigned char *p = to;
  size_t want = n;
  while (want) {
    if (to_read(f)) break;
    __file_buffer(f);
    size_t have = (size_t)(f->re - f->rp);
    if (have) {
      if (have > want) have = want;
      memcpy(p, f->rp, have);
      p += have;
      f->rp += have;
      want -= have;
    } else if (f->flags & F_BACK)
      continue;
    else if (want < f->size) {
      if (__underflow(f) == EOF) break;
    } else {
      size_t ask = f->size >= 128 ? want - want % f->size : want;
      f->rp = f->re = f->buf;
      ssize_t got = f->ops->read(f, p, ask);
      if (got <= 0) {
        f->flags |= got < 0 ? F_ERROR : F_EOF;
        break;
      }
      p += got;
      want -= (size_t)got;
    }
  }
  return n - want;
}
