#include "kernel.h"
#include <sys/eventfd.h>
#include <poll.h>
int main(int argc, char **argv, char **envp) {
  uint64_t v = 0;
  long fd = R(eventfd2, 3, EFD_NONBLOCK), sem = R(eventfd2, 2, EFD_SEMAPHORE | EFD_NONBLOCK);
  R(eventfd2, 0, 77);
  R(read, fd, &v, 8); say("%lu\n", v);
  R(read, fd, &v, 8);
  R(read, fd, &v, 7);
  v = 5; R(write, fd, &v, 8); R(write, fd, &v, 7);
  v = -1; R(write, fd, &v, 8);
  v = -2; R(write, fd, &v, 8);
  R(read, fd, &v, 8); say("%lu\n", v);
  v = -2; R(write, fd, &v, 8);
  v = 1; R(write, fd, &v, 8);
  struct pollfd p[2] = {{fd, 0xfff, 0}, {sem, 0xfff, 0}};
  R(poll, p, 2, 0); say("%x %x\n", p[0].revents, p[1].revents);
  R(read, sem, &v, 8); say("%lu\n", v);
  R(read, sem, &v, 8); say("%lu\n", v);
  R(read, sem, &v, 8);
  R(poll, p, 2, 0); say("%x %x\n", p[0].revents, p[1].revents);
  R(lseek, fd, 0, 0);
  R(pread64, fd, &v, 8, 0);
  fd = K(eventfd2, 0, 0);
  int pid = K(fork);
  if (pid == 0) { nap(10); v = 9; K(write, fd, &v, 8); quit(0); }
  R(read, fd, &v, 8); say("%lu\n", v);
  reap(pid);
  return 0;
}
