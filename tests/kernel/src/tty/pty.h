#pragma once
#include "kernel.h"
#include <asm/termbits.h>
#include <asm/ioctls.h>
#include <poll.h>
struct size { unsigned short row, col, x, y; };
static long master, slave;
/* A pair; the slave is not anybody's controlling terminal. */
static void open_pair(void) {
  int n = 0, unlock = 0;
  master = K(open, "/dev/ptmx", O_RDWR | O_NOCTTY);
  K(ioctl, master, TIOCSPTLCK, &unlock);
  K(ioctl, master, TIOCGPTN, &n);
  slave = K(ioctl, master, TIOCGPTPEER, O_RDWR | O_NOCTTY);
}
static void drain(const char *what) {
  static char b[512];
  struct pollfd p = {master, POLLIN, 0};
  say("%s:", what);
  while (K(poll, &p, 1, 40) > 0 && (p.revents & POLLIN)) {
    long n = K(read, master, b, 512);
    if (n <= 0) break;
    for (long i = 0; i < n; i++) { unsigned char c = b[i]; if (c < 32 || c > 126) say(" \\%o", c); else say(" %c", c); }
  }
  say("\n");
}
