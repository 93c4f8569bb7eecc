/** Arguments whose type hangs on another argument: fcntl, ioctl, futex, prctl, arch_prctl, open and their like. */
import * as F from './fcntl';
import * as U from './futex';
import * as I from './ioctl';
import { OTHER_REQUESTS } from './ioctl_names';
import * as V from './ipc';
import { KEY_IDS, KEY_PERMISSIONS, KEYCTL } from './keys';
import * as M from './mman';
import { EPOLL_CTL_DEL } from './poll';
import * as P from './process';
import * as T from './ptrace';
import type { ArgType, DependentType } from './signature';
import {
  addr,
  array,
  bits,
  bytesIn,
  bytesOut,
  depends,
  dev,
  int,
  intPtr,
  long,
  mode,
  one,
  pid,
  sig,
  sigset,
  size,
  str,
  structIn,
  structOut,
  uid,
  uint,
  ulong,
  xint,
  xlong,
} from './signature';
import { AF_INET, AF_INET6, AF_NETLINK, SO_LINGER, SO_PEERCRED, SOL_SOCKET } from './socket';
import { IP_PROTOCOLS, NETLINK_PROTOCOLS, OPTIONS } from './socket_names';
import { S_IFBLK, S_IFCHR, S_IFMT } from './stat';
import * as S from './structs';
import * as L from './syslog';
import { names } from './xlat';

type Resolved = ReturnType<DependentType['on']>;
type Cases = Readonly<Record<number, ArgType | null>>;

/** The type for the value of argument `arg`; null is no argument, an unlisted value is a plain word in hex. */
function byCommand(
  arg: number,
  cases: Cases,
  other: (command: number) => ArgType = () => xlong,
): DependentType {
  return depends((args) => {
    const found = cases[args[arg]!];
    return (found === undefined ? other(args[arg]!) : (found ?? undefined)) as Resolved;
  });
}

const lockIn = structIn(S.FLOCK);
const lockOut: ArgType = { kind: 'struct', dir: 'inout', struct: S.FLOCK, width: 'ptr' };

/** Third argument of fcntl. */
export const fcntlArg = byCommand(1, {
  [F.F_DUPFD]: long,
  [F.F_DUPFD_CLOEXEC]: long,
  [F.F_GETFD]: null,
  [F.F_SETFD]: bits(F.FD_FLAGS),
  [F.F_GETFL]: null,
  [F.F_SETFL]: bits(F.OPEN_FLAGS),
  [F.F_GETLK]: lockOut,
  [F.F_SETLK]: lockIn,
  [F.F_SETLKW]: lockIn,
  [F.F_OFD_GETLK]: lockOut,
  [F.F_OFD_SETLK]: lockIn,
  [F.F_OFD_SETLKW]: lockIn,
  [F.F_SETOWN]: pid,
  [F.F_GETOWN]: null,
  [F.F_SETSIG]: sig,
  [F.F_GETSIG]: null,
  [F.F_SETLEASE]: one(F.LOCK_TYPES),
  [F.F_GETLEASE]: null,
  [F.F_NOTIFY]: bits(F.NOTIFY_FLAGS),
  [F.F_SETPIPE_SZ]: long,
  [F.F_GETPIPE_SZ]: null,
  [F.F_ADD_SEALS]: bits(F.SEAL_FLAGS),
  [F.F_GET_SEALS]: null,
});

const device: ArgType = { kind: 'struct', dir: 'inout', struct: S.IFREQ, width: 'ptr' };
const termiosIn = structIn(S.TERMIOS);
const termioIn = structIn(S.TERMIO);
const termios2In = structIn(S.TERMIOS2);

