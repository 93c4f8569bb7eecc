#include "hosted.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
/* Edge triggers and one shots on sockets and eventfds: what makes a new edge, and what does not. */
static int ep;
static void look(const char *what) {
  struct epoll_event out[8];
  int n = epoll_wait(ep, out, 8, 0);
  printf("%s: %d", what, n);
  for (int i = 0; i < n; i++) printf(" %d/%x", out[i].data.fd, out[i].events);
  SAY("\n");
}
static long watch(int op, int fd, unsigned events) {
  struct epoll_event e = {events, {.fd = fd}};
  return epoll_ctl(ep, op, fd, &e);
}
int main() {
  int s[2];
  char buf[64];
  ep = epoll_create1(EPOLL_CLOEXEC);
  socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s);
  watch(EPOLL_CTL_ADD, s[0], EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
  look("first"); look("again");
  write(s[1], "ab", 2); look("data");
  read(s[0], buf, 1); look("half read");
  write(s[1], "c", 1); look("more data");
  while (write(s[0], buf, 64) > 0) ;
  look("full");
  read(s[1], buf, 64); look("a little room");
  while (read(s[1], buf, 64) > 0) ;
  look("all room");
  watch(EPOLL_CTL_MOD, s[0], EPOLLIN | EPOLLET); look("mod rearms");
  look("once");
  int twin = dup(s[0]);
  TRY(watch(EPOLL_CTL_ADD, twin, EPOLLIN | EPOLLET));
  look("a duplicate has its own");
  shutdown(s[1], SHUT_WR); look("peer shut down");
  watch(EPOLL_CTL_MOD, s[0], EPOLLIN | EPOLLRDHUP | EPOLLET); look("rdhup");
  close(s[1]); look("peer closed");
  close(twin); close(s[0]); look("closed");

  int e = eventfd(0, EFD_NONBLOCK);
  uint64_t v = 5;
  watch(EPOLL_CTL_ADD, e, EPOLLIN | EPOLLET);
  look("zero"); write(e, &v, 8); look("five"); write(e, &v, 8); look("ten"); look("still");
  read(e, &v, 8); look("read"); v = -2ULL; write(e, &v, 8); look("full");
  watch(EPOLL_CTL_MOD, e, EPOLLIN | EPOLLOUT | EPOLLONESHOT); look("one shot"); look("gone");
  watch(EPOLL_CTL_MOD, e, EPOLLIN | EPOLLONESHOT); look("armed"); look("gone");
  watch(EPOLL_CTL_MOD, e, 0); look("nothing asked");
  TRY(watch(EPOLL_CTL_MOD, e, EPOLLIN | EPOLLEXCLUSIVE));
  TRY(watch(EPOLL_CTL_DEL, e, 0));
  TRY(watch(EPOLL_CTL_ADD, e, EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT));
  TRY(watch(EPOLL_CTL_ADD, e, EPOLLIN | EPOLLEXCLUSIVE));
  TRY(watch(EPOLL_CTL_MOD, e, EPOLLIN));
  int p[2]; pipe(p);
  watch(EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLET);
  write(p[1], "a", 1); look("pipe"); write(p[1], "b", 1); look("pipe more");
  read(p[0], buf, 1); look("pipe half"); close(p[1]); look("pipe hup"); look("pipe hup again");
  return 0;
}
