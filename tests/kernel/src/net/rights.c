/* SCM_RIGHTS and SCM_CREDENTIALS. */
#include "kernel.h"
#include <sys/socket.h>
static char control[256] __attribute__((aligned(8)));
static long give(int s, int *fds, int n, const char *text) {
  struct iovec io = {(void *)text, strlen(text)};
  struct msghdr m = {0, 0, &io, 1, control, CMSG_SPACE(n * 4), 0};
  struct cmsghdr *c = (void *)control;
  c->cmsg_len = CMSG_LEN(n * 4); c->cmsg_level = SOL_SOCKET; c->cmsg_type = SCM_RIGHTS;
  memcpy(CMSG_DATA(c), fds, n * 4);
  return K(sendmsg, s, &m, 0);
}
static long take(int s, int room, int flags) {
  char buf[16] = {0};
  struct iovec io = {buf, 15};
  struct msghdr m = {0, 0, &io, 1, control, room, 0};
  memset(control, 0, sizeof control);
  long n = K(recvmsg, s, &m, flags);
  struct cmsghdr *c = (void *)control;
  say("got %e '%s' flags %x control %ld", n, buf, m.msg_flags, m.msg_controllen);
  if (n > 0 && m.msg_controllen >= 16) say(" len %ld type %d", c->cmsg_len, c->cmsg_type);
  say("\n");
  return n;
}
int main(int argc, char **argv, char **envp) {
  int s[2], p[2]; char c;
  K(socketpair, AF_UNIX, SOCK_STREAM, 0, s); K(pipe, p);
  say("give %e\n", give(s[0], p, 2, "two")); 
  K(write, s[0], "more", 4);
  take(s[1], 256, 0); take(s[1], 256, MSG_DONTWAIT);
  say("cloexec %e\n", K(fcntl, 7, F_GETFD));
  R(write, 8, "Z", 1); R(read, p[0], &c, 1); say("%c\n", c);
  say("give %e\n", give(s[0], p, 2, "cut")); take(s[1], CMSG_LEN(4), MSG_CMSG_CLOEXEC);
  say("cloexec %e\n", K(fcntl, 9, F_GETFD));
  say("give %e\n", give(s[0], p, 1, "none")); take(s[1], 0, 0);
  int bad = 99; say("bad %e\n", give(s[0], &bad, 1, "bad"));
  int on = 1; R(setsockopt, s[1], SOL_SOCKET, SO_PASSCRED, &on, 4);
  K(write, s[0], "cred", 4);
  take(s[1], 256, 0) ;
  struct ucred *u = (void *)CMSG_DATA((struct cmsghdr *)control); (void)u;
  int pid = K(fork);
  if (pid == 0) { K(close, p[1]); give(s[0], p, 1, "child"); quit(0); }
  reap(pid);
  struct iovec io = {&c, 1}; struct msghdr m = {0, 0, &io, 1, control, 256, 0};
  K(recvmsg, s[1], &m, 0); u = (void *)CMSG_DATA((struct cmsghdr *)control);
  say("%d %d type %d\n", u->pid == pid, u->uid, ((struct cmsghdr *)control)->cmsg_type);
  struct cmsghdr *h = (void *)control; h->cmsg_len = 5; m.msg_controllen = 16;
  say("%e\n", K(sendmsg, s[0], &m, 0));
  say("%e\n", K(sendmsg, s[0], 8, 0));
  m.msg_iovlen = 2000; say("%e\n", K(sendmsg, s[0], &m, 0));
  return 0;
}
