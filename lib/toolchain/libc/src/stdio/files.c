/* C11 7.21.4: remove, rename, tmpfile, tmpnam. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "../internal/syscall.h"

int remove(const char *path) {
  if (!unlink(path)) return 0;
  return errno == EISDIR ? rmdir(path) : -1;
}

int rename(const char *from, const char *to) { return (int)call(rename, from, to); }

int renameat(int from_dir, const char *from, int to_dir, const char *to) {
  return (int)call(renameat, from_dir, from, to_dir, to);
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags) {
  return (int)call(renameat2, from_dir, from, to_dir, to, flags);
}

FILE *tmpfile(void) {
  int fd = open("/tmp", O_RDWR | O_EXCL | O_TMPFILE, 0600);
  if (fd < 0) {
    char name[] = "/tmp/tmpfXXXXXX";
    fd = mkstemp(name);
    if (fd < 0) return 0;
    unlink(name);
  }
  FILE *f = fdopen(fd, "w+");
  if (!f) close(fd);
  return f;
}

char *tmpnam_r(char *to) { return to ? tmpnam(to) : 0; }

char *tmpnam(char *to) {
  static char own[L_tmpnam];
  char name[L_tmpnam] = "/tmp/fileXXXXXX";
  if (!*mktemp(name)) return 0;
  return strcpy(to ? to : own, name);
}

char *tempnam(const char *directory, const char *prefix) {
  const char *from = getenv("TMPDIR");
  struct stat st;
  if (!from || stat(from, &st) || !S_ISDIR(st.st_mode)) from = directory;
  if (!from || stat(from, &st) || !S_ISDIR(st.st_mode)) from = P_tmpdir;
  char *name;
  if (asprintf(&name, "%s/%.5sXXXXXX", from, prefix ? prefix : "file") < 0) return 0;
  if (*mktemp(name)) return name;
  free(name);
  return 0;
}

char *ctermid(char *to) {
  static char own[L_ctermid];
  return strcpy(to ? to : own, "/dev/tty");
}
