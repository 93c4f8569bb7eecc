/* exit_group ends sleeping threads too; the status is its own. */
#include "kernel.h"
static int never;
static void sleeper(void *arg) { K(futex, &never, 128, 0, 0, 0, 0); say("never\n"); }
static void ender(void *arg) { nap(5); quit(7); }
int main(int argc, char **argv, char **envp) {
  int pid = K(fork);
  if (pid == 0) {
    struct thread a, b, c;
    spawn(&a, sleeper, 0); spawn(&b, sleeper, 0); spawn(&c, ender, 0);
    K(pause);
  }
  reap(pid);
  return 0;
}
