/* What kind an IPv6 address is; the layout of TCP's structures. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdio.h>

int main(void) {
  static const char *const texts[] = { "::",      "::1",     "::1.2.3.4", "::ffff:1.2.3.4", "fe80::1", "fec0::1",
                                       "ff01::1", "ff02::1", "ff05::2",   "ff08::3",        "ff0e::4", "2001:db8::1" };
  struct in6_addr before = IN6ADDR_ANY_INIT;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct in6_addr a;
    inet_pton(AF_INET6, texts[i], &a);
    printf("%s: %d%d%d%d%d%d%d %d%d%d%d%d %d\n", texts[i], !!IN6_IS_ADDR_UNSPECIFIED(&a), !!IN6_IS_ADDR_LOOPBACK(&a),
           !!IN6_IS_ADDR_MULTICAST(&a), !!IN6_IS_ADDR_LINKLOCAL(&a), !!IN6_IS_ADDR_SITELOCAL(&a), !!IN6_IS_ADDR_V4MAPPED(&a),
           !!IN6_IS_ADDR_V4COMPAT(&a), !!IN6_IS_ADDR_MC_NODELOCAL(&a), !!IN6_IS_ADDR_MC_LINKLOCAL(&a),
           !!IN6_IS_ADDR_MC_SITELOCAL(&a), !!IN6_IS_ADDR_MC_ORGLOCAL(&a), !!IN6_IS_ADDR_MC_GLOBAL(&a),
           !!IN6_ARE_ADDR_EQUAL(&a, &before));
    before = a;
  }
  printf("%d %d %d %d\n", SOL_TCP, TCP_ESTABLISHED, TCP_CLOSE_WAIT, TCP_CLOSING);
  printf("%zu %zu %zu %zu\n", sizeof(struct tcp_info), offsetof(struct tcp_info, tcpi_rto), offsetof(struct tcp_info, tcpi_rtt),
         offsetof(struct tcp_info, tcpi_total_retrans));
  struct tcphdr h = { 0 };
  h.syn = h.ack = 1;
  h.doff = 5;
  h.window = htons(512);
  printf("%zu %#x %d %#x %d\n", sizeof h, h.th_flags, h.th_off, TH_SYN | TH_ACK, ntohs(h.th_win));
}
