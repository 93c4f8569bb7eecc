/* Handlers with siginfo: who sent it and how. */
#include "kernel.h"
static int pid;
static void on(int sig, siginfo_t *si, void *uc) {
  say("sig %d code %d me %d value %d errno %d\n", si->si_signo, si->si_code, si->si_pid == pid, si->si_value.sival_int, si->si_errno);
}
int main(int argc, char **argv, char **envp) {
  pid = K(getpid);
  handle(SIGUSR1, on, SA_SIGINFO);
  handle(34, on, SA_SIGINFO);
  R(kill, pid, SIGUSR1);
  R(tgkill, pid, pid, SIGUSR1);
  R(tkill, pid, SIGUSR1);
  siginfo_t si = {0};
  si.si_signo = 34; si.si_code = SI_QUEUE; si.si_value.sival_int = 77; si.si_pid = pid;
  R(rt_sigqueueinfo, pid, 34, &si);
  R(rt_tgsigqueueinfo, pid, pid, 34, &si);
  si.si_code = 5;
  R(rt_sigqueueinfo, pid, 34, &si);
  R(rt_sigqueueinfo, 1, 34, &si);
  R(rt_sigqueueinfo, 999999, 34, &si);
  si.si_code = SI_QUEUE;
  R(rt_sigqueueinfo, 999999, 34, &si);
  R(rt_sigqueueinfo, pid, 65, &si);
  R(rt_sigqueueinfo, pid, 34, 8);
  R(rt_tgsigqueueinfo, pid, 0, 34, &si);
  R(kill, pid, 0);
  R(kill, pid, 65);
  R(kill, 999999, 0);
  R(kill, -999999, SIGUSR1);
  return 0;
}
