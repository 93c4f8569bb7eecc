// Paths: basename, dirname, realpath, joining, normalising dots, extensions, globbing by hand, temporary
// names, walking up to the root, openat with descriptors, O_PATH, links followed.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
static char *normal(const char *p, char *o) {
  char *parts[32], b[128], *s;
  int n = 0;
  strcpy(b, p);
  for (char *w = strtok_r(b, "/", &s); w; w = strtok_r(NULL, "/", &s)) {
    if (!strcmp(w, ".")) continue;
    if (!strcmp(w, "..")) {
      if (n && strcmp(parts[n - 1], ".."))
        n--;
      else if (*p != '/')
        parts[n++] = w;
      continue;
    }
    parts[n++] = w;
  }
  char *e = o;
  *e = 0;
  if (*p == '/') e = stpcpy(e, "/");
  for (int i = 0; i < n; i++) e = stpcpy(stpcpy(e, parts[i]), i + 1 < n ? "/" : "");
  if (!*o) strcpy(o, ".");
  return o;
}
static const char *extension(const char *p) {
  const char *b = strrchr(p, '/'), *d;
  b = b ? b + 1 : p;
  d = strrchr(b, '.');
  return d && d != b ? d + 1 : "";
}
int main(void) {
  const char *ps[] = {"/usr/lib/", "/usr/", "usr", "/", ".", "..", "a//b", ""};
  for (int i = 0; i < 8; i++) {
    char a[32], b[32];
    strcpy(a, ps[i]);
    strcpy(b, ps[i]);
    printf("%s:%s ", dirname(a), basename(b));
  }
  puts("");
  char o[128];
  printf("%s ", normal("/a/./b/../c//d/", o));
  printf("%s ", normal("../x/../../y", o));
  printf("%s ", normal("/../..", o));
  printf("%s\n", normal("a/..", o));
  printf("[%s][%s][%s][%s]\n", extension("x.tar.gz"), extension(".bashrc"), extension("dir.d/file"),
         extension("end."));
  char t[] = "tmpXXXXXX", u[] = "dirXXXXXX";
  int fd = mkstemp(t);
  printf("%d %d\n", fd >= 0, mkdtemp(u) == u && strlen(u) == 9);
  struct stat st;
  fstat(fd, &st);
  printf("%o\n", st.st_mode & 0777);
  int d = open(u, O_RDONLY | O_DIRECTORY);
  int in = openat(d, "inner", O_CREAT | O_RDWR, 0600);
  write(in, "data", 4);
  symlinkat("inner", d, "link");
  char b[16];
  int l = openat(d, "link", O_RDONLY);
  printf("%zd ", read(l, b, 16));
  errno = 0;
  printf("%d ", openat(d, "link", O_RDONLY | O_NOFOLLOW));
  printf("%d\n", errno == ELOOP);
  printf("%d %d\n", fstatat(d, "link", &st, AT_SYMLINK_NOFOLLOW), S_ISLNK(st.st_mode));
  int pf = openat(d, "inner", O_PATH);
  errno = 0;
  printf("%zd ", read(pf, b, 1));
  printf("%d\n", errno == EBADF);
  char self[64], target[PATH_MAX];
  snprintf(self, sizeof self, "/proc/self/fd/%d", in);
  ssize_t n = readlink(self, target, sizeof target - 1);
  target[n] = 0;
  printf("%s\n", strrchr(target, '/'));
  printf("%d ", renameat(d, "inner", AT_FDCWD, "moved"));
  printf("%d ", access("moved", R_OK));
  errno = 0;
  printf("%d ", openat(d, "link", O_RDONLY));
  printf("%d\n", errno == ENOENT);
  unlinkat(d, "link", 0);
  printf("%d %d %d\n", unlinkat(AT_FDCWD, u, AT_REMOVEDIR), unlink("moved"), unlink(t));
  return 0;
}
