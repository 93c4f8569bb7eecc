// An epoll server in a child and clients in the parent: nonblocking accept, edge and level triggers, EPOLLRDHUP.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
static int serve(int listener) {
  int ep = epoll_create1(EPOLL_CLOEXEC), served = 0, open = 0;
  struct epoll_event ev = {.events = EPOLLIN, .data.fd = listener}, events[8];
  epoll_ctl(ep, EPOLL_CTL_ADD, listener, &ev);
  while (served < 3 || open > 0) {
    int n = epoll_wait(ep, events, 8, 5000);
    if (n <= 0) return 100;
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        int c;
        while ((c = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
          ev = (struct epoll_event){.events = EPOLLIN | EPOLLET | EPOLLRDHUP, .data.fd = c};
          epoll_ctl(ep, EPOLL_CTL_ADD, c, &ev);
          served++; open++;
        }
        continue;
      }
      char b[64]; ssize_t r;
      while ((r = read(fd, b, sizeof b)) > 0) {
        for (ssize_t k = 0; k < r; k++) if (b[k] >= 'a' && b[k] <= 'z') b[k] -= 32;
        write(fd, b, r);
      }
      if (r == 0) { close(fd); open--; }
    }
  }
  return served;
}
int main(void) {
  int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = inet_addr("127.0.0.1")};
  socklen_t len = sizeof a;
  bind(s, (void *)&a, len);
  listen(s, 5);
  getsockname(s, (void *)&a, &len);
  pid_t pid = fork();
  if (pid == 0) _exit(serve(s));
  close(s);
  int c[3];
  for (int i = 0; i < 3; i++) { c[i] = socket(AF_INET, SOCK_STREAM, 0); if (connect(c[i], (void *)&a, len)) perror("connect"); }
  for (int i = 2; i >= 0; i--) {
    char text[32], back[32];
    int n = sprintf(text, "client %d says hi", i), got = 0;
    write(c[i], text, n);
    while (got < n) { ssize_t r = read(c[i], back + got, n - got); if (r <= 0) break; got += r; }
    printf("%.*s\n", got, back);
    shutdown(c[i], SHUT_WR);
    printf("%zd\n", read(c[i], back, 1));
    close(c[i]);
  }
  int st;
  waitpid(pid, &st, 0);
  printf("served %d\n", WEXITSTATUS(st));
  return 0;
}
