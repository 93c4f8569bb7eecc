// SA_SIGINFO, sigqueue with a value, blocked and pending signals, sigsuspend, SA_RESETHAND, SA_NODEFER.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static volatile sig_atomic_t count, depth, deepest;
static void info(int sig, siginfo_t *si, void *u) {
  (void)u;
  printf("%s code %d value %d mine %d\n", strsignal(sig), si->si_code, si->si_value.sival_int, si->si_pid == getpid());
  count++;
}
static void nested(int sig) {
  depth++;
  if (depth > deepest) deepest = depth;
  if (depth < 4) raise(sig);
  depth--;
}
int main(void) {
  struct sigaction sa = {.sa_sigaction = info, .sa_flags = SA_SIGINFO};
  sigemptyset(&sa.sa_mask);
  sigaction(SIGUSR1, &sa, 0);
  sigaction(SIGRTMIN + 1, &sa, 0);
  sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 42});
  sigset_t block, old, pending;
  sigemptyset(&block);
  sigaddset(&block, SIGUSR1);
  sigaddset(&block, SIGRTMIN + 1);
  sigprocmask(SIG_BLOCK, &block, &old);
  for (int i = 0; i < 3; i++) {
    sigqueue(getpid(), SIGRTMIN + 1, (union sigval){.sival_int = i});
    kill(getpid(), SIGUSR1);
  }
  sigpending(&pending);
  printf("pending %d %d %d\n", sigismember(&pending, SIGUSR1), sigismember(&pending, SIGRTMIN + 1), sigismember(&pending, SIGINT));
  printf("before %d\n", count);
  sigset_t none;
  sigemptyset(&none);
  int r = sigsuspend(&none);
  printf("sigsuspend %d %d\n", r, errno == EINTR);
  sigprocmask(SIG_SETMASK, &old, 0);
  printf("after %d\n", count);
  struct sigaction n = {.sa_handler = nested, .sa_flags = SA_NODEFER};
  sigaction(SIGUSR2, &n, 0);
  raise(SIGUSR2);
  printf("deepest %d\n", deepest);
  struct sigaction once = {.sa_handler = SIG_IGN, .sa_flags = SA_RESETHAND}, was;
  sigaction(SIGUSR2, &once, &was);
  printf("%d %d\n", was.sa_handler == nested, was.sa_flags & SA_NODEFER ? 1 : 0);
  signal(SIGINT, SIG_IGN);
  printf("%d %d\n", raise(SIGINT), signal(SIGINT, SIG_DFL) == SIG_IGN);
  fflush(stdout);
  return kill(getpid(), SIGTERM);
}
