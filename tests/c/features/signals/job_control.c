// Process groups, stop and continue, wait with WUNTRACED and WCONTINUED, SIGCHLD with SA_NOCLDWAIT, inherited
// dispositions over exec, SA_RESTART.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
static volatile sig_atomic_t chld;
static void on_chld(int s) {
  (void)s;
  chld++;
}
static void ignore(int s) { (void)s; }
int main(void) {
  struct sigaction sa = {.sa_handler = on_chld, .sa_flags = SA_RESTART | SA_NOCLDSTOP};
  sigaction(SIGCHLD, &sa, NULL);
  int st;
  pid_t p = fork();
  if (p == 0) {
    setpgid(0, 0);
    raise(SIGSTOP);
    _exit(7);
  }
  waitpid(p, &st, WUNTRACED);
  printf("%d %d\n", WIFSTOPPED(st), WSTOPSIG(st) == SIGSTOP);
  printf("%d\n", getpgid(p) == p);
  kill(-p, SIGCONT);
  pid_t w = waitpid(p, &st, WCONTINUED);
  printf("%d %d\n", w == p, WIFCONTINUED(st) || WIFEXITED(st));
  if (!WIFEXITED(st)) waitpid(p, &st, 0);
  printf("%d %d\n", WEXITSTATUS(st), chld >= 1);
  int fds[2];
  pipe(fds);
  p = fork();
  if (p == 0) {
    close(fds[0]);
    usleep(2000);
    write(fds[1], "late", 4);
    _exit(0);
  }
  close(fds[1]);
  char b[8];
  ssize_t n = read(fds[0], b, 8);
  printf("%zd %.4s\n", n, b);
  waitpid(p, &st, 0);
  read(fds[0], b, 1);
  close(fds[0]);
  struct sigaction al = {.sa_handler = ignore};
  sigaction(SIGALRM, &al, NULL);
  pipe(fds);
  setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {0, 5000}}, NULL);
  n = read(fds[0], b, 1);
  printf("%zd %d\n", n, errno == EINTR);
  signal(SIGTERM, SIG_IGN);
  signal(SIGUSR1, ignore);
  fflush(stdout);
  if ((p = fork()) == 0) {
    execl("/bin/sh", "sh", "-c", "kill -TERM $$; echo survived; kill -USR1 $$; echo not reached",
          (char *)NULL);
    _exit(1);
  }
  waitpid(p, &st, 0);
  printf("%d\n", WIFSIGNALED(st) && WTERMSIG(st) == SIGUSR1);
  sa.sa_handler = SIG_DFL;
  sa.sa_flags = SA_NOCLDWAIT;
  sigaction(SIGCHLD, &sa, NULL);
  if (fork() == 0) _exit(3);
  errno = 0;
  printf("%d %d\n", wait(&st), errno == ECHILD);
  return 0;
}
