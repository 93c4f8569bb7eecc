/* xattr(7). */
#define _GNU_SOURCE
#include <sys/xattr.h>
#include "../internal/syscall.h"

ssize_t getxattr(const char *p, const char *name, void *to, size_t n) { return call(getxattr, p, name, to, n); }
ssize_t lgetxattr(const char *p, const char *name, void *to, size_t n) { return call(lgetxattr, p, name, to, n); }
ssize_t fgetxattr(int fd, const char *name, void *to, size_t n) { return call(fgetxattr, fd, name, to, n); }
ssize_t listxattr(const char *p, char *to, size_t n) { return call(listxattr, p, to, n); }
ssize_t llistxattr(const char *p, char *to, size_t n) { return call(llistxattr, p, to, n); }
ssize_t flistxattr(int fd, char *to, size_t n) { return call(flistxattr, fd, to, n); }
int setxattr(const char *p, const char *name, const void *v, size_t n, int flags) {
  return (int)call(setxattr, p, name, v, n, flags);
}
int lsetxattr(const char *p, const char *name, const void *v, size_t n, int flags) {
  return (int)call(lsetxattr, p, name, v, n, flags);
}
int fsetxattr(int fd, const char *name, const void *v, size_t n, int flags) {
  return (int)call(fsetxattr, fd, name, v, n, flags);
}
int removexattr(const char *p, const char *name) { return (int)call(removexattr, p, name); }
int lremovexattr(const char *p, const char *name) { return (int)call(lremovexattr, p, name); }
int fremovexattr(int fd, const char *name) { return (int)call(fremovexattr, fd, name); }
