/* tun and tap devices. */
#ifndef _LINUX_IF_TUN_H
#define _LINUX_IF_TUN_H

#include <linux/if_ether.h>
#define TUN_READQ_SIZE 500
#define TUN_TUN_DEV 1
#define TUN_TAP_DEV 2
#define TUN_TYPE_MASK 15
#define IFF_TUN 1
#define IFF_TAP 2
#define IFF_NAPI 16
#define IFF_NAPI_FRAGS 32
#define IFF_NO_CARRIER 64
#define IFF_NO_PI 0x1000
#define IFF_ONE_QUEUE 0x2000
#define IFF_VNET_HDR 0x4000
#define IFF_TUN_EXCL 0x8000
#define IFF_MULTI_QUEUE 0x100
#define IFF_ATTACH_QUEUE 0x200
#define IFF_DETACH_QUEUE 0x400
#define IFF_PERSIST 0x800
#define IFF_NOFILTER 0x1000
#define TUN_TX_TIMESTAMP 1
#define TUN_F_CSUM 1
#define TUN_F_TSO4 2
#define TUN_F_TSO6 4
#define TUN_F_TSO_ECN 8
#define TUN_F_UFO 16
#define TUN_PKT_STRIP 1
#define TUN_FLT_ALLMULTI 1
struct tun_pi {
  __u16 flags;
  __be16 proto;
};

#endif
