/* A stream. Where it differs from glibc's, the calls that it makes do not: buffers of st_blksize bytes, sizes of reads and
   writes, seeks. */
#ifndef INTERNAL_FILE_H
#define INTERNAL_FILE_H

#include <stdio.h>
#include <sys/types.h>

enum {
  F_READ = 1,          /* may be read */
  F_WRITE = 2,         /* may be written */
  F_APPEND = 4,
  F_EOF = 8,
  F_ERROR = 16,
  F_UNBUFFERED = 32,
  F_LINE = 64,
  F_WRITING = 128,     /* [buf, wp) waits to be written */
  F_USER_BUFFER = 256, /* setvbuf gave the buffer */
  F_BACK = 512,        /* rp points into back: ungetc */
  F_STATIC = 1024,     /* stdin, stdout, stderr */
  F_NO_LOCK = 2048,
};

#define BACK 16

struct file_ops {
  ssize_t (*read)(FILE *, void *, size_t);
  ssize_t (*write)(FILE *, const void *, size_t);
  off_t (*seek)(FILE *, off_t, int);
  int (*close)(FILE *);
};

struct __file {
  int fd, flags;
  unsigned char *rp, *re;  /* input not yet taken */
  unsigned char *wp;       /* where output goes on */
  unsigned char *buf;
  size_t size;
  off_t offset;            /* of the descriptor, when known, else -1 */
  unsigned char *saved_rp, *saved_re;
  unsigned char back[BACK], one[1];
  const struct file_ops *ops;
  void *cookie;
  int lock, owner, depth, orientation;
  pid_t child;
  FILE *next, *previous;
};

extern const struct file_ops __fd_ops;
extern FILE *__files;
extern int __files_lock;

/* A new stream in the list of all; 0 when there is no memory. */
FILE *__file_new(int fd, int flags, const struct file_ops *);
/* Flags of an fopen mode, and those of open(2); -1 when it begins with none of r, w, a. */
int __file_mode(const char *mode, int *open_flags);
/* Gives the stream its buffer, as fstat and isatty tell. */
void __file_buffer(FILE *);
/* Fills an empty buffer; the next byte without taking it, or EOF. */
int __underflow(FILE *);
/* Readies a stream for writing; 0 when it can be written. */
int __to_write(FILE *);
/* Writes what waits; 0 when all is written. */
int __flush(FILE *);
size_t __fwrite(const void *, size_t, FILE *);
size_t __fread(void *, size_t, FILE *);
int __put_overflow(int c, FILE *);
int __fclose_rest(FILE *);
int __file_sync(FILE *);

void __file_lock(FILE *);
void __file_unlock(FILE *);

extern int __threaded;
#define LOCK(f) \
  do { \
    if (__threaded) __file_lock(f); \
  } while (0)
#define UNLOCK(f) \
  do { \
    if (__threaded) __file_unlock(f); \
  } while (0)

static inline int __get(FILE *f) {
  if (f->rp < f->re) return *f->rp++;
  return __underflow(f) == EOF ? EOF : *f->rp++;
}

static inline int __put(int c, FILE *f) {
  if ((f->flags & (F_WRITING | F_LINE | F_UNBUFFERED)) == F_WRITING && f->wp < f->buf + f->size)
    return *f->wp++ = (unsigned char)c;
  return __put_overflow(c, f);
}

#endif
