/* getcontext(3), makecontext(3): contexts hold what a function must keep, in the places a signal frame has them
   (struct sigcontext: r8 r9 r10 r11 r12 r13 r14 r15 rdi rsi rbp rbx rdx rax rcx rsp rip from byte 40 on). */
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <ucontext.h>

_Static_assert(offsetof(ucontext_t, uc_mcontext.gregs[REG_R8]) == 40, "the code below knows these places");
_Static_assert(offsetof(ucontext_t, uc_mcontext.gregs[REG_RIP]) == 168, "the code below knows these places");

__asm__(
  ".text\n"
  ".globl getcontext\n"
  ".type getcontext, @function\n"
  "getcontext:\n"
  "  movq %r12, 72(%rdi)\n"
  "  movq %r13, 80(%rdi)\n"
  "  movq %r14, 88(%rdi)\n"
  "  movq %r15, 96(%rdi)\n"
  "  movq %rbp, 120(%rdi)\n"
  "  movq %rbx, 128(%rdi)\n"
  "  movq (%rsp), %rax\n"
  "  movq %rax, 168(%rdi)\n"
  "  leaq 8(%rsp), %rax\n"
  "  movq %rax, 160(%rdi)\n"
  "  jmp __context_mask\n"
  ".size getcontext, . - getcontext\n"
  ".globl __context_go\n"
  ".type __context_go, @function\n"
  "__context_go:\n"
  "  movq 40(%rdi), %r8\n"
  "  movq 48(%rdi), %r9\n"
  "  movq 72(%rdi), %r12\n"
  "  movq 80(%rdi), %r13\n"
  "  movq 88(%rdi), %r14\n"
  "  movq 96(%rdi), %r15\n"
  "  movq 112(%rdi), %rsi\n"
  "  movq 120(%rdi), %rbp\n"
  "  movq 128(%rdi), %rbx\n"
  "  movq 136(%rdi), %rdx\n"
  "  movq 152(%rdi), %rcx\n"
  "  movq 160(%rdi), %rsp\n"
  "  pushq 168(%rdi)\n"
  "  movq 104(%rdi), %rdi\n"
  "  xorl %eax, %eax\n"
  "  ret\n"
  ".size __context_go, . - __context_go\n"
  /* Where a function of makecontext returns to: rbx holds the context to go on with. */
  ".type __context_end, @function\n"
  "__context_end:\n"
  "  movq %rbx, %rdi\n"
  "  call __context_next\n"
  ".size __context_end, . - __context_end\n"
  ".globl swapcontext\n"
  ".type swapcontext, @function\n"
  "swapcontext:\n"
  "  pushq %rsi\n"
  "  pushq %rdi\n"
  "  subq $8, %rsp\n"
  "  call getcontext\n"
  "  addq $8, %rsp\n"
  "  popq %rdi\n"
  "  popq %rsi\n"
  "  movq (%rsp), %rax\n"
  "  movq %rax, 168(%rdi)\n"
  "  leaq 8(%rsp), %rax\n"
  "  movq %rax, 160(%rdi)\n"
  "  movq %rsi, %rdi\n"
  "  jmp setcontext\n"
  ".size swapcontext, . - swapcontext\n");

void __context_end(void);
_Noreturn void __context_go(const ucontext_t *);

/* The end of getcontext. */
int __context_mask(ucontext_t *to) {
  to->uc_flags = 0;
  return sigprocmask(SIG_SETMASK, 0, &to->uc_sigmask);
}

int setcontext(const ucontext_t *to) {
  if (sigprocmask(SIG_SETMASK, &to->uc_sigmask, 0)) return -1;
  __context_go(to);
}

_Noreturn void __context_next(const ucontext_t *next) {
  if (next) setcontext(next);
  exit(0);
}

void makecontext(ucontext_t *to, void (*f)(void), int count, ...) {
  static const int registers[] = { REG_RDI, REG_RSI, REG_RDX, REG_RCX, REG_R8, REG_R9 };
  greg_t *gregs = to->uc_mcontext.gregs;
  int spilled = count > 6 ? count - 6 : 0;
  greg_t *stack = (greg_t *)((char *)to->uc_stack.ss_sp + to->uc_stack.ss_size);
  stack = (greg_t *)((unsigned long)(stack - spilled) & -16UL) - 1;
  stack[0] = (greg_t)__context_end;
  va_list args;
  va_start(args, count);
  for (int i = 0; i < count; i++) {
    greg_t value = va_arg(args, greg_t);
    if (i < 6) gregs[registers[i]] = value;
    else stack[i - 5] = value;
  }
  va_end(args);
  gregs[REG_RBX] = (greg_t)to->uc_link;
  gregs[REG_RIP] = (greg_t)f;
  gregs[REG_RSP] = (greg_t)stack;
}