/** Third argument of ioctl. */
export const ioctlArg = byCommand(
  1,
  {
    [I.TCGETS]: structOut(S.TERMIOS),
    [I.TCSETS]: termiosIn,
    [I.TCSETSW]: termiosIn,
    [I.TCSETSF]: termiosIn,
    [I.TCGETS2]: structOut(S.TERMIOS2),
    [I.TCSETS2]: termios2In,
    [I.TCSETSW2]: termios2In,
    [I.TCSETSF2]: termios2In,
    [I.TCGETA]: structOut(S.TERMIO),
    [I.TCSETA]: termioIn,
    [I.TCSETAW]: termioIn,
    [I.TCSETAF]: termioIn,
    [I.FS_IOC_GETFLAGS]: array('out', I.INODE_FLAGS, { fixed: 1 }),
    [I.FS_IOC_SETFLAGS]: array('in', I.INODE_FLAGS, { fixed: 1 }),
    [I.TCSBRK]: int,
    [I.TCSBRKP]: int,
    [I.TCXONC]: one(I.TCXONC_ACTIONS),
    [I.TCFLSH]: one(I.TCFLSH_QUEUES),
    [I.TIOCSCTTY]: int,
    [I.TIOCGWINSZ]: structOut(S.WINSIZE),
    [I.TIOCSWINSZ]: structIn(S.WINSIZE),
    [I.TIOCGPGRP]: intPtr('out'),
    [I.TIOCSPGRP]: intPtr('in'),
    [I.TIOCGSID]: intPtr('out'),
    [I.TIOCOUTQ]: intPtr('out'),
    [I.FIONREAD]: intPtr('out'),
    [I.TIOCGETD]: intPtr('out'),
    [I.TIOCSETD]: intPtr('in'),
    [I.TIOCGPTN]: intPtr('out'),
    [I.TIOCSPTLCK]: intPtr('in'),
    [I.TIOCPKT]: intPtr('in'),
    [I.FIONBIO]: intPtr('in'),
    [I.FIOASYNC]: intPtr('in'),
    [I.TIOCSTI]: { kind: 'bytes', dir: 'in', length: { fixed: 1 }, width: 'ptr' },
    [I.TIOCMGET]: array('out', I.MODEM_LINES, { fixed: 1 }),
    [I.TIOCMBIS]: array('in', I.MODEM_LINES, { fixed: 1 }),
    [I.TIOCMBIC]: array('in', I.MODEM_LINES, { fixed: 1 }),
    [I.TIOCMSET]: array('in', I.MODEM_LINES, { fixed: 1 }),
    [I.TIOCGSOFTCAR]: addr,
    [I.TIOCSSOFTCAR]: addr,
    [I.TIOCEXCL]: null,
    [I.TIOCNXCL]: null,
    [I.TIOCCONS]: null,
    [I.TIOCSSERIAL]: null,
    [I.TIOCGLCKTRMIOS]: addr,
    [I.TIOCSLCKTRMIOS]: addr,
    [I.TIOCNOTTY]: null,
    [I.TIOCSBRK]: null,
    [I.TIOCCBRK]: null,
    [I.TIOCVHANGUP]: null,
    [I.FIOCLEX]: null,
    [I.FIONCLEX]: null,
    [I.SIOCGIFNAME]: device,
    [I.SIOCGIFFLAGS]: device,
    [I.SIOCGIFADDR]: device,
    [I.SIOCGIFDSTADDR]: device,
    [I.SIOCGIFBRDADDR]: device,
    [I.SIOCGIFNETMASK]: device,
    [I.SIOCGIFMETRIC]: device,
    [I.SIOCGIFMTU]: device,
    [I.SIOCGIFHWADDR]: device,
    [I.SIOCGIFINDEX]: device,
    [I.SIOCGIFTXQLEN]: device,
    [I.SIOCGIFMAP]: device,
    [I.SIOCGIFCONF]: { kind: 'struct', dir: 'inout', struct: S.IFCONF, width: 'ptr' },
  },
  (request) => (OTHER_REQUESTS.names.has(request) ? addr : xlong),
);

const timeout = structIn(S.TIMESPEC);
const bitset = one(names('', { FUTEX_BITSET_MATCH_ANY: U.FUTEX_BITSET_MATCH_ANY }));

