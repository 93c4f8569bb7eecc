// socketpair: messages kept apart, descriptors sent to a child with SCM_RIGHTS, shutdown, credentials.
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
static void send_fd(int s, int fd) {
  char c = 'F';
  struct iovec iov = {&c, 1};
  union { char buf[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } u;
  struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = u.buf, .msg_controllen = sizeof u.buf};
  struct cmsghdr *h = CMSG_FIRSTHDR(&m);
  h->cmsg_level = SOL_SOCKET; h->cmsg_type = SCM_RIGHTS; h->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(h), &fd, sizeof fd);
  printf("sent %zd\n", sendmsg(s, &m, 0));
}
static int receive_fd(int s) {
  char c; int fd = -1;
  struct iovec iov = {&c, 1};
  char buf[CMSG_SPACE(sizeof(int))];
  struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = buf, .msg_controllen = sizeof buf};
  if (recvmsg(s, &m, 0) != 1) return -1;
  for (struct cmsghdr *h = CMSG_FIRSTHDR(&m); h; h = CMSG_NXTHDR(&m, h))
    if (h->cmsg_type == SCM_RIGHTS) memcpy(&fd, CMSG_DATA(h), sizeof fd);
  return fd;
}
int main(void) {
  int s[2], p[2];
  socketpair(AF_UNIX, SOCK_SEQPACKET, 0, s);
  pipe(p);
  fflush(stdout);
  if (fork() == 0) {
    close(s[0]);
    int fd = receive_fd(s[1]);
    dprintf(fd, "through the pipe");
    char text[16];
    ssize_t n = recv(s[1], text, 5, MSG_TRUNC);
    dprintf(fd, " %zd %.5s", n, text);
    _exit(0);
  }
  close(s[1]);
  send_fd(s[0], p[1]);
  send(s[0], "a long message", 14, 0);
  close(p[1]);
  wait(NULL);
  char text[64] = "";
  ssize_t n = read(p[0], text, 63);
  printf("%zd %s\n", n, text);
  int d[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, d);
  write(d[0], "one", 3); write(d[0], "two", 3);
  shutdown(d[0], SHUT_WR);
  n = recv(d[1], text, 63, MSG_PEEK);
  printf("%zd ", n);
  n = recv(d[1], text, 63, MSG_WAITALL);
  printf("%zd %.*s %zd\n", n, (int)n, text, read(d[1], text, 1));
  struct ucred cred; socklen_t len = sizeof cred;
  getsockopt(d[0], SOL_SOCKET, SO_PEERCRED, &cred, &len);
  printf("%d %d\n", cred.pid == getpid(), cred.uid == getuid());
  return 0;
}
