/* poll and select: what is ready, what is not, timeouts, and ends that are closed. */
#include "sys.h"

#define poll(fds, n, ms) sys3(7, fds, n, ms)
#define select(n, in, out, ex, tv) sys6(23, n, (long)(in), (long)(out), (long)(ex), (long)(tv), 0)

struct pollfd { int fd; short events, revents; };

static void look(struct pollfd *p, int n, int ms) {
  show("poll", poll(p, n, ms));
  for (int i = 0; i < n; i++) show_hex(" revents", (u16)p[i].revents);
}

void start(u64 *stack) {
  (void)stack;
  int fds[2];
  char buf[8];
  pipe(fds);
  struct pollfd p[3] = {{fds[0], 1, 0}, {fds[1], 4, 0}, {-1, 5, 7}};
  look(p, 3, 0);
  look(p, 1, 20);
  write(fds[1], "ab", 2);
  look(p, 3, -1);
  u64 in = 1UL << fds[0], out = 1UL << fds[1];
  i64 tv[2] = {0, 0};
  show("select", select(fds[1] + 1, &in, &out, 0, tv));
  show_hex("in", in);
  show_hex("out", out);
  read(fds[0], buf, 8);
  in = 1UL << fds[0];
  show("select", select(fds[1] + 1, &in, 0, 0, tv));
  show_hex("in", in);
  show("left", tv[1]);
  close(fds[1]);
  look(p, 2, -1);
  show("read", read(fds[0], buf, 8));
  pipe(fds);
  close(fds[0]);
  p[0] = (struct pollfd){fds[1], 4, 0};
  look(p, 1, -1);
  in = 1UL << 40;
  show("closed", select(41, &in, 0, 0, tv));
  exit(0);
}
