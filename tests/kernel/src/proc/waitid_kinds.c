#include "hosted.h"
/* waitid: by pid, group and pidfd, without reaping, stopped and continued; what siginfo and rusage tell. */
#include <sys/resource.h>
static void show(const char *what, long r, siginfo_t *i, pid_t pid) {
  if (r < 0)
    SAY("%s: %s\n", what, strerrorname_np(errno));
  else
    SAY("%s: pid %d signo %d code %d status %d uid %d\n", what,
        i->si_pid == pid ? 1
        : i->si_pid == 0 ? 0
                         : -1,
        i->si_signo, i->si_code, i->si_status, i->si_uid);
  memset(i, 0, sizeof *i);
}
#define W(type, id, flags) show(#type " " #flags, waitid(type, id, &i, flags), &i, pid)
int main() {
  siginfo_t i = {0};
  pid_t pid = fork();
  if (pid == 0) {
    raise(SIGSTOP);
    for (;;) pause();
  }
  W(P_PID, pid, WEXITED | WNOHANG);
  W(P_PID, pid, WSTOPPED);
  W(P_PID, pid, WSTOPPED | WNOHANG);
  kill(pid, SIGCONT);
  W(P_PID, pid, WCONTINUED | WNOWAIT);
  W(P_PID, pid, WCONTINUED);
  W(P_PID, pid, WCONTINUED | WNOHANG);
  kill(pid, SIGSTOP);
  W(P_ALL, 0, WSTOPPED | WEXITED | WNOWAIT);
  kill(pid, SIGTERM);
  kill(pid, SIGCONT);
  W(P_PID, pid, WEXITED | WNOWAIT);
  W(P_PID, pid, WEXITED | WSTOPPED | WCONTINUED);
  W(P_PID, pid, WEXITED);
  if ((pid = fork()) == 0) {
    setpgid(0, 0);
    _exit(300);
  }
  setpgid(pid, pid);
  W(P_PGID, getpgrp() == pid ? 1 : pid, WEXITED | WNOWAIT);
  W(P_PGID, 0, WEXITED | WNOHANG);
  int fd = syscall(SYS_pidfd_open, pid, 0);
  W(P_PIDFD, fd, WEXITED | WNOWAIT);
  struct rusage u;
  memset(&u, 0xff, sizeof u);
  TRY(syscall(SYS_waitid, P_PID, pid, &i, WEXITED, &u));
  SAY("status %d rusage %d\n", i.si_status, u.ru_utime.tv_sec == 0);
  W(P_PIDFD, fd, WEXITED);
  W(P_PIDFD, 99, WEXITED);
  W(P_PIDFD, 0, WEXITED);
  W(P_PID, 0, WEXITED);
  W(P_PID, -1, WEXITED);
  W(P_PGID, -1, WEXITED);
  W(9, 0, WEXITED);
  W(P_ALL, 0, 0);
  W(P_ALL, 0, WNOHANG);
  W(P_ALL, 0, WEXITED | 64);
  W(P_ALL, 0, WEXITED);
  if ((pid = fork()) == 0) {
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    abort();
  }
  W(P_PID, pid, WEXITED);
  if ((pid = fork()) == 0) _exit(1);
  TRY(syscall(SYS_waitid, P_PID, pid, 0, WEXITED, 0));
  TRY(waitpid(pid, 0, 0));
  if ((pid = fork()) == 0) _exit(1);
  nap(5);
  TRY(syscall(SYS_waitid, P_PID, pid, 8, WEXITED, 0));
  TRY(waitpid(pid, 0, WNOHANG));
  TRY(waitpid(-12345678, 0, 0));
  TRY(waitpid(-2147483647 - 1, 0, 0));
  if ((pid = fork()) == 0) _exit(2);
  int status = -1;
  TRY(wait4(0, &status, WNOHANG | 0x10000000, 0));
  if (status == -1) wait4(0, &status, __WALL, 0);
  SAY("%x\n", status);
  signal(SIGCHLD, SIG_IGN);
  if ((pid = fork()) == 0) _exit(2);
  W(P_PID, pid, WEXITED);
  return 0;
}
