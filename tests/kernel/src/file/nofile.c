/* RLIMIT_NOFILE, and what comes back when descriptors run out. */
#include "kernel.h"
#include <sys/resource.h>
#include <sys/socket.h>
int main(int argc, char **argv, char **envp) {
  struct rlimit r = {8, 4096};
  int p[2];
  K(setrlimit, RLIMIT_NOFILE, &r);
  long fd;
  int n = 0;
  while ((fd = K(open, "/dev/null", O_RDONLY)) >= 0) n++;
  say("%d %e\n", n, fd);
  R(pipe, p);
  R(dup, 0);
  R(dup2, 0, 9);
  R(dup2, 0, 7);
  R(socket, AF_UNIX, SOCK_STREAM, 0);
  R(eventfd2, 0, 0);
  R(epoll_create1, 0);
  R(fcntl, 0, F_DUPFD, 8);
  R(fcntl, 0, F_DUPFD, 3);
  R(open, "none", O_RDONLY);
  R(memfd_create, "x", 0);
  R(timerfd_create, 1, 0);
  R(inotify_init1, 0);
  K(close, 5);
  R(pipe, p);
  R(socketpair, AF_UNIX, SOCK_STREAM, 0, p);
  R(dup, 0);
  r.rlim_cur = 5000;
  R(setrlimit, RLIMIT_NOFILE, &r);
  r.rlim_cur = 2;
  r.rlim_max = 1;
  R(setrlimit, RLIMIT_NOFILE, &r);
  R(setrlimit, 99, &r);
  R(getrlimit, 99, &r);
  R(prlimit64, 999999, 7, 0, &r);
  return 0;
}
