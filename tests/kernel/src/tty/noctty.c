/* Whose terminal a leader of a session without one opens: not with O_NOCTTY. */
#include "hosted.h"
#include <sys/ioctl.h>
#include <stdlib.h>
static void leader(const char *name) {
  setsid();
  TRY(open("/dev/tty", O_RDWR));
  int first = open(name, O_RDWR | O_NOCTTY);
  SAY("flags %o\n", fcntl(first, F_GETFL));
  TRY(open("/dev/tty", O_RDWR)), TRY(tcgetpgrp(first));
  int second = open(name, O_RDWR);
  SAY("flags %o\n", fcntl(second, F_GETFL));
  SAY("mine: %d\n", tcgetpgrp(second) == getpid());
  SAY("tty: %d\n", open("/dev/tty", O_RDWR) >= 0);
  signal(SIGHUP, SIG_IGN);
  TRY(ioctl(first, TIOCNOTTY));
}
int main(void) {
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (grantpt(master) || unlockpt(master)) return 1;
  pid_t pid = fork();
  if (pid == 0) leader(ptsname(master)), _exit(0);
  reap(pid);
  return 0;
}
