/* C11 7.13, POSIX <setjmp.h>. rbx rbp r12 r13 r14 r15 rsp rip, then the mask. */
#ifndef _SETJMP_H
#define _SETJMP_H

#include <bits/sigset.h>
typedef struct {
  unsigned long __regs[8];
  long __saved;
  sigset_t __mask;
} jmp_buf[1], sigjmp_buf[1];
int setjmp(jmp_buf) __attribute__((__returns_twice__));
int _setjmp(jmp_buf) __attribute__((__returns_twice__));
int sigsetjmp(sigjmp_buf, int) __attribute__((__returns_twice__));
_Noreturn void longjmp(jmp_buf, int);
_Noreturn void _longjmp(jmp_buf, int);
_Noreturn void siglongjmp(sigjmp_buf, int);
#define setjmp(env) setjmp(env)
#define sigsetjmp(env, save) sigsetjmp(env, save)

#endif
