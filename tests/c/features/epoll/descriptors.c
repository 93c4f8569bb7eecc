// eventfd, timerfd and signalfd in one epoll set, each telling what it is.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>
int main(void) {
  int ep = epoll_create(1), ev = eventfd(3, EFD_NONBLOCK), tm = timerfd_create(CLOCK_MONOTONIC, 0);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, 0);
  int sg = signalfd(-1, &set, 0);
  int fds[] = {ev, tm, sg};
  for (unsigned i = 0; i < 3; i++) {
    struct epoll_event e = {EPOLLIN, {.u32 = i}};
    epoll_ctl(ep, EPOLL_CTL_ADD, fds[i], &e);
  }
  struct epoll_event got[4];
  for (int round = 0; round < 3; round++) {
    if (round == 1) {
      struct itimerspec ts = {{0, 0}, {0, 2000000}};
      timerfd_settime(tm, 0, &ts, 0);
    }
    if (round == 2) kill(getpid(), SIGUSR1);
    int n = epoll_wait(ep, got, 4, 1000);
    for (int i = 0; i < n; i++) {
      if (got[i].data.u32 == 2) {
        struct signalfd_siginfo si;
        read(sg, &si, sizeof si);
        printf("signal %d\n", (int)si.ssi_signo == SIGUSR1);
        continue;
      }
      uint64_t v = 0;
      read(fds[got[i].data.u32], &v, 8);
      printf("%u: %lu\n", got[i].data.u32, (unsigned long)v);
    }
  }
  uint64_t v;
  printf("%zd %d\n", read(ev, &v, 8), errno == EAGAIN);
  v = 5;
  write(ev, &v, 8);
  write(ev, &v, 8);
  read(ev, &v, 8);
  printf("%lu\n", (unsigned long)v);
  printf("%d\n", epoll_wait(ep, got, 4, 0));
  printf("%d %d\n", epoll_ctl(ep, EPOLL_CTL_ADD, ev, got), errno == EEXIST);
  printf("%d\n", epoll_ctl(ep, EPOLL_CTL_DEL, ev, NULL));
  return 0;
}
