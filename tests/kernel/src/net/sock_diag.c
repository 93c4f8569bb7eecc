/* NETLINK_SOCK_DIAG as ss asks: sockets of TCP, UDP and names by state, what is told of them, and a filter. Needs namespaces. */
#include "hosted.h"
#include <arpa/inet.h>
#include <linux/if.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
static char lines[100][200];
static int count;
static int order(const void *a, const void *b) { return strcmp(a, b); }
static void told(const char *what) {
  qsort(lines, count, sizeof *lines, order);
  SAY("%s:\n", what);
  for (int i = 0; i < count; i++) SAY("  %s\n", lines[i]);
  count = 0;
}
static void inet(struct inet_diag_msg *m, int length) {
  char from[50], to[50], *line = lines[count++];
  inet_ntop(m->idiag_family, m->id.idiag_src, from, 50), inet_ntop(m->idiag_family, m->id.idiag_dst, to, 50);
  int dport = ntohs(m->id.idiag_dport), sport = ntohs(m->id.idiag_sport);
  line += sprintf(line, "state %d %s:%d %s:%d queues %d %d uid %d inode %d", m->idiag_state, from, sport >= 32768 ? -1 : sport, to,
                  dport >= 32768 ? -1 : dport, m->idiag_rqueue, m->idiag_wqueue, m->idiag_uid, m->idiag_inode != 0);
  for (struct rtattr *at = (void *)(m + 1); RTA_OK(at, length); at = RTA_NEXT(at, length))
    if (at->rta_type == INET_DIAG_SHUTDOWN || at->rta_type == INET_DIAG_SKV6ONLY || at->rta_type == INET_DIAG_TOS)
      line += sprintf(line, " [%d %d]", at->rta_type, *(char *)RTA_DATA(at));
}
static void named(struct unix_diag_msg *m, int length) {
  char *line = lines[count++];
  line += sprintf(line, "type %d state %d", m->udiag_type, m->udiag_state);
  for (struct rtattr *at = (void *)(m + 1); RTA_OK(at, length); at = RTA_NEXT(at, length)) {
    unsigned *w = RTA_DATA(at);
    int size = RTA_PAYLOAD(at);
    if (at->rta_type == UNIX_DIAG_NAME) line += sprintf(line, " name %c%.*s of %d", *(char *)w ? *(char *)w : '@', size - 1, (char *)w + 1, size);
    if (at->rta_type == UNIX_DIAG_RQLEN) line += sprintf(line, " queues %d %d", w[0], w[1]);
    if (at->rta_type == UNIX_DIAG_ICONS) line += sprintf(line, " waiting %d", size / 4);
    if (at->rta_type == UNIX_DIAG_PEER) line += sprintf(line, " peer");
    if (at->rta_type == UNIX_DIAG_VFS) line += sprintf(line, " file");
    if (at->rta_type == UNIX_DIAG_SHUTDOWN) line += sprintf(line, " shutdown %d", *(char *)w);
  }
}
static void ask(const char *what, int flags, const void *body, int length) {
  static struct { struct nlmsghdr head; char body[200]; } request;
  static char answer[65536];
  int s = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  request.head = (struct nlmsghdr){NLMSG_LENGTH(length), SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | flags, 7, 0};
  memcpy(request.body, body, length);
  if (send(s, &request, request.head.nlmsg_len, 0) < 0) SAY("send: %s\n", strerrorname_np(errno));
  for (int over = 0; !over;) {
    int left = recv(s, answer, sizeof answer, 0);
    if (left <= 0) { SAY("recv: %s\n", strerrorname_np(errno)); break; }
    for (struct nlmsghdr *m = (void *)answer; NLMSG_OK(m, (unsigned)left); m = NLMSG_NEXT(m, left)) {
      if (m->nlmsg_type == NLMSG_ERROR) SAY("error %d\n", ((struct nlmsgerr *)NLMSG_DATA(m))->error), over = 1;
      else if (m->nlmsg_type == NLMSG_DONE) over = 1;
      else if (*(char *)NLMSG_DATA(m) == AF_UNIX) named(NLMSG_DATA(m), m->nlmsg_len - NLMSG_LENGTH(sizeof(struct unix_diag_msg)));
      else inet(NLMSG_DATA(m), m->nlmsg_len - NLMSG_LENGTH(sizeof(struct inet_diag_msg)));
    }
  }
  close(s);
  told(what);
}
static int at(int type, int port) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int s = socket(AF_INET, type, 0);
  if (bind(s, (void *)&a, sizeof a)) SAY("bind: %s\n", strerrorname_np(errno));
  return s;
}
int main(void) {
  if (unshare(CLONE_NEWNET)) SAY("unshare: %s\n", strerrorname_np(errno));
  struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  ioctl(socket(AF_INET, SOCK_DGRAM, 0), SIOCSIFFLAGS, &lo);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(5000), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int listener = at(SOCK_STREAM, 5000);
  listen(listener, 7);
  int one = socket(AF_INET, SOCK_STREAM, 0), two = socket(AF_INET, SOCK_STREAM, 0);
  connect(one, (void *)&to, sizeof to), connect(two, (void *)&to, sizeof to);
  int taken = accept(listener, 0, 0);
  write(one, "hello", 5);
  at(SOCK_STREAM, 5001);
  int udp = at(SOCK_DGRAM, 6000), other = at(SOCK_DGRAM, 6001);
  to.sin_port = htons(6000), connect(other, (void *)&to, sizeof to);
  int six = socket(AF_INET6, SOCK_STREAM, 0), only = 1;
  struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons(5006)};
  setsockopt(six, IPPROTO_IPV6, IPV6_V6ONLY, &only, 4), bind(six, (void *)&any, sizeof any), listen(six, 3);
  struct inet_diag_req_v2 r = {.sdiag_family = AF_INET, .sdiag_protocol = IPPROTO_TCP, .idiag_states = -1, .idiag_ext = 1 << (INET_DIAG_TOS - 1)};
  ask("tcp", NLM_F_DUMP, &r, sizeof r);
  r.idiag_states = 1 << 10, r.idiag_ext = 0, ask("listening", NLM_F_DUMP, &r, sizeof r);
  r.idiag_states = 1 << 1, ask("established", NLM_F_DUMP, &r, sizeof r);
  shutdown(one, SHUT_WR), nap(200);
  r.idiag_states = -1, ask("after a shutdown", NLM_F_DUMP, &r, sizeof r);
  r.sdiag_family = AF_INET6, ask("tcp of IPv6", NLM_F_DUMP, &r, sizeof r);
  r.sdiag_family = AF_INET, r.sdiag_protocol = IPPROTO_UDP, ask("udp", NLM_F_DUMP, &r, sizeof r);
  r.sdiag_protocol = 77, ask("no protocol", NLM_F_DUMP, &r, sizeof r);
  r.sdiag_family = 77, ask("no family", NLM_F_DUMP, &r, sizeof r);
  struct { struct inet_diag_req_v2 r; struct rtattr at; struct inet_diag_bc_op op[2]; } f = {
    {.sdiag_family = AF_INET, .sdiag_protocol = IPPROTO_TCP, .idiag_states = -1}, {sizeof f - sizeof r, INET_DIAG_REQ_BYTECODE},
    {{INET_DIAG_BC_D_GE, 8, 12}, {0, 0, 5000}}};
  ask("to a port from 5000 on", NLM_F_DUMP, &f, sizeof f);
  f.op[0].code = INET_DIAG_BC_S_LE, ask("from a port up to 5000", NLM_F_DUMP, &f, sizeof f);
  int pair[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "\0abstract"};
  int u = socket(AF_UNIX, SOCK_STREAM, 0), v = socket(AF_UNIX, SOCK_STREAM, 0), w = socket(AF_UNIX, SOCK_DGRAM, 0);
  bind(u, (void *)&name, 2 + 9), listen(u, 4), connect(v, (void *)&name, 2 + 9);
  strcpy(name.sun_path, "a_name"), unlink("a_name"), bind(w, (void *)&name, sizeof name);
  struct unix_diag_req n = {.sdiag_family = AF_UNIX, .udiag_states = -1,
    .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_VFS | UDIAG_SHOW_PEER | UDIAG_SHOW_ICONS | UDIAG_SHOW_RQLEN};
  ask("names", NLM_F_DUMP, &n, sizeof n);
  n.udiag_states = 1 << 10, n.udiag_show = 0, ask("names that listen", NLM_F_DUMP, &n, sizeof n);
  unlink("a_name");
  close(taken), close(udp);
}
