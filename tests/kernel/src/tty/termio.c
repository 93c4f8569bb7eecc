/* The older settings of terminals: half of the newer ones, whose other half stays. */
#include "pty.h"
struct old { unsigned short i, o, c, l; unsigned char line, cc[8]; };
static void show(const char *what) {
  struct termios t;
  struct old a = {0};
  K(ioctl, slave, TCGETS, &t);
  R(ioctl, slave, TCGETA, &a);
  say("%s: %o %o %o %o line %d cc", what, t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag, t.c_line);
  for (int i = 0; i < 19; i++) say(" %d", t.c_cc[i]);
  say("\n old: %o %o %o %o line %d cc", a.i, a.o, a.c, a.l, a.line);
  for (int i = 0; i < 8; i++) say(" %d", a.cc[i]);
  say("\n");
}
int main(int argc, char **argv, char **envp) {
  open_pair();
  show("first");
  struct termios t;
  K(ioctl, slave, TCGETS, &t);
  t.c_lflag |= EXTPROC;
  t.c_cflag |= CRTSCTS;
  t.c_cc[VSTART] = 99;
  K(ioctl, slave, TCSETS, &t);
  struct old a;
  K(ioctl, slave, TCGETA, &a);
  a.l &= ~(ICANON | ECHO);
  a.i = 0;
  a.cc[VINTR] = 5;
  R(ioctl, slave, TCSETA, &a);
  show("raw");
  R(write, master, "x", 1);
  K(poll, 0, 0, 40);
  a.l |= ICANON;
  R(ioctl, slave, TCSETAW, &a);
  show("waited");
  R(ioctl, slave, TCSETAF, &a);
  int n = 9;
  R(ioctl, slave, FIONREAD, &n);
  say("%d left\n", n);
  R(ioctl, slave, TCGETA, 8);
  R(ioctl, slave, TCSETA, 8);
  return 0;
}
