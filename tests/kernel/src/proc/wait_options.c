/* wait4 and waitid: groups, WNOHANG, WNOWAIT, rusage, statuses, a parent that ignores its children. */
#include "hosted.h"
#include <sys/resource.h>
int main(void) {
  int status;
  siginfo_t si;
  struct rusage ru;
  TRY(wait(&status));
  TRY(waitpid(999999, &status, 0));
  TRY(waitpid(-1, &status, 0x1000));
  pid_t a = fork();
  if (a == 0) { setpgid(0, 0); nap(20); _exit(300); }
  pid_t b = fork();
  if (b == 0) { nap(60); abort(); }
  setpgid(a, a);
  TRY(waitpid(-1, &status, WNOHANG));
  TRY(waitpid(-a, &status, 0) == a);
  SAY("%d %d\n", WIFEXITED(status), WEXITSTATUS(status));
  TRY(waitpid(-a, &status, 0));
  memset(&si, 0, sizeof si);
  TRY(waitid(P_PID, b, &si, WEXITED | WNOWAIT));
  SAY("%d %d %d %d\n", si.si_code == CLD_KILLED || si.si_code == CLD_DUMPED, si.si_status, si.si_pid == b, si.si_signo);
  TRY(waitid(P_PID, b, &si, WEXITED | WNOHANG));
  TRY(waitpid(b, &status, 0));
  pid_t c = fork();
  if (c == 0) { volatile long x = 0; for (long i = 0; i < 30000000; i++) x += i; _exit(0); }
  TRY(wait4(c, &status, 0, &ru) == c);
  SAY("used time %d, memory %d\n", ru.ru_utime.tv_usec > 0 || ru.ru_utime.tv_sec > 0, ru.ru_maxrss > 0);
  getrusage(RUSAGE_CHILDREN, &ru);
  SAY("counted %d\n", ru.ru_utime.tv_usec > 0 || ru.ru_utime.tv_sec > 0);
  signal(SIGCHLD, SIG_IGN);
  if (fork() == 0) _exit(1);
  TRY(wait(&status));
  signal(SIGCHLD, SIG_DFL);
  /* A grandchild goes to init. */
  int p[2];
  if (pipe(p)) return 1;
  pid_t d = fork();
  if (d == 0) {
    pid_t mother = getpid();
    if (fork() == 0) {
      while (getppid() == mother) nap(2);
      char done = 'd';
      if (write(p[1], &done, 1) != 1) _exit(1);
      _exit(0);
    }
    _exit(4);
  }
  reap(d);
  char ch;
  TRY(read(p[0], &ch, 1));
  TRY(wait(&status));
  TRY(waitid(P_ALL, 0, &si, 0));
  TRY(waitid(77, 0, &si, WEXITED));
  return 0;
}
