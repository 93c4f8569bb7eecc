#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int l = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t n = sizeof a;
  if (bind(l, (struct sockaddr *)&a, n) || listen(l, 5) || getsockname(l, (struct sockaddr *)&a, &n)) {
    perror("listen");
    return 1;
  }
  printf("%s %d\n", inet_ntoa(a.sin_addr), ntohs(a.sin_port) > 0);
  fflush(stdout);
  if (fork() == 0) {
    int c = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(c, (struct sockaddr *)&a, sizeof a)) _exit(1);
    char b[64];
    for (int i = 0; i < 3; i++) {
      int k = sprintf(b, "message %d", i);
      send(c, b, k, 0);
      k = recv(c, b, sizeof b, 0);
      printf("client got %.*s\n", k, b);
    }
    fflush(stdout);
    close(c);
    _exit(0);
  }
  int c = accept(l, 0, 0);
  char b[64];
  ssize_t k;
  while ((k = read(c, b, sizeof b)) > 0) {
    for (int i = 0; i < k; i++)
      if (b[i] >= 'a' && b[i] <= 'z') b[i] -= 32;
    write(c, b, k);
  }
  int st;
  wait(&st);
  printf("server done %d\n", st);
  int s[2];
  socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
  send(s[0], "dgram", 5, 0);
  k = recv(s[1], b, 64, 0);
  printf("%.*s\n", (int)k, b);
  printf("%x %x\n", htons(0x1234), ntohl(0x01020304));
  struct in_addr x;
  printf("%d", inet_pton(AF_INET, "10.0.0.1", &x));
  printf(" %s\n", inet_ntoa(x));
}
