#include "kernel.h"
#include <sys/prctl.h>
int main(int argc, char **argv, char **envp) {
  int p[2], q[2]; char c; K(pipe, p); K(pipe, q);
  int pid = K(fork);
  if (pid == 0) {
    if (K(fork) == 0) {
      unsigned long set = BIT(SIGUSR1); mask_signals(SIG_BLOCK, set);
      K(prctl, PR_SET_PDEATHSIG, SIGUSR1, 0, 0, 0); K(write, p[1], "r", 1);
      say("signal %d\n", K(rt_sigtimedwait, &set, 0, 0, 8) == SIGUSR1); K(write, q[1], "d", 1); quit(0);
    }
    K(read, p[0], &c, 1); quit(0);
  }
  K(wait4, pid, 0, 0, 0); K(read, q[0], &c, 1); nap(2);
  return 0;
}
