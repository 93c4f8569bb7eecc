/* Echoes over the loopback: raw sockets with their headers and filters, and sockets of echoes alone. Needs namespaces. */
#include "hosted.h"
#include <arpa/inet.h>
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/ip.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#define SOL_RAW 255
#define SOL_ICMPV6 58
static struct sockaddr_in lo = {.sin_family = AF_INET};
static struct sockaddr_in6 lo6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
static unsigned short sum(const void *of, int length) {
  unsigned total = 0;
  for (const unsigned short *at = of; length > 0; length -= 2) total += *at++;
  while (total >> 16) total = (total & 0xffff) + (total >> 16);
  return ~total;
}
static void up(void) {
  struct ifreq device = {.ifr_name = "lo"};
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  ioctl(s, SIOCGIFFLAGS, &device);
  device.ifr_flags |= IFF_UP;
  if (ioctl(s, SIOCSIFFLAGS, &device)) SAY("lo: %s\n", strerrorname_np(errno));
  close(s);
}
static void name(int s) {
  struct sockaddr_storage at;
  socklen_t length = sizeof at;
  if (getsockname(s, (void *)&at, &length)) { SAY("getsockname: %s\n", strerrorname_np(errno)); return; }
  char text[100];
  struct sockaddr_in *in = (void *)&at;
  struct sockaddr_in6 *in6 = (void *)&at;
  inet_ntop(at.ss_family, at.ss_family == AF_INET ? (void *)&in->sin_addr : (void *)&in6->sin6_addr, text, sizeof text);
  SAY("here %s port %d\n", text, ntohs(in->sin_port));
}
static int echo(char *to, int id, int seq, int length) {
  struct icmphdr *h = (void *)to;
  memset(to, 'e', length);
  *h = (struct icmphdr){.type = ICMP_ECHO, .un.echo = {htons(id), htons(seq)}};
  h->checksum = sum(to, length);
  return length;
}
static void got(int s, int raw) {
  char bytes[300], control[200];
  struct sockaddr_in from = {0};
  struct iovec io = {bytes, sizeof bytes};
  struct msghdr m = {&from, sizeof from, &io, 1, control, sizeof control, 0};
  int n = recvmsg(s, &m, MSG_DONTWAIT);
  if (n < 0) { SAY("nothing: %s\n", strerrorname_np(errno)); return; }
  struct iphdr *ip = (void *)bytes;
  struct icmphdr *h = (void *)(bytes + (raw ? ip->ihl * 4 : 0));
  if (raw) SAY("ip %d+%d ttl %d frag %x proto %d sum %s, ", ip->ihl * 4, ntohs(ip->tot_len), ip->ttl, ntohs(ip->frag_off), ip->protocol, sum(ip, 20) ? "bad" : "good");
  SAY("%d bytes from %s port %d: type %d id %d seq %d sum %s %c\n", n, inet_ntoa(from.sin_addr), ntohs(from.sin_port), h->type,
      ntohs(h->un.echo.id), ntohs(h->un.echo.sequence), sum(h, n - (raw ? 20 : 0)) ? "bad" : "good", bytes[n - 1]);
  for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c))
    SAY("  control %d %d of %ld: %d\n", c->cmsg_level, c->cmsg_type, (long)c->cmsg_len, c->cmsg_level == SOL_IP ? *(int *)CMSG_DATA(c) : 0);
}
static void raw(void) {
  char bytes[300];
  int on = 1, s = TRY(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
  name(s);
  TRY(sendto(s, bytes, echo(bytes, 7, 1, 64), 0, (void *)&lo, sizeof lo));
  got(s, 1), got(s, 1), got(s, 1);
  unsigned filter = ~(1u << ICMP_ECHOREPLY), back = 0;
  socklen_t length = sizeof back;
  TRY(setsockopt(s, SOL_RAW, ICMP_FILTER, &filter, sizeof filter));
  TRY(getsockopt(s, SOL_RAW, ICMP_FILTER, &back, &length));
  SAY("filter %x %d\n", back, length);
  TRY(setsockopt(s, SOL_RAW, 2, &filter, sizeof filter));
  TRY(setsockopt(s, SOL_IP, IP_RECVTTL, &on, sizeof on));
  TRY(setsockopt(s, SOL_SOCKET, SO_TIMESTAMP, &on, sizeof on));
  int ttl = 9;
  TRY(setsockopt(s, SOL_IP, IP_TTL, &ttl, sizeof ttl));
  struct pollfd p = {s, POLLIN | POLLOUT, 0};
  poll(&p, 1, 0), SAY("ready %x\n", p.revents);
  TRY(sendto(s, bytes, echo(bytes, 7, 2, 57), 0, (void *)&lo, sizeof lo));
  poll(&p, 1, 0), SAY("ready %x\n", p.revents);
  got(s, 1), got(s, 1);
  bytes[2] ^= 1;
  TRY(sendto(s, bytes, 57, 0, (void *)&lo, sizeof lo)), got(s, 1);
  TRY(send(s, bytes, 57, 0));
  TRY(sendto(s, bytes, 57, 0, (void *)&(struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x08080808)}, sizeof lo));
  TRY(connect(s, (void *)&lo, sizeof lo));
  name(s);
  TRY(send(s, bytes, echo(bytes, 7, 3, 8), 0)), got(s, 1);
  TRY(getpeername(s, (void *)&(struct sockaddr_in){0}, &(socklen_t){16}));
  int other = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
  name(other);
  struct { struct iphdr ip; char body[64]; } own = {{.ihl = 5, .version = 4, .ttl = 3, .protocol = IPPROTO_ICMP, .daddr = lo.sin_addr.s_addr}, {0}};
  echo(own.body, 8, 1, 64);
  TRY(sendto(other, &own, sizeof own, 0, (void *)&lo, sizeof lo)), got(s, 1);
  TRY(sendto(other, &own, 10, 0, (void *)&lo, sizeof lo));
  TRY(bind(s, (void *)&(struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x08080808)}, sizeof lo));
  TRY(listen(s, 1));
  close(s), close(other);
  TRY(socket(AF_INET, SOCK_RAW, 0));
  TRY(socket(AF_INET, SOCK_STREAM, IPPROTO_ICMP));
  TRY(socket(AF_INET, SOCK_SEQPACKET, IPPROTO_ICMP));
}
static void only_echoes(void) {
  char bytes[300];
  TRY(socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP));
  int f = open("/proc/sys/net/ipv4/ping_group_range", O_RDWR);
  char range[100] = "";
  read(f, range, 99), SAY("range %s", range);
  lseek(f, 0, 0), TRY(write(f, "0 2147483647", 12));
  close(f);
  int s = socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP), other = socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP);
  name(s);
  TRY(bind(s, (void *)&(struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(77)}, sizeof lo));
  TRY(bind(other, (void *)&(struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(77)}, sizeof lo));
  TRY(bind(s, (void *)&(struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(78)}, sizeof lo));
  name(s);
  TRY(sendto(s, bytes, echo(bytes, 5, 1, 30), 0, (void *)&lo, sizeof lo));
  got(s, 0), got(s, 0), got(other, 0);
  bytes[0] = ICMP_ECHOREPLY;
  TRY(sendto(s, bytes, 30, 0, (void *)&lo, sizeof lo));
  TRY(sendto(s, bytes, 4, 0, (void *)&lo, sizeof lo));
  TRY(connect(s, (void *)&lo, sizeof lo));
  TRY(send(s, bytes, echo(bytes, 5, 2, 30), 0)), got(s, 0);
  int answer;
  TRY(getsockopt(s, SOL_SOCKET, SO_TYPE, &answer, &(socklen_t){4})), SAY("type %d\n", answer);
  TRY(getsockopt(s, SOL_SOCKET, SO_PROTOCOL, &answer, &(socklen_t){4})), SAY("protocol %d\n", answer);
}
static void version6(void) {
  char bytes[100] = {0};
  int s = TRY(socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6));
  struct icmp6hdr *h = (void *)bytes;
  h->icmp6_type = 128, h->icmp6_identifier = htons(9), h->icmp6_sequence = htons(4);
  unsigned filter[8];
  memset(filter, 255, sizeof filter);
  filter[129 / 32] &= ~(1u << 129 % 32);
  TRY(setsockopt(s, SOL_ICMPV6, 1, filter, sizeof filter));
  TRY(sendto(s, bytes, 40, 0, (void *)&lo6, sizeof lo6));
  struct sockaddr_in6 from;
  int n = recvfrom(s, bytes, sizeof bytes, MSG_DONTWAIT, (void *)&from, &(socklen_t){sizeof from});
  SAY("%d bytes: type %d id %d seq %d, from ::1 %d, sum %d\n", n, h->icmp6_type, ntohs(h->icmp6_identifier), ntohs(h->icmp6_sequence),
      !memcmp(&from.sin6_addr, &lo6.sin6_addr, 16), h->icmp6_cksum != 0);
  SAY("then %ld\n", (long)recv(s, bytes, sizeof bytes, MSG_DONTWAIT));
}
int main(void) {
  lo.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (unshare(CLONE_NEWNET)) SAY("unshare: %s\n", strerrorname_np(errno));
  up();
  raw();
  only_echoes();
  version6();
}
