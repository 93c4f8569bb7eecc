/* Attaching to a running process: attach, seize, interrupt, listen, detach, and a tracer that ends. */
#include "hosted.h"
#include <sys/ptrace.h>
#include <linux/ptrace.h>
int main(void) {
  int status;
  pid_t pid = fork();
  if (pid == 0) for (;;) nap(5);
  nap(10);
  TRY(ptrace(PTRACE_ATTACH, pid, 0, 0));
  waitpid(pid, &status, 0);
  SAY("attached %x\n", status);
  TRY(ptrace(PTRACE_ATTACH, pid, 0, 0));
  TRY(ptrace(PTRACE_INTERRUPT, pid, 0, 0));
  TRY(ptrace(PTRACE_DETACH, pid, 0, 0));
  TRY(ptrace(PTRACE_CONT, pid, 0, 0));
  nap(10);
  TRY(ptrace(PTRACE_SEIZE, pid, 1, 0));
  TRY(ptrace(PTRACE_SEIZE, pid, 0, 0x7fffffff));
  TRY(ptrace(PTRACE_SEIZE, pid, 0, PTRACE_O_TRACESYSGOOD));
  TRY(waitpid(pid, &status, WNOHANG));
  TRY(ptrace(PTRACE_CONT, pid, 0, 0));
  TRY(ptrace(PTRACE_INTERRUPT, pid, 0, 0));
  waitpid(pid, &status, 0);
  SAY("interrupted %x\n", status);
  siginfo_t si;
  TRY(ptrace(PTRACE_GETSIGINFO, pid, 0, &si));
  SAY("%d %x\n", si.si_signo, si.si_code);
  ptrace(PTRACE_CONT, pid, 0, 0);
  kill(pid, SIGSTOP);
  waitpid(pid, &status, 0);
  SAY("signal %x\n", status);
  ptrace(PTRACE_CONT, pid, 0, SIGSTOP);
  waitpid(pid, &status, 0);
  SAY("group stop %x\n", status);
  TRY(ptrace(PTRACE_LISTEN, pid, 0, 0));
  TRY(ptrace(PTRACE_CONT, pid, 0, 0));
  kill(pid, SIGCONT);
  waitpid(pid, &status, 0);
  SAY("over %x\n", status);
  ptrace(PTRACE_CONT, pid, 0, 0);
  waitpid(pid, &status, 0);
  SAY("then %x\n", status);
  TRY(ptrace(PTRACE_DETACH, pid, 0, SIGTERM));
  waitpid(pid, &status, 0);
  SAY("end %x\n", status);
  /* Somebody else's child: its parent hears of its end after the tracer. */
  int p[2];
  if (pipe(p)) return 1;
  pid = fork();
  if (pid == 0) { close(p[1]); char c; _exit(read(p[0], &c, 1) ? 6 : 5); }
  pid_t tracer = fork();
  if (tracer == 0) {
    ptrace(PTRACE_SEIZE, pid, 0, 0);
    ptrace(PTRACE_INTERRUPT, pid, 0, 0);
    waitpid(pid, &status, __WALL);
    SAY("tracer sees %x\n", status);
    ptrace(PTRACE_CONT, pid, 0, 0);
    close(p[1]);
    waitpid(pid, &status, __WALL);
    SAY("tracer sees the end %x\n", status);
    _exit(0);
  }
  nap(20);
  if (write(p[1], "x", 1) != 1) return 1;
  close(p[1]);
  waitpid(tracer, 0, 0);
  waitpid(pid, &status, 0);
  SAY("parent sees %x\n", status);
  /* PTRACE_O_EXITKILL. */
  pid = fork();
  if (pid == 0) for (;;) nap(5);
  tracer = fork();
  if (tracer == 0) { ptrace(PTRACE_SEIZE, pid, 0, PTRACE_O_EXITKILL); _exit(0); }
  waitpid(tracer, 0, 0);
  waitpid(pid, &status, 0);
  SAY("killed with it %x\n", status);
  return 0;
}
