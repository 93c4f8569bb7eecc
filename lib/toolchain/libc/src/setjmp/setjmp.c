/* C11 7.13, POSIX sigsetjmp. What a call keeps is saved: rbx rbp r12-r15, the stack as it is after return, where to return
   (System V ABI AMD64, 3.2.1); x87's control word and MXCSR are not part of it. */
#include <setjmp.h>
#include <signal.h>

__asm__(
  ".text\n"
  ".globl setjmp, _setjmp, sigsetjmp\n"
  ".type setjmp, @function\n"
  "setjmp:\n"
  "_setjmp:\n"
  "  xorl %esi, %esi\n"
  ".type sigsetjmp, @function\n"
  "sigsetjmp:\n"
  "  movq %rbx, (%rdi)\n"
  "  movq %rbp, 8(%rdi)\n"
  "  movq %r12, 16(%rdi)\n"
  "  movq %r13, 24(%rdi)\n"
  "  movq %r14, 32(%rdi)\n"
  "  movq %r15, 40(%rdi)\n"
  "  leaq 8(%rsp), %rdx\n"
  "  movq %rdx, 48(%rdi)\n"
  "  movq (%rsp), %rdx\n"
  "  movq %rdx, 56(%rdi)\n"
  "  jmp __save_mask\n"
  ".size setjmp, . - setjmp\n"
  ".globl __jump\n"
  ".type __jump, @function\n"
  "__jump:\n"
  "  movl %esi, %eax\n"
  "  movq (%rdi), %rbx\n"
  "  movq 8(%rdi), %rbp\n"
  "  movq 16(%rdi), %r12\n"
  "  movq 24(%rdi), %r13\n"
  "  movq 32(%rdi), %r14\n"
  "  movq 40(%rdi), %r15\n"
  "  movq 48(%rdi), %rsp\n"
  "  jmp *56(%rdi)\n"
  ".size __jump, . - __jump\n");

_Noreturn void __jump(jmp_buf env, int value);

/* The end of sigsetjmp: the first return, of 0. */
int __save_mask(jmp_buf env, int save) {
  env->__saved = save;
  if (save) sigprocmask(SIG_SETMASK, 0, &env->__mask);
  return 0;
}

_Noreturn void siglongjmp(jmp_buf env, int value) {
  if (env->__saved) sigprocmask(SIG_SETMASK, &env->__mask, 0);
  __jump(env, value ? value : 1);
}

_Noreturn void longjmp(jmp_buf env, int value) { siglongjmp(env, value); }

_Noreturn void _longjmp(jmp_buf env, int value) { siglongjmp(env, value); }
