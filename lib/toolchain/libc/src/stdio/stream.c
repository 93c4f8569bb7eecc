/* The list of streams, the three that are open at the start, and the operations on descriptors. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../internal/file.h"
#include "../internal/lock.h"
#include "../internal/start.h"

static ssize_t fd_read(FILE *f, void *to, size_t n) {
  ssize_t got = read(f->fd, to, n);
  if (got > 0 && f->offset >= 0) f->offset += got;
  return got;
}

static ssize_t fd_write(FILE *f, const void *from, size_t n) {
  size_t left = n;
  const char *p = from;
  while (left) {
    ssize_t done = write(f->fd, p, left);
    if (done < 0) break;
    p += done;
    left -= (size_t)done;
  }
  if (f->offset >= 0) f->offset += (off_t)(n - left);
  if (f->flags & F_APPEND) f->offset = -1;
  return (ssize_t)(n - left);
}

static off_t fd_seek(FILE *f, off_t offset, int whence) {
  off_t at = lseek(f->fd, offset, whence);
  if (at >= 0) f->offset = at;
  return at;
}

static int fd_close(FILE *f) { return close(f->fd); }

const struct file_ops __fd_ops = { fd_read, fd_write, fd_seek, fd_close };

static FILE in = { .fd = 0, .flags = F_READ | F_STATIC, .offset = -1, .ops = &__fd_ops };
static FILE out = { .fd = 1, .flags = F_WRITE | F_STATIC, .offset = -1, .ops = &__fd_ops };
static FILE diagnostics = { .fd = 2, .flags = F_WRITE | F_STATIC | F_UNBUFFERED, .offset = -1, .ops = &__fd_ops };
FILE *stdin = &in, *stdout = &out, *stderr = &diagnostics;

/* Streams that were opened; the first three are not in it. */
FILE *__files;
int __files_lock;

FILE *__file_new(int fd, int flags, const struct file_ops *ops) {
  FILE *f = calloc(1, sizeof *f);
  if (!f) return 0;
  f->fd = fd;
  f->flags = flags;
  f->ops = ops;
  f->offset = -1;
  __lock(&__files_lock);
  f->next = __files;
  if (__files) __files->previous = f;
  __files = f;
  __unlock(&__files_lock);
  return f;
}

/* flockfile(3): one thread may lock many times. */
void __file_lock(FILE *f) {
  int me = gettid();
  if (f->flags & F_NO_LOCK) return;
  if (f->owner != me) {
    __lock(&f->lock);
    f->owner = me;
  }
  f->depth++;
}

void __file_unlock(FILE *f) {
  if (f->flags & F_NO_LOCK || --f->depth) return;
  f->owner = 0;
  __unlock(&f->lock);
}

void flockfile(FILE *f) { __file_lock(f); }

void funlockfile(FILE *f) { __file_unlock(f); }

int ftrylockfile(FILE *f) {
  int me = gettid(), free = 0;
  if (f->owner != me) {
    if (__threaded && !__atomic_compare_exchange_n(&f->lock, &free, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return 1;
    f->owner = me;
  }
  f->depth++;
  return 0;
}

/* Input that was read but not taken is given back to the file: POSIX 2.5.1, "exit". */
int __file_sync(FILE *f) {
  if (f->flags & F_WRITING) return __flush(f);
  off_t left = f->re - f->rp;
  unsigned char *at = f->rp;
  if (f->flags & F_BACK) {
    at = left <= f->saved_rp - f->buf ? f->saved_rp - left : f->buf;
    left += f->saved_re - f->saved_rp;
  }
  if (left) {
    int error = errno;
    if (f->ops->seek(f, -left, SEEK_CUR) < 0) {
      /* Of a pipe or a terminal all stays as it is. */
      if (errno != ESPIPE) return EOF;
      errno = error;
      return 0;
    }
  }
  /* What ungetc put back is gone, with the step back in the file that it was. What was read before stays, so that a seek
     to there asks for nothing. */
  f->flags &= ~F_BACK;
  f->rp = f->re = at;
  return 0;
}

/* Order as glibc has it: all output first, then all input. */
void __stdio_exit(void) {
  FILE *standard[3] = { stdin, stdout, stderr };
  for (FILE *f = __files; f; f = f->next)
    if (f->flags & F_WRITING) __flush(f);
  for (int i = 0; i < 3; i++)
    if (standard[i] && standard[i]->flags & F_WRITING) __flush(standard[i]);
  for (FILE *f = __files; f; f = f->next) __file_sync(f);
  for (int i = 0; i < 3; i++)
    if (standard[i]) __file_sync(standard[i]);
}

/* C11 7.21.5.2; fflush(0) is for all streams. */
int fflush(FILE *f) {
  if (f) {
    LOCK(f);
    int bad = __file_sync(f);
    UNLOCK(f);
    return bad;
  }
  int bad = 0;
  __lock(&__files_lock);
  for (f = __files; f; f = f->next) {
    LOCK(f);
    if (f->flags & F_WRITING) bad |= __flush(f);
    UNLOCK(f);
  }
  __unlock(&__files_lock);
  if (stdout && stdout->flags & F_WRITING) bad |= fflush(stdout);
  if (stderr && stderr->flags & F_WRITING) bad |= fflush(stderr);
  return bad ? EOF : 0;
}

int fflush_unlocked(FILE *f) { return fflush(f); }
