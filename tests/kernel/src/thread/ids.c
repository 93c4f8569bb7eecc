/* getpid is the same in all threads, gettid is not; the leader's tid is the pid. */
#include "kernel.h"
static int pid;
static void work(void *arg) {
  long tid = K(gettid);
  say("same pid %d, other tid %d\n", K(getpid) == pid, K(gettid) != pid);
  say("ppid same %d\n", K(getppid) == *(long *)arg);
  R(tgkill, pid, tid, 0);
  R(tgkill, pid + 100000, tid, 0);
  R(tgkill, pid, 0, 0);
  R(tgkill, pid, -1, 0);
  R(tgkill, pid, tid, 65);
  R(tgkill, pid, tid, -1);
}
int main(int argc, char **argv, char **envp) {
  long parent = K(getppid);
  pid = K(getpid);
  say("leader %d\n", K(gettid) == pid);
  struct thread t;
  spawn(&t, work, &parent);
  join(&t);
  say("set_tid_address %d\n", K(set_tid_address, &pid) == K(gettid));
  return 0;
}
