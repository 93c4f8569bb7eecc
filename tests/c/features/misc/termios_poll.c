#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/time.h>
#include <termios.h>
#include <unistd.h>
#include <errno.h>
int main(void) {
  struct termios t;
  int p[2];
  pipe(p);
  printf("%d %d\n", tcgetattr(p[0], &t) < 0, errno == ENOTTY);
  printf("%d\n", isatty(0));
  struct pollfd f[2] = {{p[0], POLLIN}, {p[1], POLLOUT}};
  printf("%d %d %d\n", poll(f, 2, 0), f[0].revents, f[1].revents);
  write(p[1], "x", 1);
  printf("%d %d\n", poll(f, 1, 100), f[0].revents);
  fd_set r;
  FD_ZERO(&r);
  FD_SET(p[0], &r);
  struct timeval v = {0, 1000};
  printf("%d %d\n", select(p[0] + 1, &r, 0, 0, &v), FD_ISSET(p[0], &r) != 0);
  int n;
  ioctl(p[0], FIONREAD, &n);
  printf("%d\n", n);
  char c;
  read(p[0], &c, 1);
  close(p[1]);
  printf("%d %x\n", poll(f, 1, 0), f[0].revents);
  cfmakeraw(&t);
  cfsetspeed(&t, B9600);
  printf("%d\n", cfgetospeed(&t) == B9600);
}
