/* openpty(3), forkpty(3), login_tty(3): pseudo-terminals. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utmp.h>

int openpty(int *master, int *slave, char *name, const struct termios *modes, const struct winsize *size) {
  char path[64];
  int near = posix_openpt(O_RDWR | O_NOCTTY), far = -1;
  if (near < 0) return -1;
  if (!grantpt(near) && !unlockpt(near) && !ptsname_r(near, path, sizeof path)) far = open(path, O_RDWR | O_NOCTTY);
  if (far < 0) {
    close(near);
    return -1;
  }
  if (modes) tcsetattr(far, TCSAFLUSH, modes);
  if (size) ioctl(far, TIOCSWINSZ, size);
  if (name) strcpy(name, path);
  *master = near;
  *slave = far;
  return 0;
}

int login_tty(int fd) {
  setsid();
  if (ioctl(fd, TIOCSCTTY, 0)) return -1;
  for (int i = 0; i < 3; i++)
    if (dup2(fd, i) < 0) return -1;
  if (fd > 2) close(fd);
  return 0;
}

pid_t forkpty(int *master, char *name, const struct termios *modes, const struct winsize *size) {
  int near, far;
  if (openpty(&near, &far, name, modes, size)) return -1;
  pid_t pid = fork();
  if (pid == 0) {
    close(near);
    if (login_tty(far)) _exit(1);
    return 0;
  }
  close(far);
  if (pid < 0)
    close(near);
  else
    *master = near;
  return pid;
}
