/* A thread that execs takes the whole process, under the leader's pid. */
#include "kernel.h"
static char **self;
static long pid;
static void execs(void *arg) {
  char *args[] = {self[0], "again", 0}, *env[] = {0};
  say("exec %e\n", K(execve, self[0], args, env));
}
int main(int argc, char **argv, char **envp) {
  if (argc > 1) { say("execed, leader %d\n", K(getpid) == K(gettid)); quit(4); }
  self = argv;
  pid = K(fork);
  if (pid == 0) {
    struct thread t;
    spawn(&t, execs, 0);
    K(pause);
  }
  reap(pid);
  return 0;
}
