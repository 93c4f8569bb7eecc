/* udp(7): a header under both names of its fields. */
#ifndef _NETINET_UDP_H
#define _NETINET_UDP_H

#include <stdint.h>
struct udphdr {
  union {
    struct { uint16_t uh_sport, uh_dport, uh_ulen, uh_sum; };
    struct { uint16_t source, dest, len, check; };
  };
};
#define UDP_CORK 1
#define SOL_UDP 17

#endif
