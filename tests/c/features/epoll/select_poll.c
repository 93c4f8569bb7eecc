// select and poll on pipes: readable, writable, hang-up, bad descriptors, timeouts.
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/time.h>
#include <unistd.h>
int main(void) {
  int p[2], q[2];
  pipe(p); pipe(q);
  fd_set r, w;
  FD_ZERO(&r); FD_ZERO(&w);
  FD_SET(p[0], &r); FD_SET(q[0], &r); FD_SET(p[1], &w);
  int max = q[1] + 1;
  struct timeval tv = {0, 10000};
  printf("%d %d %d %d\n", select(max, &r, &w, 0, &tv), !!FD_ISSET(p[0], &r), !!FD_ISSET(q[0], &r), !!FD_ISSET(p[1], &w));
  write(q[1], "x", 1);
  FD_ZERO(&r); FD_SET(p[0], &r); FD_SET(q[0], &r);
  printf("%d", select(max, &r, 0, 0, NULL));
  printf(" %d %d\n", !!FD_ISSET(p[0], &r), !!FD_ISSET(q[0], &r));
  FD_ZERO(&r); FD_SET(p[0], &r);
  tv = (struct timeval){0, 1000};
  printf("%d\n", select(max, &r, 0, 0, &tv));
  close(p[1]);
  struct pollfd f[4] = {{p[0], POLLIN, 0}, {q[0], POLLIN | POLLOUT, 0}, {q[1], POLLOUT, 0}, {77, POLLIN, 0}};
  printf("%d", poll(f, 4, 100));
  for (int i = 0; i < 4; i++) printf(" %x", f[i].revents);
  struct pollfd none = {-1, POLLIN, 0};
  printf("\n%d\n", poll(&none, 1, 2));
  close(q[0]);
  f[2].revents = 0;
  printf("%d %x\n", poll(&f[2], 1, 0), f[2].revents);
  FD_ZERO(&r); FD_SET(60, &r);
  printf("%d %d\n", select(61, &r, 0, 0, NULL), errno == EBADF);
  return 0;
}
