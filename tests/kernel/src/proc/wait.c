#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  int st = 0;
  R(wait4, -1, &st, 0, 0);
  R(wait4, 999999, &st, 0, 0);
  R(wait4, -1, &st, 99, 0);
  R(wait4, -2147483648L, &st, 0, 0);
  int a = K(fork);
  if (a == 0) quit(3);
  int b = K(fork);
  if (b == 0) {
    nap(20);
    quit(4);
  }
  K(setpgid, b, b);
  say("%d\n", K(wait4, -b, &st, 0, 0) == b);
  say("%x\n", st);
  R(wait4, a, 8, 0, 0);
  st = 0;
  say("%e\n", K(wait4, a, &st, 0, 0));
  a = K(fork);
  if (a == 0) {
    for (;;) nap(1000);
  }
  R(wait4, a, &st, WNOHANG, 0);
  K(kill, a, SIGKILL);
  reap(a);
  a = K(fork);
  if (a == 0) {
    K(exit, 0x1234);
  }
  reap(a);
  a = K(fork);
  if (a == 0) {
    __asm__ volatile("ud2");
  }
  reap(a);
  a = K(vfork);
  if (a == 0) K(exit, 6);
  reap(a);
  /* An orphan's parent is another one. */
  int p[2];
  K(pipe, p);
  a = K(fork);
  if (a == 0) {
    int old = my_pid();
    if (K(fork) == 0) {
      for (int i = 0; i < 500 && K_0(SYS_getppid) == old; i++) nap(10);
      K(write, p[1], K_0(SYS_getppid) != old ? "y" : "n", 1);
      quit(0);
    }
    quit(0);
  }
  reap(a);
  char c;
  K(read, p[0], &c, 1);
  say("%c\n", c);
  return 0;
}
