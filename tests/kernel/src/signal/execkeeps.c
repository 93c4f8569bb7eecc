/* exec keeps what is ignored and blocked, forgets handlers, keeps what is pending. */
#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  if (argc > 1) {
    struct kaction a; unsigned long m, p;
    K(rt_sigaction, SIGUSR1, 0, &a, 8); say("handler %d\n", a.handler == 0);
    K(rt_sigaction, SIGUSR2, 0, &a, 8); say("ignored %d\n", a.handler == (void *)1);
    K(rt_sigprocmask, 0, 0, &m, 8); K(rt_sigpending, &p, 8);
    say("mask %lx pending %lx\n", m, p);
    stack_t s; K(sigaltstack, 0, &s); say("altstack %d\n", s.ss_flags);
    return 0;
  }
  static char st[8192];
  stack_t s = {st, 0, sizeof st}; K(sigaltstack, &s, 0);
  handle(SIGUSR1, (void *)main, 0); handle(SIGUSR2, SIG_IGN, 0);
  mask_signals(SIG_BLOCK, BIT(SIGTERM));
  int me = K(getpid); K(kill, me, SIGTERM);
  char *args[] = {argv[0], "x", 0};
  R(execve, argv[0], args, envp);
  return 1;
}
