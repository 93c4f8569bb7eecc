#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  static char big[100000]; int p[2]; int n = 0; long r;
  R(pipe2, p, 0x40); R(pipe, 8); K(pipe2, p, O_NONBLOCK); R(fcntl, p[0], 1032); R(fcntl, p[0], 1031, 4096); R(fcntl, p[0], 1031, 5000); R(fcntl, p[0], 1031, 1 << 16);
  R(write, p[1], big, 100000); R(write, p[1], big, 1); R(write, p[1], big, 4096); R(fcntl, p[0], 1031, 4096); R(read, p[0], big, 4095); R(write, p[1], big, 4096); R(read, p[0], big, 1); R(write, p[1], big, 4096); R(write, p[1], big, 5000);
  while ((r = K(read, p[0], big, 1000)) > 0) n += r; say("%d %e\n", n, r);
  R(read, p[1], big, 1); R(write, p[0], big, 1); R(lseek, p[0], 0, 0); R(pread64, p[0], big, 1, 0); R(ftruncate, p[1], 0); R(fsync, p[0]); R(read, p[0], 8, 1); K(write, p[1], "x", 1); R(read, p[0], 8, 1); R(write, p[1], 8, 1); R(read, p[0], big, 0);
  K(close, p[1]); R(read, p[0], big, 10); R(read, p[0], big, 10);
  K(pipe2, p, O_DIRECT | O_NONBLOCK); K(write, p[1], "abcdef", 6); K(write, p[1], "gh", 2); R(read, p[0], big, 3); R(read, p[0], big, 10); R(read, p[0], big, 10);
  K(close, p[0]); handle(SIGPIPE, SIG_IGN, 0); R(write, p[1], "x", 1); R(write, p[1], "x", 0);
  return 0;
}
