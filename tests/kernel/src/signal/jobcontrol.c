/* Stop and go on: wait statuses, SIGCHLD with its codes, SA_NOCLDSTOP, discarding. */
#include "kernel.h"
static int codes[8], count;
static void on(int sig, siginfo_t *si, void *uc) { if (count < 8) codes[count++] = si->si_code * 100 + si->si_status; }
/* Dies of the signal after a while, so that the parent sees before that that it goes on. */
static void late(int sig, siginfo_t *si, void *uc) {
  nap(100);
  handle(sig, (void *)SIG_DFL, 0);
  int me = K(getpid);
  K(kill, me, sig);
}
int main(int argc, char **argv, char **envp) {
  int status;
  handle(SIGCHLD, on, SA_SIGINFO | SA_RESTART);
  handle(SIGTERM, late, 0);
  int pid = K(fork);
  if (pid == 0) { for (;;) nap(1000); }
  nap(5);
  K(kill, pid, SIGSTOP);
  say("%d ", K(wait4, pid, &status, WUNTRACED, 0) == pid); say("%x\n", status);
  say("%e\n", K(wait4, pid, &status, WUNTRACED | WNOHANG, 0));
  K(kill, pid, SIGTERM);
  nap(5);
  say("still %e\n", K(wait4, pid, &status, WNOHANG, 0));
  K(kill, pid, SIGCONT);
  status = 0;
  say("%d ", K(wait4, pid, &status, WCONTINUED, 0) == pid); say("%x\n", status);
  status = 0;
  say("%d ", K(wait4, pid, &status, 0, 0) == pid); say("%x\n", status);
  count = 0;
  handle(SIGCHLD, on, SA_SIGINFO | SA_RESTART | SA_NOCLDSTOP);
  pid = K(fork);
  if (pid == 0) { int me = K(getpid); K(kill, me, SIGSTOP); quit(3); }
  siginfo_t si = {0};
  R(waitid, P_PID, pid, &si, WSTOPPED | WNOWAIT, 0);
  say("%d %d %d %d\n", si.si_signo, si.si_code, si.si_status, si.si_pid == pid);
  R(waitid, P_PID, pid, &si, WSTOPPED, 0);
  si.si_pid = 1; si.si_signo = 1;
  R(waitid, P_PID, pid, &si, WSTOPPED | WNOHANG, 0);
  say("%d %d\n", si.si_pid, si.si_signo);
  K(kill, pid, SIGCONT);
  R(waitid, P_ALL, 0, &si, WEXITED, 0);
  say("%d %d\n", si.si_code, si.si_status);
  for (int i = 0; i < count; i++) say("code %d\n", codes[i]);
  R(waitid, P_ALL, 0, &si, WEXITED, 0);
  R(waitid, P_ALL, 0, &si, 0, 0);
  R(waitid, 9, 0, &si, WEXITED, 0);
  R(waitid, P_PID, 0, &si, WEXITED, 0);
  return 0;
}
