/* Closing one side: EIO for the master without slaves, end of file and SIGHUP for the slave without a master. */
#include "pty.h"
static void on(int sig) { say("signal %d\n", sig); }
int main(int argc, char **argv, char **envp) {
  char b[8]; int n;
  open_pair();
  K(ioctl, master, TIOCGPTN, &n); say("number %d\n", n >= 0);
  K(write, slave, "last", 4); K(close, slave); drain("data"); R(read, master, b, 8);
  struct pollfd p = {master, POLLIN | POLLOUT, 0}; R(poll, &p, 1, 0); say("%x\n", p.revents);
  slave = K(ioctl, master, TIOCGPTPEER, O_RDWR | O_NOCTTY); p.revents = 0; R(poll, &p, 1, 0); say("%x\n", p.revents);
  int pid = K(fork);
  if (pid == 0) {
    K(setsid); K(ioctl, slave, TIOCSCTTY, 0); handle(SIGHUP, on, 0); K(close, master);
    struct pollfd q = {slave, POLLIN, 0}; K(poll, &q, 1, 1000);
    R(read, slave, b, 8); R(write, slave, "x", 1); R(ioctl, slave, TCGETS, b); R(open, "/dev/tty", O_RDWR);
    quit(0);
  }
  nap(20); K(close, slave); K(close, master);
  reap(pid);
  long m = K(open, "/dev/ptmx", O_RDWR | O_NOCTTY), s = K(ioctl, m, TIOCGPTPEER, O_RDWR | O_NOCTTY); say("locked %e\n", s);
  int lock = 9; R(ioctl, m, 0x80045439, &lock); say("%d\n", lock);
  return 0;
}
