#include "hosted.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
/* shutdown in each direction, seen by both sides through read, write and poll. */
static void look(const char *who, int fd) {
  struct pollfd p = {fd, POLLIN | POLLOUT | POLLRDHUP, 0};
  poll(&p, 1, 0);
  SAY("%s %x\n", who, p.revents);
}
static void both(int s[2]) {
  look("left", s[0]);
  look("right", s[1]);
}
static void pair(int kind, int s[2]) {
  if (kind < 3) {
    socketpair(AF_UNIX, kind == 0 ? SOCK_STREAM : kind == 1 ? SOCK_SEQPACKET : SOCK_DGRAM, 0, s);
    return;
  }
  int l = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t n = sizeof a;
  bind(l, (void *)&a, n);
  listen(l, 1);
  getsockname(l, (void *)&a, &n);
  connect(s[0] = socket(AF_INET, SOCK_STREAM, 0), (void *)&a, n);
  s[1] = accept(l, 0, 0);
  close(l);
}
int main() {
  char buf[16];
  signal(SIGPIPE, SIG_IGN);
  for (int kind = 0; kind < 4; kind++) {
    for (int how = 0; how < 3; how++) {
      int s[2];
      SAY("kind %d how %d\n", kind, how);
      pair(kind, s);
      send(s[0], "left", 4, 0);
      send(s[1], "right", 5, 0);
      nap(2);
      TRY(shutdown(s[0], how));
      nap(2);
      both(s);
      TRY(recv(s[0], buf, 16, MSG_DONTWAIT));
      TRY(recv(s[0], buf, 16, MSG_DONTWAIT));
      TRY(recv(s[1], buf, 16, MSG_DONTWAIT));
      TRY(recv(s[1], buf, 16, MSG_DONTWAIT));
      TRY(send(s[0], "x", 1, MSG_DONTWAIT));
      if (kind < 3 || how == 1) TRY(send(s[1], "y", 1, MSG_DONTWAIT));
      nap(2);
      TRY(recv(s[1], buf, 16, MSG_DONTWAIT));
      both(s);
      close(s[0]);
      close(s[1]);
    }
  }
  int s[2];
  pair(0, s);
  TRY(shutdown(s[0], 3));
  TRY(shutdown(s[0], -1));
  int p[2];
  pipe(p);
  TRY(shutdown(p[0], 0));
  TRY(shutdown(99, 0));
  close(s[1]);
  TRY(shutdown(s[0], 2));
  TRY(recv(s[0], buf, 1, 0));
  int u = socket(AF_UNIX, SOCK_STREAM, 0), t = socket(AF_INET, SOCK_STREAM, 0),
      d = socket(AF_INET, SOCK_DGRAM, 0);
  TRY(shutdown(u, 2));
  TRY(shutdown(t, 2));
  TRY(shutdown(d, 2));
  return 0;
}
