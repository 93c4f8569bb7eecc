/* Ethernet addresses and types. */
#ifndef _NET_ETHERNET_H
#define _NET_ETHERNET_H

#include <linux/if_ether.h>
#include <sys/types.h>
struct ether_addr {
  uint8_t ether_addr_octet[ETH_ALEN];
} __attribute__((packed));
struct ether_header {
  uint8_t ether_dhost[ETH_ALEN], ether_shost[ETH_ALEN];
  uint16_t ether_type;
} __attribute__((packed));
#define ETHERTYPE_IP 0x0800
#define ETHERTYPE_ARP 0x0806
#define ETHERTYPE_VLAN 0x8100
#define ETHERTYPE_IPV6 0x86dd
#define ETHER_ADDR_LEN ETH_ALEN
#define ETHER_HDR_LEN ETH_HLEN

#endif
