#include "kernel.h"
#include <poll.h>
int main(int argc, char **argv, char **envp) {
  int pid = K(fork);
  if (pid == 0) { for (;;) K(pause); }
  long fd = R(pidfd_open, pid, 0);
  R(pidfd_open, 0, 0); R(pidfd_open, -1, 0); R(pidfd_open, 999999, 0); R(pidfd_open, pid, 1);
  say("cloexec %e\n", K(fcntl, fd, F_GETFD));
  struct pollfd p = {fd, POLLIN, 0};
  R(poll, &p, 1, 0);
  R(pidfd_send_signal, fd, 0, 0, 0);
  R(pidfd_send_signal, fd, 65, 0, 0);
  R(pidfd_send_signal, fd, SIGTERM, 0, 99);
  R(pidfd_send_signal, 0, SIGTERM, 0, 0);
  R(pidfd_send_signal, 99, SIGTERM, 0, 0);
  siginfo_t si = {0};
  R(waitid, P_PIDFD, fd, &si, WEXITED | WNOHANG, 0);
  R(waitid, P_PIDFD, 0, &si, WEXITED | WNOHANG, 0);
  R(pidfd_send_signal, fd, SIGTERM, 0, 0);
  R(poll, &p, 1, -1); say("%x\n", p.revents);
  R(waitid, P_PIDFD, fd, &si, WEXITED, 0);
  say("%d %d\n", si.si_code, si.si_status);
  R(pidfd_send_signal, fd, SIGTERM, 0, 0);
  R(pidfd_send_signal, fd, 99, 0, 0);
  R(waitid, P_PIDFD, fd, &si, WEXITED, 0);
  // A process's directory stands for it.
  long self = K(open, "/proc/self", O_DIRECTORY);
  R(pidfd_send_signal, self, 0, 0, 0); R(pidfd_send_signal, self, 99, 0, 0); R(pidfd_getfd, self, 0, 0);
  R(pidfd_send_signal, K(open, "/proc/self/status", O_RDONLY), 0, 0, 0);
  R(pidfd_send_signal, K(open, "/proc", O_DIRECTORY), 0, 0, 0);
  R(read, fd, &si, 8);
  int q[2]; K(pipe, q);
  pid = K(fork);
  if (pid == 0) { K(close, q[1]); char c; K(read, q[0], &c, 1); quit(0); }
  fd = K(pidfd_open, pid, 0);
  long other = R(pidfd_getfd, fd, q[0], 0);
  R(pidfd_getfd, fd, 99, 0); R(pidfd_getfd, fd, 0, 1); R(pidfd_getfd, 0, 0, 0);
  K(close, q[0]);
  K(write, q[1], "ab", 2);
  reap(pid);
  char c = 0; R(read, other, &c, 1); say("%c\n", c ? c : '0');
  return 0;
}
