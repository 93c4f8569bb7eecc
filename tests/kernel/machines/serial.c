/* A serial line with a loopback plug: modem lines, speeds, and the time that bits take. */
#include "hosted.h"
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <linux/serial.h>
static int fd;
static int lines(void) {
  int l = 0;
  if (ioctl(fd, TIOCMGET, &l)) SAY("TIOCMGET: %s\n", strerrorname_np(errno));
  return l;
}
static long now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}
static void show(const char *what) {
  int l = lines();
  SAY("%s:%s%s%s%s%s\n", what, l & TIOCM_DTR ? " DTR" : "", l & TIOCM_RTS ? " RTS" : "", l & TIOCM_CTS ? " CTS" : "", l & TIOCM_DSR ? " DSR" : "", l & TIOCM_CAR ? " CD" : "");
}
int main(int argc, char **argv) {
  struct termios t;
  fd = open(argv[1], O_RDWR | O_NOCTTY);
  SAY("open %d isatty %d\n", fd >= 0, isatty(fd));
  tcgetattr(fd, &t);
  SAY("speed %d size %d\n", cfgetospeed(&t) == B9600, (t.c_cflag & CSIZE) == CS8);
  show("at first");
  int bits = TIOCM_RTS;
  TRY(ioctl(fd, TIOCMBIC, &bits));
  show("RTS down");
  TRY(ioctl(fd, TIOCMSET, &bits));
  show("RTS alone");
  bits = TIOCM_DTR;
  TRY(ioctl(fd, TIOCMBIS, &bits));
  show("DTR too");
  cfmakeraw(&t);
  cfsetspeed(&t, B1200);
  TRY(tcsetattr(fd, TCSANOW, &t));
  long start = now_us();
  TRY(write(fd, "hello, line!", 12));
  int out = 0;
  ioctl(fd, TIOCOUTQ, &out);
  SAY("at once %d, waiting %d\n", now_us() - start < 5000, out);
  TRY(tcdrain(fd));
  long took = now_us() - start;
  SAY("120 bits at 1200: %ld ms\n", (took + 500) / 1000);
  char text[32] = {0};
  TRY(ioctl(fd, FIONREAD, &out));
  if (strstr(argv[2], "loop")) {
    SAY("%d come back\n", out);
    TRY(read(fd, text, 32));
    SAY("'%s'\n", text);
    start = now_us();
    if (write(fd, "x", 1) != 1) return 1;
    struct pollfd p = {fd, POLLIN, 0};
    TRY(poll(&p, 1, 1000));
    SAY("a byte takes %ld us\n", (now_us() - start) / 100 * 100);
    TRY(read(fd, text, 1));
    struct serial_icounter_struct c;
    TRY(ioctl(fd, TIOCGICOUNT, &c));
    SAY("sent %d received %d, cts changes %d\n", c.tx, c.rx, c.cts);
    t.c_cflag |= CRTSCTS;
    tcsetattr(fd, TCSANOW, &t);
    bits = TIOCM_RTS;
    ioctl(fd, TIOCMBIC, &bits);
    if (write(fd, "held", 4) != 4) return 1;
    SAY("held back: poll %d\n", poll(&p, 1, 100));
    ioctl(fd, TIOCMBIS, &bits);
    nap(50);
    TRY(read(fd, text, 32));
    t.c_cflag &= ~CRTSCTS;
  }
  tcflush(fd, TCIOFLUSH);
  static char big[9000];
  fcntl(fd, F_SETFL, O_NONBLOCK);
  long n = write(fd, big, sizeof big);
  SAY("buffer takes about 4096: %d, then %s\n", n >= 4096 && n <= 4200, write(fd, big, 100) < 0 ? strerrorname_np(errno) : "more");
  TRY(tcflush(fd, TCOFLUSH));
  ioctl(fd, TIOCOUTQ, &out);
  SAY("flushed %d\n", out);
  cfsetspeed(&t, B0);
  tcsetattr(fd, TCSANOW, &t);
  show("hung up");
  TRY(ioctl(fd, TIOCMGET, 8));
  struct winsize w;
  TRY(ioctl(fd, TIOCGWINSZ, &w));
  return 0;
}
