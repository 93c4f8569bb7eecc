/* epoll of epoll: readiness passes up; circles and depth are refused; closing removes. */
#include "kernel.h"
#include <sys/epoll.h>
#include <poll.h>
int main(int argc, char **argv, char **envp) {
  int p[2];
  K(pipe, p);
  struct epoll_event e = {EPOLLIN, {.u64 = 7}}, out;
  long ep[7];
  for (int i = 0; i < 7; i++) ep[i] = K(epoll_create1, 0);
  R(epoll_ctl, ep[0], 1, p[0], &e);
  R(epoll_ctl, ep[1], 1, ep[0], &e);
  R(epoll_wait, ep[1], &out, 1, 0);
  K(write, p[1], "x", 1);
  R(epoll_wait, ep[1], &out, 1, 0);
  struct pollfd q = {ep[1], POLLIN, 0};
  R(poll, &q, 1, 0);
  R(epoll_ctl, ep[0], 1, ep[1], &e);
  for (int i = 2; i < 7; i++) say("nest %d %e\n", i, K(epoll_ctl, ep[i], 1, ep[i - 1], &e));
  char c;
  K(read, p[0], &c, 1);
  R(epoll_wait, ep[1], &out, 1, 0);
  long d = K(dup, p[0]);
  e.events = EPOLLIN | EPOLLEXCLUSIVE;
  R(epoll_ctl, ep[0], 1, d, &e);
  R(epoll_ctl, ep[0], 3, d, &e);
  K(write, p[1], "z", 1);
  struct epoll_event two[4];
  R(epoll_wait, ep[0], two, 4, 0);
  K(close, d);
  R(epoll_wait, ep[0], two, 4, 0);
  K(close, p[0]);
  R(epoll_wait, ep[0], two, 4, 0);
  return 0;
}
