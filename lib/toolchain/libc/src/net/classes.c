/* inet(3): addresses by the classes that networks once had. */
#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>

/* Bits of the host in an address. */
static int host_bits(uint32_t address) { return address < 0x80000000 ? 24 : address < 0xc0000000 ? 16 : 8; }

in_addr_t inet_lnaof(struct in_addr in) {
  uint32_t address = ntohl(in.s_addr);
  return address & ((1U << host_bits(address)) - 1);
}

in_addr_t inet_netof(struct in_addr in) {
  uint32_t address = ntohl(in.s_addr);
  return address >> host_bits(address);
}

struct in_addr inet_makeaddr(in_addr_t net, in_addr_t host) {
  int bits = net < 0x80 ? 24 : net < 0x10000 ? 16 : net < 0x1000000 ? 8 : 0;
  struct in_addr made = { htonl(net << bits | (host & ((1U << bits) - 1))) };
  return made;
}

/* A network's number: a byte for each part, in the host's order. */
in_addr_t inet_network(const char *text) {
  uint32_t net = 0;
  for (int parts = 1;; parts++) {
    char *end;
    unsigned long byte = strtoul(text, &end, 0);
    if (!isdigit((unsigned char)*text) || byte > 255) return INADDR_NONE;
    net = net << 8 | (uint32_t)byte;
    if (*end != '.') return *end && !isspace((unsigned char)*end) ? INADDR_NONE : net;
    if (parts == 4) return INADDR_NONE;
    text = end + 1;
  }
}
