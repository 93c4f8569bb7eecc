/* Signals to oneself, each handled; half of them through a child. */
#include "soak.h"
#include <signal.h>
#include <sys/wait.h>

static volatile int seen[2];
static void handler(int signo) { seen[signo == SIGUSR2]++; }

int main(int argc, char **argv) {
  int count = number(argc, argv) / 2;
  signal(SIGUSR1, handler);
  for (int i = 0; i < count; i++) check(raise(SIGUSR1), "raise");
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  sigprocmask(SIG_BLOCK, &set, 0);
  int parent = getpid(), back[2];
  check(pipe(back), "pipe");
  int pid = check(fork(), "fork");
  if (pid == 0) {
    char c;
    close(back[1]);
    for (int i = 0; i < count; i++) {
      kill(parent, SIGUSR2);
      if (read(back[0], &c, 1) != 1) _exit(1);
    }
    _exit(0);
  }
  for (int i = 0; i < count; i++) {
    int signo;
    sigwait(&set, &signo);
    seen[1] += signo == SIGUSR2;
    check(write(back[1], "n", 1), "write");
  }
  int status;
  wait(&status);
  printf("%d and %d, status %d\n", seen[0], seen[1], status);
}
