/* ppoll, pselect6 and epoll_pwait put a mask in place while they wait. */
#include "kernel.h"
#include <poll.h>
#include <sys/epoll.h>
static int got;
static void on(int sig) { got++; }
int main(int argc, char **argv, char **envp) {
  unsigned long none = 0, all = -1UL, m;
  int me = K(getpid);
  handle(SIGUSR1, on, 0);
  mask_signals(SIG_BLOCK, BIT(SIGUSR1));
  struct timespec t = {0, 10000000};
  K(kill, me, SIGUSR1);
  R(ppoll, 0, 0, &t, &all, 8); say("got %d\n", got);
  R(ppoll, 0, 0, &t, &none, 8); say("got %d\n", got);
  K(rt_sigprocmask, 0, 0, &m, 8); say("mask %lx\n", m);
  K(kill, me, SIGUSR1);
  struct { void *p; long n; } arg = {&none, 8};
  t.tv_nsec = 10000000;
  R(pselect6, 0, 0, 0, 0, &t, &arg); say("got %d\n", got);
  arg.n = 4;
  R(pselect6, 0, 0, 0, 0, &t, &arg);
  K(kill, me, SIGUSR1);
  struct epoll_event e;
  long ep = K(epoll_create1, 0);
  R(epoll_pwait, ep, &e, 1, 10, &none, 8); say("got %d\n", got);
  K(kill, me, SIGUSR1);
  t.tv_nsec = 0;
  R(ppoll, 0, 0, &t, &none, 8); say("got %d\n", got);
  R(ppoll, 0, 0, &t, &none, 9);
  K(rt_sigprocmask, 0, 0, &m, 8); say("mask %lx\n", m);
  return 0;
}
