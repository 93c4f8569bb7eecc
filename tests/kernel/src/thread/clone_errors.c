#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  say("thread without sighand %e\n", K(clone, 0x10000 | SIGCHLD, 0, 0, 0, 0));
#define CLONE_SIGHAND_ 0x800
  say("sighand without vm %e\n", K(clone, CLONE_SIGHAND_, 0, 0, 0, 0));
  struct { uint64_t f[11]; } args = {{0}};
  say("clone3 small %e\n", K(clone3, &args, 63));
  say("clone3 large %e\n", K(clone3, &args, 5000));
  say("clone3 fault %e\n", K(clone3, 8, 64));
  args.f[4] = 65;
  say("clone3 signal %e\n", K(clone3, &args, 88));
  args.f[4] = 0; args.f[5] = 0x1000;
  say("clone3 stack %e\n", K(clone3, &args, 88));
  args.f[5] = 0; args.f[0] = 0xff;
  say("clone3 flags %e\n", K(clone3, &args, 88));
  args.f[0] = 0; args.f[4] = SIGCHLD;
  long pid = K(clone3, &args, 88);
  if (pid == 0) quit(6);
  reap(pid);
  int ptid = 0, ctid = 1;
  args.f[0] = 0x00100000 | 0x01000000; args.f[3] = (long)&ptid; args.f[2] = (long)&ctid;
  pid = K(clone3, &args, 88);
  if (pid == 0) quit(ctid == K(getpid));
  say("parent tid %d\n", ptid == pid);
  reap(pid);
  return 0;
}
