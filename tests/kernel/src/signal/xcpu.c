/* RLIMIT_CPU: SIGXCPU, and its default end. */
#include "kernel.h"
#include <sys/resource.h>
int main(int argc, char **argv, char **envp) {
  int pid = K(fork);
  if (pid == 0) {
    struct rlimit r = {0, 2};
    K(setrlimit, RLIMIT_CPU, &r);
    for (;;) for (volatile int i = 0; i < 10000; i++) ;
  }
  reap(pid);
  return 0;
}
