#include "kernel.h"
#include <sys/timerfd.h>
#include <poll.h>
int main(int argc, char **argv, char **envp) {
  uint64_t n = 0;
  long fd = R(timerfd_create, 1, TFD_NONBLOCK);
  R(timerfd_create, 1, 5);
  R(timerfd_create, 2, 0);
  struct itimerspec s = {{0, 0}, {0, 20000000}}, g;
  R(read, fd, &n, 8);
  R(read, fd, &n, 4);
  R(timerfd_settime, fd, 0, &s, 0);
  struct pollfd p = {fd, POLLIN, 0};
  R(poll, &p, 1, 0);
  R(poll, &p, 1, 1000);
  say("%x\n", p.revents);
  R(read, fd, &n, 8); say("%lu\n", n);
  R(read, fd, &n, 8);
  s.it_interval.tv_nsec = 10000000;
  struct timespec from, to;
  K(clock_gettime, 1, &from);
  R(timerfd_settime, fd, 0, &s, 0);
  nap(55);
  R(read, fd, &n, 8);
  K(clock_gettime, 1, &to);
  long ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
  say("%d\n", n >= 3 && n <= (unsigned long)ms / 10);
  R(timerfd_gettime, fd, &g);
  say("%d %d\n", g.it_value.tv_nsec > 0, (int)g.it_interval.tv_nsec);
  struct itimerspec zero = {{0, 0}, {0, 0}};
  R(timerfd_settime, fd, 0, &zero, &g);
  say("%d\n", (int)g.it_interval.tv_nsec);
  R(timerfd_settime, fd, 8, &zero, 0);
  R(timerfd_settime, 0, 0, &zero, 0);
  R(timerfd_settime, 99, 0, &zero, 0);
  s.it_value.tv_nsec = 1000000000;
  R(timerfd_settime, fd, 0, &s, 0);
  R(timerfd_gettime, 0, &g);
  R(timerfd_gettime, fd, 8);
  R(write, fd, &n, 8);
  fd = K(timerfd_create, 0, 0);
  K(clock_gettime, 0, &s.it_value);
  s.it_value.tv_sec -= 1; s.it_interval.tv_nsec = 0;
  R(timerfd_settime, fd, TFD_TIMER_ABSTIME, &s, 0);
  R(read, fd, &n, 8); say("%lu\n", n);
  return 0;
}
