/* Codes and addresses of faults, and registers that a handler may change. */
#include "kernel.h"
#include <ucontext.h>
static volatile char *want;
static void on(int sig, siginfo_t *si, void *v) {
  ucontext_t *uc = v;
  say("sig %d code %d addr %d trap %d err %d cr2 %d\n", sig, si->si_code, si->si_addr == want,
      (int)uc->uc_mcontext.gregs[REG_TRAPNO], (int)uc->uc_mcontext.gregs[REG_ERR],
      uc->uc_mcontext.gregs[REG_CR2] == (long)want);
  uc->uc_mcontext.gregs[REG_RIP] = uc->uc_mcontext.gregs[REG_RBX];
  uc->uc_mcontext.gregs[REG_RAX] = 1234;
}
#define TRY(insn)                                                                                            \
  ({                                                                                                         \
    long out;                                                                                                \
    __asm__ volatile("lea 1f(%%rip), %%rbx\n" insn "\n1:"                                                    \
                     : "=a"(out)                                                                             \
                     : "D"(want)                                                                             \
                     : "rbx", "rcx", "rdx", "memory", "cc");                                                 \
    say("rax %ld\n", out);                                                                                   \
  })
int main(int argc, char **argv, char **envp) {
  for (int s = 1; s < 32; s++)
    if (s != SIGKILL && s != SIGSTOP) handle(s, on, SA_SIGINFO);
  want = (char *)0x1000;
  TRY("movb (%%rdi), %%al");
  TRY("movb %%al, (%%rdi)");
  want = (char *)K(mmap, 0, 4096, PROT_READ, 0x22, -1, 0);
  TRY("movb %%al, (%%rdi)");
  want = (char *)K(mmap, 0, 4096, 0, 0x22, -1, 0);
  TRY("movb (%%rdi), %%al");
  long fd = K(open, "file", O_RDWR | O_CREAT, 0600);
  want = (char *)K(mmap, 0, 4096, PROT_READ, MAP_SHARED, fd, 0);
  TRY("movb (%%rdi), %%al");
  want = 0;
  TRY("movabs $0x8000000000000000, %%rax\n movb (%%rax), %%al");
  TRY("hlt");
  TRY("int3\n jmp 1f");
  return 0;
}
