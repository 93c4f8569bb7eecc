/* PTRACE_GET_SYSCALL_INFO, PTRACE_GETSIGMASK, process_vm_readv on a tracee. */
#include "hosted.h"
#include <sys/ptrace.h>
#include <linux/ptrace.h>
#include <sys/uio.h>
#define GET_INFO 0x420e
int main(void) {
  pid_t pid = fork();
  static char buffer[8] = "before";
  if (pid == 0) {
    strcpy(buffer, "child");
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    syscall(SYS_lseek, 77, 5, 9, 4, 5, 6);
    syscall(SYS_umask, 022);
    _exit(0);
  }
  int status;
  struct ptrace_syscall_info info;
  waitpid(pid, &status, 0);
  ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD);
  memset(&info, 0, sizeof info);
  TRY(ptrace(GET_INFO, pid, sizeof info, &info));
  SAY("op %d arch %x\n", info.op, info.arch);
  unsigned long mask = 0;
  TRY(ptrace(PTRACE_GETSIGMASK, pid, 8, &mask));
  SAY("mask %lx\n", mask);
  mask = 1UL << (SIGUSR1 - 1);
  TRY(ptrace(PTRACE_SETSIGMASK, pid, 8, &mask));
  TRY(ptrace(PTRACE_GETSIGMASK, pid, 4, &mask));
  struct iovec here = {buffer, 8}, there = {buffer, 8};
  TRY(process_vm_readv(pid, &here, 1, &there, 1, 0));
  SAY("%s\n", buffer);
  for (;;) {
    ptrace(PTRACE_SYSCALL, pid, 0, 0);
    waitpid(pid, &status, 0);
    if (!WIFSTOPPED(status)) break;
    long n = ptrace(GET_INFO, pid, sizeof info, &info);
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
      SAY("%ld entry %llu(%llu, %llu, %llu) ip %d\n", n, info.entry.nr, info.entry.args[0],
          info.entry.args[1], info.entry.args[2], info.instruction_pointer != 0);
    else
      SAY("%ld exit %lld error %d\n", n, (long long)info.exit.rval, info.exit.is_error);
  }
  SAY("end %x\n", status);
  return 0;
}
