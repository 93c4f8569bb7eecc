#include "kernel.h"
#include <sys/socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
static void get(int s, int level, int name) {
  int v = -1, n = 4;
  long r = K(getsockopt, s, level, name, &v, &n);
  say("get %d/%d %e %d %d\n", level, name, r, v, n);
}
int main(int argc, char **argv, char **envp) {
  int one = 1, big = 1 << 30, small = 1, n;
  struct timeval t = {1, 500000}, bad = {0, 1000000};
  long u = K(socket, AF_UNIX, SOCK_STREAM, 0), s = K(socket, AF_INET, SOCK_STREAM, 0),
       d = K(socket, AF_INET, SOCK_DGRAM, 0);
  int names[] = {SO_TYPE,      SO_DOMAIN,    SO_PROTOCOL,  SO_ERROR,    SO_ACCEPTCONN,
                 SO_REUSEADDR, SO_KEEPALIVE, SO_BROADCAST, SO_RCVLOWAT, SO_SNDLOWAT,
                 SO_PASSCRED,  SO_PRIORITY,  999};
  for (unsigned i = 0; i < sizeof names / 4; i++) {
    get(u, SOL_SOCKET, names[i]);
    get(s, SOL_SOCKET, names[i]);
    get(d, SOL_SOCKET, names[i]);
  }
  get(s, IPPROTO_TCP, TCP_NODELAY);
  get(u, IPPROTO_TCP, TCP_NODELAY);
  get(d, IPPROTO_TCP, TCP_NODELAY);
  get(u, SOL_SOCKET, SO_SNDBUF);
  get(d, SOL_SOCKET, SO_RCVBUF);
  R(setsockopt, s, IPPROTO_TCP, TCP_NODELAY, &one, 4);
  get(s, IPPROTO_TCP, TCP_NODELAY);
  R(setsockopt, u, SOL_SOCKET, SO_SNDBUF, &small, 4);
  get(u, SOL_SOCKET, SO_SNDBUF);
  R(setsockopt, u, SOL_SOCKET, SO_RCVBUF, &small, 4);
  get(u, SOL_SOCKET, SO_RCVBUF);
  int mid = 20000;
  R(setsockopt, u, SOL_SOCKET, SO_SNDBUF, &mid, 4);
  get(u, SOL_SOCKET, SO_SNDBUF);
  R(setsockopt, u, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
  R(setsockopt, u, SOL_SOCKET, SO_RCVTIMEO, &bad, sizeof bad);
  R(setsockopt, u, SOL_SOCKET, SO_RCVTIMEO, &t, 4);
  struct timeval g = {0};
  n = sizeof g;
  R(getsockopt, u, SOL_SOCKET, SO_RCVTIMEO, &g, &n);
  say("%d %d %d\n", (int)g.tv_sec, (int)g.tv_usec, n);
  R(setsockopt, s, SOL_SOCKET, SO_TYPE, &one, 4);
  R(setsockopt, s, SOL_SOCKET, SO_KEEPALIVE, &one, 3);
  R(setsockopt, s, SOL_SOCKET, SO_KEEPALIVE, 8, 4);
  R(setsockopt, s, SOL_SOCKET, 999, &one, 4);
  R(setsockopt, s, 77, 1, &one, 4);
  int q[2];
  K(pipe, q);
  R(setsockopt, q[0], SOL_SOCKET, SO_KEEPALIVE, &one, 4);
  R(setsockopt, 99, SOL_SOCKET, SO_KEEPALIVE, &one, 4);
  struct linger l = {1, 5};
  R(setsockopt, s, SOL_SOCKET, SO_LINGER, &l, sizeof l);
  l.l_linger = 0;
  n = 8;
  K(getsockopt, s, SOL_SOCKET, SO_LINGER, &l, &n);
  say("%d %d\n", l.l_onoff, l.l_linger);
  int sv[2];
  char c;
  K(socketpair, AF_UNIX, SOCK_STREAM, 0, sv);
  t.tv_sec = 0;
  t.tv_usec = 20000;
  K(setsockopt, sv[0], SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
  R(read, sv[0], &c, 1);
  n = -1;
  R(getsockopt, s, SOL_SOCKET, SO_TYPE, &one, &n);
  R(getsockopt, s, SOL_SOCKET, SO_TYPE, 8, &n);
  R(getsockopt, s, SOL_SOCKET, SO_TYPE, &one, 8);
  return 0;
}
