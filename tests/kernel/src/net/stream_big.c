/* Much data through a socket pair between two processes, both ways around. */
#include "kernel.h"
#include <sys/socket.h>
static char buf[100000];
int main(int argc, char **argv, char **envp) {
  int s[2];
  long total = 0, sum = 0, n;
  K(socketpair, AF_UNIX, SOCK_STREAM, 0, s);
  int pid = K(fork);
  if (pid == 0) {
    K(close, s[0]);
    for (int k = 0; k < 10; k++) {
      for (int i = 0; i < 100000; i++) buf[i] = i + k;
      long r = K(write, s[1], buf, 100000);
      if (r != 100000) say("short %ld\n", r);
    }
    quit(0);
  }
  K(close, s[1]);
  while ((n = K(read, s[0], buf, 70000)) > 0) {
    total += n;
    for (long i = 0; i < n; i++) sum += buf[i];
  }
  say("%ld %ld\n", total, sum);
  reap(pid);
  return 0;
}
