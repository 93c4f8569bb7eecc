// execl, execv, execle, execvp, execve of itself and of a script; exit statuses 126 and 127; environment.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static int finish(pid_t pid) { int st; waitpid(pid, &st, 0); return WIFEXITED(st) ? WEXITSTATUS(st) : 1000 + WTERMSIG(st); }
#define RUN(...) ({ fflush(stdout); pid_t p = fork(); if (p == 0) { __VA_ARGS__; _exit(errno == ENOENT ? 127 : 126); } finish(p); })
int main(void) {
  printf("%d\n", RUN(execl("/bin/sh", "sh", "-c", "echo from sh; exit 3", (char *)0)));
  char *args[] = {"echo", "several", "words here", NULL};
  printf("%d\n", RUN(execvp("echo", args)));
  char *env[] = {"GREETING=hello", "EMPTY=", NULL};
  printf("%d\n", RUN(execle("/bin/sh", "sh", "-c", "echo $GREETING [$EMPTY] [$HOME]", NULL, env)));
  printf("%d\n", RUN(execl("/no/such/file", "x", NULL)));
  printf("%d\n", RUN(execv("/tmp", args)));
  char *script[] = {"sh", "-c", "kill -9 $$", NULL};
  printf("%d\n", RUN(execve("/bin/sh", script, env)));
  setenv("MADE", "by setenv", 1);
  printf("%d\n", RUN(execlp("sh", "sh", "-c", "echo $MADE", NULL)));
  printf("%d\n", WEXITSTATUS(system("exit 9")));
  return 0;
}
