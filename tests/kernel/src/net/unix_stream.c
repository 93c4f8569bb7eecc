#include "kernel.h"
#include <sys/socket.h>
#include <sys/un.h>
#include <poll.h>
int main(int argc, char **argv, char **envp) {
  int s[2]; char b[64] = {0};
  struct pollfd p = {0};
  R(socketpair, AF_UNIX, SOCK_STREAM, 0, s);
  say("%d %d\n", s[0], s[1]);
  R(write, s[0], "hello", 5); R(sendto, s[0], " world", 6, 0, 0, 0);
  R(recvfrom, s[1], b, 3, MSG_PEEK, 0, 0); say("%s\n", b);
  R(read, s[1], b, 64); say("%s\n", b);
  R(recvfrom, s[1], b, 64, MSG_DONTWAIT, 0, 0);
  p.fd = s[1]; p.events = POLLIN | POLLOUT | POLLRDHUP;
  R(poll, &p, 1, 0); say("%x\n", p.revents);
  R(shutdown, s[0], SHUT_WR);
  R(poll, &p, 1, 0); say("%x\n", p.revents);
  R(read, s[1], b, 64);
  handle(SIGPIPE, SIG_IGN, 0);
  R(write, s[0], "x", 1);
  R(write, s[1], "back", 4); R(read, s[0], b, 64);
  R(shutdown, s[0], 5);
  R(shutdown, s[0], SHUT_RD);
  R(write, s[1], "x", 1);
  R(poll, &p, 1, 0); say("%x\n", p.revents);
  K(close, s[0]);
  R(poll, &p, 1, 0); say("%x\n", p.revents);
  R(write, s[1], "x", 1); R(read, s[1], b, 8);
  R(socketpair, AF_INET, SOCK_STREAM, 0, s);
  R(socketpair, AF_UNIX, 99, 0, s);
  R(socketpair, AF_UNIX, SOCK_STREAM, 0, 8);
  R(socketpair, AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, s);
  say("%d %x\n", (int)K(fcntl, s[0], F_GETFD), (int)K(fcntl, s[0], F_GETFL));
  R(read, s[0], b, 1);
  R(write, s[0], "abc", 3);
  K(close, s[1]);
  R(read, s[0], b, 8);
  R(read, s[0], b, 8);
  R(lseek, s[0], 0, 0);
  return 0;
}
