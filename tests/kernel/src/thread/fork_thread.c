/* A fork in a thread copies that thread alone; any thread may wait for the child. */
#include "kernel.h"
static int child;
static void forks(void *arg) {
  child = K(fork);
  if (child == 0) { say("alone, leader %d\n", K(getpid) == K(gettid)); quit(9); }
}
int main(int argc, char **argv, char **envp) {
  struct thread t;
  spawn(&t, forks, 0);
  join(&t);
  reap(child);
  say("none left %e\n", K(wait4, -1, 0, 0, 0));
  return 0;
}
