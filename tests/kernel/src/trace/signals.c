/* Signals under a tracer: shown first, passed on, changed, suppressed; SIGKILL is not shown. */
#include "hosted.h"
#include <sys/ptrace.h>
static void on(int sig, siginfo_t *si, void *uc) { SAY("handler %d code %d value %d\n", sig, si->si_code, si->si_value.sival_int); }
int main(void) {
  pid_t pid = fork();
  if (pid == 0) {
    struct sigaction sa = {.sa_sigaction = on, .sa_flags = SA_SIGINFO};
    sigaction(SIGUSR1, &sa, 0);
    sigaction(SIGUSR2, &sa, 0);
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    raise(SIGUSR1);
    raise(SIGUSR1);
    sigqueue(getpid(), SIGUSR2, (union sigval){7});
    sigqueue(getpid(), SIGUSR2, (union sigval){8});
    raise(SIGCHLD);
    struct timespec t = {0, 50000000}, left;
    SAY("sleep %d\n", nanosleep(&t, &left));
    raise(SIGTERM);
    SAY("not reached\n");
    _exit(0);
  }
  int status, n = 0;
  waitpid(pid, &status, 0);
  ptrace(PTRACE_CONT, pid, 0, 0);
  while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
    siginfo_t si;
    int sig = WSTOPSIG(status);
    TRY(ptrace(PTRACE_GETSIGINFO, pid, 0, &si));
    SAY("stopped by %s code %d\n", sigabbrev_np(sig), si.si_code);
    n++;
    if (n == 1) ptrace(PTRACE_CONT, pid, 0, sig);
    else if (n == 2) ptrace(PTRACE_CONT, pid, 0, 0);
    else if (n == 3) ptrace(PTRACE_CONT, pid, 0, SIGUSR1);
    else if (n == 4) {
      si.si_value.sival_int = 99;
      TRY(ptrace(PTRACE_SETSIGINFO, pid, 0, &si));
      ptrace(PTRACE_CONT, pid, 0, sig);
    } else if (n == 5) {
      TRY(ptrace(PTRACE_CONT, pid, 0, 200));
      ptrace(PTRACE_CONT, pid, 0, sig);
      nap(10);
      kill(pid, SIGCHLD);
    } else ptrace(PTRACE_CONT, pid, 0, sig);
  }
  SAY("end %x\n", status);
  pid = fork();
  if (pid == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    _exit(0);
  }
  waitpid(pid, &status, 0);
  kill(pid, SIGKILL);
  waitpid(pid, &status, 0);
  SAY("killed %x\n", status);
  return 0;
}
