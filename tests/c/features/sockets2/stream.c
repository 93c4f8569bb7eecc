// TCP and Unix streams: a line protocol with a forked server per client, abstract and path names,
// getpeername, options, listen backlog, connection refused, half close, out-of-order replies.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
static void serve(int c) {
  FILE *in = fdopen(c, "r"), *out = fdopen(dup(c), "w");
  char line[64];
  int sum = 0, n;
  while (fgets(line, sizeof line, in)) {
    if (sscanf(line, "ADD %d", &n) == 1)
      sum += n;
    else if (!strncmp(line, "SUM", 3))
      fprintf(out, "%d\n", sum);
    else
      fprintf(out, "? %s", line);
    fflush(out);
  }
  fprintf(out, "bye %d\n", sum);
  fclose(out);
  fclose(in);
}
static void talk(int s, const char *text) {
  write(s, text, strlen(text));
  shutdown(s, SHUT_WR);
  char b[128];
  ssize_t n, got = 0;
  while ((n = read(s, b + got, sizeof b - got)) > 0) got += n;
  for (ssize_t i = 0; i < got; i++) putchar(b[i] == '\n' ? '|' : b[i]);
  puts("");
  close(s);
}
static void run(int l, struct sockaddr *a, socklen_t len, int family) {
  fflush(stdout);
  pid_t p = fork();
  if (!p) {
    for (int i = 0; i < 2; i++) {
      int c = accept(l, NULL, NULL);
      if (fork() == 0) {
        close(l);
        serve(c);
        _exit(0);
      }
      close(c);
    }
    while (wait(NULL) > 0)
      ;
    _exit(0);
  }
  close(l);
  int one = socket(family, SOCK_STREAM, 0), two = socket(family, SOCK_STREAM, 0);
  printf("%d %d\n", connect(one, a, len), connect(two, a, len));
  talk(two, "ADD 5\nADD 6\nSUM\n");
  talk(one, "what\nADD 1\n");
  int st;
  waitpid(p, &st, 0);
  printf("%d\n", st);
}
int main(void) {
  int l = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t len = sizeof a;
  bind(l, (void *)&a, len);
  listen(l, 4);
  getsockname(l, (void *)&a, &len);
  run(l, (void *)&a, len, AF_INET);
  int s = socket(AF_INET, SOCK_STREAM, 0);
  errno = 0;
  printf("%d ", connect(s, (void *)&a, len));
  printf("%d\n", errno == ECONNREFUSED);
  close(s);
  s = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  int v = 0;
  len = sizeof v;
  getsockopt(s, IPPROTO_TCP, TCP_NODELAY, &v, &len);
  printf("%d ", v != 0);
  getsockopt(s, SOL_SOCKET, SO_ERROR, &v, &len);
  printf("%d\n", v);
  errno = 0;
  len = sizeof a;
  printf("%d ", getpeername(s, (void *)&a, &len));
  printf("%d\n", errno == ENOTCONN);
  struct sockaddr_un u = {.sun_family = AF_UNIX, .sun_path = "sock"};
  l = socket(AF_UNIX, SOCK_STREAM, 0);
  printf("%d\n", bind(l, (void *)&u, sizeof u));
  listen(l, 2);
  run(l, (void *)&u, sizeof u, AF_UNIX);
  errno = 0;
  l = socket(AF_UNIX, SOCK_STREAM, 0);
  printf("%d ", bind(l, (void *)&u, sizeof u));
  printf("%d %d\n", errno == EADDRINUSE, unlink("sock"));
  return 0;
}
