#include "kernel.h"
#include <sys/epoll.h>
static struct epoll_event out[8];
static void look(long ep, int n, int ms) {
  long k = K(epoll_wait, ep, out, n, ms);
  say("wait %e:", k);
  for (long i = 0; i < k; i++) say(" %x/%lu", out[i].events, out[i].data.u64);
  say("\n");
}
int main(int argc, char **argv, char **envp) {
  int a[2], b[2];
  char buf[64];
  K(pipe2, a, O_NONBLOCK); K(pipe2, b, O_NONBLOCK);
  R(epoll_create, 0); R(epoll_create1, 1);
  long ep = R(epoll_create1, 0);
  struct epoll_event e = {EPOLLIN, {.u64 = 1}};
  R(epoll_ctl, ep, EPOLL_CTL_ADD, a[0], &e);
  R(epoll_ctl, ep, EPOLL_CTL_ADD, a[0], &e);
  R(epoll_ctl, ep, EPOLL_CTL_MOD, b[0], &e);
  R(epoll_ctl, ep, EPOLL_CTL_DEL, b[0], 0);
  R(epoll_ctl, ep, 9, a[0], &e);
  R(epoll_ctl, ep, EPOLL_CTL_ADD, ep, &e);
  R(epoll_ctl, ep, EPOLL_CTL_ADD, 99, &e);
  R(epoll_ctl, 99, EPOLL_CTL_ADD, a[0], &e);
  R(epoll_ctl, a[0], EPOLL_CTL_ADD, b[0], &e);
  R(epoll_ctl, ep, EPOLL_CTL_ADD, b[0], 8);
  long file = K(open, "f", O_CREAT | O_RDWR, 0600);
  R(epoll_ctl, ep, EPOLL_CTL_ADD, file, &e);
  look(ep, 8, 0); look(ep, 8, 5); look(ep, 0, 0); look(ep, -1, 0); look(99, 1, 0); look(a[0], 1, 0);
  K(write, a[1], "x", 1);
  look(ep, 8, 0); look(ep, 8, -1);
  e.data.u64 = 2; e.events = EPOLLIN | EPOLLET;
  R(epoll_ctl, ep, EPOLL_CTL_ADD, b[0], &e);
  e.data.u64 = 3; e.events = EPOLLOUT;
  R(epoll_ctl, ep, EPOLL_CTL_ADD, b[1], &e);
  look(ep, 8, 0);
  K(write, b[1], "1", 1);
  look(ep, 8, 0); look(ep, 8, 0);
  K(write, b[1], "2", 1);
  look(ep, 8, 0); look(ep, 8, 0);
  look(ep, 1, 0); look(ep, 1, 0); look(ep, 1, 0);
  K(read, a[0], buf, 64);
  e.events = EPOLLIN | EPOLLONESHOT; e.data.u64 = 4;
  R(epoll_ctl, ep, EPOLL_CTL_MOD, a[0], &e);
  K(write, a[1], "y", 1);
  look(ep, 8, 0); look(ep, 8, 0);
  R(epoll_ctl, ep, EPOLL_CTL_MOD, a[0], &e);
  look(ep, 8, 0);
  R(epoll_ctl, ep, EPOLL_CTL_DEL, b[1], 0);
  K(close, b[1]);
  look(ep, 8, 0); look(ep, 8, 0);
  K(close, b[0]); look(ep, 8, 0);
  return 0;
}
