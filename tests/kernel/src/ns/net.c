/* A network of one's own: its loopback device, ports and abstract names. Needs namespaces. */
#include "hosted.h"
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
static struct sockaddr_in at(const char *ip, int port) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, ip, &a.sin_addr);
  return a;
}
static int tcp(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static int binds(const char *ip, int port) {
  int fd = tcp();
  struct sockaddr_in a = at(ip, port);
  if (bind(fd, (void *)&a, sizeof a) || listen(fd, 5)) return close(fd), -1;
  return fd;
}
static int joins(const char *ip, int port) {
  int fd = tcp();
  struct sockaddr_in a = at(ip, port);
  int r = connect(fd, (void *)&a, sizeof a);
  if (r) { int e = errno; close(fd); errno = e; }
  return r ? r : 0;
}
static int named(int make) {
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  struct sockaddr_un a = {.sun_family = AF_UNIX, .sun_path = "\0trapdoor"};
  int r = make ? bind(fd, (void *)&a, 11) || listen(fd, 1) : connect(fd, (void *)&a, 11);
  return r ? -1 : 0;
}
static int flags(int set) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  struct ifreq r = {.ifr_name = "lo"};
  if (set >= 0) { r.ifr_flags = set; if (ioctl(fd, SIOCSIFFLAGS, &r)) return -1; }
  if (ioctl(fd, SIOCGIFFLAGS, &r)) return -1;
  close(fd);
  return r.ifr_flags;
}
static void address(void) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  struct ifreq r = {.ifr_name = "lo"};
  struct ifconf c = {.ifc_len = 0};
  if (ioctl(fd, SIOCGIFADDR, &r)) SAY("no address: %s\n", strerrorname_np(errno));
  else SAY("address %s\n", inet_ntoa(((struct sockaddr_in *)&r.ifr_addr)->sin_addr));
  char room[400];
  c.ifc_len = sizeof room, c.ifc_buf = room;
  TRY(ioctl(fd, SIOCGIFCONF, &c)), SAY("%d bytes\n", c.ifc_len);
  close(fd);
}
/* Sends a request to the kernel's routes and says what comes back. */
static void route(int type, int flag, void *body, size_t size) {
  int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  char buffer[8192] = "";
  struct nlmsghdr *h = (void *)buffer;
  h->nlmsg_len = NLMSG_LENGTH(size), h->nlmsg_type = type, h->nlmsg_flags = NLM_F_REQUEST | flag, h->nlmsg_seq = 1;
  memcpy(NLMSG_DATA(h), body, size);
  send(fd, buffer, h->nlmsg_len, 0);
  for (int done = 0; !done;) {
    int n = recv(fd, buffer, sizeof buffer, 0);
    for (h = (void *)buffer; NLMSG_OK(h, n); h = NLMSG_NEXT(h, n)) {
      if (h->nlmsg_type == NLMSG_ERROR) SAY("answer %d\n", ((struct nlmsgerr *)NLMSG_DATA(h))->error), done = 1;
      else if (h->nlmsg_type == NLMSG_DONE) SAY("done\n"), done = 1;
      else if (h->nlmsg_type == RTM_NEWLINK) {
        struct ifinfomsg *i = NLMSG_DATA(h);
        SAY("link %d flags %x\n", i->ifi_index, i->ifi_flags);
        if (!(flag & NLM_F_DUMP)) done = 1;
      } else if (h->nlmsg_type == RTM_NEWADDR) {
        struct ifaddrmsg *a = NLMSG_DATA(h);
        SAY("address family %d /%d\n", a->ifa_family, a->ifa_prefixlen);
      }
    }
  }
  close(fd);
}
static void addresses(void) {
  struct ifaddrmsg none = {0};
  route(RTM_GETADDR, NLM_F_DUMP, &none, sizeof none);
}
static void file(const char *name) {
  char text[4096] = "";
  FILE *f = fopen(name, "r");
  int lines = 0;
  while (fgets(text, sizeof text, f)) lines++;
  fclose(f);
  SAY("%s: %d lines\n", name, lines);
}
int main(void) {
  int outside = open("/proc/self/ns/net", O_RDONLY);
  int kept = binds("127.0.0.1", 7321);
  SAY("bound %d, named %d\n", kept >= 0, named(1));
  struct stat one, two;
  fstat(outside, &one);
  TRY(unshare(CLONE_NEWNET));
  stat("/proc/self/ns/net", &two);
  SAY("another %d\n", one.st_ino != two.st_ino);
  SAY("flags %x\n", flags(-1)), address(), addresses();
  struct ifinfomsg all = {0}, lo = {.ifi_index = 1}, up = {.ifi_index = 1, .ifi_flags = IFF_UP, .ifi_change = IFF_UP};
  route(RTM_GETLINK, NLM_F_DUMP, &all, sizeof all), route(RTM_GETLINK, 0, &lo, sizeof lo);
  TRY(joins("127.0.0.1", 7321)), TRY(binds("127.0.0.1", 7321)), TRY(binds("0.0.0.0", 7321) >= 0);
  TRY(joins("10.1.2.3", 80));
  struct sockaddr_in to = at("127.0.0.1", 9);
  TRY(sendto(socket(AF_INET, SOCK_DGRAM, 0), "x", 1, 0, (void *)&to, sizeof to));
  struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT, .sin6_port = htons(7)};
  TRY(connect(socket(AF_INET6, SOCK_STREAM, 0), (void *)&six, sizeof six));
  TRY(bind(socket(AF_INET6, SOCK_STREAM, 0), (void *)&six, sizeof six));
  file("/proc/net/if_inet6"), file("/proc/net/tcp"), file("/proc/net/dev");
  TRY(named(0)), TRY(named(1)), TRY(named(0));
  route(RTM_NEWLINK, NLM_F_ACK, &up, sizeof up);
  SAY("flags %x\n", flags(-1)), address(), addresses();
  TRY(joins("127.0.0.1", 7321)), TRY(joins("127.0.0.1", 7322)), TRY(binds("127.0.0.2", 7323) >= 0);
  TRY(joins("127.0.0.2", 7323));
  file("/proc/net/if_inet6");
  SAY("down %x\n", flags(0)), SAY("up %x\n", flags(IFF_UP)), TRY(joins("127.0.0.2", 7323));
  // A socket stays in the network that it was made in.
  int inner = tcp();
  TRY(setns(outside, CLONE_NEWNET));
  TRY(joins("127.0.0.1", 7323)), TRY(joins("127.0.0.1", 7321));
  to = at("127.0.0.2", 7323);
  TRY(connect(inner, (void *)&to, sizeof to));
  TRY(named(0));
  TRY(unshare(CLONE_NEWUSER));
  TRY(binds("127.0.0.1", 80)), TRY(flags(0));
  TRY(unshare(CLONE_NEWNET));
  TRY(flags(IFF_UP)), TRY(binds("127.0.0.1", 80) >= 0);
  return 0;
}
