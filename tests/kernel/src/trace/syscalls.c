/* A small strace: the calls of a child, their arguments and answers, as PTRACE_SYSCALL shows them. */
#include "hosted.h"
#include <sys/ptrace.h>
#include <sys/user.h>
static void child(void) {
  ptrace(PTRACE_TRACEME, 0, 0, 0);
  raise(SIGSTOP);
  syscall(SYS_getpid);
  if (write(1, "from the child\n", 15) != 15) _exit(1);
  close(77);
  syscall(9999, 1, 2, 3);
  int fd = open("/no/such/file", O_RDONLY);
  _exit(fd == -1 ? 7 : 8);
}
int main(void) {
  pid_t pid = fork();
  if (pid == 0) child();
  int status;
  waitpid(pid, &status, 0);
  SAY("first stop %x\n", status);
  TRY(ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD));
  int entry = 1;
  for (;;) {
    ptrace(PTRACE_SYSCALL, pid, 0, 0);
    if (waitpid(pid, &status, 0) != pid) break;
    if (!WIFSTOPPED(status)) break;
    if (WSTOPSIG(status) != (SIGTRAP | 0x80)) { SAY("signal %d\n", WSTOPSIG(status)); continue; }
    struct user_regs_struct r;
    ptrace(PTRACE_GETREGS, pid, 0, &r);
    if (entry) {
      SAY("call %lld(%lld), rax %lld", r.orig_rax, r.orig_rax == SYS_getpid ? 0 : (long long)(int)r.rdi, (long long)r.rax);
      if (r.orig_rax == SYS_write) {
        char text[16] = {0};
        for (int i = 0; i < 2; i++) {
          long word = ptrace(PTRACE_PEEKDATA, pid, r.rsi + i * 8, 0);
          memcpy(text + i * 8, &word, 8);
        }
        SAY(" '%.4s'", text);
      }
    } else if (r.orig_rax == SYS_getpid) SAY(" = pid %d\n", r.rax == (unsigned)pid);
    else SAY(" = %lld\n", (long long)r.rax);
    entry = !entry;
  }
  SAY("\nend %x\n", status);
  TRY(ptrace(PTRACE_CONT, pid, 0, 0));
  TRY(ptrace(PTRACE_ATTACH, getpid(), 0, 0));
  TRY(ptrace(PTRACE_ATTACH, 999999, 0, 0));
  TRY(ptrace(12345, 1, 0, 0));
  return 0;
}
