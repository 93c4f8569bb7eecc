#include "kernel.h"
#include <sys/socket.h>
#include <netinet/in.h>
#include <poll.h>
int main(int argc, char **argv, char **envp) {
  struct sockaddr_in a = {AF_INET, 0, {0}, {0}}, from;
  int n = sizeof a;
  char buf[32] = {0};
  long x = R(socket, AF_INET, SOCK_DGRAM, 0), y = R(socket, AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, IPPROTO_UDP);
  R(bind, x, &a, sizeof a);
  K(getsockname, x, &a, &n);
  say("%d %x\n", a.sin_port != 0, a.sin_addr.s_addr);
  a.sin_addr.s_addr = 0x0100007f;
  R(sendto, y, "hello", 5, 0, &a, sizeof a);
  R(sendto, y, "", 0, 0, &a, sizeof a);
  n = sizeof from;
  R(recvfrom, x, buf, 32, 0, &from, &n);
  say("%s %d %x\n", buf, n, from.sin_addr.s_addr);
  R(recvfrom, x, buf, 32, 0, 0, 0);
  R(sendto, x, "reply", 5, 0, &from, sizeof from);
  n = sizeof from;
  R(recvfrom, y, buf, 3, MSG_TRUNC, &from, &n);
  say("%d\n", from.sin_port == a.sin_port);
  R(recvfrom, y, buf, 32, 0, 0, 0);
  R(write, y, "x", 1);
  R(getpeername, y, &from, &n);
  R(connect, y, &a, sizeof a);
  R(write, y, "con", 3);
  R(read, x, buf, 32);
  n = sizeof from;
  R(getsockname, y, &from, &n);
  say("%x\n", from.sin_addr.s_addr);
  struct sockaddr_in off = {0};
  R(connect, y, &off, sizeof off);
  R(write, y, "x", 1);
  struct sockaddr_in none = {AF_INET, 0x0100, {0x0100007f}, {0}};
  R(sendto, y, "x", 1, 0, &none, sizeof none);
  R(connect, y, &none, sizeof none);
  R(write, y, "x", 1);
  nap(2);
  R(write, y, "x", 1);
  none.sin_port = 0;
  R(sendto, y, "x", 1, 0, &none, sizeof none);
  static char big[70000];
  R(sendto, x, big, 65508, 0, &a, sizeof a);
  R(sendto, x, big, 65507, 0, &a, sizeof a);
  R(read, x, big, 70000);
  R(listen, x, 1);
  R(accept, x, 0, 0);
  R(shutdown, x, 0);
  R(socket, AF_INET, SOCK_DGRAM, IPPROTO_TCP);
  R(socket, AF_INET, 77, 0);
  R(socket, 99, 1, 0);
  R(socket, AF_INET, SOCK_SEQPACKET, 0);
  R(socket, AF_UNIX, SOCK_STREAM, 5);
  R(socket, AF_UNIX, SOCK_RDM, 0);
  return 0;
}