/** val, timeout or val2, uaddr2 and val3, as each operation takes them. */
const FUTEX_ARGUMENTS: Readonly<Record<number, readonly (Resolved | null)[]>> = {
  [U.FUTEX_WAIT]: [uint, timeout],
  [U.FUTEX_WAKE]: [uint],
  [U.FUTEX_FD]: [uint],
  [U.FUTEX_REQUEUE]: [uint, uint, addr],
  [U.FUTEX_CMP_REQUEUE]: [uint, uint, addr, uint],
  [U.FUTEX_WAKE_OP]: [uint, uint, addr, xint],
  [U.FUTEX_LOCK_PI]: [null, timeout],
  [U.FUTEX_LOCK_PI2]: [null, timeout],
  [U.FUTEX_UNLOCK_PI]: [],
  [U.FUTEX_TRYLOCK_PI]: [],
  [U.FUTEX_WAIT_BITSET]: [uint, timeout, null, bitset],
  [U.FUTEX_WAKE_BITSET]: [uint, null, null, bitset],
  [U.FUTEX_WAIT_REQUEUE_PI]: [uint, timeout, addr],
  [U.FUTEX_CMP_REQUEUE_PI]: [uint, uint, addr, uint],
};
const FUTEX_UNKNOWN = [uint, addr, addr, xint];
const FUTEX_COMMAND = ~(U.FUTEX_PRIVATE_FLAG | U.FUTEX_CLOCK_REALTIME);

/** Third to sixth argument of futex, `index` from 0. */
export const futexArg = (index: number): DependentType =>
  depends((args) => (FUTEX_ARGUMENTS[args[1]! & FUTEX_COMMAND] ?? FUTEX_UNKNOWN)[index] ?? undefined);

/** Second argument of arch_prctl. */
export const archPrctlArg = byCommand(0, {
  [P.ARCH_SET_FS]: addr,
  [P.ARCH_SET_GS]: addr,
  [P.ARCH_GET_FS]: array('out', 'ptr', { fixed: 1 }),
  [P.ARCH_GET_GS]: array('out', 'ptr', { fixed: 1 }),
  [P.ARCH_GET_CPUID]: null,
  [P.ARCH_GET_XCOMP_SUPP]: array('out', 'u64', { fixed: 1 }),
  [P.ARCH_GET_XCOMP_PERM]: array('out', 'u64', { fixed: 1 }),
  [P.ARCH_GET_XCOMP_GUEST_PERM]: array('out', 'u64', { fixed: 1 }),
});

/** Mode of open and openat: only a call that may make a file has one. */
/** Structures that IPC_STAT and its kin store, and IPC_SET reads. */
const ipcBuffer = (arg: number, stored: ReadonlyMap<number, S.Struct>, set: S.Struct): DependentType =>
  depends((args) => {
    const command = args[arg]!;
    const struct = stored.get(command);
    if (command === V.IPC_SET) return structIn(set);
    return struct === undefined ? addr : structOut(struct);
  });
const SHM_STORED = new Map<number, S.Struct>([
  ...[V.IPC_STAT, V.SHM_STAT, V.SHM_STAT_ANY].map((command) => [command, V.SHMID64] as const),
  [V.IPC_INFO, V.SHMINFO],
  [V.SHM_INFO, V.SHM_USAGE],
]);
const SEM_STORED = new Map<number, S.Struct>([
  ...[V.IPC_STAT, V.SEM_STAT, V.SEM_STAT_ANY].map((command) => [command, V.SEMID64] as const),
  ...[V.IPC_INFO, V.SEM_INFO].map((command) => [command, V.SEMINFO] as const),
]);
const MSG_STORED = new Map<number, S.Struct>([
  ...[V.IPC_STAT, V.MSG_STAT, V.MSG_STAT_ANY].map((command) => [command, V.MSQID64] as const),
  ...[V.IPC_INFO, V.MSG_INFO].map((command) => [command, V.MSGINFO] as const),
]);
export const shmctlBuf = ipcBuffer(1, SHM_STORED, V.SHMID64_SET);
export const semctlArg = ipcBuffer(2, SEM_STORED, V.SEMID64_SET);
export const msgctlBuf = ipcBuffer(1, MSG_STORED, V.MSQID64_SET);

