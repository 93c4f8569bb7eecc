#include "pty.h"
int main(int argc, char **argv, char **envp) {
  char b[8];
  open_pair();
  R(ioctl, slave, TIOCSTI, "y");
  R(ioctl, slave, TIOCSTI, "\n");
  R(ioctl, slave, TIOCSTI, 8);
  R(read, slave, b, 8);
  K(close, master);
  struct pollfd wait = {slave, POLLIN | POLLOUT | POLLPRI, 0};
  R(poll, &wait, 1, 0);
  say("%x\n", wait.revents);
  R(read, slave, b, 8);
  R(write, slave, "x", 1);
  return 0;
}
