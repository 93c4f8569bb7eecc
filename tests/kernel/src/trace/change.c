/* A tracer changes what a call does: its number, its arguments and its answer, and memory that may not be written. */
#include "hosted.h"
#include <sys/ptrace.h>
#include <sys/user.h>
#include <stddef.h>
static const char text[] = "read-only text\n";
int main(void) {
  pid_t pid = fork();
  if (pid == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    errno = 0;
    long a = syscall(SYS_getppid);
    SAY("getppid says %ld\n", a);
    a = syscall(SYS_close, 1);
    SAY("close says %ld %s\n", a, strerrorname_np(errno));
    if (write(1, text, sizeof text - 1) < 0) _exit(1);
    _exit(syscall(SYS_getuid));
  }
  int status;
  waitpid(pid, &status, 0);
  ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  for (int entry = 1;; entry = !entry) {
    ptrace(PTRACE_SYSCALL, pid, 0, 0);
    waitpid(pid, &status, 0);
    if (!WIFSTOPPED(status)) break;
    struct user_regs_struct r;
    ptrace(PTRACE_GETREGS, pid, 0, &r);
    if (entry && r.orig_rax == SYS_close) {
      errno = 0;
      long word = ptrace(PTRACE_PEEKTEXT, pid, text, 0);
      SAY("peek %lx\n", word);
      TRY(ptrace(PTRACE_POKETEXT, pid, text, 0x6574697277206f6eL));
      TRY(ptrace(PTRACE_PEEKDATA, pid, 8, 0));
      TRY(ptrace(PTRACE_POKEDATA, pid, 8, 0));
      r.orig_rax = -1;
      ptrace(PTRACE_SETREGS, pid, 0, &r);
    } else if (entry && r.orig_rax == SYS_getuid) {
      TRY(ptrace(PTRACE_POKEUSER, pid, offsetof(struct user, regs.orig_rax), SYS_getppid));
    } else if (!entry && r.orig_rax == SYS_getppid) {
      r.rax = entry ? 0 : 42;
      ptrace(PTRACE_SETREGS, pid, 0, &r);
    }
  }
  SAY("end %x, mine still %.9s\n", status, text);
  TRY(ptrace(PTRACE_PEEKUSER, pid, 0, 0));
  return 0;
}
