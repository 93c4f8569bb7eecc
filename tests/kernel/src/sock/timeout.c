/* SO_RCVTIMEO and SO_SNDTIMEO, MSG_WAITALL, MSG_DONTWAIT, FIONREAD and a signal in the middle. */
#include "hosted.h"
#include <sys/socket.h>
#include <sys/ioctl.h>
static void on(int sig) { }
int main(void) {
  int s[2], n;
  char buffer[64];
  socketpair(AF_UNIX, SOCK_STREAM, 0, s);
  struct timeval t = {0, 30000};
  setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
  long start = now_ms();
  TRY(read(s[0], buffer, 1));
  SAY("waited %d\n", now_ms() - start >= 29);
  TRY(recv(s[0], buffer, 1, MSG_DONTWAIT));
  if (write(s[1], "abcdef", 6) != 6) return 1;
  TRY(ioctl(s[0], FIONREAD, &n));
  SAY("%d\n", n);
  TRY(recv(s[0], buffer, 10, MSG_WAITALL));
  TRY(recv(s[0], buffer, 10, 0));
  t = (struct timeval){0, 0};
  setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
  pid_t pid = fork();
  if (pid == 0) {
    for (int i = 0; i < 4; i++) { nap(10); if (write(s[1], "xy", 2) != 2) _exit(1); }
    _exit(0);
  }
  TRY(recv(s[0], buffer, 7, MSG_WAITALL));
  TRY(recv(s[0], buffer, 7, 0));
  reap(pid);
  t = (struct timeval){0, 20000};
  setsockopt(s[1], SOL_SOCKET, SO_SNDTIMEO, &t, sizeof t);
  static char big[1 << 20];
  long sent = write(s[1], big, sizeof big);
  SAY("some %d\n", sent > 0 && sent < (long)sizeof big);
  TRY(write(s[1], big, 1));
  struct sigaction sa = {.sa_handler = on};
  sigaction(SIGALRM, &sa, 0);
  int q[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, q);
  struct itimerval it = {{0, 0}, {0, 20000}};
  setitimer(ITIMER_REAL, &it, 0);
  TRY(read(q[0], buffer, 1));
  sa.sa_flags = SA_RESTART;
  sigaction(SIGALRM, &sa, 0);
  pid = fork();
  if (pid == 0) { nap(50); if (write(q[1], "z", 1) != 1) _exit(1); _exit(0); }
  setitimer(ITIMER_REAL, &it, 0);
  TRY(read(q[0], buffer, 1));
  t = (struct timeval){5, 0};
  setsockopt(q[0], SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
  setitimer(ITIMER_REAL, &it, 0);
  TRY(read(q[0], buffer, 1));
  return 0;
}
