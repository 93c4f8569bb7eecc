#include "kernel.h"
#include <sys/socket.h>
#include <sys/un.h>
#include <poll.h>
static void name(const char *what, struct sockaddr_un *a, int n) {
  say("%s len %d family %d path %s\n", what, n, a->sun_family,
      n > 2 ? (a->sun_path[0] ? a->sun_path : a->sun_path + 1) : "");
}
int main(int argc, char **argv, char **envp) {
  struct sockaddr_un a = {AF_UNIX, "sock"}, b;
  int n = sizeof b;
  char c[16] = {0};
  long l = R(socket, AF_UNIX, SOCK_STREAM, 0), s = R(socket, AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct pollfd p = {s, POLLIN | POLLOUT, 0};
  R(poll, &p, 1, 0);
  say("%x\n", p.revents);
  R(connect, s, &a, sizeof a);
  R(listen, l, 5);
  R(accept, l, 0, 0);
  R(bind, l, &a, sizeof a);
  R(bind, l, &a, sizeof a);
  long l2 = K(socket, AF_UNIX, SOCK_STREAM, 0);
  R(bind, l2, &a, sizeof a);
  R(connect, s, &a, sizeof a);
  R(listen, l, 1);
  R(connect, s, &a, sizeof a);
  R(connect, s, &a, sizeof a);
  R(getsockname, s, &b, &n);
  name("own", &b, n);
  n = sizeof b;
  R(getpeername, s, &b, &n);
  name("peer", &b, n);
  p.fd = l;
  R(poll, &p, 1, 0);
  say("%x\n", p.revents);
  n = sizeof b;
  long t = R(accept4, l, &b, &n, SOCK_CLOEXEC);
  name("from", &b, n);
  n = sizeof b;
  R(getsockname, t, &b, &n);
  name("accepted", &b, n);
  n = 4;
  R(getsockname, t, &b, &n);
  say("%d\n", n);
  R(write, t, "hi", 2);
  R(read, s, c, 16);
  say("%s\n", c);
  R(accept4, l, 0, 0, 7);
  int q[2];
  K(pipe, q);
  R(accept, q[0], 0, 0);
  R(accept, 99, 0, 0);
  R(accept, s, 0, 0);
  struct ucred u;
  int un = sizeof u;
  R(getsockopt, s, SOL_SOCKET, SO_PEERCRED, &u, &un);
  say("%d %d %d\n", u.pid == my_pid(), u.uid, un);
  long d = K(socket, AF_UNIX, SOCK_DGRAM, 0);
  R(connect, d, &a, sizeof a);
  R(listen, d, 1);
  struct sockaddr_un x = {AF_UNIX, "\0abstract"};
  R(bind, l2, &x, 2 + 9);
  R(listen, l2, 1);
  long e = K(socket, AF_UNIX, SOCK_STREAM, 0);
  R(bind, e, &x, 2 + 9);
  R(connect, e, &x, 2 + 9);
  R(connect, e, &x, 2 + 8);
  n = sizeof b;
  R(getpeername, e, &b, &n);
  say("%d\n", n);
  struct stat st;
  K(stat, "sock", &st);
  say("%o\n", st.st_mode);
  R(open, "sock", O_RDONLY);
  K(close, l);
  R(connect, d, &a, sizeof a);
  long f = K(socket, AF_UNIX, SOCK_STREAM, 0);
  R(connect, f, &a, sizeof a);
  struct sockaddr_un nodir = {AF_UNIX, "none/sock"};
  R(bind, f, &nodir, sizeof nodir);
  R(connect, f, &nodir, sizeof nodir);
  R(bind, f, &a, 1);
  R(bind, f, &a, 200);
  R(bind, f, 8, 20);
  R(bind, f, &a, -1);
  a.sun_family = 5;
  R(bind, f, &a, sizeof a);
  R(bind, q[0], &a, sizeof a);
  R(bind, 99, &a, sizeof a);
  return 0;
}
