#include "hosted.h"
#include <limits.h>
/* How long a name, a path and a chain of links may be. */
static char name[300], path[5000];
int main() {
  memset(name, 'n', 299);
  name[255] = 0;
  int fd = TRY(open(name, O_CREAT | O_RDWR, 0644));
  close(fd);
  name[255] = 'n';
  name[256] = 0;
  TRY(open(name, O_CREAT | O_RDWR, 0644));
  TRY(mkdir(name, 0755));
  TRY(unlink(name));
  TRY(symlink("x", name));
  TRY(rename(name, "x"));
  TRY(stat(name, &(struct stat){0}));
  for (int i = 0; i + 1 < 4095; i += 2) memcpy(path + i, "./", 2);
  path[4094] = 'x';
  path[4095] = 0;
  TRY(open(path, O_CREAT | O_RDWR, 0644));
  TRY(access("x", F_OK));
  path[4094] = '/';
  path[4095] = 'x';
  path[4096] = 0;
  TRY(access(path, F_OK));
  TRY(chdir(path));
  TRY(mkdir(path, 0700));
  TRY(symlink(path, "l"));
  TRY(symlink("x", path));
  path[4095] = 0;
  TRY(symlink(path, "l"));
  TRY(access("l", F_OK));
  TRY(readlink("l", path, sizeof path));
  TRY(symlink("", "empty"));
  TRY(mkdir("", 0700));
  char a[8], b[8];
  strcpy(a, "x");
  for (int i = 0; i < 42; i++) {
    snprintf(b, 8, "s%d", i);
    symlink(a, b);
    strcpy(a, b);
  }
  TRY(access("s38", F_OK));
  TRY(access("s39", F_OK));
  TRY(access("s40", F_OK));
  TRY(access("s41", F_OK));
  symlink("loop2", "loop1");
  symlink("loop1", "loop2");
  TRY(open("loop1", O_RDONLY));
  TRY(open("loop1", O_RDONLY | O_NOFOLLOW));
  TRY(open("loop1", O_PATH | O_NOFOLLOW));
  TRY(chdir("loop1/x"));
  TRY(unlink("loop1"));
  TRY(open("x/y", O_RDONLY));
  TRY(open("x/", O_RDONLY));
  TRY(open("new/", O_CREAT | O_RDWR, 0644));
  TRY(mkdir("new/", 0755));
  TRY(rmdir("new/."));
  TRY(rmdir("new/.."));
  TRY(rmdir("new//"));
  TRY(unlink("x/"));
  /* A path that grows too long step by step: getcwd. */
  name[200] = 0;
  int depth = 0;
  while (depth < 25 && mkdir(name, 0755) == 0 && chdir(name) == 0) depth++;
  SAY("depth %d\n", depth);
  TRY(getcwd(path, sizeof path) == 0);
  TRY(syscall(SYS_getcwd, path, 4096));
  TRY(syscall(SYS_getcwd, path, 100));
  TRY(syscall(SYS_getcwd, 8, 4096));
  while (depth-- > 0) {
    chdir("..");
    rmdir(name);
  }
  return 0;
}
