/* Requests on what is no terminal. */
#include "sys.h"

void start(u64 *stack) {
  (void)stack;
  char buf[64];
  int fds[2], n = -1;
  long fd = open("file", O_CREAT | O_RDWR, 0644), null = open("/dev/null", O_RDWR, 0);
  write(fd, "12345", 5);
  lseek(fd, 2, SEEK_SET);
  show("TCGETS file", ioctl(fd, 0x5401, buf));
  show("TIOCGWINSZ file", ioctl(fd, 0x5413, buf));
  show("TCGETS null", ioctl(null, 0x5401, buf));
  show("FIONREAD file", ioctl(fd, 0x541b, &n));
  show("n", n);
  pipe(fds);
  write(fds[1], "abcdefg", 7);
  show("FIONREAD pipe", ioctl(fds[0], 0x541b, &n));
  show("n", n);
  show("TCGETS pipe", ioctl(fds[0], 0x5401, buf));
  show("FIOCLEX", ioctl(fd, 0x5451, 0));
  show("F_GETFD", fcntl(fd, 1, 0));
  show("unknown", ioctl(fd, 0x12345678, buf));
  show("bad", ioctl(99, 0x5401, buf));
  exit(0);
}
