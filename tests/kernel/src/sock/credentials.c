/* SO_PEERCRED, SCM_CREDENTIALS, SCM_RIGHTS with several descriptors, MSG_CTRUNC, MSG_CMSG_CLOEXEC. */
#include "hosted.h"
#include <sys/socket.h>
int main(void) {
  int s[2], on = 1;
  socketpair(AF_UNIX, SOCK_STREAM, 0, s);
  struct ucred u;
  socklen_t len = sizeof u;
  TRY(getsockopt(s[0], SOL_SOCKET, SO_PEERCRED, &u, &len));
  SAY("me %d uid %d gid %d\n", u.pid == getpid(), u.uid, u.gid);
  setsockopt(s[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
  pid_t pid = fork();
  if (pid == 0) {
    if (write(s[0], "plain", 5) != 5) _exit(1);
    _exit(0);
  }
  reap(pid);
  char data[16], control[256];
  struct iovec v = {data, sizeof data};
  struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  TRY(recvmsg(s[1], &m, 0));
  struct cmsghdr *c = CMSG_FIRSTHDR(&m);
  memcpy(&u, CMSG_DATA(c), sizeof u);
  SAY("type %d child %d uid %d, %zu\n", c->cmsg_type, u.pid == pid, u.uid, c->cmsg_len);
  on = 0;
  setsockopt(s[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
  int fds[3] = {open("/dev/null", O_RDONLY), open("/dev/zero", O_RDONLY), open("/dev/full", O_WRONLY)};
  struct { struct cmsghdr h; int fds[3]; } out = {{CMSG_LEN(sizeof fds), SOL_SOCKET, SCM_RIGHTS}, {fds[0], fds[1], fds[2]}};
  m = (struct msghdr){.msg_iov = &v, .msg_iovlen = 1, .msg_control = &out, .msg_controllen = sizeof out};
  v.iov_len = 1;
  TRY(sendmsg(s[0], &m, 0));
  for (int i = 0; i < 3; i++) close(fds[i]);
  memset(control, 0, sizeof control);
  m = (struct msghdr){.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = CMSG_SPACE(2 * sizeof(int)) - 4};
  TRY(recvmsg(s[1], &m, MSG_CMSG_CLOEXEC));
  c = CMSG_FIRSTHDR(&m);
  int got[3];
  int n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
  memcpy(got, CMSG_DATA(c), n * sizeof(int));
  SAY("%d descriptors, flags %x\n", n, m.msg_flags & ~MSG_CMSG_CLOEXEC);
  for (int i = 0; i < n; i++) SAY("cloexec %d\n", fcntl(got[i], F_GETFD));
  TRY(read(got[0], data, 4));
  out.fds[1] = 77;
  m = (struct msghdr){.msg_iov = &v, .msg_iovlen = 1, .msg_control = &out, .msg_controllen = sizeof out};
  TRY(sendmsg(s[0], &m, 0));
  out.h.cmsg_type = 99;
  TRY(sendmsg(s[0], &m, 0));
  out.h.cmsg_len = 4;
  TRY(sendmsg(s[0], &m, 0));
  return 0;
}