/** mincore's vector: a byte for each page of the length before it, of which a trace shows a few. */
const MOST_SHOWN = 2 ** 16;
export const residency = depends((args) =>
  array('out', 'u8', { fixed: Math.min(Math.ceil(args[1]! / 4096), MOST_SHOWN) }),
);

export const openMode = (flagsArg: number): DependentType =>
  depends((args) => (args[flagsArg]! & (F.O_CREAT | F.__O_TMPFILE) ? mode : undefined), 'u32');

/** Device number of mknod: only device files have one. */
export const mknodDev = (modeArg: number): DependentType =>
  depends((args) => {
    const type = args[modeArg]! & S_IFMT;
    return type === S_IFCHR || type === S_IFBLK ? dev : undefined;
  }, 'u32');

const MOVED = M.MREMAP_MAYMOVE | M.MREMAP_FIXED;

/** New address of mremap: only where the caller says where to. */
export const mremapAddress = depends((args) => ((args[3]! & MOVED) === MOVED ? addr : undefined));

/** Protocol of socket, spelled for the internet families and for netlink. */
export const socketProtocol = depends((args) => {
  if (args[0] === AF_NETLINK) return one(NETLINK_PROTOCOLS);
  return args[0] === AF_INET || args[0] === AF_INET6 ? one(IP_PROTOCOLS) : uint;
}, 'u32');

/** Option name of getsockopt and setsockopt. */
export const socketOption = depends((args) => {
  const options = OPTIONS.get(args[1]!);
  return options ? one(options) : uint;
}, 'u32');

/** The first bytes of options that are no plain int. */
const SOCKET_STRUCTS: Readonly<Record<number, S.Struct>> = {
  [SO_LINGER]: S.LINGER,
  [SO_PEERCRED]: S.UCRED,
};

/** Value of setsockopt: an int, or as many bytes as it is said to have. */
export const socketValue = depends((args) => {
  const layout = args[1] === SOL_SOCKET ? SOCKET_STRUCTS[args[2]!] : undefined;
  // As size_t: a negative length is a long one.
  const length = args[4]! >>> 0;
  if (layout) return length >= layout.size ? structIn(layout) : addr;
  if (length === 0) return addr;
  return length === 4 ? array('in', 'i32', { fixed: 1 }) : bytesIn(4);
});

/** Value of getsockopt. */
export const socketAnswer = depends((args) => {
  const layout = args[1] === SOL_SOCKET ? SOCKET_STRUCTS[args[2]!] : undefined;
  return layout ? structOut(layout) : bytesOut({ at: 4 });
});

/** epoll_ctl takes no event where one is taken away. */
export const epollEvent = depends((args) => (args[1] === EPOLL_CTL_DEL ? addr : structIn(S.EPOLL_EVENT)));

/** __NEW_UTS_LEN: longer names are not looked at. */
const UTS_LENGTH = 64;
export const hostName = depends((args) => (args[1]! <= UTS_LENGTH ? bytesIn(1) : addr));

/** Flags and argument of seccomp. */
export const seccompFlags = depends(
  (args) => (args[0] === P.SECCOMP_SET_MODE_FILTER ? bits(P.SECCOMP_FILTER_FLAGS) : xint),
  'u32',
);
export const seccompArg = depends((args) => {
  if (args[0] === P.SECCOMP_SET_MODE_FILTER) return structIn(S.SOCK_FPROG);
  return args[0] === P.SECCOMP_GET_ACTION_AVAIL ? array('in', P.SECCOMP_ACTIONS, { fixed: 1 }) : addr;
});

/** Where clone stores the new thread's id or a pidfd. */
export const parentTid = depends((args) =>
  args[0]! & (P.CLONE_PARENT_SETTID | P.CLONE_PIDFD) ? intPtr('out') : addr,
);

