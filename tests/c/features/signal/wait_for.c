// sigwait, sigtimedwait, sigwaitinfo; a child that signals its parent; interval timers; pause.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static volatile sig_atomic_t ticks;
static void tick(int s) { (void)s; ticks++; }
int main(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, NULL);
  pid_t pid = fork();
  if (pid == 0) { kill(getppid(), SIGUSR1); pause(); _exit(0); }
  int sig;
  sigwait(&set, &sig);
  printf("got %d\n", sig == SIGUSR1);
  kill(pid, SIGKILL);
  siginfo_t info;
  printf("%d", sigwaitinfo(&set, &info) == SIGCHLD);
  printf(" %d %d %d\n", info.si_pid == pid, info.si_code == CLD_KILLED, info.si_status);
  int status;
  wait(&status);
  printf("%d %d\n", WIFSIGNALED(status), WTERMSIG(status));
  struct timespec ts = {0, 1000000};
  printf("%d %d\n", sigtimedwait(&set, &info, &ts), errno == EAGAIN);
  signal(SIGALRM, tick);
  struct itimerval it = {{0, 2000}, {0, 2000}}, old;
  setitimer(ITIMER_REAL, &it, NULL);
  while (ticks < 3) pause();
  it = (struct itimerval){{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &it, &old);
  printf("%d %d\n", ticks >= 3, old.it_interval.tv_usec == 2000);
  printf("%u\n", alarm(100));
  printf("%u\n", alarm(0));
  return 0;
}
