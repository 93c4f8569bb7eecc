#include <stdio.h>
#include <stdlib.h>
#include <string.h>
extern char **environ;
static void bye(void) { puts("bye"); }
static void first(void) { puts("registered last"); }
int main(int argc, char **argv) {
  setenv("KEY", "value", 1);
  setenv("KEY", "kept", 0);
  printf("%s %d\n", getenv("KEY"), getenv("NOPE") == NULL);
  putenv("PUT=1");
  printf("%s\n", getenv("PUT"));
  unsetenv("KEY");
  printf("%d\n", getenv("KEY") == 0);
  int n = 0;
  for (char **e = environ; *e; e++) n += !strncmp(*e, "PUT=", 4);
  printf("%d %d %s %d\n", n, argc, argv[1], argv[argc] == 0);
  printf("%d\n", system("exit 3") >> 8);
  srand(5);
  int a = rand();
  srand(5);
  printf("%d\n", a == rand());
  atexit(bye);
  atexit(first);
  if (argc > 1) exit(7);
  return 1;
}
