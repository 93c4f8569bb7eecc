/* netlink(7). */
#ifndef _LINUX_NETLINK_H
#define _LINUX_NETLINK_H

#include <sys/socket.h>
#include <linux/types.h>
#define NETLINK_ROUTE 0
#define NETLINK_UNUSED 1
#define NETLINK_USERSOCK 2
#define NETLINK_FIREWALL 3
#define NETLINK_SOCK_DIAG 4
#define NETLINK_NFLOG 5
#define NETLINK_XFRM 6
#define NETLINK_SELINUX 7
#define NETLINK_ISCSI 8
#define NETLINK_AUDIT 9
#define NETLINK_FIB_LOOKUP 10
#define NETLINK_CONNECTOR 11
#define NETLINK_NETFILTER 12
#define NETLINK_IP6_FW 13
#define NETLINK_DNRTMSG 14
#define NETLINK_KOBJECT_UEVENT 15
#define NETLINK_GENERIC 16
#define NETLINK_SCSITRANSPORT 18
#define NETLINK_ECRYPTFS 19
#define NETLINK_RDMA 20
#define NETLINK_CRYPTO 21
#define NETLINK_SMC 22
#define NETLINK_INET_DIAG 4
#define MAX_LINKS 32
#define NLM_F_REQUEST 1
#define NLM_F_MULTI 2
#define NLM_F_ACK 4
#define NLM_F_ECHO 8
#define NLM_F_DUMP_INTR 16
#define NLM_F_DUMP_FILTERED 32
#define NLM_F_ROOT 0x100
#define NLM_F_MATCH 0x200
#define NLM_F_ATOMIC 0x400
#define NLM_F_DUMP 768
#define NLM_F_REPLACE 0x100
#define NLM_F_EXCL 0x200
#define NLM_F_CREATE 0x400
#define NLM_F_APPEND 0x800
#define NLM_F_NONREC 0x100
#define NLM_F_BULK 0x200
#define NLM_F_CAPPED 0x100
#define NLM_F_ACK_TLVS 0x200
#define NLMSG_NOOP 1
#define NLMSG_ERROR 2
#define NLMSG_DONE 3
#define NLMSG_OVERRUN 4
#define NLMSG_MIN_TYPE 16
#define NETLINK_ADD_MEMBERSHIP 1
#define NETLINK_DROP_MEMBERSHIP 2
#define NETLINK_PKTINFO 3
#define NETLINK_BROADCAST_ERROR 4
#define NETLINK_NO_ENOBUFS 5
#define NETLINK_RX_RING 6
#define NETLINK_TX_RING 7
#define NETLINK_LISTEN_ALL_NSID 8
#define NETLINK_LIST_MEMBERSHIPS 9
#define NETLINK_CAP_ACK 10
#define NETLINK_EXT_ACK 11
#define NETLINK_GET_STRICT_CHK 12
#define NL_MMAP_MSG_ALIGNMENT 4
#define NL_MMAP_HDRLEN 24
#define NET_MAJOR 36
#define NLA_F_NESTED 0x8000
#define NLA_F_NET_BYTEORDER 0x4000
#define NLA_TYPE_MASK (-49153)
#define NLMSGERR_ATTR_UNUSED 0
#define NLMSGERR_ATTR_MSG 1
#define NLMSGERR_ATTR_OFFS 2
#define NLMSGERR_ATTR_COOKIE 3
#define NLMSGERR_ATTR_POLICY 4
#define NLMSGERR_ATTR_MISS_TYPE 5
#define NLMSGERR_ATTR_MISS_NEST 6
#define NLMSGERR_ATTR_MAX 6
#define NL_MMAP_STATUS_UNUSED 0
#define NL_MMAP_STATUS_RESERVED 1
#define NL_MMAP_STATUS_VALID 2
#define NL_MMAP_STATUS_COPY 3
#define NL_MMAP_STATUS_SKIP 4
#define NETLINK_UNCONNECTED 0
#define NETLINK_CONNECTED 1
#define NL_ATTR_TYPE_INVALID 0
#define NL_ATTR_TYPE_FLAG 1
#define NL_ATTR_TYPE_U8 2
#define NL_ATTR_TYPE_U16 3
#define NL_ATTR_TYPE_U32 4
#define NL_ATTR_TYPE_U64 5
#define NL_ATTR_TYPE_S8 6
#define NL_ATTR_TYPE_S16 7
#define NL_ATTR_TYPE_S32 8
#define NL_ATTR_TYPE_S64 9
#define NL_ATTR_TYPE_BINARY 10
#define NL_ATTR_TYPE_STRING 11
#define NL_ATTR_TYPE_NUL_STRING 12
#define NL_ATTR_TYPE_NESTED 13
#define NL_ATTR_TYPE_NESTED_ARRAY 14
#define NL_ATTR_TYPE_BITFIELD32 15
#define NL_POLICY_TYPE_ATTR_UNSPEC 0
#define NL_POLICY_TYPE_ATTR_TYPE 1
#define NL_POLICY_TYPE_ATTR_MIN_VALUE_S 2
#define NL_POLICY_TYPE_ATTR_MAX_VALUE_S 3
#define NL_POLICY_TYPE_ATTR_MIN_VALUE_U 4
#define NL_POLICY_TYPE_ATTR_MAX_VALUE_U 5
#define NL_POLICY_TYPE_ATTR_MIN_LENGTH 6
#define NL_POLICY_TYPE_ATTR_MAX_LENGTH 7
#define NL_POLICY_TYPE_ATTR_POLICY_IDX 8
#define NL_POLICY_TYPE_ATTR_POLICY_MAXTYPE 9
#define NL_POLICY_TYPE_ATTR_BITFIELD32_MASK 10
#define NL_POLICY_TYPE_ATTR_PAD 11
#define NL_POLICY_TYPE_ATTR_MASK 12
#define NL_POLICY_TYPE_ATTR_MAX 12
struct sockaddr_nl {
  sa_family_t nl_family;
  unsigned short nl_pad;
  __u32 nl_pid, nl_groups;
};
struct nlmsghdr {
  __u32 nlmsg_len;
  __u16 nlmsg_type, nlmsg_flags;
  __u32 nlmsg_seq, nlmsg_pid;
};
struct nlmsgerr {
  int error;
  struct nlmsghdr msg;
};
struct nlattr {
  __u16 nla_len, nla_type;
};
#define NLMSG_ALIGN(n) (((n) + 3U) & ~3U)
#define NLMSG_HDRLEN ((int)NLMSG_ALIGN(sizeof(struct nlmsghdr)))
#define NLMSG_LENGTH(n) ((n) + NLMSG_HDRLEN)
#define NLMSG_SPACE(n) NLMSG_ALIGN(NLMSG_LENGTH(n))
#define NLMSG_DATA(h) ((void *)((char *)(h) + NLMSG_HDRLEN))
#define NLMSG_NEXT(h, left) \
  ((left) -= NLMSG_ALIGN((h)->nlmsg_len), (struct nlmsghdr *)((char *)(h) + NLMSG_ALIGN((h)->nlmsg_len)))
#define NLMSG_OK(h, left) \
  ((left) >= (int)sizeof(struct nlmsghdr) && (h)->nlmsg_len >= sizeof(struct nlmsghdr) && (int)(h)->nlmsg_len <= (left))
#define NLMSG_PAYLOAD(h, n) ((h)->nlmsg_len - NLMSG_SPACE((n)))
#define NLA_ALIGN(n) (((n) + 3) & ~3)
#define NLA_HDRLEN ((int)NLA_ALIGN(sizeof(struct nlattr)))

#endif
