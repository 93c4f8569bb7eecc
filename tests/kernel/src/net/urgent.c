// Urgent data of TCP: one byte out of band, the mark, SIGURG, POLLPRI; MSG_MORE and TCP_CORK.
#include "hosted.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/epoll.h>
static int pair[2];
static volatile int urged;
static void urge(int signo) { urged++; }
static void connected(void) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t n = sizeof at;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  bind(listener, (void *)&at, n), listen(listener, 1), getsockname(listener, (void *)&at, &n);
  pair[0] = socket(AF_INET, SOCK_STREAM, 0), connect(pair[0], (void *)&at, n);
  pair[1] = accept(listener, 0, 0), close(listener);
  setsockopt(pair[0], IPPROTO_TCP, TCP_NODELAY, &(int){1}, 4);
}
static void put(const char *text, int flags) { send(pair[0], text, strlen(text), flags), nap(5); }
static void get(int size, int flags) {
  char buffer[64];
  int n = recv(pair[1], buffer, size, flags | MSG_DONTWAIT);
  if (n < 0) SAY("recv %d %x: %s\n", size, flags, strerrorname_np(errno));
  else SAY("recv %d %x: %.*s\n", size, flags, n, buffer);
}
static void state(void) {
  int mark = -1, waiting = -1;
  struct pollfd p = {pair[1], POLLIN | POLLPRI | POLLRDBAND | POLLRDNORM, 0};
  struct timeval none = {0};
  fd_set except;
  ioctl(pair[1], SIOCATMARK, &mark), ioctl(pair[1], FIONREAD, &waiting), poll(&p, 1, 0);
  FD_ZERO(&except);
  FD_SET(pair[1], &except);
  int n = select(pair[1] + 1, 0, 0, &except, &none);
  SAY("mark %d waiting %d poll %x except %d sockatmark %d\n", mark, waiting, p.revents, n, sockatmark(pair[1]));
}
int main(void) {
  connected(), signal(SIGURG, urge);
  get(4, MSG_OOB), state();
  put("ab", 0), put("cX", MSG_OOB), put("de", 0), state();
  SAY("no owner, no signal: %d\n", urged);
  get(20, 0), state(), get(4, MSG_OOB | MSG_PEEK), get(4, MSG_OOB), get(4, MSG_OOB), state(), get(20, 0), state(), get(20, 0);
  TRY(fcntl(pair[1], F_SETOWN, getpid()));
  put("Y", MSG_OOB), SAY("signal %d\n", urged), state(), get(20, 0), get(1, MSG_OOB), state(), get(1, 0);
  // Passed over unread, it is gone from the stream.
  put("12", 0), put("Z", MSG_OOB), put("34", 0), get(20, 0), get(20, 0), get(1, MSG_OOB), state();
  // A second one takes the place of the first.
  put("p", MSG_OOB), put("q", MSG_OOB), state(), get(20, 0), get(20, 0), get(1, MSG_OOB), state(), SAY("signals %d\n", urged);
  put("rest", 0), get(20, 0);
  // In line.
  TRY(setsockopt(pair[1], SOL_SOCKET, SO_OOBINLINE, &(int){1}, 4));
  put("in", 0), put("U", MSG_OOB), put("after", 0), state(), get(1, MSG_OOB), get(20, 0), state(), get(20, 0), state();
  setsockopt(pair[1], SOL_SOCKET, SO_OOBINLINE, &(int){0}, 4);
  // One read with peek, byte by byte.
  put("ab", 0), put("V", MSG_OOB), put("c", 0), get(20, MSG_PEEK), get(1, 0), state(), get(1, 0), state(), get(20, MSG_PEEK), get(20, 0), state();
  int ep = epoll_create1(0);
  struct epoll_event e = {EPOLLPRI, {0}};
  epoll_ctl(ep, EPOLL_CTL_ADD, pair[1], &e);
  SAY("epoll %d\n", epoll_wait(ep, &e, 1, 0)), put("W", MSG_OOB);
  int n = epoll_wait(ep, &e, 1, 0);
  SAY("epoll %d %x\n", n, e.events);
  get(1, MSG_OOB), SAY("epoll %d\n", epoll_wait(ep, &e, 1, 0));
  get(20, 0);
  // Small pieces held back.
  send(pair[0], "to", 2, MSG_MORE), nap(20), get(20, 0), send(pair[0], "gether", 6, 0), nap(5), get(20, 0);
  setsockopt(pair[0], IPPROTO_TCP, TCP_CORK, &(int){1}, 4), put("cor", 0), get(20, 0), put("ked", 0), get(20, 0);
  setsockopt(pair[0], IPPROTO_TCP, TCP_CORK, &(int){0}, 4), nap(5), get(20, 0);
  int udp = socket(AF_INET, SOCK_DGRAM, 0), other = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  bind(other, (void *)&at, size), getsockname(other, (void *)&at, &size), connect(udp, (void *)&at, size);
  TRY(send(udp, "x", 1, MSG_OOB)), TRY(send(udp, "one", 3, MSG_MORE)), nap(5), TRY(recv(other, (char[9]){0}, 9, MSG_DONTWAIT));
  TRY(send(udp, "two", 3, 0)), nap(5), TRY(recv(other, (char[9]){0}, 9, MSG_DONTWAIT)), TRY(recv(other, (char[9]){0}, 9, MSG_OOB | MSG_DONTWAIT));
  return 0;
}
