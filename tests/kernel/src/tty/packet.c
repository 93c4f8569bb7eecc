/* Flow of output, and packet mode, in which the master of a pseudoterminal reads of changes. */
#include "pty.h"
#ifndef TIOCGPKT
#define TIOCGPKT _IOR('T', 0x38, int)
#endif
static struct termios t;
static void set(unsigned iflag) {
  K(ioctl, slave, TCGETS, &t);
  t.c_iflag = iflag;
  K(ioctl, slave, TCSETS, &t);
}
/* What is typed reaches the terminal by way of a work queue. */
static void type(const char *keys, int n) {
  R(write, master, keys, n);
  K(poll, 0, 0, 40);
}
static void ready(const char *what) {
  struct pollfd m = {master, POLLIN | POLLPRI, 0}, s = {slave, POLLIN | POLLOUT, 0};
  K(poll, &m, 1, 0);
  K(poll, &s, 1, 0);
  say("%s: master %x slave %x\n", what, m.revents & 0xffff, s.revents & 0xffff);
}
int main(int argc, char **argv, char **envp) {
  open_pair();
  int on = 1, off = 0, is = 7;
  K(ioctl, slave, TCGETS, &t);
  t.c_lflag &= ~ICANON;
  K(ioctl, slave, TCSETS, &t);
  K(fcntl, slave, F_SETFL, O_RDWR | O_NONBLOCK);
  K(fcntl, master, F_SETFL, O_RDWR | O_NONBLOCK);
  R(ioctl, master, TIOCGPKT, &is); say("packet %d\n", is);
  R(ioctl, slave, TIOCPKT, &on);
  R(ioctl, master, TIOCPKT, 8);
  // Output stops and goes on.
  ready("quiet");
  type("\023ab", 3);
  ready("stopped"); R(write, slave, "no", 2);
  drain("stopped");
  type("\021", 1);
  ready("started"); R(write, slave, "yes", 3);
  drain("started");
  R(ioctl, slave, TCXONC, TCOOFF); R(write, slave, "no", 2);
  type("\021", 1); R(write, slave, "no", 2);
  set(IXON | IXANY); type("x", 1); R(write, slave, "no", 2);
  R(ioctl, slave, TCXONC, TCOON); R(ioctl, slave, TCXONC, TCOON); R(write, slave, "yes", 3);
  drain("switched");
  type("\023", 1); R(write, slave, "no", 2);
  type("y", 1); R(write, slave, "any", 3);
  drain("any");
  type("\023", 1); set(0); R(write, slave, "off", 3); drain("off");
  type("\023", 1); R(write, slave, "plain", 5); drain("plain");
  R(ioctl, slave, TCXONC, TCIOFF); R(ioctl, slave, TCXONC, TCION); R(ioctl, slave, TCXONC, 4); R(ioctl, slave, TCXONC, -1);
  drain("told");
  // Packets.
  R(ioctl, slave, TCFLSH, TCIFLUSH);
  R(ioctl, master, TIOCPKT, &on); R(ioctl, master, TIOCGPKT, &is); say("packet %d\n", is);
  ready("quiet");
  drain("nothing");
  R(write, slave, "data", 4); drain("data");
  R(write, slave, "data", 4);
  char b[8];
  R(read, master, b, 1); say("byte %d\n", b[0]);
  R(read, master, b, 3); say("bytes %d %c%c\n", b[0], b[1], b[2]);
  drain("rest");
  set(IXON); ready("dostop"); drain("dostop");
  set(0); set(IXON); set(0); drain("nostop");
  set(IXON); drain("again");
  R(write, slave, "first", 5); type("\023", 1); ready("stop"); drain("stop");
  type("\021", 1); drain("start");
  type("\023\021", 2); drain("both");
  R(ioctl, slave, TCFLSH, TCIFLUSH); drain("flush input");
  R(ioctl, slave, TCFLSH, TCOFLUSH); drain("flush output");
  R(ioctl, slave, TCFLSH, TCIOFLUSH); drain("flush both");
  R(ioctl, slave, TCSETSF, &t); drain("settings flush");
  type("\003", 1); drain("signal");
  t.c_cc[VSTOP] = 1; R(ioctl, slave, TCSETS, &t); drain("other stop");
  R(ioctl, master, TIOCPKT, &off); R(ioctl, slave, TCFLSH, TCIFLUSH); R(write, slave, "end", 3); drain("off");
  R(ioctl, master, TIOCPKT, &on); ready("on again"); drain("on again");
  return 0;
}
