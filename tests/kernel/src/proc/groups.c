#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  int pid = K(fork);
  if (pid == 0) {
    int me = my_pid();
    K(setsid);
    say("%d %d\n", K(getsid, 0) == me, K(getpgid, 0) == me);
    R(setsid);
    R(setpgid, 0, 0);
    R(setpgid, 0, -1);
    R(setpgid, 999999, 0);
    R(getpgid, 999999);
    R(getsid, 999999);
    R(getpgid, -1);
    int a = K(fork);
    if (a == 0) {
      for (;;) nap(1000);
    }
    R(setpgid, a, a);
    say("%d\n", K(getpgid, a) == a);
    R(setpgid, a, 999999);
    R(setpgid, a, me);
    R(kill, -me, 0);
    K(setpgid, a, a);
    R(kill, -a, SIGTERM);
    reap(a);
    int b = K(fork);
    if (b == 0) {
      K(setsid);
      for (;;) nap(1000);
    }
    nap(60);
    R(setpgid, b, me);
    K(kill, b, SIGKILL);
    reap(b);
    quit(0);
  }
  reap(pid);
  return 0;
}
