#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  unsigned long set = BIT(SIGUSR1) | BIT(35);
  struct timespec t = {0, 20000000}, bad = {0, 2000000000};
  siginfo_t si = {0};
  mask_signals(SIG_BLOCK, set);
  R(rt_sigtimedwait, &set, &si, &t, 8);
  R(rt_sigtimedwait, &set, &si, &bad, 8);
  R(rt_sigtimedwait, &set, &si, &t, 4);
  R(rt_sigtimedwait, 8, &si, &t, 8);
  K(kill, my_pid(), 35);
  K(kill, my_pid(), SIGUSR1);
  R(rt_sigtimedwait, &set, &si, &t, 8);
  say("%d %d\n", si.si_signo, si.si_code);
  R(rt_sigtimedwait, &set, 0, 0, 8);
  int me = K(getpid);
  int pid = K(fork);
  if (pid == 0) { nap(10); K(kill, me, SIGUSR1); quit(0); }
  R(rt_sigtimedwait, &set, &si, 0, 8);
  say("from child %d\n", si.si_pid == pid);
  t.tv_nsec = 0;
  R(rt_sigtimedwait, &set, &si, &t, 8);
  reap(pid);
  return 0;
}
