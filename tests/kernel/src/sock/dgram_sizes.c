/* Datagrams: truncation, MSG_TRUNC, MSG_PEEK, zero bytes, EMSGSIZE, unconnected answers. */
#include "hosted.h"
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
int main(void) {
  int a = socket(AF_INET, SOCK_DGRAM, 0), b = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in addr = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, from;
  socklen_t len = sizeof addr, flen = sizeof from;
  TRY(bind(a, (void *)&addr, sizeof addr));
  getsockname(a, (void *)&addr, &len);
  char buffer[100] = {0};
  TRY(sendto(b, "hello world", 11, 0, (void *)&addr, len));
  TRY(sendto(b, "", 0, 0, (void *)&addr, len));
  TRY(sendto(b, "third", 5, 0, (void *)&addr, len));
  TRY(recvfrom(a, buffer, 5, MSG_PEEK, (void *)&from, &flen));
  SAY("%.5s from loopback %d\n", buffer, from.sin_addr.s_addr == htonl(INADDR_LOOPBACK));
  TRY(recv(a, buffer, 5, MSG_TRUNC));
  TRY(recv(a, buffer, 100, 0));
  struct iovec v[2] = {{buffer, 2}, {buffer + 50, 2}};
  struct msghdr m = {.msg_iov = v, .msg_iovlen = 2};
  TRY(recvmsg(a, &m, 0));
  SAY("%.2s%.2s flags %x\n", buffer, buffer + 50, m.msg_flags);
  TRY(recv(a, buffer, 100, MSG_DONTWAIT));
  TRY(send(b, "x", 1, 0));
  static char big[70000];
  TRY(sendto(b, big, sizeof big, 0, (void *)&addr, len));
  TRY(sendto(b, big, 65507, 0, (void *)&addr, len));
  TRY(recv(a, big, sizeof big, 0));
  TRY(connect(b, (void *)&addr, len));
  TRY(send(b, "connected", 9, 0));
  TRY(recvfrom(a, buffer, 100, 0, (void *)&from, &flen));
  TRY(sendto(a, "back", 4, 0, (void *)&from, flen));
  TRY(recv(b, buffer, 100, 0));
  close(a);
  TRY(send(b, "nobody", 6, 0));
  nap(5);
  TRY(send(b, "nobody", 6, 0));
  TRY(recv(b, buffer, 100, MSG_DONTWAIT));
  struct sockaddr none = {.sa_family = AF_UNSPEC};
  TRY(connect(b, &none, sizeof none));
  TRY(send(b, "x", 1, 0));
  return 0;
}
