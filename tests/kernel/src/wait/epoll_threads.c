/* A thread that waits in epoll_wait is woken by what another adds. */
#include "kernel.h"
#include <sys/epoll.h>
static int p[2];
static long ep;
static void adds(void *arg) {
  nap(10);
  struct epoll_event e = {EPOLLIN, {.u64 = 5}};
  K(write, p[1], "x", 1);
  K(epoll_ctl, ep, 1, p[0], &e);
}
int main(int argc, char **argv, char **envp) {
  K(pipe, p);
  ep = K(epoll_create1, 0);
  struct thread t;
  spawn(&t, adds, 0);
  struct epoll_event out;
  R(epoll_wait, ep, &out, 1, 2000);
  say("%x %lu\n", out.events, out.data.u64);
  struct timespec ts = {0, 5000000}, bad = {0, -1};
  K(epoll_ctl, ep, 2, p[0], 0);
  R(epoll_pwait2, ep, &out, 1, &ts, 0, 0);
  R(epoll_pwait2, ep, &out, 1, &bad, 0, 0);
  R(epoll_pwait2, ep, &out, 1, 8, 0, 0);
  join(&t);
  return 0;
}
