/* Children of one who ignores SIGCHLD leave no zombie. */
#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  handle(SIGCHLD, SIG_IGN, 0);
  int pid = K(fork);
  if (pid == 0) quit(1);
  R(wait4, pid, 0, 0, 0);
  handle(SIGCHLD, SIG_DFL, SA_NOCLDWAIT);
  pid = K(fork);
  if (pid == 0) quit(1);
  R(wait4, -1, 0, 0, 0);
  handle(SIGCHLD, SIG_DFL, 0);
  pid = K(fork);
  if (pid == 0) quit(1);
  reap(pid);
  return 0;
}
