/* Single steps and a breakpoint: the addresses of instructions, si_code of the traps, and registers set. */
#include "hosted.h"
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/uio.h>
#include <elf.h>
extern char begin[], middle[], call_here[], end[];
__asm__(
    ".text\n.globl begin, middle, call_here, end\nbegin: mov $5, %ecx\n  xor %eax, %eax\nmiddle: add %ecx, %eax\n  dec %ecx\n  jnz middle\n"
    "  mov $102, %eax\ncall_here: syscall\n  nop\nend: ret\n");
int main(void) {
  pid_t pid = fork();
  if (pid == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    ((void (*)(void))begin)();
    _exit(0);
  }
  int status;
  struct user_regs_struct r;
  siginfo_t si;
  waitpid(pid, &status, 0);
  /* Run to `begin` by a breakpoint. */
  long word = ptrace(PTRACE_PEEKTEXT, pid, begin, 0);
  ptrace(PTRACE_POKETEXT, pid, begin, (word & ~0xffL) | 0xcc);
  ptrace(PTRACE_CONT, pid, 0, 0);
  waitpid(pid, &status, 0);
  ptrace(PTRACE_GETREGS, pid, 0, &r);
  ptrace(PTRACE_GETSIGINFO, pid, 0, &si);
  SAY("stop %x at begin+%d, code %x\n", status, (int)(r.rip - (long)begin), si.si_code);
  ptrace(PTRACE_POKETEXT, pid, begin, word);
  r.rip = (long)begin;
  ptrace(PTRACE_SETREGS, pid, 0, &r);
  for (int i = 0; i < 22; i++) {
    ptrace(PTRACE_SINGLESTEP, pid, 0, 0);
    waitpid(pid, &status, 0);
    ptrace(PTRACE_GETREGS, pid, 0, &r);
    ptrace(PTRACE_GETSIGINFO, pid, 0, &si);
    SAY("%x +%d rax %lld rcx %d tf %d code %d addr +%d\n", status, (int)(r.rip - (long)begin),
        r.rip > (unsigned long)call_here ? 0 : r.rax, r.rip > (unsigned long)call_here ? 0 : (int)r.rcx,
        (int)(r.eflags >> 8 & 1), si.si_code, (int)((long)si.si_addr - (long)begin));
    if (r.rip == (unsigned long)end) break;
  }
  struct iovec v = {&r, 40};
  TRY(ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &v));
  SAY("%zu bytes\n", v.iov_len);
  v.iov_len = 7;
  TRY(ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &v));
  TRY(ptrace(PTRACE_GETREGSET, pid, 0x7777, &v));
  r.cs = 0;
  v = (struct iovec){&r, sizeof r};
  ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &v);
  SAY("%zu cs %llx ss %llx\n", v.iov_len, r.cs, r.ss);
  r.cs = 0x10;
  TRY(ptrace(PTRACE_SETREGS, pid, 0, &r));
  TRY(ptrace(PTRACE_CONT, pid, 0, 0));
  TRY(ptrace(PTRACE_GETREGS, pid, 0, &r));
  waitpid(pid, &status, 0);
  SAY("end %x\n", status);
  return 0;
}
