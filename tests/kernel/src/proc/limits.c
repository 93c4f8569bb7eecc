#include "kernel.h"
#include <sys/resource.h>
static void deep(int n) {
  volatile char b[4096];
  b[0] = n;
  if (n) deep(n - 1);
  b[1] = 0;
}
int main(int argc, char **argv, char **envp) {
  int pid = K(fork);
  if (pid == 0) {
    struct rlimit r = {64 << 20, 64 << 20};
    K(setrlimit, RLIMIT_AS, &r);
    long a = K(mmap, 0, 128 << 20, 3, 0x22, -1, 0);
    say("%e\n", a);
    say("%d\n", (long)K(mmap, 0, 1 << 20, 3, 0x22, -1, 0) > 0);
    quit(0);
  }
  reap(pid);
  pid = K(fork);
  if (pid == 0) {
    struct rlimit r = {256 << 10, 256 << 10};
    K(setrlimit, RLIMIT_STACK, &r);
    deep(20);
    say("shallow\n");
    deep(200);
    say("never\n");
    quit(0);
  }
  reap(pid);
  pid = K(fork);
  if (pid == 0) {
    K(setresuid, 1000, 1000, 1000);
    struct rlimit r, up;
    K(getrlimit, RLIMIT_NOFILE, &r);
    up = r;
    up.rlim_max++;
    R(setrlimit, RLIMIT_NOFILE, &up);
    up = r;
    up.rlim_max = up.rlim_cur = 50;
    R(setrlimit, RLIMIT_NOFILE, &up);
    R(setrlimit, RLIMIT_NOFILE, &r);
    quit(0);
  }
  reap(pid);
  return 0;
}
