#include "kernel.h"
static void on(int sig) { unsigned long m; K(rt_sigprocmask, 0, 0, &m, 8); say("sig %d mask %lx\n", sig, m); }
int main(int argc, char **argv, char **envp) {
  unsigned long none = 0, usr2 = BIT(SIGUSR2), now;
  int me = K(getpid);
  handle(SIGUSR1, on, 0); handle(SIGUSR2, on, 0);
  mask_signals(SIG_BLOCK, BIT(SIGUSR1) | BIT(SIGUSR2));
  K(kill, me, SIGUSR1);
  R(rt_sigsuspend, &none, 8);
  K(rt_sigprocmask, 0, 0, &now, 8); say("mask %lx\n", now);
  K(kill, me, SIGUSR2);
  int pid = K(fork);
  if (pid == 0) { nap(10); K(kill, me, SIGUSR1); quit(0); }
  R(rt_sigsuspend, &usr2, 8);
  K(rt_sigpending, &now, 8); say("pending %lx\n", now);
  R(rt_sigsuspend, &none, 4);
  R(rt_sigsuspend, 8, 8);
  reap(pid);
  return 0;
}