/** Argument of io_uring_enter: a mask of signals, unless IORING_ENTER_EXT_ARG makes it a structure. */
export const uringEnterArg = depends((args) => (args[3]! & 8 ? addr : sigset('in', 5)));

/** Words of a set of nodes of memory, of which argument `count` tells the last but one bit. */
const LONG_BITS = 64;
export const nodeMask = (dir: 'in' | 'out', count: number): DependentType =>
  depends((args) => {
    const words = Math.floor((args[count]! + LONG_BITS - 2) / LONG_BITS);
    return words === 0 && args[count] !== 0 ? addr : array(dir, 'mask', { fixed: words });
  });

const LOG_ALONE: readonly (number | undefined)[] = [
  L.SYSLOG_ACTION_CLOSE,
  L.SYSLOG_ACTION_OPEN,
  L.SYSLOG_ACTION_CLEAR,
  L.SYSLOG_ACTION_CONSOLE_OFF,
  L.SYSLOG_ACTION_CONSOLE_ON,
  L.SYSLOG_ACTION_SIZE_UNREAD,
  L.SYSLOG_ACTION_SIZE_BUFFER,
];
const LOG_READS: readonly (number | undefined)[] = [
  L.SYSLOG_ACTION_READ,
  L.SYSLOG_ACTION_READ_ALL,
  L.SYSLOG_ACTION_READ_CLEAR,
];

/** Buffer and length of syslog(2): many actions have neither, one has a level for a length. */
export const logBuffer = depends(({ 0: action }) => {
  if (LOG_ALONE.includes(action)) return undefined;
  return LOG_READS.includes(action) ? bytesOut() : addr;
});
export const logLength = depends(({ 0: action }) => {
  if (LOG_ALONE.includes(action)) return undefined;
  return action === L.SYSLOG_ACTION_CONSOLE_LEVEL ? one(L.LOG_LEVELS, 'i32') : int;
}, 'i32');

const keyId = one(KEY_IDS, 'i32');
/** What is told of a key, as far as there is room for it. */
const keyText: Resolved = { kind: 'text', dir: 'out', length: 'ret', room: 3, width: 'ptr' };
const keyBuffer: Resolved = { kind: 'bytes', dir: 'out', length: 'ret', room: 3, width: 'ptr' };

/** Arguments of keyctl behind the operation. */
const KEYCTL_ARGUMENTS: Readonly<Record<number, readonly Resolved[]>> = {
  [KEYCTL.GET_KEYRING_ID]: [keyId, int],
  [KEYCTL.JOIN_SESSION_KEYRING]: [str],
  [KEYCTL.UPDATE]: [keyId, bytesIn(3), size],
  [KEYCTL.REVOKE]: [keyId],
  [KEYCTL.CHOWN]: [keyId, uid, uid],
  [KEYCTL.SETPERM]: [keyId, bits(KEY_PERMISSIONS)],
  [KEYCTL.DESCRIBE]: [keyId, keyText, size],
  [KEYCTL.CLEAR]: [keyId],
  [KEYCTL.LINK]: [keyId, keyId],
  [KEYCTL.UNLINK]: [keyId, keyId],
  [KEYCTL.SEARCH]: [keyId, str, str, keyId],
  [KEYCTL.READ]: [keyId, keyBuffer, size],
  [KEYCTL.SET_TIMEOUT]: [keyId, uint],
  [KEYCTL.GET_SECURITY]: [keyId, keyText, size],
  [KEYCTL.INVALIDATE]: [keyId],
  [KEYCTL.ASSUME_AUTHORITY]: [keyId],
};
const KEYCTL_UNKNOWN: readonly Resolved[] = [xlong, xlong, xlong, xlong];

/** Second to fifth argument of keyctl, `index` from 0. */
export const keyctlArg = (index: number): DependentType =>
  depends((args) => (KEYCTL_ARGUMENTS[args[0]!] ?? KEYCTL_UNKNOWN)[index]);

