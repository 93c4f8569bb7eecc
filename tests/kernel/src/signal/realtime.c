/* Real-time signals queue in order of number, each with its value; ordinary ones do not. */
#include "kernel.h"
static void on(int sig, siginfo_t *si, void *uc) { say("%d %d\n", sig, si->si_value.sival_int); }
int main(int argc, char **argv, char **envp) {
  int pid = K(getpid);
  for (int s = 34; s < 38; s++) handle(s, on, SA_SIGINFO);
  handle(SIGUSR1, on, SA_SIGINFO);
  handle(SIGUSR2, on, SA_SIGINFO);
  mask_signals(SIG_BLOCK, -1UL);
  siginfo_t si = {0};
  si.si_code = SI_QUEUE;
  int order[] = {36, 34, 36, 35, 34, SIGUSR2, SIGUSR1, SIGUSR2};
  for (int i = 0; i < 8; i++) { si.si_value.sival_int = i; K(rt_sigqueueinfo, pid, order[i], &si); }
  unsigned long pending = 0;
  R(rt_sigpending, &pending, 8);
  say("%lx\n", pending);
  mask_signals(SIG_UNBLOCK, -1UL);
  return 0;
}
