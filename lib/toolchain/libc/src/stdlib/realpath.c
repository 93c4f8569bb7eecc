/* POSIX realpath: component by component, at most 40 links. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *realpath(const char *restrict path, char *restrict to) {
  char done[PATH_MAX], rest[2 * PATH_MAX], link[PATH_MAX];
  size_t n = 0;
  int links = 0;
  if (!path) {
    errno = EINVAL;
    return 0;
  }
  if (!*path) {
    errno = ENOENT;
    return 0;
  }
  if (strlen(path) >= PATH_MAX) {
    errno = ENAMETOOLONG;
    return 0;
  }
  if (*path != '/') {
    if (!getcwd(done, sizeof done)) return 0;
    n = strlen(done);
    if (n == 1) n = 0;
  }
  strcpy(rest, path);
  for (char *p = rest; *p;) {
    while (*p == '/') p++;
    size_t k = strcspn(p, "/");
    if (!k) break;
    if (k == 1 && *p == '.') {
      p++;
      continue;
    }
    if (k == 2 && p[0] == '.' && p[1] == '.') {
      while (n && done[--n] != '/');
      p += 2;
      continue;
    }
    if (n + k + 2 > PATH_MAX) {
      errno = ENAMETOOLONG;
      return 0;
    }
    size_t before = n;
    done[n++] = '/';
    memcpy(done + n, p, k);
    n += k;
    done[n] = 0;
    p += k;
    ssize_t m = readlink(done, link, sizeof link - 1);
    if (m < 0) {
      if (errno != EINVAL) return 0;
      struct stat st;
      if (*p && (stat(done, &st) || !S_ISDIR(st.st_mode))) {
        errno = ENOTDIR;
        return 0;
      }
      continue;
    }
    if (++links > 40) {
      errno = ELOOP;
      return 0;
    }
    size_t left = strlen(p);
    if ((size_t)m + left >= PATH_MAX) {
      errno = ENAMETOOLONG;
      return 0;
    }
    memmove(rest + m, p, left + 1);
    memcpy(rest, link, (size_t)m);
    p = rest;
    n = *p == '/' ? 0 : before;
  }
  if (!n) done[n++] = '/';
  done[n] = 0;
  return to ? strcpy(to, done) : strdup(done);
}

char *canonicalize_file_name(const char *path) { return realpath(path, 0); }
