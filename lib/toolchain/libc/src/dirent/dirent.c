/* POSIX <dirent.h> over getdents64(2), 32 KiB at a time as glibc asks. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "../internal/syscall.h"

struct __dir {
  int fd;
  size_t at, have;
  long place;
  char data[32768] __attribute__((aligned(8)));
};

ssize_t getdents64(int fd, void *to, size_t n) { return call(getdents64, fd, to, n); }

static DIR *make(int fd) {
  DIR *d = malloc(sizeof *d);
  if (!d) return 0;
  d->fd = fd;
  d->at = d->have = 0;
  d->place = 0;
  return d;
}

DIR *opendir(const char *path) {
  if (!*path) {
    errno = ENOENT;
    return 0;
  }
  int fd = open(path, O_RDONLY | O_NONBLOCK | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return 0;
  DIR *d = make(fd);
  if (!d) close(fd);
  return d;
}

DIR *fdopendir(int fd) {
  struct stat st;
  if (fstat(fd, &st)) return 0;
  if (!S_ISDIR(st.st_mode)) {
    errno = ENOTDIR;
    return 0;
  }
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  return make(fd);
}

struct dirent *readdir(DIR *d) {
  if (d->at >= d->have) {
    long got = raw(getdents64, d->fd, d->data, sizeof d->data);
    if (got <= 0) {
      /* A directory that was removed has no entries; that is not an error. */
      if (got < 0 && got != -ENOENT) errno = (int)-got;
      return 0;
    }
    d->have = (size_t)got;
    d->at = 0;
  }
  struct dirent *entry = (struct dirent *)(d->data + d->at);
  d->at += entry->d_reclen;
  d->place = entry->d_off;
  return entry;
}

int readdir_r(DIR *restrict d, struct dirent *restrict to, struct dirent **restrict result) {
  int old = errno;
  errno = 0;
  struct dirent *entry = readdir(d);
  int error = errno;
  errno = old;
  *result = 0;
  if (!entry) return error;
  memcpy(to, entry, entry->d_reclen);
  *result = to;
  return 0;
}

int closedir(DIR *d) {
  int fd = d->fd;
  free(d);
  return close(fd);
}

void seekdir(DIR *d, long place) {
  lseek(d->fd, place, SEEK_SET);
  d->at = d->have = 0;
  d->place = place;
}

void rewinddir(DIR *d) { seekdir(d, 0); }

long telldir(DIR *d) { return d->place; }

int dirfd(DIR *d) { return d->fd; }

int alphasort(const struct dirent **a, const struct dirent **b) { return strcoll((*a)->d_name, (*b)->d_name); }

int versionsort(const struct dirent **a, const struct dirent **b) { return strverscmp((*a)->d_name, (*b)->d_name); }

int scandir(const char *path, struct dirent ***to, int (*filter)(const struct dirent *),
            int (*order)(const struct dirent **, const struct dirent **)) {
  DIR *d = opendir(path);
  struct dirent **list = 0, *entry;
  size_t n = 0, room = 0;
  int error = 0;
  if (!d) return -1;
  while (errno = 0, (entry = readdir(d))) {
    if (filter && !filter(entry)) continue;
    if (n == room) {
      struct dirent **more = realloc(list, (room = 2 * room + 16) * sizeof *list);
      if (!more) break;
      list = more;
    }
    struct dirent *copy = malloc(entry->d_reclen);
    if (!copy) break;
    list[n++] = memcpy(copy, entry, entry->d_reclen);
  }
  error = errno;
  closedir(d);
  if (error) {
    while (n) free(list[--n]);
    free(list);
    errno = error;
    return -1;
  }
  if (order && n) qsort(list, n, sizeof *list, (int (*)(const void *, const void *))(unsigned long)order);
  *to = list;
  return (int)n;
}
