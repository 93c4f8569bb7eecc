#include "kernel.h"
struct iov {
  void *p;
  long n;
};
static char data[16] = "parent's bytes";
int main(int argc, char **argv, char **envp) {
  char buf[32] = {0};
  int p[2];
  K(pipe, p);
  char c;
  int pid = K(fork);
  if (pid == 0) {
    memcpy(data, "child's bytes!", 15);
    K(write, p[1], "x", 1);
    for (;;) K(pause);
  }
  K(read, p[0], &c, 1);
  struct iov l = {buf, 14}, r[2] = {{data, 5}, {data + 8, 6}};
  R(process_vm_readv, pid, &l, 1, r, 2, 0);
  say("%s\n", buf);
  l.p = "CHANGED";
  l.n = 7;
  R(process_vm_writev, pid, &l, 1, r, 2, 0);
  memset(buf, 0, 32);
  l.p = buf;
  l.n = 14;
  r[0].n = 14;
  R(process_vm_readv, pid, &l, 1, r, 1, 0);
  say("%s, here %s\n", buf, data);
  R(process_vm_readv, 999999, &l, 1, r, 1, 0);
  R(process_vm_readv, pid, &l, 1, r, 1, 1);
  r[0].p = (void *)8;
  R(process_vm_readv, pid, &l, 1, r, 1, 0);
  R(process_vm_readv, pid, &l, 0, r, 1, 0);
  R(process_vm_readv, pid, &l, 1, 8, 1, 0);
  R(process_vm_readv, pid, &l, 1, r, 2000, 0);
  K(kill, pid, SIGKILL);
  reap(pid);
  return 0;
}
