import { flags, names } from './xlat';

// socket(2): bits/socket.h, netinet/in.h.
export const AF_UNSPEC = 0;
export const AF_UNIX = 1;
export const AF_INET = 2;
export const AF_INET6 = 10;
export const AF_NETLINK = 16;
export const AF_PACKET = 17;
export const AF_VSOCK = 40;
/** Address families by number: linux/socket.h. */
export const ADDRESS_FAMILIES = names('AF_???', {
  AF_UNSPEC: 0,
  AF_UNIX: 1,
  AF_INET: 2,
  AF_AX25: 3,
  AF_IPX: 4,
  AF_APPLETALK: 5,
  AF_NETROM: 6,
  AF_BRIDGE: 7,
  AF_ATMPVC: 8,
  AF_X25: 9,
  AF_INET6: 10,
  AF_ROSE: 11,
  AF_DECnet: 12,
  AF_NETBEUI: 13,
  AF_SECURITY: 14,
  AF_KEY: 15,
  AF_NETLINK: 16,
  AF_PACKET: 17,
  AF_ASH: 18,
  AF_ECONET: 19,
  AF_ATMSVC: 20,
  AF_RDS: 21,
  AF_SNA: 22,
  AF_IRDA: 23,
  AF_PPPOX: 24,
  AF_WANPIPE: 25,
  AF_LLC: 26,
  AF_IB: 27,
  AF_MPLS: 28,
  AF_CAN: 29,
  AF_TIPC: 30,
  AF_BLUETOOTH: 31,
  AF_IUCV: 32,
  AF_RXRPC: 33,
  AF_ISDN: 34,
  AF_PHONET: 35,
  AF_IEEE802154: 36,
  AF_CAIF: 37,
  AF_ALG: 38,
  AF_NFC: 39,
  AF_VSOCK: 40,
  AF_KCM: 41,
  AF_QIPCRTR: 42,
  AF_SMC: 43,
  AF_XDP: 44,
  AF_MCTP: 45,
});
export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;
export const SOCK_RDM = 4;
export const SOCK_SEQPACKET = 5;
export const SOCK_DCCP = 6;
export const SOCK_PACKET = 0xa;
export const SOCK_CLOEXEC = 0x80000;
export const SOCK_NONBLOCK = 0x800;
export const SOCK_BITS = flags('SOCK_???', { SOCK_CLOEXEC, SOCK_NONBLOCK });
export const SOCKET_TYPES = flags(
  'SOCK_???',
  { SOCK_CLOEXEC, SOCK_NONBLOCK },
  {
    mask: 0xf,
    apart: true,
    names: names('SOCK_???', {
      SOCK_STREAM,
      SOCK_DGRAM,
      SOCK_RAW,
      SOCK_RDM,
      SOCK_SEQPACKET,
      SOCK_DCCP,
      SOCK_PACKET,
    }),
  },
);
export const IPPROTO_ICMP = 1;
export const IPPROTO_TCP = 6;
export const IPPROTO_UDP = 17;
export const IPPROTO_ICMPV6 = 58;
export const IPPROTO_RAW = 255;
export const SHUT_RD = 0;
export const SHUT_WR = 1;
export const SHUT_RDWR = 2;
export const SHUTDOWN_HOW = names('SHUT_???', { SHUT_RD, SHUT_WR, SHUT_RDWR });
export const MSG_OOB = 1;
export const MSG_PEEK = 2;
export const MSG_DONTROUTE = 4;
export const MSG_CTRUNC = 8;
export const MSG_PROXY = 0x10;
export const MSG_TRUNC = 0x20;
export const MSG_DONTWAIT = 0x40;
export const MSG_EOR = 0x80;
export const MSG_WAITALL = 0x100;
export const MSG_FIN = 0x200;
export const MSG_SYN = 0x400;
export const MSG_CONFIRM = 0x800;
export const MSG_RST = 0x1000;
export const MSG_ERRQUEUE = 0x2000;
export const MSG_NOSIGNAL = 0x4000;
export const MSG_MORE = 0x8000;
export const MSG_WAITFORONE = 0x10000;
export const MSG_BATCH = 0x40000;
export const MSG_ZEROCOPY = 0x4000000;
export const MSG_FASTOPEN = 0x20000000;
export const MSG_CMSG_CLOEXEC = 0x40000000;
/** MSG_PROBE, MSG_SENDPAGE_NOTLAST and MSG_NO_SHARED_FRAGS are the kernel's own names: linux/socket.h. */
export const MSG_FLAGS = flags('MSG_???', {
  MSG_OOB,
  MSG_PEEK,
  MSG_DONTROUTE,
  MSG_CTRUNC,
  MSG_PROBE: MSG_PROXY,
  MSG_TRUNC,
  MSG_DONTWAIT,
  MSG_EOR,
  MSG_WAITALL,
  MSG_FIN,
  MSG_SYN,
  MSG_CONFIRM,
  MSG_RST,
  MSG_ERRQUEUE,
  MSG_NOSIGNAL,
  MSG_MORE,
  MSG_WAITFORONE,
  MSG_SENDPAGE_NOTLAST: 0x20000,
  MSG_BATCH,
  MSG_NO_SHARED_FRAGS: 0x80000,
  MSG_ZEROCOPY,
  MSG_FASTOPEN,
  MSG_CMSG_CLOEXEC,
});
export const SOL_IP = 0;
export const SOL_SOCKET = 1;
export const SOL_TCP = 6;
export const SOL_UDP = 17;
export const SOL_IPV6 = 41;
export const SOL_ICMPV6 = 58;
export const SOL_RAW = 255;
export const SOL_NETLINK = 270;
export const SO_REUSEADDR = 2;
export const SO_TYPE = 3;
export const SO_ERROR = 4;
export const SO_BROADCAST = 6;
export const SO_SNDBUF = 7;
export const SO_RCVBUF = 8;
export const SO_KEEPALIVE = 9;
export const SO_OOBINLINE = 10;
export const SO_PRIORITY = 12;
export const SO_LINGER = 13;
export const SO_REUSEPORT = 15;
export const SO_PASSCRED = 16;
export const SO_PEERCRED = 17;
export const SO_RCVLOWAT = 18;
export const SO_SNDLOWAT = 19;
export const SO_RCVTIMEO = 20;
export const SO_SNDTIMEO = 21;
export const SO_ACCEPTCONN = 30;
export const SO_PROTOCOL = 38;
export const SO_DOMAIN = 39;
export const TCP_NODELAY = 1;
export const TCP_MAXSEG = 2;
export const TCP_CORK = 3;
export const TCP_INFO = 11;

// socket(2) of AF_NETLINK: linux/netlink.h.
export const NETLINK_ROUTE = 0;
export const NETLINK_USERSOCK = 2;
export const NETLINK_SOCK_DIAG = 4;
export const NETLINK_KOBJECT_UEVENT = 15;

/** Kinds of control messages at SOL_SOCKET: linux/socket.h. */
export const CMSG_RIGHTS = 1;
export const CMSG_CREDENTIALS = 2;
export const SCM_TYPES = names('SCM_???', {
  SCM_RIGHTS: CMSG_RIGHTS,
  SCM_CREDENTIALS: CMSG_CREDENTIALS,
  SCM_SECURITY: 3,
  SO_TIMESTAMP_OLD: 29,
  SO_TIMESTAMPNS_OLD: 35,
  SO_TIMESTAMPING_OLD: 37,
});
