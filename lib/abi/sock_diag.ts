// sock_diag(7): linux/sock_diag.h, inet_diag.h, unix_diag.h.
export const TCPDIAG_GETSOCK = 18;
export const SOCK_DIAG_BY_FAMILY = 20;

/** struct inet_diag_req_v2: family, protocol, extensions that are asked for, states as bits, and one socket. */
export const INET_DIAG_REQ = { SIZE: 56, FAMILY: 0, PROTOCOL: 1, EXTENSIONS: 2, STATES: 4, ID: 8 } as const;
/** struct inet_diag_sockid. */
export const INET_DIAG_SOCKID = {
  SIZE: 48,
  SPORT: 0,
  DPORT: 2,
  SRC: 4,
  DST: 20,
  INTERFACE: 36,
  COOKIE: 40,
} as const;
/** struct inet_diag_msg. */
export const INET_DIAG_MSG = {
  SIZE: 72,
  FAMILY: 0,
  STATE: 1,
  ID: 4,
  RQUEUE: 56,
  WQUEUE: 60,
  UID: 64,
  INODE: 68,
} as const;

/** Attributes of a request, and of an answer; an extension is asked for by the bit below its number. */
export const INET_DIAG_REQ_BYTECODE = 1;
export const INET_DIAG_TOS = 5;
export const INET_DIAG_TCLASS = 6;
export const INET_DIAG_INFO = 2;
export const INET_DIAG_SKMEMINFO = 7;
export const INET_DIAG_SHUTDOWN = 8;
export const INET_DIAG_SKV6ONLY = 11;
/** SK_MEMINFO_VARS. */
export const SK_MEMINFO = { RMEM_ALLOC: 0, RCVBUF: 1, SNDBUF: 3, VARS: 9 } as const;

/** struct inet_diag_bc_op, and its codes. */
export const BYTECODE = {
  SIZE: 4,
  NOP: 0,
  JMP: 1,
  S_GE: 2,
  S_LE: 3,
  D_GE: 4,
  D_LE: 5,
  AUTO: 6,
  S_COND: 7,
  D_COND: 8,
  DEV_COND: 9,
  MARK_COND: 10,
  S_EQ: 11,
  D_EQ: 12,
} as const;
/** struct inet_diag_hostcond. */
export const HOSTCOND = { FAMILY: 0, PREFIX: 1, PORT: 4, ADDRESS: 8 } as const;

/** struct unix_diag_req and struct unix_diag_msg. */
export const UNIX_DIAG_REQ = { SIZE: 24, STATES: 4, INODE: 8, SHOW: 12 } as const;
export const UNIX_DIAG_MSG = { SIZE: 16, TYPE: 1, STATE: 2, INODE: 4, COOKIE: 8 } as const;
export const UDIAG_SHOW = {
  NAME: 1,
  VFS: 2,
  PEER: 4,
  ICONS: 8,
  RQLEN: 0x10,
  MEMINFO: 0x20,
  UID: 0x40,
} as const;
export const UNIX_DIAG = {
  NAME: 0,
  VFS: 1,
  PEER: 2,
  ICONS: 3,
  RQLEN: 4,
  MEMINFO: 5,
  SHUTDOWN: 6,
  UID: 7,
} as const;
