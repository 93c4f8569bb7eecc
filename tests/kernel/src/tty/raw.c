/* Raw mode: VMIN and VTIME, no echo, no translation. */
#include "pty.h"
static long timed(void *b, long n) {
  long a = now_ms(), r = K(read, slave, b, n), d = now_ms() - a;
  say("read %e after %s\n", r, d >= 90 && d < 190 ? "100" : d < 60 ? "0" : "?");
  return r;
}
int main(int argc, char **argv, char **envp) {
  char b[32];
  struct termios t;
  open_pair();
  R(ioctl, slave, TCGETS, &t);
  say("%o %o %o %o\n", t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag);
  for (int i = 0; i < 19; i++) say("%o ", t.c_cc[i]);
  say("\n");
  t.c_iflag = 0;
  t.c_oflag = 0;
  t.c_lflag = 0;
  t.c_cc[VMIN] = 1;
  t.c_cc[VTIME] = 0;
  R(ioctl, slave, TCSETS, &t);
  K(write, master, "ab\r\003", 4);
  drain("echo");
  timed(b, 32);
  say("%d %d\n", b[2], b[3]);
  K(write, slave, "x\n", 2);
  drain("output");
  t.c_cc[VMIN] = 0;
  t.c_cc[VTIME] = 0;
  K(ioctl, slave, TCSETS, &t);
  timed(b, 32);
  t.c_cc[VMIN] = 0;
  t.c_cc[VTIME] = 1;
  K(ioctl, slave, TCSETS, &t);
  timed(b, 32);
  K(write, master, "q", 1);
  timed(b, 32);
  t.c_cc[VMIN] = 4;
  t.c_cc[VTIME] = 1;
  K(ioctl, slave, TCSETS, &t);
  K(write, master, "ab", 2);
  timed(b, 32);
  K(write, master, "abcdef", 6);
  timed(b, 32);
  t.c_cc[VMIN] = 2;
  t.c_cc[VTIME] = 0;
  K(ioctl, slave, TCSETS, &t);
  K(write, master, "abc", 3);
  timed(b, 1);
  timed(b, 2);
  K(fcntl, slave, F_SETFL, O_NONBLOCK | O_RDWR);
  R(read, slave, b, 1);
  t.c_lflag = ICANON;
  K(ioctl, slave, TCSETS, &t);
  R(read, slave, b, 1);
  R(ioctl, slave, TCFLSH, 0);
  R(ioctl, slave, TCFLSH, 9);
  R(ioctl, slave, TCSETS, 8);
  R(ioctl, slave, 0x9999, 0);
  return 0;
}
