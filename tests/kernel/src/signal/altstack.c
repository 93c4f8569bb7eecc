#include "kernel.h"
#include <ucontext.h>
static char stack[16384] __attribute__((aligned(16)));
static void on(int sig, siginfo_t *si, void *v) {
  ucontext_t *uc = v;
  char here;
  stack_t now;
  K(sigaltstack, 0, &now);
  say("on alternate %d flags %d, in uc %d size %lu\n", &here > stack && &here < stack + sizeof stack,
      now.ss_flags, uc->uc_stack.ss_sp == stack, uc->uc_stack.ss_size);
  stack_t s = {stack, 0, sizeof stack};
  R(sigaltstack, &s, 0);
}
int main(int argc, char **argv, char **envp) {
  stack_t s = {stack, 0, 1024}, old;
  R(sigaltstack, &s, 0);
  s.ss_size = sizeof stack;
  s.ss_flags = 8;
  R(sigaltstack, &s, 0);
  s.ss_flags = 0;
  R(sigaltstack, &s, &old);
  say("was %d\n", old.ss_flags);
  handle(SIGUSR1, on, SA_SIGINFO | SA_ONSTACK);
  K(kill, my_pid(), SIGUSR1);
  K(sigaltstack, 0, &old);
  say("after %d\n", old.ss_flags);
  s.ss_flags = SS_DISABLE;
  R(sigaltstack, &s, 0);
  K(sigaltstack, 0, &old);
  say("disabled %d %lu\n", old.ss_flags, old.ss_size);
  R(sigaltstack, 8, 0);
  return 0;
}
