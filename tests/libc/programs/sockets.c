// Addresses as text, a pair of sockets, a descriptor passed, a local server.
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(void) {
  static const char *const texts[] = { "::",   "::1", "1::",        "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "::1.2.3.4", "1:0:0:2::3",
                                       "fe80::1:2", ":", ":::", "1:2:3", "1:2:3:4:5:6:7::", "12345::", "::1:", "1.2.3.4" };
  unsigned char b[16];
  char s[64], control[64];
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
    int good = inet_pton(AF_INET6, texts[i], b);
    printf("%s %d %s\n", texts[i], good, good == 1 ? inet_ntop(AF_INET6, b, s, sizeof s) : "");
  }
  struct in_addr a;
  printf("%d %d %d %d\n", inet_aton("127.1", &a), inet_aton("0x7f.0.0.01", &a), inet_aton("1.2.3.256", &a), inet_pton(AF_INET, "01.2.3.4", b));
  int ends[2], files[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
  pipe(files);
  struct iovec v = { "x", 1 };
  struct msghdr m = { .msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = CMSG_SPACE(sizeof(int)) };
  memset(control, 0, sizeof control);
  struct cmsghdr *c = CMSG_FIRSTHDR(&m);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(c), &files[1], sizeof(int));
  printf("%zd ", sendmsg(ends[0], &m, 0));
  v.iov_base = s;
  printf("%zd ", recvmsg(ends[1], &m, 0));
  int fd;
  memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
  write(fd, "passed", 7);
  read(files[0], s, 7);
  puts(s);
  return 0;
}
