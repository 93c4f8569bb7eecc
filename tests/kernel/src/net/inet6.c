#include "kernel.h"
#include <sys/socket.h>
#include <netinet/in.h>
static void show(struct sockaddr_in6 *a, int n) {
  say("%d %d ", n, a->sin6_family);
  for (int i = 0; i < 16; i++) say("%02x", a->sin6_addr.s6_addr[i]);
  say("\n");
}
int main(int argc, char **argv, char **envp) {
  struct sockaddr_in6 a = {0}, b;
  struct sockaddr_in v4 = {AF_INET, 0, {0x0100007f}, {0}};
  int n;
  char c[8] = {0};
  a.sin6_family = AF_INET6;
  long l = R(socket, AF_INET6, SOCK_STREAM, 0);
  R(bind, l, &a, sizeof a);
  R(listen, l, 4);
  n = sizeof a;
  K(getsockname, l, &a, &n);
  show(&a, n);
  v4.sin_port = a.sin6_port;
  long s = K(socket, AF_INET, SOCK_STREAM, 0);
  R(connect, s, &v4, sizeof v4);
  n = sizeof b;
  long t = R(accept, l, &b, &n);
  show(&b, n);
  R(write, s, "v4", 2);
  R(read, t, c, 8);
  say("%s\n", c);
  a.sin6_addr.s6_addr[15] = 1;
  long u = K(socket, AF_INET6, SOCK_STREAM, 0);
  long r = K(connect, u, &a, sizeof a);
  say("connect6 %e\n", r);
  n = sizeof b;
  t = K(accept, l, &b, &n);
  show(&b, n);
  long w = K(socket, AF_INET6, SOCK_STREAM, 0);
  int on = 1;
  R(setsockopt, w, IPPROTO_IPV6, IPV6_V6ONLY, &on, 4);
  R(bind, w, &a, 10);
  R(bind, w, &a, sizeof a);
  R(bind, w, &v4, sizeof v4);
  return 0;
}
