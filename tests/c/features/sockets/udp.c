// Datagrams over loopback: bind to a port of the kernel's choice, sendto, recvfrom, connect, timeouts.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
int main(void) {
  int a = socket(AF_INET, SOCK_DGRAM, 0), b = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, from;
  socklen_t len = sizeof at;
  printf("%d\n", bind(a, (struct sockaddr *)&at, sizeof at));
  getsockname(a, (struct sockaddr *)&at, &len);
  printf("%d %s\n", ntohs(at.sin_port) != 0, inet_ntoa(at.sin_addr));
  for (int i = 0; i < 3; i++) {
    char text[16];
    int n = sprintf(text, "packet %d", i);
    sendto(b, text, n, 0, (struct sockaddr *)&at, sizeof at);
  }
  char buffer[64];
  len = sizeof from;
  for (int i = 0; i < 3; i++) {
    ssize_t n = recvfrom(a, buffer, i == 1 ? 3 : sizeof buffer, 0, (struct sockaddr *)&from, &len);
    printf("%zd %.*s\n", n, (int)n, buffer);
  }
  connect(a, (struct sockaddr *)&from, len);
  send(a, "answer", 6, 0);
  printf("%zd\n", recv(b, buffer, sizeof buffer, 0));
  struct timeval tv = {0, 5000};
  setsockopt(b, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
  printf("%zd %d\n", recv(b, buffer, 1, 0), errno == EAGAIN || errno == EWOULDBLOCK);
  printf("%zd %d\n", recv(b, buffer, 1, MSG_DONTWAIT), errno == EAGAIN);
  int type; len = sizeof type;
  getsockopt(b, SOL_SOCKET, SO_TYPE, &type, &len);
  printf("%d\n", type == SOCK_DGRAM);
  return close(a) + close(b);
}
