/* Blocked signals wait: sigpending, sigwait, order of delivery, one of each standard signal, masks over fork and exec. */
#include "hosted.h"
static void on(int sig) { SAY("delivered %s\n", sigabbrev_np(sig)); }
int main(int argc, char **argv) {
  sigset_t set, old, pending;
  if (argc > 1) {
    sigpending(&pending);
    sigprocmask(SIG_SETMASK, 0, &old);
    SAY("after exec: pending %d blocked %d\n", sigismember(&pending, SIGUSR1), sigismember(&old, SIGUSR1));
    return 0;
  }
  for (int s = 1; s < 65; s++) if (s != SIGKILL && s != SIGSTOP && s != 32 && s != 33) signal(s, on);
  sigfillset(&set);
  sigprocmask(SIG_BLOCK, &set, &old);
  raise(SIGUSR2), raise(SIGUSR1), raise(SIGTERM), raise(SIGUSR1), raise(SIGRTMIN + 1), raise(SIGRTMIN), raise(SIGINT);
  sigpending(&pending);
  for (int s = 1; s < 65; s++) if (sigismember(&pending, s) == 1) SAY("%d ", s);
  SAY("\n");
  pid_t pid = fork();
  if (pid == 0) {
    sigpending(&pending);
    SAY("child has %d\n", sigismember(&pending, SIGUSR1));
    _exit(0);
  }
  reap(pid);
  sigemptyset(&set), sigaddset(&set, SIGTERM);
  int got = 0;
  TRY(sigwait(&set, &got));
  SAY("waited for %d\n", got);
  sigprocmask(SIG_SETMASK, &old, 0);
  sigemptyset(&set);
  TRY(sigprocmask(99, &set, 0));
  TRY(kill(getpid(), 65));
  TRY(kill(getpid(), 0));
  TRY(kill(999999, 0));
  TRY(sigaction(SIGKILL, &(struct sigaction){.sa_handler = on}, 0));
  TRY(sigaction(SIGSTOP, 0, &(struct sigaction){0}));
  signal(SIGUSR1, SIG_IGN);
  raise(SIGUSR1);
  signal(SIGUSR1, SIG_DFL);
  sigaddset(&set, SIGUSR1), sigprocmask(SIG_BLOCK, &set, 0);
  raise(SIGUSR1);
  signal(SIGUSR1, SIG_IGN), signal(SIGUSR1, on);
  sigpending(&pending);
  SAY("ignoring forgets: %d\n", sigismember(&pending, SIGUSR1));
  raise(SIGUSR1);
  fflush(stdout);
  execl("/proc/self/exe", argv[0], "again", (char *)0);
  return 1;
}
