#include "hosted.h"
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
/* Names without files: abstract addresses, autobind, and who is on the other side. */
static struct sockaddr_un address;
static socklen_t name(const char *text, int n) {
  memset(&address, 0, sizeof address);
  address.sun_family = AF_UNIX;
  memcpy(address.sun_path, text, n);
  return offsetof(struct sockaddr_un, sun_path) + n;
}
static void show(const char *what, int n) {
  SAY("%s: %d family %d:", what, n, address.sun_family);
  for (int i = 0; i < n - 2 && i < 20; i++) SAY(" %02x", address.sun_path[i] & 255);
  SAY("\n");
}
int main() {
  int a = socket(AF_UNIX, SOCK_STREAM, 0), b = socket(AF_UNIX, SOCK_STREAM, 0);
  TRY(bind(a, (void *)&address, name("\0trapdoor\0x", 11)));
  TRY(bind(b, (void *)&address, name("\0trapdoor\0x", 11)));
  TRY(bind(b, (void *)&address, name("\0trapdoor\0x", 10)));
  TRY(bind(b, (void *)&address, name("\0other", 6)));
  TRY(connect(b, (void *)&address, name("\0trapdoor\0x", 11)));
  TRY(listen(a, 1));
  TRY(connect(b, (void *)&address, name("\0trapdoor", 9)));
  TRY(connect(b, (void *)&address, name("\0trapdoor\0x", 11)));
  struct sockaddr_un *at = &address;
  socklen_t n = sizeof address;
  int c = TRY(accept(a, (void *)at, &n)); show("peer", n);
  n = sizeof address; TRY(getsockname(c, (void *)at, &n)); show("own", n);
  n = 4; TRY(getsockname(c, (void *)at, &n)); SAY("needs %d\n", n);
  n = sizeof address; TRY(getpeername(a, (void *)at, &n));
  struct ucred cred; n = sizeof cred;
  TRY(getsockopt(c, SOL_SOCKET, SO_PEERCRED, &cred, &n)); SAY("%d %d %d\n", cred.pid == getpid(), cred.uid == getuid(), cred.gid == getgid());
  n = 4; TRY(getsockopt(c, SOL_SOCKET, SO_PEERCRED, &cred, &n)); SAY("%d\n", n);
  n = sizeof cred; TRY(getsockopt(a, SOL_SOCKET, SO_PEERCRED, &cred, &n)); SAY("%d\n", cred.pid == getpid());
  TRY(setsockopt(c, SOL_SOCKET, SO_PEERCRED, &cred, sizeof cred));
  int d = socket(AF_UNIX, SOCK_DGRAM, 0), e = socket(AF_UNIX, SOCK_DGRAM, 0);
  n = sizeof cred; TRY(getsockopt(d, SOL_SOCKET, SO_PEERCRED, &cred, &n)); SAY("%d %d\n", cred.pid, (int)cred.uid);
  TRY(bind(d, (void *)&address, (address.sun_family = AF_UNIX, 2)));
  n = sizeof address; TRY(getsockname(d, (void *)at, &n)); SAY("autobind %d first %d\n", n, address.sun_path[0]);
  struct sockaddr_un auto_name = address; socklen_t auto_length = n;
  TRY(sendto(e, "hi", 2, 0, (void *)&auto_name, auto_length));
  char buf[8]; n = sizeof address;
  TRY(recvfrom(d, buf, 8, 0, (void *)at, &n)); SAY("from %d\n", n);
  int on = 1; TRY(setsockopt(e, SOL_SOCKET, SO_PASSCRED, &on, 4));
  TRY(sendto(e, "hi", 2, 0, (void *)&auto_name, auto_length));
  n = sizeof address; TRY(recvfrom(d, buf, 8, 0, (void *)at, &n)); SAY("from %d first %d\n", n, address.sun_path[0]);
  close(a); a = socket(AF_UNIX, SOCK_STREAM, 0);
  TRY(bind(a, (void *)&address, name("\0trapdoor\0x", 11)));
  TRY(connect(e, (void *)&address, name("\0trapdoor\0x", 11)));
  TRY(connect(e, (void *)&address, name("\0gone", 5)));
  TRY(bind(e, (void *)&address, 1)); TRY(bind(e, (void *)&address, 111)); address.sun_family = 99; TRY(bind(e, (void *)&address, 10));
  return 0;
}
