// netlink(7): linux/netlink.h. A message is a header, a body of its type's own, and attributes.

/** struct nlmsghdr: length with the header, type, flags, the sender's number, its port. */
export const NLMSGHDR = { SIZE: 16, TYPE: 4, FLAGS: 6, SEQ: 8, PID: 12 } as const;
/** struct sockaddr_nl. */
export const SOCKADDR_NL = { SIZE: 12, PID: 4, GROUPS: 8 } as const;

/** Messages and attributes begin at multiples of this. */
export const NLMSG_ALIGNTO = 4;
export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;
/** Types below it are netlink's own. */
export const NLMSG_MIN_TYPE = 16;

export const NLM_F_REQUEST = 1;
export const NLM_F_MULTI = 2;
export const NLM_F_ACK = 4;
export const NLM_F_DUMP = 0x300;
/** Of an answer: the request's body is not in it. */
export const NLM_F_CAPPED = 0x100;

// Options at SOL_NETLINK.
export const NETLINK_ADD_MEMBERSHIP = 1;
export const NETLINK_DROP_MEMBERSHIP = 2;
export const NETLINK_PKTINFO = 3;
export const NETLINK_BROADCAST_ERROR = 4;
export const NETLINK_NO_ENOBUFS = 5;
export const NETLINK_LIST_MEMBERSHIPS = 9;
export const NETLINK_CAP_ACK = 10;
export const NETLINK_EXT_ACK = 11;
export const NETLINK_GET_STRICT_CHK = 12;

// rtnetlink(7): linux/rtnetlink.h. Each kind of object has four types, in this order: new, delete, get, set.
export const RTM_NEWLINK = 16;
export const RTM_SETLINK = 19;
export const RTM_GETLINK = 18;
export const RTM_NEWADDR = 20;
export const RTM_GETADDR = 22;
export const RTM_NEWROUTE = 24;
export const RTM_GETROUTE = 26;
export const RTM_GETNEIGH = 30;
/** Which of the four a type is: new, delete, get, set. */
export const RTM_KINDS = 3;
export const RTM_KIND_GET = 2;

// Attributes of a link: linux/if_link.h.
export const IFLA_ADDRESS = 1;
export const IFLA_BROADCAST = 2;
export const IFLA_IFNAME = 3;
export const IFLA_MTU = 4;
export const IFLA_QDISC = 6;
export const IFLA_STATS = 7;
export const IFLA_TXQLEN = 13;
export const IFLA_OPERSTATE = 16;
export const IFLA_LINKMODE = 17;
export const IFLA_STATS64 = 23;
export const IFLA_GROUP = 27;
export const IFLA_PROMISCUITY = 30;
export const IFLA_NUM_TX_QUEUES = 31;
export const IFLA_NUM_RX_QUEUES = 32;
export const IFLA_CARRIER = 33;
export const IFLA_CARRIER_CHANGES = 35;
export const IFLA_PROTO_DOWN = 39;
export const IFLA_MIN_MTU = 50;
export const IFLA_MAX_MTU = 51;

// Attributes of an address: linux/if_addr.h.
export const IFA_ADDRESS = 1;
export const IFA_LOCAL = 2;
export const IFA_LABEL = 3;
export const IFA_CACHEINFO = 6;
export const IFA_FLAGS = 8;
export const IFA_F_PERMANENT = 0x80;

// Attributes, types, origins, tables and scopes of routes: linux/rtnetlink.h.
export const RTA_DST = 1;
export const RTA_OIF = 4;
export const RTA_PRIORITY = 6;
export const RTA_PREFSRC = 7;
export const RTA_TABLE = 15;
export const RTN_LOCAL = 2;
export const RTN_BROADCAST = 3;
export const RTPROT_KERNEL = 2;
export const RT_TABLE_LOCAL = 255;
export const RT_SCOPE_UNIVERSE = 0;
export const RT_SCOPE_LINK = 253;
export const RT_SCOPE_HOST = 254;
