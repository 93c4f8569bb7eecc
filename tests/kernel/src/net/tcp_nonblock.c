/* Connecting without sleeping, and what SO_ERROR tells. */
#include "kernel.h"
#include <sys/socket.h>
#include <netinet/in.h>
#include <poll.h>
int main(int argc, char **argv, char **envp) {
  struct sockaddr_in a = {AF_INET, 0, {0x0100007f}, {0}}; int n = sizeof a, e, en = 4; char c;
  long l = K(socket, AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  K(bind, l, &a, sizeof a); K(listen, l, 5); K(getsockname, l, &a, &n);
  R(accept, l, 0, 0);
  long s = K(socket, AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  R(connect, s, &a, sizeof a);
  struct pollfd p = {s, POLLOUT, 0};
  R(poll, &p, 1, 1000); say("%x\n", p.revents);
  R(getsockopt, s, SOL_SOCKET, SO_ERROR, &e, &en); say("%d\n", e);
  R(read, s, &c, 1);
  long t = R(accept4, l, 0, 0, SOCK_NONBLOCK);
  R(read, t, &c, 1);
  long u = K(socket, AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in none = {AF_INET, 0x0100, {0x0100007f}, {0}};
  R(connect, u, &none, sizeof none);
  p.fd = u; R(poll, &p, 1, 1000); say("%x\n", p.revents);
  R(getsockopt, u, SOL_SOCKET, SO_ERROR, &e, &en); say("%d\n", e);
  R(getsockopt, u, SOL_SOCKET, SO_ERROR, &e, &en); say("%d\n", e);
  int pid = K(fork);
  if (pid == 0) { long q = K(socket, AF_INET, SOCK_STREAM, 0); nap(10); K(connect, q, &a, sizeof a); K(write, q, "later", 5); quit(0); }
  p.fd = l; p.events = POLLIN; R(poll, &p, 1, 2000);
  t = R(accept, l, 0, 0); char buf[8] = {0}; R(recvfrom, t, buf, 5, MSG_WAITALL, 0, 0); say("%s\n", buf);
  R(read, t, buf, 5);
  reap(pid);
  return 0;
}
