/* The leader may end first: the process goes on, and the status is the leader's. */
#include "kernel.h"
static void later(void *arg) { nap(10); say("still here, pid stays\n"); K(exit, 3); }
int main(int argc, char **argv, char **envp) {
  int pid = K(fork);
  if (pid == 0) {
    struct thread a;
    spawn(&a, later, 0);
    K(exit, 5);
  }
  reap(pid);
  return 0;
}
