#include "kernel.h"
#include <sys/socket.h>
#include <netinet/in.h>
#include <poll.h>
static void name(const char *w, struct sockaddr_in *a, int n) {
  say("%s %d %d %x port %d\n", w, n, a->sin_family, a->sin_addr.s_addr, a->sin_port != 0);
}
int main(int argc, char **argv, char **envp) {
  struct sockaddr_in a = {AF_INET, 0, {0x0100007f}, {0}}, b;
  int n = sizeof b;
  char buf[32] = {0};
  long l = R(socket, AF_INET, SOCK_STREAM, 0), s = R(socket, AF_INET, SOCK_STREAM, 0);
  struct pollfd p = {s, POLLIN | POLLOUT | POLLRDHUP, 0};
  R(poll, &p, 1, 0);
  say("%x\n", p.revents);
  R(getsockname, s, &b, &n);
  name("new", &b, n);
  R(read, s, buf, 1);
  R(sendto, s, "x", 1, MSG_NOSIGNAL, 0, 0);
  R(accept, l, 0, 0);
  R(bind, l, &a, sizeof a);
  R(listen, l, 3);
  n = sizeof a;
  K(getsockname, l, &a, &n);
  name("bound", &a, n);
  R(connect, s, &a, sizeof a);
  R(connect, s, &a, sizeof a);
  n = sizeof b;
  long t = R(accept, l, &b, &n);
  name("peer", &b, n);
  n = sizeof b;
  K(getpeername, s, &b, &n);
  say("same port %d\n", b.sin_port == a.sin_port);
  n = sizeof b;
  K(getsockname, t, &b, &n);
  say("same port %d\n", b.sin_port == a.sin_port);
  R(write, s, "ping", 4);
  R(recvfrom, t, buf, 32, 0, &b, &n);
  say("%s\n", buf);
  R(write, t, "0123456789", 10);
  R(recvfrom, s, buf, 4, MSG_PEEK, 0, 0);
  R(recvfrom, s, buf, 4, 0, 0, 0);
  p.fd = s;
  R(poll, &p, 1, 0);
  say("%x\n", p.revents);
  int have = 0;
  R(ioctl, s, 0x541b, &have);
  say("%d\n", have);
  R(shutdown, t, SHUT_WR);
  R(recvfrom, s, buf, 32, MSG_WAITALL, 0, 0);
  R(read, s, buf, 1);
  R(poll, &p, 1, 0);
  say("%x\n", p.revents);
  R(write, s, "still", 5);
  R(read, t, buf, 32);
  K(close, t);
  R(poll, &p, 1, 0);
  say("%x\n", p.revents);
  handle(SIGPIPE, SIG_IGN, 0);
  R(write, s, "x", 1);
  long d = K(socket, AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in none = {AF_INET, 0x0100, {0x0100007f}, {0}};
  R(connect, d, &none, sizeof none);
  long e = K(socket, AF_INET, SOCK_STREAM, 0);
  R(bind, e, &a, sizeof a);
  int on = 1;
  R(setsockopt, e, SOL_SOCKET, SO_REUSEADDR, &on, 4);
  R(bind, e, &a, sizeof a);
  a.sin_family = 99;
  R(bind, e, &a, sizeof a);
  R(connect, e, &a, sizeof a);
  a.sin_family = AF_INET;
  R(bind, e, &a, 8);
  struct sockaddr_in far = {AF_INET, 0, {0x01010101}, {0}};
  R(bind, e, &far, sizeof far);
  return 0;
}
