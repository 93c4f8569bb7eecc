#include "hosted.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
/* MSG_PEEK, MSG_WAITALL, MSG_TRUNC on streams and datagrams. */
static char buf[64];
static void got(const char *what, long n) {
  if (n < 0) SAY("%s: %s\n", what, strerrorname_np(errno));
  else SAY("%s: %ld '%.*s'\n", what, n, (int)(n < 60 ? n : 60), buf);
  memset(buf, 0, sizeof buf);
}
#define GOT(call) got(#call, (errno = 0, (call)))
static int tcp_pair(int s[2]) {
  int l = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t n = sizeof a;
  bind(l, (void *)&a, n); listen(l, 1); getsockname(l, (void *)&a, &n);
  s[0] = socket(AF_INET, SOCK_STREAM, 0);
  connect(s[0], (void *)&a, n);
  s[1] = accept(l, 0, 0);
  return close(l);
}
int main() {
  int u[2], d[2], t[2], n;
  socketpair(AF_UNIX, SOCK_STREAM, 0, u);
  socketpair(AF_UNIX, SOCK_DGRAM, 0, d);
  tcp_pair(t);
  int *streams[] = {u, t};
  for (int i = 0; i < 2; i++) {
    int *s = streams[i];
    SAY("stream %d\n", i);
    send(s[0], "hello", 5, 0); send(s[0], "world", 5, 0); nap(5);
    GOT(recv(s[1], buf, 3, MSG_PEEK)); GOT(recv(s[1], buf, 64, MSG_PEEK)); GOT(recv(s[1], buf, 3, 0));
    GOT(recv(s[1], buf, 7, MSG_WAITALL)); GOT(recv(s[1], buf, 7, MSG_DONTWAIT | MSG_WAITALL)); GOT(recv(s[1], buf, 7, MSG_PEEK | MSG_DONTWAIT));
    if (fork() == 0) { nap(10); send(s[0], "12", 2, 0); nap(10); send(s[0], "34", 2, 0); nap(10); send(s[0], "5678", 4, 0); _exit(0); }
    GOT(recv(s[1], buf, 6, MSG_WAITALL)); wait(0); nap(2); GOT(recv(s[1], buf, 64, 0));
    if (fork() == 0) { nap(10); send(s[0], "last", 4, 0); shutdown(s[0], SHUT_WR); _exit(0); }
    GOT(recv(s[1], buf, 64, MSG_WAITALL)); GOT(recv(s[1], buf, 64, 0)); wait(0);
    GOT(send(s[1], "back", 4, 0)); nap(2); GOT(recv(s[0], buf, 64, MSG_WAITALL | MSG_DONTWAIT));
  }
  SAY("datagram\n");
  send(d[0], "first", 5, 0); send(d[0], "", 0, 0); send(d[0], "third one", 9, 0);
  GOT(recv(d[1], buf, 2, MSG_PEEK)); GOT(recv(d[1], buf, 2, MSG_PEEK | MSG_TRUNC)); GOT(recv(d[1], buf, 2, MSG_TRUNC));
  TRY(ioctl(d[1], FIONREAD, &n)); SAY("%d\n", n);
  GOT(recv(d[1], buf, 64, MSG_PEEK)); GOT(recv(d[1], buf, 64, 0)); GOT(recv(d[1], buf, 5, 0)); GOT(recv(d[1], buf, 5, MSG_DONTWAIT));
  GOT(send(d[0], "x", 1, MSG_OOB)); GOT(recv(d[1], buf, 5, MSG_OOB)); GOT(recv(d[1], buf, 5, MSG_ERRQUEUE | MSG_DONTWAIT));
  return 0;
}
