/* mmap(2) and its kin; POSIX shared memory is files in /dev/shm. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "../internal/syscall.h"

void *mmap(void *at, size_t n, int prot, int flags, int fd, off_t offset) {
  return (void *)call(mmap, at, n, prot, flags, fd, offset);
}

int munmap(void *at, size_t n) { return (int)call(munmap, at, n); }

int mprotect(void *at, size_t n, int prot) { return (int)call(mprotect, at, n, prot); }

int msync(void *at, size_t n, int flags) { return (int)call(msync, at, n, flags); }

int madvise(void *at, size_t n, int advice) { return (int)call(madvise, at, n, advice); }

/* POSIX_MADV_DONTNEED keeps the data, which Linux's does not: nothing is done. */
int posix_madvise(void *at, size_t n, int advice) {
  return advice == POSIX_MADV_DONTNEED ? 0 : (int)-raw(madvise, at, n, advice);
}

int mlock(const void *at, size_t n) { return (int)call(mlock, at, n); }

int mlock2(const void *at, size_t n, unsigned flags) { return (int)call(mlock2, at, n, flags); }

int munlock(const void *at, size_t n) { return (int)call(munlock, at, n); }

int mlockall(int flags) { return (int)call(mlockall, flags); }

int munlockall(void) { return (int)call(munlockall); }

int mincore(void *at, size_t n, unsigned char *to) { return (int)call(mincore, at, n, to); }

void *mremap(void *at, size_t old, size_t new, int flags, ...) {
  va_list args;
  va_start(args, flags);
  void *to = va_arg(args, void *);
  va_end(args);
  return (void *)call(mremap, at, old, new, flags, flags & MREMAP_FIXED ? to : 0);
}

int memfd_create(const char *name, unsigned flags) { return (int)call(memfd_create, name, flags); }

static int shm_path(const char *name, char path[NAME_MAX + 10]) {
  while (*name == '/') name++;
  size_t n = strlen(name);
  if (!n || n > NAME_MAX || strchr(name, '/')) {
    errno = EINVAL;
    return 0;
  }
  memcpy(path, "/dev/shm/", 9);
  memcpy(path + 9, name, n + 1);
  return 1;
}

int shm_open(const char *name, int flags, mode_t mode) {
  char path[NAME_MAX + 10];
  return shm_path(name, path) ? open(path, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode) : -1;
}

int shm_unlink(const char *name) {
  char path[NAME_MAX + 10];
  return shm_path(name, path) ? unlink(path) : -1;
}
