/* ucontext_t, as a handler with SA_SIGINFO gets it; getcontext(3), makecontext(3). */
#ifndef _UCONTEXT_H
#define _UCONTEXT_H

#include <signal.h>
int getcontext(ucontext_t *);
int setcontext(const ucontext_t *);
int swapcontext(ucontext_t *__restrict, const ucontext_t *__restrict);
void makecontext(ucontext_t *, void (*)(void), int, ...);

#endif
