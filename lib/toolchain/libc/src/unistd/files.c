/* Names and what they stand for: link(2), unlink(2), access(2), chdir(2) and their kin. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../internal/syscall.h"

int access(const char *path, int mode) { return (int)call(access, path, mode); }

/* The call of three arguments knows no flags; faccessat2 does. */
int faccessat(int dir, const char *path, int mode, int flags) {
  return flags ? (int)call(faccessat2, dir, path, mode, flags) : (int)call(faccessat, dir, path, mode);
}

int euidaccess(const char *path, int mode) { return faccessat(AT_FDCWD, path, mode, AT_EACCESS); }

int eaccess(const char *path, int mode) { return euidaccess(path, mode); }

int chdir(const char *path) { return (int)call(chdir, path); }

int fchdir(int fd) { return (int)call(fchdir, fd); }

int chroot(const char *path) { return (int)call(chroot, path); }

/* The call counts the zero byte; a length is not what a C program wants. */
char *getcwd(char *to, size_t size) {
  char own[PATH_MAX];
  char *at = to ? to : own;
  if (to && !size) {
    errno = EINVAL;
    return 0;
  }
  long n = call(getcwd, at, to ? size : sizeof own);
  if (n < 0) return 0;
  if (*at != '/') {
    /* "(unreachable)": the directory is outside the root. */
    errno = ENOENT;
    return 0;
  }
  if (to) return to;
  if (size && (size_t)n > size) {
    errno = ERANGE;
    return 0;
  }
  char *copy = malloc(size ? size : (size_t)n);
  return copy ? memcpy(copy, own, (size_t)n) : 0;
}

char *getwd(char *to) { return getcwd(to, PATH_MAX); }

char *get_current_dir_name(void) { return getcwd(0, 0); }

int chown(const char *path, uid_t uid, gid_t gid) { return (int)call(chown, path, uid, gid); }

int fchown(int fd, uid_t uid, gid_t gid) { return (int)call(fchown, fd, uid, gid); }

int lchown(const char *path, uid_t uid, gid_t gid) { return (int)call(lchown, path, uid, gid); }

int fchownat(int dir, const char *path, uid_t uid, gid_t gid, int flags) {
  return (int)call(fchownat, dir, path, uid, gid, flags);
}

int link(const char *from, const char *to) { return (int)call(link, from, to); }

int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags) {
  return (int)call(linkat, from_dir, from, to_dir, to, flags);
}

int symlink(const char *target, const char *path) { return (int)call(symlink, target, path); }

int symlinkat(const char *target, int dir, const char *path) { return (int)call(symlinkat, target, dir, path); }

ssize_t readlink(const char *restrict path, char *restrict to, size_t n) { return call(readlink, path, to, n); }

ssize_t readlinkat(int dir, const char *restrict path, char *restrict to, size_t n) {
  return call(readlinkat, dir, path, to, n);
}

int unlink(const char *path) { return (int)call(unlink, path); }

int unlinkat(int dir, const char *path, int flags) { return (int)call(unlinkat, dir, path, flags); }

int rmdir(const char *path) { return (int)call(rmdir, path); }
