/* POSIX <termios.h>, isatty, ttyname. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* The kernel's struct has 19 control characters and no speeds. */
struct kernel_termios {
  tcflag_t iflag, oflag, cflag, lflag;
  cc_t line, cc[19];
};

int tcgetattr(int fd, struct termios *to) {
  struct kernel_termios k;
  if (ioctl(fd, TCGETS, &k)) return -1;
  memset(to, 0, sizeof *to);
  to->c_iflag = k.iflag;
  to->c_oflag = k.oflag;
  to->c_cflag = k.cflag;
  to->c_lflag = k.lflag;
  to->c_line = k.line;
  memcpy(to->c_cc, k.cc, sizeof k.cc);
  to->c_ispeed = to->c_ospeed = k.cflag & (CBAUD | CBAUDEX);
  return 0;
}

int tcsetattr(int fd, int when, const struct termios *from) {
  struct kernel_termios k = { from->c_iflag, from->c_oflag, from->c_cflag, from->c_lflag, from->c_line, { 0 } };
  if (when < 0 || when > 2) {
    errno = EINVAL;
    return -1;
  }
  memcpy(k.cc, from->c_cc, sizeof k.cc);
  return ioctl(fd, TCSETS + (unsigned long)when, &k);
}

int isatty(int fd) {
  struct kernel_termios k;
  return ioctl(fd, TCGETS, &k) == 0;
}

int tcsendbreak(int fd, int duration) { return ioctl(fd, duration > 0 ? TCSBRKP : TCSBRK, duration > 0 ? (duration + 99) / 100 : 0); }

int tcdrain(int fd) { return ioctl(fd, TCSBRK, 1); }

int tcflush(int fd, int which) { return ioctl(fd, TCFLSH, which); }

int tcflow(int fd, int what) { return ioctl(fd, TCXONC, what); }

pid_t tcgetsid(int fd) {
  int sid;
  return ioctl(fd, TIOCGSID, &sid) ? -1 : sid;
}

pid_t tcgetpgrp(int fd) {
  int group;
  return ioctl(fd, TIOCGPGRP, &group) ? -1 : group;
}

int tcsetpgrp(int fd, pid_t group) { return ioctl(fd, TIOCSPGRP, &group); }

speed_t cfgetospeed(const struct termios *t) { return t->c_cflag & (CBAUD | CBAUDEX); }

speed_t cfgetispeed(const struct termios *t) { return t->c_cflag & (CBAUD | CBAUDEX); }

int cfsetospeed(struct termios *t, speed_t speed) {
  if (speed & ~(speed_t)(CBAUD | CBAUDEX)) {
    errno = EINVAL;
    return -1;
  }
  t->c_ospeed = speed;
  t->c_cflag = (t->c_cflag & ~(tcflag_t)(CBAUD | CBAUDEX)) | speed;
  return 0;
}

int cfsetispeed(struct termios *t, speed_t speed) {
  t->c_ispeed = speed;
  return speed ? cfsetospeed(t, speed) : 0;
}

int cfsetspeed(struct termios *t, speed_t speed) { return cfsetispeed(t, speed) || cfsetospeed(t, speed) ? -1 : 0; }

void cfmakeraw(struct termios *t) {
  t->c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
  t->c_oflag &= ~(tcflag_t)OPOST;
  t->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  t->c_cflag = (t->c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
  t->c_cc[VMIN] = 1;
  t->c_cc[VTIME] = 0;
}

/* /proc knows the name. POSIX: answers the error. */
int ttyname_r(int fd, char *to, size_t size) {
  char link[40];
  if (!isatty(fd)) return errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, to, size);
  if (n < 0) return errno;
  if ((size_t)n == size) return ERANGE;
  to[n] = 0;
  return 0;
}

char *ttyname(int fd) {
  static char name[PATH_MAX];
  int error = ttyname_r(fd, name, sizeof name);
  if (!error) return name;
  errno = error;
  return 0;
}

int posix_openpt(int flags) { return open("/dev/ptmx", flags); }

int grantpt(int fd) {
  (void)fd;
  return 0;
}

int unlockpt(int fd) {
  int zero = 0;
  return ioctl(fd, TIOCSPTLCK, &zero);
}

int ptsname_r(int fd, char *to, size_t size) {
  int n;
  if (ioctl(fd, TIOCGPTN, &n)) return errno;
  return (size_t)snprintf(to, size, "/dev/pts/%d", n) < size ? 0 : ERANGE;
}

char *ptsname(int fd) {
  static char name[24];
  int error = ptsname_r(fd, name, sizeof name);
  if (!error) return name;
  errno = error;
  return 0;
}
