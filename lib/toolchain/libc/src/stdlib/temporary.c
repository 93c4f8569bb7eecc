/* POSIX mkstemp, mkdtemp: names from getrandom(2). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

/* Puts six new characters at the X's before the last `suffix` bytes; 0 when they are not there. */
static int fresh(char *name, int suffix) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  size_t n = strlen(name);
  unsigned long r;
  if (suffix < 0 || n < 6 + (size_t)suffix) return 0;
  char *at = name + n - 6 - (size_t)suffix;
  if (getrandom(&r, sizeof r, 0) != sizeof r) return 0;
  for (int i = 0; i < 6; i++, r /= 62) at[i] = letters[r % 62];
  return 1;
}

static int has_place(const char *name, int suffix) {
  size_t n = strlen(name);
  return suffix >= 0 && n >= 6 + (size_t)suffix && !memcmp(name + n - 6 - suffix, "XXXXXX", 6);
}

static int make_file(char *name, int suffix, int flags) {
  if (!has_place(name, suffix)) {
    errno = EINVAL;
    return -1;
  }
  for (int tries = 0; tries < 100 && fresh(name, suffix); tries++) {
    int fd = open(name, (flags & ~O_ACCMODE) | O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return -1;
}

int mkstemp(char *name) { return make_file(name, 0, 0); }

int mkostemp(char *name, int flags) { return make_file(name, 0, flags); }

int mkostemps(char *name, int suffix, int flags) { return make_file(name, suffix, flags); }

int mkstemps(char *name, int suffix) { return make_file(name, suffix, 0); }

char *mkdtemp(char *name) {
  if (!has_place(name, 0)) {
    errno = EINVAL;
    return 0;
  }
  for (int tries = 0; tries < 100 && fresh(name, 0); tries++) {
    if (!mkdir(name, 0700)) return name;
    if (errno != EEXIST) break;
  }
  return 0;
}

char *mktemp(char *name) {
  struct stat st;
  if (!has_place(name, 0))
    errno = EINVAL;
  else
    for (int tries = 0; tries < 100 && fresh(name, 0); tries++)
      if (lstat(name, &st) && errno == ENOENT) return name;
  *name = 0;
  return name;
}
