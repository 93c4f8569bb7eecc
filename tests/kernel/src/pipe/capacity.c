/* How much a pipe takes, short writes without blocking, PIPE_BUF kept whole, the size changed. */
#include "hosted.h"
#include <limits.h>
#include <sys/ioctl.h>
#include <poll.h>
int main(void) {
  int p[2], waiting;
  static char big[300000];
  TRY(pipe2(p, O_NONBLOCK));
  TRY(fcntl(p[1], F_GETPIPE_SZ));
  TRY(write(p[1], big, sizeof big));
  TRY(write(p[1], big, 1));
  TRY(ioctl(p[0], FIONREAD, &waiting));
  SAY("waiting %d\n", waiting);
  TRY(read(p[0], big, 100));
  TRY(write(p[1], big, PIPE_BUF));
  TRY(write(p[1], big, PIPE_BUF + 1));
  TRY(read(p[0], big, 4096));
  TRY(write(p[1], big, PIPE_BUF));
  TRY(write(p[1], big, PIPE_BUF));
  struct pollfd f[2] = {{p[0], POLLIN, 0}, {p[1], POLLOUT, 0}};
  TRY(poll(f, 2, 0));
  SAY("%x %x\n", f[0].revents, f[1].revents);
  while (read(p[0], big, sizeof big) > 0);
  TRY(fcntl(p[1], F_SETPIPE_SZ, 4096));
  TRY(write(p[1], big, 5000));
  TRY(fcntl(p[1], F_SETPIPE_SZ, 100));
  TRY(read(p[0], big, 10));
  TRY(fcntl(p[1], F_SETPIPE_SZ, 20000));
  TRY(fcntl(0, F_SETPIPE_SZ, 4096) > 0 ? 1 : 0);
  close(p[0]);
  signal(SIGPIPE, SIG_IGN);
  TRY(write(p[1], big, 1));
  TRY(write(p[1], big, 0));
  TRY(poll(f + 1, 1, 0));
  SAY("%x\n", f[1].revents);
  TRY(lseek(p[1], 0, SEEK_CUR));
  TRY(pread(p[1], big, 1, 0));
  TRY(read(p[1], big, 1));
  TRY(ftruncate(p[1], 0));
  TRY(fsync(p[1]));
  return 0;
}
