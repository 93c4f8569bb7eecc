/* stat(2), chmod(2), mkdir(2), mknod(2), utimensat(2) and their kin. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <utime.h>
#include "../internal/syscall.h"

int stat(const char *restrict path, struct stat *restrict to) {
  return (int)call(newfstatat, AT_FDCWD, path, to, 0);
}

int lstat(const char *restrict path, struct stat *restrict to) {
  return (int)call(newfstatat, AT_FDCWD, path, to, AT_SYMLINK_NOFOLLOW);
}

int fstat(int fd, struct stat *to) { return (int)call(fstat, fd, to); }

int fstatat(int dir, const char *restrict path, struct stat *restrict to, int flags) {
  return (int)call(newfstatat, dir, path, to, flags);
}

int statx(int dir, const char *restrict path, int flags, unsigned mask, struct statx *restrict to) {
  return (int)call(statx, dir, path, flags, mask, to);
}

int chmod(const char *path, mode_t mode) { return (int)call(chmod, path, mode); }

int fchmod(int fd, mode_t mode) { return (int)call(fchmod, fd, mode); }

int fchmodat(int dir, const char *path, mode_t mode, int flags) {
  return flags ? (int)call(fchmodat2, dir, path, mode, flags) : (int)call(fchmodat, dir, path, mode);
}

int lchmod(const char *path, mode_t mode) { return fchmodat(AT_FDCWD, path, mode, AT_SYMLINK_NOFOLLOW); }

int mkdir(const char *path, mode_t mode) { return (int)call(mkdir, path, mode); }

int mkdirat(int dir, const char *path, mode_t mode) { return (int)call(mkdirat, dir, path, mode); }

int mknod(const char *path, mode_t mode, dev_t dev) { return (int)call(mknodat, AT_FDCWD, path, mode, dev); }

int mknodat(int dir, const char *path, mode_t mode, dev_t dev) { return (int)call(mknodat, dir, path, mode, dev); }

int mkfifo(const char *path, mode_t mode) { return mknod(path, mode | S_IFIFO, 0); }

int mkfifoat(int dir, const char *path, mode_t mode) { return mknodat(dir, path, mode | S_IFIFO, 0); }

mode_t umask(mode_t mask) { return (mode_t)raw(umask, mask); }

int utimensat(int dir, const char *path, const struct timespec times[2], int flags) {
  if (!path) {
    errno = EINVAL;
    return -1;
  }
  return (int)call(utimensat, dir, path, times, flags);
}

int futimens(int fd, const struct timespec times[2]) { return (int)call(utimensat, fd, 0, times, 0); }

static int by_timeval(int fd, const char *path, const struct timeval times[2], int flags) {
  struct timespec ts[2];
  for (int i = 0; times && i < 2; i++) {
    if (times[i].tv_usec < 0 || times[i].tv_usec >= 1000000) {
      errno = EINVAL;
      return -1;
    }
    ts[i].tv_sec = times[i].tv_sec;
    ts[i].tv_nsec = times[i].tv_usec * 1000;
  }
  return (int)call(utimensat, fd, path, times ? ts : 0, flags);
}

int utimes(const char *path, const struct timeval times[2]) { return by_timeval(AT_FDCWD, path, times, 0); }

int lutimes(const char *path, const struct timeval times[2]) {
  return by_timeval(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}

int futimes(int fd, const struct timeval times[2]) { return by_timeval(fd, 0, times, 0); }

int utime(const char *path, const struct utimbuf *times) {
  struct timespec ts[2] = { { 0, 0 }, { 0, 0 } };
  if (times) {
    ts[0].tv_sec = times->actime;
    ts[1].tv_sec = times->modtime;
  }
  return utimensat(AT_FDCWD, path, times ? ts : 0, 0);
}

int statfs(const char *path, struct statfs *to) { return (int)call(statfs, path, to); }

int fstatfs(int fd, struct statfs *to) { return (int)call(fstatfs, fd, to); }

static void convert(const struct statfs *from, struct statvfs *to) {
  struct statvfs v = { .f_bsize = (unsigned long)from->f_bsize,
                       .f_frsize = (unsigned long)(from->f_frsize ? from->f_frsize : from->f_bsize),
                       .f_blocks = from->f_blocks,
                       .f_bfree = from->f_bfree,
                       .f_bavail = from->f_bavail,
                       .f_files = from->f_files,
                       .f_ffree = from->f_ffree,
                       .f_favail = from->f_ffree,
                       .f_fsid = (unsigned)from->f_fsid.__val[0] | (unsigned long)(unsigned)from->f_fsid.__val[1] << 32,
                       .f_flag = (unsigned long)from->f_flags & ~32UL,
                       .f_namemax = (unsigned long)from->f_namelen };
  *to = v;
}

int statvfs(const char *restrict path, struct statvfs *restrict to) {
  struct statfs s;
  if (statfs(path, &s)) return -1;
  convert(&s, to);
  return 0;
}

int fstatvfs(int fd, struct statvfs *to) {
  struct statfs s;
  if (fstatfs(fd, &s)) return -1;
  convert(&s, to);
  return 0;
}
