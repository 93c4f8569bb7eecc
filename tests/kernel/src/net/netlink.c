// NETLINK_ROUTE as getifaddrs and ip use it: what is told of the loopback device, and errors.
#include "hosted.h"
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <sys/socket.h>

static char buffer[32768];

static void ask(int fd, int type, int flags, const void *body, int length) {
  struct {
    struct nlmsghdr head;
    char body[64];
  } request = {{NLMSG_LENGTH(length), type, flags, 7, 0}, {0}};
  memcpy(request.body, body, length);
  if (send(fd, &request, request.head.nlmsg_len, 0) < 0) printf("send: %s\n", strerrorname_np(errno));
}

static void attributes(struct rtattr *at, int length) {
  for (; RTA_OK(at, length); at = RTA_NEXT(at, length))
    if (at->rta_type == IFLA_IFNAME || at->rta_type == IFLA_MTU || at->rta_type == IFLA_TXQLEN)
      printf(" attribute %d of %d: %x\n", at->rta_type, at->rta_len, *(int *)RTA_DATA(at) & 0xffffff);
}

static int show(struct nlmsghdr *m) {
  void *body = NLMSG_DATA(m);
  if (m->nlmsg_type == NLMSG_ERROR) {
    struct nlmsgerr *e = body;
    printf("error %d about %d, %d bytes, flags %x\n", e->error, e->msg.nlmsg_type, m->nlmsg_len, m->nlmsg_flags);
    return 1;
  }
  if (m->nlmsg_type == NLMSG_DONE) return printf("done, flags %x\n", m->nlmsg_flags);
  if (m->nlmsg_type == RTM_NEWLINK) {
    struct ifinfomsg *link = body;
    if (link->ifi_index != 1) return 0;
    printf("link %d %d %x flags %x\n", link->ifi_family, link->ifi_type, link->ifi_flags, m->nlmsg_flags);
    attributes(IFLA_RTA(link), IFLA_PAYLOAD(m));
    return m->nlmsg_flags == 0;
  }
  if (m->nlmsg_type == RTM_NEWADDR) {
    struct ifaddrmsg *a = body;
    if (a->ifa_index != 1) return 0;
    printf("address %d /%d %x scope %d\n", a->ifa_family, a->ifa_prefixlen, a->ifa_flags, a->ifa_scope);
  }
  return 0;
}

static void hear(int fd) {
  for (;;) {
    struct sockaddr_nl from;
    socklen_t size = sizeof from;
    long got = recvfrom(fd, buffer, sizeof buffer, 0, (struct sockaddr *)&from, &size);
    if (got < 0 || from.nl_pid != 0 || size != sizeof from) printf("received %ld from %d\n", got, from.nl_pid);
    if (got < 0) return;
    for (struct nlmsghdr *m = (void *)buffer; NLMSG_OK(m, got); m = NLMSG_NEXT(m, got)) {
      if (m->nlmsg_seq != 7) printf("seq %d\n", m->nlmsg_seq);
      if (show(m)) return;
    }
  }
}

static void interfaces(void) {
  struct ifaddrs *all, *a;
  TRY(getifaddrs(&all));
  for (a = all; a; a = a->ifa_next) {
    if (strcmp(a->ifa_name, "lo")) continue;
    char text[64] = "";
    int family = a->ifa_addr->sa_family;
    if (family == AF_INET) inet_ntop(family, &((struct sockaddr_in *)a->ifa_addr)->sin_addr, text, sizeof text);
    if (family == AF_INET6) inet_ntop(family, &((struct sockaddr_in6 *)a->ifa_addr)->sin6_addr, text, sizeof text);
    printf("lo %d %s %x\n", family, text, a->ifa_flags & (IFF_UP | IFF_LOOPBACK | IFF_RUNNING));
  }
  freeifaddrs(all);
}

int main(void) {
  struct sockaddr_nl own = {.nl_family = AF_NETLINK}, name;
  socklen_t size = sizeof name;
  interfaces();
  int fd = TRY(socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)) >= 0 ? 3 : -1;
  TRY(bind(fd, (struct sockaddr *)&own, 4));
  TRY(bind(fd, (struct sockaddr *)&own, sizeof own));
  TRY(getsockname(fd, (struct sockaddr *)&name, &size));
  printf("name %d %d %x, %u bytes\n", name.nl_family, name.nl_pid == (unsigned)getpid(), name.nl_groups, size);
  TRY(getpeername(fd, (struct sockaddr *)&name, &size));
  printf("peer %d %d\n", name.nl_family, name.nl_pid);
  int other = socket(AF_NETLINK, SOCK_DGRAM, NETLINK_ROUTE);
  own.nl_pid = getpid();
  TRY(bind(other, (struct sockaddr *)&own, sizeof own));
  own.nl_pid = 0;
  TRY(bind(other, (struct sockaddr *)&own, sizeof own));
  getsockname(other, (struct sockaddr *)&name, &size);
  printf("second has another port: %d\n", name.nl_pid != (unsigned)getpid());

  struct ifinfomsg link = {0};
  struct ifaddrmsg address = {0};
  ask(fd, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, &link, sizeof link), hear(fd);
  ask(fd, RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, &address, sizeof address), hear(fd);
  address.ifa_family = AF_INET6;
  ask(fd, RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, &address, sizeof address), hear(fd);
  link.ifi_index = 1;
  ask(fd, RTM_GETLINK, NLM_F_REQUEST, &link, sizeof link), hear(fd);
  link.ifi_index = 9999;
  ask(fd, RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, &link, sizeof link), hear(fd);
  ask(fd, 3, NLM_F_REQUEST | NLM_F_ACK, &link, sizeof link), hear(fd);
  ask(fd, RTM_MAX + 99, NLM_F_REQUEST, &link, sizeof link), hear(fd);
  TRY(setsockopt(fd, 270, NETLINK_CAP_ACK, &(int){1}, sizeof(int)));
  ask(fd, RTM_GETLINK, NLM_F_REQUEST, &link, sizeof link), hear(fd);
  ask(fd, RTM_GETLINK, NLM_F_ACK, &link, sizeof link), hear(fd);
  TRY(send(fd, "short", 5, 0));
  TRY(recv(fd, buffer, sizeof buffer, MSG_DONTWAIT));
  TRY(listen(fd, 1));
  TRY(shutdown(fd, 2));
  TRY(socket(AF_NETLINK, SOCK_STREAM, NETLINK_ROUTE));
  TRY(socket(AF_NETLINK, SOCK_RAW, 31));
  close(other);

  // From one program to another.
  int mine = socket(AF_NETLINK, SOCK_RAW, NETLINK_USERSOCK);
  own = (struct sockaddr_nl){.nl_family = AF_NETLINK, .nl_pid = 4711};
  TRY(bind(mine, (struct sockaddr *)&own, sizeof own));
  TRY(sendto(mine, "self", 4, 0, (struct sockaddr *)&own, sizeof own));
  TRY(recvfrom(mine, buffer, sizeof buffer, 0, (struct sockaddr *)&name, &size));
  printf("%.4s from %d\n", buffer, name.nl_pid);
  own.nl_pid = 4712;
  TRY(sendto(mine, "none", 4, 0, (struct sockaddr *)&own, sizeof own));
  return 0;
}
