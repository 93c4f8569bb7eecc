// The environment and arguments: getenv, setenv, unsetenv, putenv keeping a pointer, clearenv, environ
// walked, a third argument of main, /proc/self.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
extern char **environ;
static int count(void) {
  int n = 0;
  for (char **e = environ; e && *e; e++) n++;
  return n;
}
int main(int argc, char **argv, char **envp) {
  printf("%d %s %s %d %d\n", argc, argv[0], argv[argc - 1], argv[argc] == NULL, envp == environ);
  printf("%d %s\n", count(), getenv("TZ"));
  setenv("A", "1", 1);
  setenv("A", "2", 0);
  printf("%s ", getenv("A"));
  setenv("A", "3", 1);
  printf("%s %d\n", getenv("A"), getenv("NOT") == NULL);
  static char pair[] = "B=old";
  putenv(pair);
  memcpy(pair + 2, "new", 3);
  printf("%s %d\n", getenv("B"), count());
  unsetenv("A");
  printf("%d %d\n", getenv("A") == NULL, count());
  errno = 0;
  printf("%d ", setenv("X=Y", "z", 1));
  printf("%d ", errno == EINVAL);
  printf("%d\n", setenv("", "z", 1));
  FILE *p = popen("echo $B $TZ", "r");
  char line[64];
  fgets(line, 64, p);
  printf("%s%d\n", line, pclose(p));
  clearenv();
  printf("%d %d\n", environ == NULL || *environ == NULL, getenv("B") == NULL);
  setenv("ONLY", "one", 1);
  printf("%d %s\n", count(), environ[0]);
  char *fresh[] = {"P=q", NULL};
  environ = fresh;
  printf("%s %d\n", getenv("P"), count());
  return 0;
}
