/* RLIMIT_FSIZE: short writes, EFBIG and SIGXFSZ. */
#include "kernel.h"
#include <sys/resource.h>
static int n;
static void on(int sig) { n++; }
int main(int argc, char **argv, char **envp) {
  static char big[5000];
  struct rlimit r = {3000, 10000};
  handle(SIGXFSZ, on, 0);
  long f = K(open, "f", O_RDWR | O_CREAT, 0600);
  K(setrlimit, RLIMIT_FSIZE, &r);
  R(write, f, big, 5000); R(write, f, "x", 1); R(pwrite64, f, big, 10, 2995); R(pwrite64, f, big, 10, 5000);
  R(ftruncate, f, 4000); R(ftruncate, f, 3000); R(ftruncate, f, 10); R(truncate, "f", 5000); R(fallocate, f, 0, 0, 5000);
  say("signals %d\n", n);
  int pid = K(fork);
  if (pid == 0) { handle(SIGXFSZ, SIG_DFL, 0); K(pwrite64, f, big, 10, 5000); quit(0); }
  reap(pid);
  return 0;
}
