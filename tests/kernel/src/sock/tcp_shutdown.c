/* A TCP connection's end in all its ways: half close, RST by unread data, SO_LINGER 0, EPIPE. */
#include "hosted.h"
#include <sys/socket.h>
#include <netinet/in.h>
#include <poll.h>
static int l;
static struct sockaddr_in addr = {.sin_family = AF_INET};
static void connected(int s[2]) {
  s[0] = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(s[0], (void *)&addr, sizeof addr)) SAY("connect: %s\n", strerrorname_np(errno));
  s[1] = accept(l, 0, 0);
}
int main(void) {
  char buffer[16];
  int s[2];
  signal(SIGPIPE, SIG_IGN);
  addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  l = socket(AF_INET, SOCK_STREAM, 0);
  socklen_t len = sizeof addr;
  bind(l, (void *)&addr, sizeof addr);
  getsockname(l, (void *)&addr, &len);
  listen(l, 5);
  connected(s);
  TRY(shutdown(s[0], SHUT_WR));
  nap(2);
  TRY(read(s[1], buffer, 16));
  TRY(write(s[1], "still", 5));
  TRY(read(s[0], buffer, 16));
  TRY(write(s[0], "x", 1));
  struct pollfd p = {s[1], POLLIN | POLLRDHUP | POLLOUT, 0};
  TRY(poll(&p, 1, 0));
  SAY("%x\n", p.revents);
  TRY(shutdown(s[0], SHUT_WR));
  TRY(shutdown(s[1], 7));
  close(s[0]);
  close(s[1]);
  connected(s);
  TRY(write(s[0], "unread", 6));
  nap(2);
  close(s[1]);
  nap(2);
  TRY(read(s[0], buffer, 16));
  TRY(read(s[0], buffer, 16));
  TRY(write(s[0], "x", 1));
  close(s[0]);
  connected(s);
  struct linger lin = {1, 0};
  setsockopt(s[0], SOL_SOCKET, SO_LINGER, &lin, sizeof lin);
  close(s[0]);
  nap(2);
  TRY(poll((p = (struct pollfd){s[1], POLLIN, 0}, &p), 1, 0));
  SAY("%x\n", p.revents);
  int e;
  len = sizeof e;
  getsockopt(s[1], SOL_SOCKET, SO_ERROR, &e, &len);
  SAY("error %s\n", strerrorname_np(e));
  TRY(read(s[1], buffer, 16));
  close(s[1]);
  connected(s);
  close(s[1]);
  nap(2);
  TRY(read(s[0], buffer, 16));
  TRY(write(s[0], "x", 1));
  nap(2);
  TRY(write(s[0], "x", 1));
  close(l);
  int c = socket(AF_INET, SOCK_STREAM, 0);
  TRY(connect(c, (void *)&addr, sizeof addr));
  TRY(shutdown(c, SHUT_RD));
  TRY(getpeername(c, (void *)&addr, &len));
  TRY(listen(open("/dev/null", O_RDONLY), 1));
  return 0;
}
