/* Options of sockets: what is set and what is read, and how wrong lengths and levels are answered. */
#include "hosted.h"
#include <sys/socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
static int fd;
static void show(const char *name, int level, int option) {
  int value = -1;
  socklen_t len = sizeof value;
  int r = getsockopt(fd, level, option, &value, &len);
  if (r) SAY("%s: %s\n", name, strerrorname_np(errno));
  else SAY("%s: %d (%d)\n", name, value, (int)len);
}
static void set(int level, int option, int value) {
  int r = setsockopt(fd, level, option, &value, sizeof value);
  if (r) SAY("set %d: %s\n", option, strerrorname_np(errno));
}
#define SHOW(l, o) show(#o, l, o)
int main(void) {
  fd = socket(AF_INET, SOCK_STREAM, 0);
  SHOW(SOL_SOCKET, SO_TYPE);
  SHOW(SOL_SOCKET, SO_DOMAIN);
  SHOW(SOL_SOCKET, SO_PROTOCOL);
  SHOW(SOL_SOCKET, SO_ERROR);
  SHOW(SOL_SOCKET, SO_REUSEADDR);
  SHOW(SOL_SOCKET, SO_KEEPALIVE);
  SHOW(SOL_SOCKET, SO_BROADCAST);
  SHOW(SOL_SOCKET, SO_ACCEPTCONN);
  SHOW(SOL_SOCKET, SO_OOBINLINE);
  SHOW(SOL_SOCKET, SO_PRIORITY);
  SHOW(SOL_SOCKET, SO_RCVLOWAT);
  SHOW(IPPROTO_TCP, TCP_NODELAY);
  SHOW(IPPROTO_TCP, TCP_KEEPIDLE);
  SHOW(IPPROTO_TCP, TCP_KEEPINTVL);
  SHOW(IPPROTO_TCP, TCP_KEEPCNT);
  SHOW(IPPROTO_IP, IP_TTL);
  SHOW(IPPROTO_IP, IP_TOS);
  set(SOL_SOCKET, SO_REUSEADDR, 7);
  SHOW(SOL_SOCKET, SO_REUSEADDR);
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  SHOW(SOL_SOCKET, SO_KEEPALIVE);
  set(IPPROTO_TCP, TCP_NODELAY, 1);
  SHOW(IPPROTO_TCP, TCP_NODELAY);
  set(IPPROTO_TCP, TCP_KEEPIDLE, 100);
  SHOW(IPPROTO_TCP, TCP_KEEPIDLE);
  set(IPPROTO_IP, IP_TTL, 300);
  set(IPPROTO_IP, IP_TTL, 9);
  SHOW(IPPROTO_IP, IP_TTL);
  set(SOL_SOCKET, SO_SNDBUF, 10000);
  SHOW(SOL_SOCKET, SO_SNDBUF);
  set(SOL_SOCKET, SO_RCVBUF, 1);
  SHOW(SOL_SOCKET, SO_RCVBUF);
  set(SOL_SOCKET, SO_TYPE, 1);
  set(SOL_SOCKET, 9999, 1);
  set(99, 1, 1);
  SHOW(99, 1);
  TRY(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, "x", 1));
  TRY(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, 0, 4));
  struct linger l = {1, 5};
  socklen_t len = sizeof l;
  TRY(setsockopt(fd, SOL_SOCKET, SO_LINGER, &l, 4));
  TRY(setsockopt(fd, SOL_SOCKET, SO_LINGER, &l, sizeof l));
  TRY(getsockopt(fd, SOL_SOCKET, SO_LINGER, &l, &len));
  SAY("%d %d %d\n", l.l_onoff, l.l_linger, (int)len);
  struct timeval t = {1, 500000};
  TRY(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t));
  len = sizeof t;
  TRY(getsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, &len));
  SAY("%ld %ld\n", (long)t.tv_sec, (long)t.tv_usec);
  short small;
  len = 2;
  TRY(getsockopt(fd, SOL_SOCKET, SO_TYPE, &small, &len));
  SAY("%d %d\n", small, (int)len);
  TRY(getsockopt(open("/dev/null", O_RDONLY), SOL_SOCKET, SO_TYPE, &small, &len));
  TRY(getsockopt(77, SOL_SOCKET, SO_TYPE, &small, &len));
  return 0;
}
