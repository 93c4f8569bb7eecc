/* pwd: XCU pwd; -L by PWD where it is true. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
  char now[PATH_MAX];
  struct stat a, b;
  char *pwd = argc > 1 && !strcmp(argv[1], "-L") ? getenv("PWD") : 0;
  if (!pwd || *pwd != '/' || stat(pwd, &a) || stat(".", &b) || a.st_ino != b.st_ino || a.st_dev != b.st_dev)
    pwd = getcwd(now, sizeof now);
  if (!pwd) {
    fprintf(stderr, "pwd: %s\n", strerror(errno));
    return 1;
  }
  puts(pwd);
  return 0;
}
