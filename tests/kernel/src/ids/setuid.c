/* The family of setuid: who may become whom. */
#include "kernel.h"
static void show(void) {
  int r, e, s;
  K(getresuid, &r, &e, &s); say("uid %d %d %d", r, e, s);
  K(getresgid, &r, &e, &s); say(" gid %d %d %d\n", r, e, s);
}
int main(int argc, char **argv, char **envp) {
  show();
  int groups[] = {30, 10, 20}, back[4];
  R(setgroups, 3, groups); R(getgroups, 0, 0); R(getgroups, 2, back); R(getgroups, 4, back);
  say("%d %d %d\n", back[0], back[1], back[2]);
  R(setgroups, -1, groups); R(setgroups, 70000, groups);
  R(setresgid, 5, 6, 7); R(setregid, -1, 8); show();
  R(setresuid, -1, 1000, -1); show();
  R(setuid, 2000); R(setuid, 0); show();
  R(setreuid, 1000, -1); R(setreuid, 1000, 1000); show();
  R(setreuid, -1, 3); R(setresuid, -1, 0, -1); show();
  R(setresuid, 1, 2, 3); show();
  R(setuid, 3);
  R(setreuid, 4, -1); R(setreuid, 2, 3); show();
  R(setresuid, 2, 2, 2); R(setresuid, 0, 0, 0); R(setuid, 0); R(setgid, 99); R(setgid, 5); R(setregid, 99, -1); show();
  R(setfsuid, 7); R(setfsuid, -1); R(setgroups, 0, 0); R(setfsgid, 5); R(setfsgid, -1);
  R(setuid, -1);
  return 0;
}
