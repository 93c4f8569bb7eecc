/* C11 7.21.9, with glibc's calls. To a place inside the buffer the descriptor does not move, but is put where it should be;
   else it goes to the block that holds the place, and what lies before it in the block is read over, with the rest of it unless the buffer was empty. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include "../internal/file.h"

static off_t tell(FILE *f) {
  off_t at = f->offset;
  if (f->flags & F_WRITING) {
    if (f->flags & F_APPEND && f->wp != f->buf)
      at = f->ops->seek(f, 0, SEEK_END);
    else if (at < 0)
      at = f->ops->seek(f, 0, SEEK_CUR);
    return at < 0 ? -1 : at + (f->wp - f->buf);
  }
  if (at < 0) at = f->ops->seek(f, 0, SEEK_CUR);
  if (at < 0) return -1;
  if (f->flags & F_BACK) return at - (f->saved_re - f->saved_rp) - (f->re - f->rp);
  return at - (f->re - f->rp);
}

static int seek(FILE *f, off_t offset, int whence) {
  if (whence != SEEK_SET && whence != SEEK_CUR && whence != SEEK_END) {
    errno = EINVAL;
    return -1;
  }
  int empty = f->flags & F_WRITING ? f->wp == f->buf : f->re == f->buf;
  if (whence == SEEK_CUR) {
    off_t at = tell(f);
    if (at < 0) return -1;
    offset += at;
    if (offset < 0) {
      errno = EINVAL;
      return -1;
    }
    whence = SEEK_SET;
  }
  if (f->flags & F_WRITING) {
    if (__flush(f)) return -1;
    f->flags &= ~F_WRITING;
    f->rp = f->re = f->buf;
  }
  if (f->flags & F_BACK) {
    f->rp = f->saved_rp;
    f->re = f->saved_re;
  }
  f->flags &= ~F_BACK;
  if (f->ops == &__fd_ops) __file_buffer(f);
  struct stat st;
  if (whence == SEEK_END && f->ops == &__fd_ops && fstat(f->fd, &st) == 0 && S_ISREG(st.st_mode)) {
    offset += st.st_size;
    whence = SEEK_SET;
  }
  if (whence == SEEK_SET && f->offset >= 0 && f->re > f->buf) {
    off_t start = f->offset - (f->re - f->buf);
    if (offset >= start && offset <= f->offset && (f->flags & F_READ)) {
      f->rp = f->buf + (offset - start);
      f->flags &= ~F_EOF;
      f->ops->seek(f, f->offset, SEEK_SET);
      return 0;
    }
  }
  f->rp = f->re = f->buf;
  if (whence == SEEK_SET && f->flags & F_READ && f->ops == &__fd_ops && offset >= 0) {
    off_t inside = f->size > 1 ? offset % (off_t)f->size : 0;
    if (f->ops->seek(f, offset - inside, SEEK_SET) < 0) return -1;
    f->rp = f->re = f->buf;
    if (inside) {
      ssize_t got = f->ops->read(f, f->buf, empty ? (size_t)inside : f->size);
      if (got < inside) {
        if (f->ops->seek(f, offset, SEEK_SET) < 0) return -1;
      } else {
        f->re += got;
        f->rp += inside;
      }
    }
  } else if (f->ops->seek(f, offset, whence) < 0)
    return -1;
  f->flags &= ~F_EOF;
  return 0;
}

int fseeko(FILE *f, off_t offset, int whence) {
  LOCK(f);
  int bad = seek(f, offset, whence);
  UNLOCK(f);
  return bad;
}

int fseek(FILE *f, long offset, int whence) { return fseeko(f, offset, whence); }

off_t ftello(FILE *f) {
  LOCK(f);
  off_t at = tell(f);
  UNLOCK(f);
  return at;
}

long ftell(FILE *f) { return ftello(f); }

void rewind(FILE *f) {
  fseeko(f, 0, SEEK_SET);
  f->flags &= ~F_ERROR;
}

int fgetpos(FILE *restrict f, fpos_t *restrict at) {
  at->__pos = ftello(f);
  at->__state = 0;
  return at->__pos < 0 ? -1 : 0;
}

int fsetpos(FILE *f, const fpos_t *at) { return fseeko(f, at->__pos, SEEK_SET); }
