#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <errno.h>
int main(void) {
  int p[2], q[2], st;
  char b[100];
  pipe(p);
  pipe(q);
  fflush(stdout);
  pid_t c = fork();
  if (c == 0) {
    close(p[1]);
    close(q[0]);
    ssize_t n = read(p[0], b, 100);
    for (int i = 0; i < n; i++) b[i] ^= 32;
    write(q[1], b, n);
    _exit(5);
  }
  close(p[0]);
  close(q[1]);
  write(p[1], "hello", 5);
  ssize_t n = read(q[0], b, 100);
  waitpid(c, &st, 0);
  printf("%.*s %d %d\n", (int)n, b, WIFEXITED(st), WEXITSTATUS(st));
  fflush(stdout);
  c = fork();
  if (c == 0) {
    raise(9);
  }
  wait(&st);
  printf("%d %d\n", WIFSIGNALED(st), WTERMSIG(st));
  int total = 0;
  for (int i = 0; i < 5; i++)
    if (fork() == 0) _exit(i * 3);
  while (wait(&st) > 0) total += WEXITSTATUS(st);
  printf("%d %d\n", total, errno == ECHILD);
  fflush(stdout);
  c = fork();
  if (c == 0) {
    execlp("echo", "echo", "from", "exec", (char *)0);
    _exit(127);
  }
  waitpid(c, &st, 0);
  printf("%d\n", WEXITSTATUS(st));
  fflush(stdout);
  if ((c = fork()) == 0) {
    execv("/no/such", (char *[]){"x", 0});
    _exit(errno);
  }
  waitpid(c, &st, 0);
  printf("%s\n", strerror(WEXITSTATUS(st)));
  FILE *f = popen("echo one; echo two", "r");
  while (fgets(b, 100, f)) printf("> %s", b);
  printf("%d\n", pclose(f));
  int d = dup(1);
  dup2(d, 20);
  dprintf(20, "dup\n");
}
