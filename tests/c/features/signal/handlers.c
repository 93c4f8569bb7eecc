#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <setjmp.h>
static volatile sig_atomic_t got;
static sigjmp_buf env;
static void handler(int s) { got = got * 100 + s; }
static void info(int s, siginfo_t *i, void *c) { got = s == i->si_signo && i->si_pid == getpid() && c != 0; }
static void fault(int s) { siglongjmp(env, s); }
int main(void) {
  signal(SIGUSR1, handler);
  raise(SIGUSR1);
  kill(getpid(), SIGUSR1);
  printf("%d\n", (int)got);
  struct sigaction a;
  memset(&a, 0, sizeof a);
  a.sa_sigaction = info;
  a.sa_flags = SA_SIGINFO;
  sigaction(SIGUSR2, &a, 0);
  kill(getpid(), SIGUSR2);
  printf("%d\n", (int)got);
  sigset_t s, old, p;
  sigemptyset(&s);
  sigaddset(&s, SIGUSR1);
  sigprocmask(SIG_BLOCK, &s, &old);
  got = 0;
  raise(SIGUSR1);
  sigpending(&p);
  printf("%d %d\n", (int)got, sigismember(&p, SIGUSR1));
  sigprocmask(SIG_SETMASK, &old, 0);
  printf("%d\n", (int)got);
  signal(SIGINT, SIG_IGN);
  raise(SIGINT);
  puts("ignored");
  signal(SIGSEGV, fault);
  signal(SIGFPE, fault);
  for (volatile int i = 0; i < 2; i++) {
    int n = sigsetjmp(env, 1);
    if (n == 0) {
      if (i)
        *(volatile int *)8 = 1;
      else {
        volatile int z = 0;
        z = 5 / z;
      }
    } else
      printf("caught %d\n", n);
  }
  signal(SIGALRM, handler);
  got = 0;
  alarm(1);
  pause();
  printf("%d %d\n", (int)got, signal(SIGALRM, SIG_DFL) == handler);
  puts(strsignal(SIGTERM));
  abort();
}
