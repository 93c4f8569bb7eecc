/* POSIX open_memstream, fmemopen; fopencookie(3): streams over memory and over the program's functions. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "../internal/file.h"

struct memory {
  char *data;
  size_t at, length, room;
  char **to;
  size_t *to_size;
  int own, append;
};

static off_t place(struct memory *m, off_t offset, int whence, size_t limit) {
  off_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (off_t)m->at : (off_t)m->length;
  if (base + offset < 0 || (size_t)(base + offset) > limit) {
    errno = EINVAL;
    return -1;
  }
  m->at = (size_t)(base + offset);
  return base + offset;
}

static ssize_t grow_write(FILE *f, const void *from, size_t n) {
  struct memory *m = f->cookie;
  if (m->at + n + 1 > m->room) {
    size_t room = 2 * m->room > m->at + n + 1 ? 2 * m->room : m->at + n + 1;
    char *grown = realloc(m->data, room);
    if (!grown) return -1;
    memset(grown + m->room, 0, room - m->room);
    m->data = grown;
    m->room = room;
  }
  memcpy(m->data + m->at, from, n);
  m->at += n;
  if (m->at > m->length) m->length = m->at;
  m->data[m->at] = 0;
  *m->to = m->data;
  *m->to_size = m->at;
  return (ssize_t)n;
}

static off_t grow_seek(FILE *f, off_t offset, int whence) {
  struct memory *m = f->cookie;
  off_t at = place(m, offset, whence, SIZE_MAX / 2);
  if (at >= 0) *m->to_size = m->at < m->length ? m->at : m->length;
  return at;
}

static int memory_close(FILE *f) {
  struct memory *m = f->cookie;
  if (m->own) free(m->data);
  free(m);
  return 0;
}

static const struct file_ops grow_ops = { 0, grow_write, grow_seek, memory_close };

FILE *open_memstream(char **to, size_t *size) {
  struct memory *m = calloc(1, sizeof *m);
  if (!m) return 0;
  m->data = calloc(1, m->room = 128);
  FILE *f = m->data ? __file_new(-1, F_WRITE, &grow_ops) : 0;
  if (!f) {
    free(m->data);
    free(m);
    return 0;
  }
  m->to = to;
  m->to_size = size;
  *to = m->data;
  *size = 0;
  f->cookie = m;
  return f;
}

static ssize_t fixed_read(FILE *f, void *to, size_t n) {
  struct memory *m = f->cookie;
  size_t have = m->at < m->length ? m->length - m->at : 0;
  if (n > have) n = have;
  memcpy(to, m->data + m->at, n);
  m->at += n;
  return (ssize_t)n;
}

static ssize_t fixed_write(FILE *f, const void *from, size_t n) {
  struct memory *m = f->cookie;
  if (m->append) m->at = m->length;
  size_t room = m->room - m->at;
  size_t done = n > room ? room : n;
  memcpy(m->data + m->at, from, done);
  m->at += done;
  if (m->at > m->length) {
    m->length = m->at;
    if (m->length < m->room) m->data[m->length] = 0;
  }
  if (done < n) errno = ENOSPC;
  return (ssize_t)done;
}

static off_t fixed_seek(FILE *f, off_t offset, int whence) {
  struct memory *m = f->cookie;
  return place(m, offset, whence, m->room);
}

static const struct file_ops fixed_ops = { fixed_read, fixed_write, fixed_seek, memory_close };

FILE *fmemopen(void *restrict data, size_t size, const char *restrict mode) {
  int how, flags = __file_mode(mode, &how);
  if (flags < 0) return 0;
  struct memory *m = calloc(1, sizeof *m);
  if (!m) return 0;
  m->own = !data;
  m->data = data ? data : calloc(1, size ? size : 1);
  FILE *f = m->data ? __file_new(-1, flags & ~F_APPEND, &fixed_ops) : 0;
  if (!f) {
    if (m->own) free(m->data);
    free(m);
    return 0;
  }
  m->room = size;
  m->append = flags & F_APPEND;
  if (*mode == 'r') m->length = size;
  if (*mode == 'a') m->at = m->length = strnlen(m->data, size);
  if (*mode == 'w' && size) *m->data = 0;
  f->cookie = m;
  return f;
}

struct cookie {
  void *cookie;
  cookie_io_functions_t io;
};

static ssize_t cookie_read(FILE *f, void *to, size_t n) {
  struct cookie *c = f->cookie;
  return c->io.read ? c->io.read(c->cookie, to, n) : 0;
}

static ssize_t cookie_write(FILE *f, const void *from, size_t n) {
  struct cookie *c = f->cookie;
  return c->io.write ? c->io.write(c->cookie, from, n) : (ssize_t)n;
}

static off_t cookie_seek(FILE *f, off_t offset, int whence) {
  struct cookie *c = f->cookie;
  if (!c->io.seek) {
    errno = ESPIPE;
    return -1;
  }
  return c->io.seek(c->cookie, &offset, whence) ? -1 : offset;
}

static int cookie_close(FILE *f) {
  struct cookie *c = f->cookie;
  int bad = c->io.close ? c->io.close(c->cookie) : 0;
  free(c);
  return bad;
}

static const struct file_ops cookie_ops = { cookie_read, cookie_write, cookie_seek, cookie_close };

FILE *fopencookie(void *restrict cookie, const char *restrict mode, cookie_io_functions_t io) {
  int how, flags = __file_mode(mode, &how);
  if (flags < 0) return 0;
  struct cookie *c = malloc(sizeof *c);
  if (!c) return 0;
  c->cookie = cookie;
  c->io = io;
  FILE *f = __file_new(-1, flags & ~F_APPEND, &cookie_ops);
  if (!f)
    free(c);
  else
    f->cookie = c;
  return f;
}
