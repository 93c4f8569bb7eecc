/* C11 7.21.5: fopen, freopen, fclose, setvbuf; POSIX fdopen. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../internal/file.h"
#include "../internal/lock.h"

int __file_mode(const char *mode, int *open_flags) {
  int flags, how;
  switch (*mode) {
  case 'r':
    flags = F_READ;
    how = O_RDONLY;
    break;
  case 'w':
    flags = F_WRITE;
    how = O_WRONLY | O_CREAT | O_TRUNC;
    break;
  case 'a':
    flags = F_WRITE | F_APPEND;
    how = O_WRONLY | O_CREAT | O_APPEND;
    break;
  default:
    errno = EINVAL;
    return -1;
  }
  for (const char *p = mode + 1; *p && *p != ','; p++) {
    if (*p == '+') {
      flags |= F_READ | F_WRITE;
      how = (how & ~O_ACCMODE) | O_RDWR;
    } else if (*p == 'x')
      how |= O_EXCL;
    else if (*p == 'e')
      how |= O_CLOEXEC;
  }
  *open_flags = how;
  return flags;
}

FILE *fopen(const char *restrict path, const char *restrict mode) {
  int how, flags = __file_mode(mode, &how);
  if (flags < 0) return 0;
  FILE *f = __file_new(-1, flags, &__fd_ops);
  if (!f) return 0;
  f->fd = open(path, how, 0666);
  if (f->fd < 0) {
    int error = errno;
    __fclose_rest(f);
    errno = error;
    return 0;
  }
  /* A stream that only appends knows its place from the start. */
  if ((flags & (F_APPEND | F_READ)) == F_APPEND) lseek(f->fd, 0, SEEK_END);
  return f;
}

FILE *fdopen(int fd, const char *mode) {
  int how, flags = __file_mode(mode, &how);
  if (flags < 0) return 0;
  int now = fcntl(fd, F_GETFL);
  if (now < 0) return 0;
  int access = now & O_ACCMODE;
  if ((access == O_RDONLY && flags & F_WRITE) || (access == O_WRONLY && flags & F_READ)) {
    errno = EINVAL;
    return 0;
  }
  if (flags & F_APPEND && !(now & O_APPEND) && fcntl(fd, F_SETFL, now | O_APPEND) < 0) return 0;
  if (how & O_CLOEXEC) fcntl(fd, F_SETFD, FD_CLOEXEC);
  return __file_new(fd, flags, &__fd_ops);
}

/* Takes the stream out of the list and frees it, when it is not one of the first three. */
int __fclose_rest(FILE *f) {
  if (f->buf && f->buf != f->one && !(f->flags & F_USER_BUFFER)) free(f->buf);
  f->buf = 0;
  if (f->flags & F_STATIC) {
    f->flags = F_STATIC;
    f->fd = -1;
    return 0;
  }
  __lock(&__files_lock);
  if (f->next) f->next->previous = f->previous;
  if (f->previous)
    f->previous->next = f->next;
  else
    __files = f->next;
  __unlock(&__files_lock);
  free(f);
  return 0;
}

/* Unread input is not given back, as glibc does not: only exit and fflush do that. */
int fclose(FILE *f) {
  LOCK(f);
  int bad = f->flags & F_WRITING ? __flush(f) : 0;
  int error = errno;
  UNLOCK(f);
  if (f->ops->close && f->ops->close(f) < 0) {
    bad = EOF;
    error = errno;
  }
  __fclose_rest(f);
  errno = error;
  return bad;
}

int fcloseall(void) {
  int bad = fflush(0);
  while (__files) bad |= fclose(__files);
  return bad;
}

FILE *freopen(const char *restrict path, const char *restrict mode, FILE *restrict f) {
  int how, flags = __file_mode(mode, &how);
  __file_sync(f);
  if (flags < 0) {
    fclose(f);
    return 0;
  }
  int fd = f->fd;
  if (path) {
    fd = open(path, how, 0666);
    if (fd < 0) {
      int error = errno;
      fclose(f);
      errno = error;
      return 0;
    }
    if (f->fd >= 0 && fd != f->fd) {
      /* The descriptor's number stays: programs redirect stdout by this. */
      if (dup3(fd, f->fd, how & O_CLOEXEC) >= 0) {
        close(fd);
        fd = f->fd;
      }
    }
  } else if (fcntl(fd, F_SETFL, how & ~(O_CREAT | O_TRUNC | O_EXCL | O_CLOEXEC)) < 0) {
    fclose(f);
    return 0;
  }
  if (f->buf && f->buf != f->one && !(f->flags & F_USER_BUFFER)) free(f->buf);
  f->buf = 0;
  f->size = 0;
  f->rp = f->re = f->wp = 0;
  f->fd = fd;
  f->offset = -1;
  f->flags = flags | (f->flags & F_STATIC);
  if (f == stderr) f->flags |= F_UNBUFFERED;
  return f;
}

/* C11 7.21.5.6. */
int setvbuf(FILE *restrict f, char *restrict buf, int mode, size_t size) {
  if (mode != _IOFBF && mode != _IOLBF && mode != _IONBF) {
    errno = EINVAL;
    return EOF;
  }
  LOCK(f);
  if (f->buf) __file_sync(f);
  f->flags &= ~(F_LINE | F_UNBUFFERED | F_WRITING);
  if (mode == _IONBF) f->flags |= F_UNBUFFERED;
  if (mode == _IOLBF) f->flags |= F_LINE;
  if (mode == _IONBF || buf) {
    if (f->buf && f->buf != f->one && !(f->flags & F_USER_BUFFER)) free(f->buf);
    f->flags &= ~F_USER_BUFFER;
    f->buf = mode == _IONBF ? f->one : (unsigned char *)buf;
    f->size = mode == _IONBF ? 1 : size;
    if (mode != _IONBF) f->flags |= F_USER_BUFFER;
    f->rp = f->re = f->wp = f->buf;
  }
  UNLOCK(f);
  return 0;
}

void setbuf(FILE *restrict f, char *restrict buf) { setvbuf(f, buf, buf ? _IOFBF : _IONBF, BUFSIZ); }

void setbuffer(FILE *f, char *buf, size_t size) { setvbuf(f, buf, buf ? _IOFBF : _IONBF, size); }

void setlinebuf(FILE *f) { setvbuf(f, 0, _IOLBF, 0); }
