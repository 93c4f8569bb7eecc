// Signals as System V and BSD had them: sighold, sigset, sigpause, sigblock.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static volatile sig_atomic_t seen;
static void handler(int sig) { seen = seen * 10 + sig; }
int main(void) {
  sigset(SIGUSR1, handler);
  raise(SIGUSR1);
  printf("%d\n", seen);
  sighold(SIGUSR1);
  raise(SIGUSR1);
  printf("held %d\n", seen);
  sigrelse(SIGUSR1);
  printf("released %d\n", seen);
  printf("%d\n", sigset(SIGUSR1, SIG_HOLD) == handler);
  printf("%d\n", sigset(SIGUSR1, SIG_DFL) == SIG_HOLD);
  sigignore(SIGUSR2);
  raise(SIGUSR2);
  seen = 0;
  signal(SIGALRM, handler);
  sighold(SIGALRM);
  raise(SIGALRM);
  printf("%d\n", sigpause(SIGALRM));
  printf("paused %d\n", seen);
  sigrelse(SIGALRM);
  struct sigaction a;
  sysv_signal(SIGTERM, handler);
  raise(SIGTERM);
  sigaction(SIGTERM, NULL, &a);
  printf("%d %d\n", seen, a.sa_handler == SIG_DFL);
  printf("%d\n", sigset(500, handler) == SIG_ERR);
  return 0;
}
