#include "kernel.h"
#include <sys/socket.h>
#include <sys/un.h>
int main(int argc, char **argv, char **envp) {
  struct sockaddr_un a = {AF_UNIX, "a"}, b = {AF_UNIX, "b"}, from;
  char buf[16] = {0}; int n;
  long x = K(socket, AF_UNIX, SOCK_DGRAM, 0), y = K(socket, AF_UNIX, SOCK_DGRAM, 0);
  R(bind, x, &a, sizeof a); R(bind, y, &b, sizeof b);
  R(sendto, x, "one", 3, 0, &b, sizeof b); R(sendto, x, "second", 6, 0, &b, sizeof b); R(sendto, x, "", 0, 0, &b, sizeof b);
  n = sizeof from; R(recvfrom, y, buf, 16, 0, &from, &n); say("%s from %s %d\n", buf, from.sun_path, n);
  R(recvfrom, y, buf, 2, MSG_TRUNC, 0, 0);
  R(recvfrom, y, buf, 16, 0, 0, 0);
  R(recvfrom, y, buf, 16, MSG_DONTWAIT, 0, 0);
  R(sendto, x, "x", 1, 0, 0, 0); R(write, x, "x", 1);
  R(connect, x, &b, sizeof b); R(write, x, "x", 1); R(getpeername, x, &from, &n);
  R(connect, y, &a, sizeof a);
  long z = K(socket, AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  R(sendto, z, "x", 1, 0, &b, sizeof b);
  R(connect, z, &b, sizeof b);
  struct sockaddr_un none = {AF_UNIX, "none"};
  R(sendto, z, "x", 1, 0, &none, sizeof none);
  K(close, y);
  R(write, x, "x", 1); R(write, x, "x", 1);
  int s[2]; K(socketpair, AF_UNIX, SOCK_SEQPACKET, 0, s);
  R(write, s[0], "abcdef", 6); R(write, s[0], "gh", 2);
  R(read, s[1], buf, 3); R(read, s[1], buf, 16);
  K(close, s[0]); R(read, s[1], buf, 16); R(sendto, s[1], "x", 1, MSG_NOSIGNAL, 0, 0);
  K(socketpair, AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, s);
  int sent = 0; while (K(write, s[0], "x", 1) == 1) sent++;
  say("queued %d\n", sent);
  R(write, s[0], "x", 1);
  R(read, s[1], buf, 16); R(write, s[0], "x", 1);
  static char big[300000]; R(write, s[0], big, 300000);
  return 0;
}
