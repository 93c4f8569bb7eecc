/* SOCK_SEQPACKET between relatives: records kept, MSG_EOR, shutdown, the end. */
#include "hosted.h"
#include <sys/socket.h>
#include <sys/un.h>
#include <poll.h>
int main(void) {
  int s[2];
  char buffer[32];
  TRY(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, s));
  TRY(send(s[0], "one", 3, 0));
  TRY(send(s[0], "twotwo", 6, MSG_EOR));
  TRY(send(s[0], "", 0, 0));
  TRY(recv(s[1], buffer, 32, 0));
  struct iovec v = {buffer, 3};
  struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
  TRY(recvmsg(s[1], &m, 0));
  SAY("%.3s %x\n", buffer, m.msg_flags);
  TRY(recv(s[1], buffer, 32, MSG_DONTWAIT));
  TRY(recv(s[1], buffer, 32, MSG_DONTWAIT));
  TRY(shutdown(s[0], SHUT_WR));
  TRY(recv(s[1], buffer, 32, 0));
  TRY(send(s[0], "x", 1, MSG_NOSIGNAL));
  TRY(send(s[1], "back", 4, 0));
  TRY(recv(s[0], buffer, 32, 0));
  struct pollfd p[2] = {{s[0], POLLIN | POLLOUT | POLLRDHUP, 0}, {s[1], POLLIN | POLLOUT | POLLRDHUP, 0}};
  TRY(poll(p, 2, 0));
  SAY("%x %x\n", p[0].revents, p[1].revents);
  close(s[0]);
  TRY(send(s[1], "x", 1, MSG_NOSIGNAL));
  TRY(recv(s[1], buffer, 32, 0));
  int l = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  struct sockaddr_un a = {AF_UNIX, "seq"};
  TRY(bind(l, (void *)&a, sizeof a));
  TRY(bind(l, (void *)&a, sizeof a));
  TRY(listen(l, 2));
  int c = socket(AF_UNIX, SOCK_STREAM, 0);
  TRY(connect(c, (void *)&a, sizeof a));
  c = socket(AF_UNIX, SOCK_SEQPACKET, 0);
  TRY(connect(c, (void *)&a, sizeof a));
  int d = accept4(l, 0, 0, SOCK_NONBLOCK);
  TRY(recv(d, buffer, 32, 0));
  TRY(fcntl(d, F_GETFL));
  TRY(send(c, "hi", 2, 0));
  TRY(recv(d, buffer, 32, 0));
  TRY(socketpair(AF_INET, SOCK_STREAM, 0, s));
  TRY(socketpair(AF_UNIX, 99, 0, s));
  TRY(socket(99, SOCK_STREAM, 0));
  TRY(socket(AF_INET, SOCK_STREAM, 17));
  TRY(socket(AF_UNIX, SOCK_STREAM, 5));
  return 0;
}
