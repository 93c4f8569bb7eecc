/* socket(2) and its kin. */
#define _GNU_SOURCE
#include <sys/ioctl.h>
#include <sys/socket.h>
#include "../internal/syscall.h"

int socket(int family, int type, int protocol) { return (int)call(socket, family, type, protocol); }
int socketpair(int family, int type, int protocol, int ends[2]) {
  return (int)call(socketpair, family, type, protocol, ends);
}
int bind(int fd, const struct sockaddr *a, socklen_t n) { return (int)call(bind, fd, a, n); }
int connect(int fd, const struct sockaddr *a, socklen_t n) { return (int)call(connect, fd, a, n); }
int listen(int fd, int backlog) { return (int)call(listen, fd, backlog); }
int accept(int fd, struct sockaddr *restrict a, socklen_t *restrict n) { return (int)call(accept, fd, a, n); }
int accept4(int fd, struct sockaddr *restrict a, socklen_t *restrict n, int flags) {
  return (int)call(accept4, fd, a, n, flags);
}
int getsockname(int fd, struct sockaddr *restrict a, socklen_t *restrict n) { return (int)call(getsockname, fd, a, n); }
int getpeername(int fd, struct sockaddr *restrict a, socklen_t *restrict n) { return (int)call(getpeername, fd, a, n); }
ssize_t sendto(int fd, const void *from, size_t n, int flags, const struct sockaddr *a, socklen_t size) {
  return call(sendto, fd, from, n, flags, a, size);
}
ssize_t recvfrom(int fd, void *restrict to, size_t n, int flags, struct sockaddr *restrict a, socklen_t *restrict size) {
  return call(recvfrom, fd, to, n, flags, a, size);
}
ssize_t send(int fd, const void *from, size_t n, int flags) { return sendto(fd, from, n, flags, 0, 0); }
ssize_t recv(int fd, void *to, size_t n, int flags) { return recvfrom(fd, to, n, flags, 0, 0); }
ssize_t sendmsg(int fd, const struct msghdr *m, int flags) { return call(sendmsg, fd, m, flags); }
ssize_t recvmsg(int fd, struct msghdr *m, int flags) { return call(recvmsg, fd, m, flags); }
int sendmmsg(int fd, struct mmsghdr *v, unsigned n, int flags) { return (int)call(sendmmsg, fd, v, n, flags); }
int recvmmsg(int fd, struct mmsghdr *v, unsigned n, int flags, struct timespec *timeout) {
  return (int)call(recvmmsg, fd, v, n, flags, timeout);
}
int getsockopt(int fd, int level, int name, void *restrict to, socklen_t *restrict n) {
  return (int)call(getsockopt, fd, level, name, to, n);
}
int setsockopt(int fd, int level, int name, const void *from, socklen_t n) {
  return (int)call(setsockopt, fd, level, name, from, n);
}
int shutdown(int fd, int how) { return (int)call(shutdown, fd, how); }

int sockatmark(int fd) {
  int at;
  return ioctl(fd, SIOCATMARK, &at) < 0 ? -1 : at;
}

/* cmsg(3): 0 when no whole header follows. */
struct cmsghdr *__cmsg_nxthdr(struct msghdr *m, struct cmsghdr *c) {
  if (c->cmsg_len < sizeof *c) return 0;
  char *next = (char *)c + CMSG_ALIGN(c->cmsg_len), *end = (char *)m->msg_control + m->msg_controllen;
  if (next + sizeof *c > end) return 0;
  return next + CMSG_ALIGN(((struct cmsghdr *)next)->cmsg_len) > end ? 0 : (struct cmsghdr *)next;
}
