#include "kernel.h"
#include <sys/signalfd.h>
#include <poll.h>
static void kill_me(void) { long p = K(getpid); K(kill, p, SIGUSR1); }
int main(int argc, char **argv, char **envp) {
  unsigned long set = BIT(SIGUSR1) | BIT(36) | BIT(SIGCHLD);
  struct signalfd_siginfo s[3];
  mask_signals(SIG_BLOCK, set);
  long fd = R(signalfd4, -1, &set, 8, SFD_NONBLOCK);
  R(signalfd4, -1, &set, 4, 0);
  R(signalfd4, -1, &set, 8, 5);
  R(signalfd4, 0, &set, 8, 0);
  R(signalfd4, 77, &set, 8, 0);
  R(read, fd, s, 128);
  R(read, fd, s, 127);
  struct pollfd p = {fd, POLLIN, 0};
  R(poll, &p, 1, 0);
  kill_me();
  siginfo_t si = {0};
  si.si_code = SI_QUEUE; si.si_value.sival_int = 5;
  int me = K(getpid); K(rt_sigqueueinfo, me, 36, &si);
  R(poll, &p, 1, 0);
  say("%x\n", p.revents);
  R(read, fd, s, sizeof s);
  say("%d %d me %d; %d %d %d\n", s[0].ssi_signo, s[0].ssi_code, s[0].ssi_pid == K(getpid), s[1].ssi_signo, s[1].ssi_code, s[1].ssi_int);
  int pid = K(fork);
  if (pid == 0) quit(9);
  p.revents = 0;
  R(poll, &p, 1, -1);
  R(read, fd, s, sizeof s);
  say("%d %d child %d status %d\n", s[0].ssi_signo, s[0].ssi_code, s[0].ssi_pid == pid, s[0].ssi_status);
  reap(pid);
  set = BIT(SIGUSR2);
  say("same fd %d\n", K(signalfd4, fd, &set, 8, 0) == fd);
  kill_me();
  R(read, fd, s, sizeof s);
  R(write, fd, s, 128);
  return 0;
}