/** A descriptor of modify_ldt, where one is long enough for it. */
export const userDesc = depends((args) => (args[2] === S.USER_DESC.size ? structIn(S.USER_DESC) : addr));

/** Length of a socket address that comes out: of no interest where there is no room for the address. */
export const addressLength = (address: number): DependentType =>
  depends((args) => (args[address] === 0 ? addr : intPtr('inout')));

const noAddress = {
  [T.PTRACE_TRACEME]: null,
  [T.PTRACE_ATTACH]: null,
  [T.PTRACE_KILL]: null,
  [T.PTRACE_INTERRUPT]: null,
  [T.PTRACE_LISTEN]: null,
};
const registerSet = one(T.REGISTER_SETS, 'ulong');
const whereInUser = one(T.USER_OFFSETS, 'ulong');
const word = array('out', 'x64', { fixed: 1 });
const option = bits(T.PTRACE_OPTIONS, 'ulong');

/** What ptrace(2) is asked about, where, and with what: PTRACE_TRACEME says nothing more. */
export const ptracePid = byCommand(0, { [T.PTRACE_TRACEME]: null }, () => pid);
export const ptraceAddr = byCommand(
  0,
  {
    ...noAddress,
    [T.PTRACE_GETREGS]: null,
    [T.PTRACE_SETREGS]: null,
    [T.PTRACE_GETFPREGS]: null,
    [T.PTRACE_SETFPREGS]: null,
    [T.PTRACE_GETREGSET]: registerSet,
    [T.PTRACE_SETREGSET]: registerSet,
    [T.PTRACE_PEEKUSER]: whereInUser,
    [T.PTRACE_POKEUSER]: whereInUser,
    [T.PTRACE_GETSIGMASK]: ulong,
    [T.PTRACE_SETSIGMASK]: ulong,
    [T.PTRACE_PEEKSIGINFO]: structIn(S.PEEKSIGINFO_ARGS),
    [T.PTRACE_GET_SYSCALL_INFO]: ulong,
  },
  () => addr,
);
export const ptraceData = byCommand(
  0,
  {
    ...noAddress,
    [T.PTRACE_CONT]: sig,
    [T.PTRACE_DETACH]: sig,
    [T.PTRACE_SYSCALL]: sig,
    [T.PTRACE_SINGLESTEP]: sig,
    [T.PTRACE_SYSEMU]: sig,
    [T.PTRACE_SYSEMU_SINGLESTEP]: sig,
    [T.PTRACE_SETOPTIONS]: option,
    [T.PTRACE_SEIZE]: option,
    [T.PTRACE_PEEKDATA]: word,
    [T.PTRACE_PEEKTEXT]: word,
    [T.PTRACE_PEEKUSER]: word,
    [T.PTRACE_POKEDATA]: xlong,
    [T.PTRACE_POKETEXT]: xlong,
    [T.PTRACE_POKEUSER]: xlong,
    [T.PTRACE_GETEVENTMSG]: array('out', 'u64', { fixed: 1 }),
    [T.PTRACE_GETSIGINFO]: structOut(S.SIGINFO),
    [T.PTRACE_SETSIGINFO]: structIn(S.SIGINFO),
    [T.PTRACE_GETREGS]: structOut(S.USER_REGS),
    [T.PTRACE_SETREGS]: structIn(S.USER_REGS),
    [T.PTRACE_GETFPREGS]: structOut(S.USER_FPREGS),
    [T.PTRACE_SETFPREGS]: structIn(S.USER_FPREGS),
    [T.PTRACE_GETREGSET]: { kind: 'regset', dir: 'inout', width: 'ptr' },
    [T.PTRACE_SETREGSET]: { kind: 'regset', dir: 'in', width: 'ptr' },
    [T.PTRACE_PEEKSIGINFO]: array('out', S.SIGINFO, 'ret'),
    [T.PTRACE_GETSIGMASK]: sigset('out', 2),
    [T.PTRACE_SETSIGMASK]: sigset('in', 2),
  },
  () => addr,
);
