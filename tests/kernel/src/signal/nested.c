/* Masks while handlers run: SA_NODEFER, sa_mask, SA_RESETHAND. */
#include "kernel.h"
static int depth, pid;
static void again(int sig) {
  unsigned long m; K(rt_sigprocmask, 0, 0, &m, 8);
  say("depth %d mask %lx\n", ++depth, m);
  if (depth < 3) K(kill, pid, sig);
  say("leave %d\n", depth--);
}
static void once(int sig) { say("once\n"); }
int main(int argc, char **argv, char **envp) {
  pid = K(getpid);
  handle(SIGUSR1, again, SA_NODEFER);
  K(kill, pid, SIGUSR1);
  struct kaction a = {again, 0x04000000, restorer, BIT(SIGUSR2) | BIT(SIGTERM)};
  K(rt_sigaction, SIGUSR1, &a, 0, 8);
  depth = 2;
  K(kill, pid, SIGUSR1);
  handle(SIGUSR2, once, SA_RESETHAND);
  K(kill, pid, SIGUSR2);
  struct kaction old;
  K(rt_sigaction, SIGUSR2, 0, &old, 8);
  say("default again %d\n", old.handler == 0);
  R(rt_sigaction, SIGKILL, &a, 0, 8);
  R(rt_sigaction, 0, &a, 0, 8);
  R(rt_sigaction, 65, &a, 0, 8);
  R(rt_sigaction, SIGUSR1, &a, 0, 4);
  R(rt_sigaction, SIGKILL, 0, &old, 8);
  R(rt_sigprocmask, 7, &a, 0, 8);
  R(rt_sigprocmask, 7, 0, 0, 8);
  R(rt_sigprocmask, 0, 0, 0, 4);
  return 0;
}
