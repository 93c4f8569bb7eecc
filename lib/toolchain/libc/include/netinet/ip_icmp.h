/* icmp(7): headers under the names of Linux and of BSD. */
#ifndef _NETINET_IP_ICMP_H
#define _NETINET_IP_ICMP_H

#include <linux/icmp.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#define ICMP_MINLEN 8
struct icmp {
  uint8_t icmp_type, icmp_code;
  uint16_t icmp_cksum;
  struct { uint16_t icmp_id, icmp_seq; };
  uint8_t icmp_data[1];
};

#endif
