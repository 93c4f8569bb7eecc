// A tree of processes: who waits for whom, exit codes summed up, orphans, waitid, WNOHANG.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static int node(int depth, int id) {
  if (depth == 0) return id;
  int sum = 0;
  pid_t kids[2];
  for (int i = 0; i < 2; i++)
    if ((kids[i] = fork()) == 0) _exit(node(depth - 1, id * 2 + i));
  for (int i = 0; i < 2; i++) {
    int st;
    if (waitpid(kids[i], &st, 0) != kids[i]) return 99;
    sum += WEXITSTATUS(st);
  }
  return sum;
}
int main(void) {
  printf("%d\n", node(3, 1));
  int fds[2];
  pipe(fds);
  pid_t pid = fork();
  if (pid == 0) { char c; close(fds[1]); read(fds[0], &c, 1); _exit(5); }
  close(fds[0]);
  int st = -1;
  printf("%d %d\n", waitpid(pid, &st, WNOHANG), st);
  close(fds[1]);
  siginfo_t si;
  printf("%d", waitid(P_PID, pid, &si, WEXITED | WNOWAIT));
  printf(" %d %d\n", si.si_status, si.si_code == CLD_EXITED);
  printf("%d %d\n", waitpid(-1, &st, 0) == pid, WEXITSTATUS(st));
  printf("%d %d\n", wait(NULL), errno == ECHILD);
  atexit((void (*)(void))(void *)abort);
  if (fork() == 0) _Exit(0);
  wait(&st);
  printf("%d\n", st);
  fflush(stdout);
  _exit(0);
}
