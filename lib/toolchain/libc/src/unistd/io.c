/* read(2) and its kin: each a number and a trap. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>
#include "../internal/syscall.h"

ssize_t read(int fd, void *to, size_t n) { return call(read, fd, to, n); }

ssize_t write(int fd, const void *from, size_t n) { return call(write, fd, from, n); }

ssize_t pread(int fd, void *to, size_t n, off_t at) { return call(pread64, fd, to, n, at); }

ssize_t pwrite(int fd, const void *from, size_t n, off_t at) { return call(pwrite64, fd, from, n, at); }

ssize_t readv(int fd, const struct iovec *v, int n) { return call(readv, fd, v, n); }

ssize_t writev(int fd, const struct iovec *v, int n) { return call(writev, fd, v, n); }

/* The offset is split in two words by the kernel's interface; on 64 bits the first holds it all. */
ssize_t preadv(int fd, const struct iovec *v, int n, off_t at) { return call(preadv, fd, v, n, at, 0); }

ssize_t pwritev(int fd, const struct iovec *v, int n, off_t at) { return call(pwritev, fd, v, n, at, 0); }

ssize_t preadv2(int fd, const struct iovec *v, int n, off_t at, int flags) {
  return call(preadv2, fd, v, n, at, 0, flags);
}

ssize_t pwritev2(int fd, const struct iovec *v, int n, off_t at, int flags) {
  return call(pwritev2, fd, v, n, at, 0, flags);
}

off_t lseek(int fd, off_t at, int whence) { return call(lseek, fd, at, whence); }

/* The kernel releases the descriptor even when it was interrupted. */
int close(int fd) { return (int)call(close, fd); }

int close_range(unsigned first, unsigned last, int flags) { return (int)call(close_range, first, last, flags); }

int dup(int fd) { return (int)call(dup, fd); }

int dup2(int fd, int to) { return (int)call(dup2, fd, to); }

int dup3(int fd, int to, int flags) { return (int)call(dup3, fd, to, flags); }

int pipe(int ends[2]) { return (int)call(pipe, ends); }

int pipe2(int ends[2], int flags) { return (int)call(pipe2, ends, flags); }

int openat(int dir, const char *path, int flags, ...) {
  mode_t mode = 0;
  if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {
    va_list args;
    va_start(args, flags);
    mode = va_arg(args, mode_t);
    va_end(args);
  }
  return (int)call(openat, dir, path, flags, mode);
}

int open(const char *path, int flags, ...) {
  mode_t mode = 0;
  if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {
    va_list args;
    va_start(args, flags);
    mode = va_arg(args, mode_t);
    va_end(args);
  }
  return (int)call(openat, AT_FDCWD, path, flags, mode);
}

int creat(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int fcntl(int fd, int command, ...) {
  va_list args;
  va_start(args, command);
  long arg = va_arg(args, long);
  va_end(args);
  return (int)call(fcntl, fd, command, arg);
}

int ioctl(int fd, unsigned long request, ...) {
  va_list args;
  va_start(args, request);
  long arg = va_arg(args, long);
  va_end(args);
  return (int)call(ioctl, fd, request, arg);
}

int flock(int fd, int how) { return (int)call(flock, fd, how); }

/* POSIX lockf over record locks. */
int lockf(int fd, int what, off_t length) {
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_len = length };
  switch (what) {
  case F_ULOCK:
    lock.l_type = F_UNLCK;
    return fcntl(fd, F_SETLK, &lock);
  case F_LOCK:
    return fcntl(fd, F_SETLKW, &lock);
  case F_TLOCK:
    return fcntl(fd, F_SETLK, &lock);
  case F_TEST:
    if (fcntl(fd, F_GETLK, &lock)) return -1;
    if (lock.l_type == F_UNLCK || lock.l_pid == getpid()) return 0;
    errno = EACCES;
    return -1;
  }
  errno = EINVAL;
  return -1;
}

int fsync(int fd) { return (int)call(fsync, fd); }

int fdatasync(int fd) { return (int)call(fdatasync, fd); }

void sync(void) { raw(sync); }

int syncfs(int fd) { return (int)call(syncfs, fd); }

int ftruncate(int fd, off_t length) { return (int)call(ftruncate, fd, length); }

int truncate(const char *path, off_t length) { return (int)call(truncate, path, length); }

/* POSIX: these answer the error. */
int posix_fadvise(int fd, off_t at, off_t length, int advice) { return (int)-raw(fadvise64, fd, at, length, advice); }

int posix_fallocate(int fd, off_t at, off_t length) { return (int)-raw(fallocate, fd, 0, at, length); }

int fallocate(int fd, int mode, off_t at, off_t length) { return (int)call(fallocate, fd, mode, at, length); }

ssize_t readahead(int fd, off_t at, size_t n) { return call(readahead, fd, at, n); }

int sync_file_range(int fd, off_t at, off_t n, unsigned flags) { return (int)call(sync_file_range, fd, at, n, flags); }

ssize_t sendfile(int to, int from, off_t *at, size_t n) { return call(sendfile, to, from, at, n); }

ssize_t splice(int from, off_t *from_at, int to, off_t *to_at, size_t n, unsigned flags) {
  return call(splice, from, from_at, to, to_at, n, flags);
}

ssize_t tee(int from, int to, size_t n, unsigned flags) { return call(tee, from, to, n, flags); }

ssize_t vmsplice(int fd, const struct iovec *v, size_t n, unsigned flags) { return call(vmsplice, fd, v, n, flags); }

ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t n, unsigned flags) {
  return call(copy_file_range, from, from_at, to, to_at, n, flags);
}

ssize_t process_vm_readv(pid_t pid, const struct iovec *local, unsigned long ln, const struct iovec *remote,
                         unsigned long rn, unsigned long flags) {
  return call(process_vm_readv, pid, local, ln, remote, rn, flags);
}

ssize_t process_vm_writev(pid_t pid, const struct iovec *local, unsigned long ln, const struct iovec *remote,
                          unsigned long rn, unsigned long flags) {
  return call(process_vm_writev, pid, local, ln, remote, rn, flags);
}
