/** Structures as strace abbreviates them. */
import { CAP_VERSIONS, CAPABILITIES } from '../abi/capability';
import { FILE_FLAGS, LOCK_TYPES, OPEN_FLAGS, RESOLVE_FLAGS, WHENCE } from '../abi/fcntl';
import * as I from '../abi/ioctl';
import { CBAUD, CSIZE, TERMIOS_IFLAG, TERMIOS_LFLAG } from '../abi/ioctl';
import * as V from '../abi/ipc';
import { LANDLOCK_ACCESS } from '../abi/landlock';
import { MOUNT_ATTRIBUTES, PROPAGATIONS } from '../abi/mount_api';
import { EPOLL_EVENTS, POLL_FLAGS } from '../abi/poll';
import {
  CLONE_CHILD_CLEARTID,
  CLONE_CHILD_SETTID,
  CLONE_FLAGS,
  CLONE_PARENT_SETTID,
  CLONE_PIDFD,
  CLONE_SETTLS,
  SCHED_ATTR_FLAGS,
  SCHED_POLICIES,
} from '../abi/process';
import { USER_REGS_NAMES } from '../abi/ptrace';
import {
  NSIG,
  SA_FLAGS,
  SA_RESTORER,
  SIGEV_NOTIFY,
  SIGEV_SIGNAL,
  SIGEV_THREAD,
  SIGEV_THREAD_ID,
  SIGNAL_HANDLERS,
  SS_FLAGS,
} from '../abi/signal';
import {
  FS_MAGIC,
  S_IFBLK,
  S_IFCHR,
  S_IFMT,
  STATFS_FLAGS,
  STATX_ATTRIBUTES,
  STATX_MASK,
  STATX_MODE,
  STATX_SIZE,
  STATX_TYPE,
} from '../abi/stat';
import type { Struct } from '../abi/structs';
import * as S from '../abi/structs';
import { UTIME_NOW, UTIME_OMIT } from '../abi/time';
import { IORING_FEATURES, IORING_SETUP_FLAGS } from '../abi/uring';
import { type FlagSet, flags } from '../abi/xlat';
import { requestText } from './aio';
import { Fields } from './fields';
import { siginfoText } from './siginfo';
import {
  address,
  clockTicks,
  dateComment,
  decimal,
  device,
  enumName,
  fileMode,
  flagNames,
  hex,
  signalName,
  signalSet,
} from './words';

type Printer = (s: Fields) => string;

const pair = (s: Fields, prefix: string, sub: 'tv_usec' | 'tv_nsec') =>
  `{tv_sec=${s.dec(`${prefix}.tv_sec`)}, ${sub}=${s.unsigned(`${prefix}.${sub}`)}}`;

/** Bits of the last word of struct user_desc, with how many each has and how far up it stands. */
const DESC_BITS: readonly (readonly [name: string, width: number, shift: number])[] = [
  ['seg_32bit', 1, 0],
  ['contents', 2, 1],
  ['read_exec_only', 1, 3],
  ['limit_in_pages', 1, 4],
  ['seg_not_present', 1, 5],
  ['useable', 1, 6],
  ['lm', 1, 7],
];

function userDesc(s: Fields): string {
  const wide = (name: string) => {
    const value = s.number(name);
    return `${name}=${value === 0 ? '00000000' : `0x${value.toString(16).padStart(6, '0')}`}`;
  };
  const entry = s.number('entry_number');
  const bits = DESC_BITS.map(
    ([name, width, shift]) => `${name}=${(s.number('bits') >>> shift) & ((1 << width) - 1)}`,
  );
  return [
    `entry_number=${entry === 0xffffffff ? -1 : entry}`,
    wide('base_addr'),
    wide('limit'),
    ...bits,
  ].join(', ');
}

const limit = (s: Fields, name: string) => {
  const [lo, hi] = s.word(name);
  if (lo === 0xffffffff && hi === 0xffffffff) return 'RLIM64_INFINITY';
  const isRound = (lo & 1023) === 0 && (hi !== 0 || lo > 1024);
  return isRound ? `${decimal(((hi << 22) | (lo >>> 10)) >>> 0, hi >>> 10, false)}*1024` : s.dec(name);
};

const outputFlags = flags('O???', {
  OPOST: I.OPOST,
  OLCUC: I.OLCUC,
  ONLCR: I.ONLCR,
  OCRNL: I.OCRNL,
  ONOCR: I.ONOCR,
  ONLRET: I.ONLRET,
  OFILL: I.OFILL,
  OFDEL: I.OFDEL,
});
const controlFlags = flags('C???', {
  CSTOPB: I.CSTOPB,
  CREAD: I.CREAD,
  PARENB: I.PARENB,
  PARODD: I.PARODD,
  HUPCL: I.HUPCL,
  CLOCAL: I.CLOCAL,
  CRTSCTS: I.CRTSCTS,
});
const BAUD: readonly string[] = [
  'B0',
  'B50',
  'B75',
  'B110',
  'B134',
  'B150',
  'B200',
  'B300',
  'B600',
  'B1200',
  'B1800',
  'B2400',
  'B4800',
  'B9600',
  'B19200',
  'B38400',
];
/** Delays of output: a letter pair, its mask and how far up its number stands. */
const DELAYS: readonly (readonly [name: string, mask: number, shift: number])[] = [
  ['NL', I.NLDLY, 8],
  ['CR', I.CRDLY, 9],
  ['TAB', I.TABDLY, 11],
  ['BS', I.BSDLY, 13],
  ['VT', I.VTDLY, 14],
  ['FF', I.FFDLY, 15],
];

/** Modes of terminals: none of them are no text at all. */
const orNothing = (set: FlagSet, bits: number) => (bits === 0 ? '' : flagNames(set, bits));

function termios(s: Fields): string {
  const oflag = s.number('c_oflag');
  const cflag = s.number('c_cflag');
  const delays = DELAYS.map(([name, mask, shift]) => `${name}${(oflag & mask) >>> shift}`);
  const rest = oflag & ~DELAYS.reduce((all, [, mask]) => all | mask, 0);
  const baud = BAUD[cflag & CBAUD] ?? hex(cflag & CBAUD);
  const bits = `CS${5 + ((cflag & CSIZE) >>> 4)}`;
  const control = cflag & ~(CBAUD | CSIZE);
  return [
    `c_iflag=${orNothing(TERMIOS_IFLAG, s.number('c_iflag'))}`,
    `c_oflag=${[...delays, orNothing(outputFlags, rest)].join('|')}`,
    `c_cflag=${[baud, bits, orNothing(controlFlags, control)].join('|')}`,
    `c_lflag=${orNothing(TERMIOS_LFLAG, s.number('c_lflag'))}`,
    '...',
  ].join(', ');
}

/** ST_VALID of linux/statfs.h. */
const ST_VALID = 0x20;

function fsMagic(s: Fields): string {
  const [lo, hi] = s.word('f_type');
  return (hi === 0 && FS_MAGIC.names.get(lo)) || hex(lo, hi);
}

function stat(s: Fields): string {
  const mode = s.number('st_mode');
  const isDevice = (mode & S_IFMT) === S_IFCHR || (mode & S_IFMT) === S_IFBLK;
  const what = isDevice ? `st_rdev=${device(...s.word('st_rdev'))}` : `st_size=${s.unsigned('st_size')}`;
  return `st_mode=${fileMode(mode)}, ${what}, ...`;
}

function sigaction(s: Fields): string {
  const handler = s.number('sa_handler');
  const name = SIGNAL_HANDLERS.names.get(handler) ?? s.address('sa_handler');
  const at = s.at + s.field('sa_mask').offset;
  const parts = [
    `sa_handler=${name}`,
    `sa_mask=${signalSet(s.bytes.subarray(at, at + 8))}`,
    `sa_flags=${flagNames(SA_FLAGS, ...s.word('sa_flags'))}`,
  ];
  if (s.word('sa_flags')[0] & SA_RESTORER) parts.push(`sa_restorer=${s.address('sa_restorer')}`);
  return parts.join(', ');
}

const wide = (s: Fields, name: string): bigint => {
  const [lo, hi] = s.word(name);
  return (BigInt(hi) << 32n) | BigInt(lo);
};

function openHow(s: Fields): string {
  const parts = [`flags=${flagNames(OPEN_FLAGS, ...s.word('flags'))}`];
  if (s.dec('mode') !== '0') parts.push(`mode=0${wide(s, 'mode').toString(8).padStart(2, '0')}`);
  parts.push(`resolve=${flagNames(RESOLVE_FLAGS, ...s.word('resolve'))}`);
  return parts.join(', ');
}

/** Flags of clone3 alone, in the upper half: linux/sched.h. */
const UPPER_CLONE_FLAGS = flags('CLONE_???', { CLONE_CLEAR_SIGHAND: 1, CLONE_INTO_CGROUP: 2 });
const UPPER_CLONE_MASK = 3;
/** In clone's low byte there is a signal instead. */
const CLONE_NEWTIME = 0x80;

function clone3Flags(lo: number, hi: number): string {
  const named = [
    ...(lo & ~CLONE_NEWTIME ? [flagNames(CLONE_FLAGS, lo & ~CLONE_NEWTIME)] : []),
    ...(lo & CLONE_NEWTIME ? ['CLONE_NEWTIME'] : []),
    ...(hi & UPPER_CLONE_MASK ? [flagNames(UPPER_CLONE_FLAGS, hi & UPPER_CLONE_MASK)] : []),
  ];
  const rest = hi & ~UPPER_CLONE_MASK;
  if (rest) named.push(named.length === 0 ? `${hex(0, rest)} /* CLONE_??? */` : hex(0, rest));
  return named.join('|') || '0';
}

function cloneArgs(s: Fields): string {
  const [flags, more] = s.word('flags');
  const parts = [`flags=${clone3Flags(flags, more)}`];
  const add = (name: string, bits: number) => {
    if (flags & bits) parts.push(`${name}=${s.address(name)}`);
  };
  add('pidfd', CLONE_PIDFD);
  add('child_tid', CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID);
  add('parent_tid', CLONE_PARENT_SETTID);
  const [signal, high] = s.word('exit_signal');
  parts.push(
    `exit_signal=${high === 0 && signal !== 0 && signal <= NSIG ? signalName(signal) : s.dec('exit_signal')}`,
  );
  parts.push(`stack=${s.address('stack')}`, `stack_size=${s.hex('stack_size')}`);
  add('tls', CLONE_SETTLS);
  if (s.dec('set_tid') !== '0') parts.push(`set_tid=${s.address('set_tid')}`);
  if (s.dec('set_tid') !== '0' || s.dec('set_tid_size') !== '0')
    parts.push(`set_tid_size=${s.dec('set_tid_size')}`);
  if (more & 2 || s.dec('cgroup') !== '0') parts.push(`cgroup=${s.dec('cgroup')}`);
  return parts.join(', ');
}

function sigevent(s: Fields): string {
  const notify = s.number('sigev_notify');
  const value = `sigev_value={sival_int=${s.word('sigev_value')[0] | 0}, sival_ptr=${s.address('sigev_value')}}`;
  const parts = [
    ...(s.dec('sigev_value') === '0' ? [] : [value]),
    `sigev_signo=${signalOf(notify, s.number('sigev_signo'))}`,
    `sigev_notify=${enumName(SIGEV_NOTIFY, notify)}`,
  ];
  if (notify === SIGEV_THREAD_ID) parts.push(`sigev_notify_thread_id=${s.word('_sigev_un')[0] | 0}`);
  if (notify === SIGEV_THREAD)
    parts.push(
      `sigev_notify_function=${s.address('_sigev_un')}`,
      `sigev_notify_attributes=${address(...s.word('_sigev_un', 1))}`,
    );
  return parts.join(', ');
}

/** Only notifications by signal name one. */
const signalOf = (notify: number, signal: number) =>
  notify === SIGEV_SIGNAL || notify === SIGEV_THREAD_ID ? signalName(signal) : String(signal >>> 0);

function capHeader(s: Fields): string {
  const version = s.number('version');
  const name = CAP_VERSIONS.get(version)?.name;
  const shown = name ?? `${hex(version)} /* _LINUX_CAPABILITY_VERSION_??? */`;
  return `version=${shown}, pid=${s.dec('pid')}`;
}

function capData(s: Fields): string {
  return ['effective', 'permitted', 'inheritable']
    .map((set) => `${set}=${capSet(s.number(set), s.number(`${set}1`))}`)
    .join(', ');
}

function capSet(lo: number, hi: number): string {
  if (lo === 0 && hi === 0) return '0';
  const names = CAPABILITIES.flatMap((name, bit) =>
    ((bit < 32 ? lo : hi) >>> (bit & 31)) & 1 ? [`1<<${name}`] : [],
  );
  const rest = hi & ~(2 ** (CAPABILITIES.length - 32) - 1);
  return [...names, ...(rest ? [hex(0, rest)] : [])].join('|');
}

/** SCHED_ATTR_SIZE_VER0: less is no sched_attr at all. */
const SCHED_ATTR_LEAST = 48;

function schedAttr(s: Fields): string {
  if (s.number('size') < SCHED_ATTR_LEAST) return `size=${s.dec('size')}`;
  return [
    `size=${s.dec('size')}`,
    `sched_policy=${enumName(SCHED_POLICIES, s.number('sched_policy'))}`,
    `sched_flags=${flagNames(SCHED_ATTR_FLAGS, ...s.word('sched_flags'))}`,
    s.list('sched_nice', 'sched_priority', 'sched_runtime', 'sched_deadline', 'sched_period'),
    ...(s.number('size') >= S.SCHED_ATTR.size ? [s.list('sched_util_min', 'sched_util_max')] : []),
  ].join(', ');
}

/** Members of the parts of io_uring_params that tell where things are in the rings. */
const SQ_OFFSETS = ['head', 'tail', 'ring_mask', 'ring_entries', 'flags', 'dropped', 'array'];
const CQ_OFFSETS = ['head', 'tail', 'ring_mask', 'ring_entries', 'overflow', 'cqes', 'flags'];

function uringParams(s: Fields): string {
  const isAnswer = s.number('features') !== 0;
  const offsets = (name: string, members: readonly string[]) => {
    const user = s.dec(`${name}.user_addr`) === '0' ? '' : `, user_addr=${s.address(`${name}.user_addr`)}`;
    return `${name}={${members.map((member) => `${member}=${s.dec(`${name}.${member}`)}`).join(', ')}${user}}`;
  };
  const reserved = [0, 1, 2].map((i) => s.hex('resv', i));
  return [
    `flags=${flagNames(IORING_SETUP_FLAGS, s.number('flags'))}`,
    `sq_thread_cpu=${s.hex('sq_thread_cpu')}`,
    `sq_thread_idle=${s.dec('sq_thread_idle')}`,
    ...(isAnswer
      ? [
          `sq_entries=${s.dec('sq_entries')}`,
          `cq_entries=${s.dec('cq_entries')}`,
          `features=${flagNames(IORING_FEATURES, s.number('features'))}`,
          offsets('sq_off', SQ_OFFSETS),
          offsets('cq_off', CQ_OFFSETS),
        ]
      : reserved.some((word) => word !== '0')
        ? [`resv=[${reserved.join(', ')}]`]
        : []),
  ].join(', ');
}

const unsigned = (s: Fields, ...names: string[]) =>
  names.map((name) => `${name}=${s.unsigned(name)}`).join(', ');

/** All fields of a structure, save those that mean nothing. */
const allFields = (s: Fields) =>
  s.list(...s.layout.fields.map(({ name }) => name).filter((name) => !name.startsWith('__')));

/** struct ipc64_perm: what IPC_SET changes, or all of it. */
function permissions(s: Fields, name: string, all: boolean): string {
  const mode = `mode=0${s.number('mode').toString(8).padStart(2, '0')}`;
  const rest = all ? `, key=${s.number('key') >>> 0}, ${s.list('cuid', 'cgid')}` : '';
  return `${name}={${s.list('uid', 'gid')}, ${mode}${rest}}`;
}

function messageQueue(s: Fields): string {
  return `mq_flags=${flagNames(FILE_FLAGS, ...s.word('mq_flags'))}, ${s.list('mq_maxmsg', 'mq_msgsize', 'mq_curmsgs')}`;
}

/** Elements of an array that are shown. */
const SHOWN = 32;

function hexList(s: Fields, name: string, count: number): string {
  if (count === 1) return s.hex(name);
  const parts = Array.from({ length: Math.min(count, SHOWN) }, (_, i) => s.hex(name, i));
  if (count > SHOWN) parts.push('...');
  return `[${parts.join(', ')}]`;
}

const PRINTERS = new Map<Struct, Printer>([
  [
    S.USER_FPREGS,
    (s) => s.layout.fields.map(({ name, count }) => `${name}=${hexList(s, name, count)}`).join(', '),
  ],
  [S.PEEKSIGINFO_ARGS, (s) => `off=${s.dec('off')}, flags=${s.number('flags')}, nr=${s.dec('nr')}`],
  [S.USER_REGS, (s) => USER_REGS_NAMES.map((name) => `${name}=${s.hex(name)}`).join(', ')],
  [
    V.SEMBUF,
    (s) => `${s.list('sem_num', 'sem_op')}, sem_flg=${flagNames(V.SEM_FLAGS, s.number('sem_flg') & 0xffff)}`,
  ],
  [V.MSQID64_SET, (s) => `${permissions(s, 'msg_perm', false)}, ${s.list('msg_qbytes')}`],
  [
    V.MSQID64,
    (s) =>
      `${permissions(s, 'msg_perm', true)}, ${unsigned(s, 'msg_stime', 'msg_rtime', 'msg_ctime')}, ` +
      s.list('msg_qnum', 'msg_qbytes', 'msg_lspid', 'msg_lrpid'),
  ],
  [V.SEMID64_SET, (s) => permissions(s, 'sem_perm', false)],
  [
    V.SEMID64,
    (s) => `${permissions(s, 'sem_perm', true)}, ${unsigned(s, 'sem_otime', 'sem_ctime', 'sem_nsems')}`,
  ],
  [V.SHMID64_SET, (s) => permissions(s, 'shm_perm', false)],
  [
    V.SHMID64,
    (s) =>
      `${permissions(s, 'shm_perm', true)}, ${s.list('shm_segsz', 'shm_cpid', 'shm_lpid', 'shm_nattch')}, ` +
      unsigned(s, 'shm_atime', 'shm_dtime', 'shm_ctime'),
  ],
  ...[V.SHMINFO, V.SHM_USAGE, V.SEMINFO, V.MSGINFO].map((info) => [info, allFields] as const),
  [V.MQ_ATTR, messageQueue],
  [S.STAT, stat],
  [
    S.STATX,
    (s) => {
      const mask = s.number('stx_mask');
      return [
        `stx_mask=${flagNames(STATX_MASK, mask)}`,
        `stx_attributes=${flagNames(STATX_ATTRIBUTES, ...s.word('stx_attributes'))}`,
        ...(mask & (STATX_TYPE | STATX_MODE) ? [`stx_mode=${fileMode(s.number('stx_mode'))}`] : []),
        ...(mask & STATX_SIZE ? [`stx_size=${s.unsigned('stx_size')}`] : []),
        '...',
      ].join(', ');
    },
  ],
  [
    S.STATFS,
    (s) =>
      [
        `f_type=${fsMagic(s)}`,
        `f_bsize=${s.unsigned('f_bsize')}`,
        s.list('f_blocks', 'f_bfree', 'f_bavail', 'f_files', 'f_ffree'),
        `f_fsid={val=[${s.hex('f_fsid')}, ${s.hex('f_fsid', 1)}]}`,
        ...['f_namelen', 'f_frsize'].map((name) => `${name}=${s.unsigned(name)}`),
        // The kernel says so when it has filled them in.
        ...(s.word('f_flags')[0] & ST_VALID
          ? [`f_flags=${flagNames(STATFS_FLAGS, ...s.word('f_flags'))}`]
          : []),
      ].join(', '),
  ],
  [
    S.FLOCK,
    (s) =>
      [
        `l_type=${enumName(LOCK_TYPES, s.number('l_type') & 0xffff)}`,
        `l_whence=${enumName(WHENCE, s.number('l_whence') & 0xffff)}`,
        s.list('l_start', 'l_len'),
      ].join(', '),
  ],
  [S.TIMESPEC, (s) => `tv_sec=${s.dec('tv_sec')}, tv_nsec=${s.unsigned('tv_nsec')}`],
  [S.TIMEVAL, (s) => `tv_sec=${s.dec('tv_sec')}, tv_usec=${s.unsigned('tv_usec')}`],
  [S.TIMEZONE, (s) => s.list('tz_minuteswest', 'tz_dsttime')],
  [
    S.ITIMERSPEC,
    (s) => `it_interval=${pair(s, 'it_interval', 'tv_nsec')}, it_value=${pair(s, 'it_value', 'tv_nsec')}`,
  ],
  [
    S.ITIMERVAL,
    (s) => `it_interval=${pair(s, 'it_interval', 'tv_usec')}, it_value=${pair(s, 'it_value', 'tv_usec')}`,
  ],
  [
    S.TMS,
    (s) =>
      ['tms_utime', 'tms_stime', 'tms_cutime', 'tms_cstime']
        .map((name) => `${name}=${clockTicks(...s.word(name))}`)
        .join(', '),
  ],
  [
    S.UTIMBUF,
    (s) =>
      ['actime', 'modtime'].map((name) => `${name}=${s.dec(name)}${dateComment(s.dec(name))}`).join(', '),
  ],
  [S.TERMIOS, termios],
  [S.TERMIOS2, termios],
  [S.TERMIO, termios],
  [S.WINSIZE, (s) => s.list('ws_row', 'ws_col', 'ws_xpixel', 'ws_ypixel')],
  [S.UTSNAME, (s) => `sysname=${s.text('sysname')}, nodename=${s.text('nodename')}, ...`],
  [
    S.SYSINFO,
    (s) =>
      [
        s.list('uptime'),
        `loads=[${[0, 1, 2].map((i) => s.dec('loads', i)).join(', ')}]`,
        s.list('totalram', 'freeram', 'sharedram', 'bufferram', 'totalswap', 'freeswap', 'procs'),
        s.list('totalhigh', 'freehigh', 'mem_unit'),
      ].join(', '),
  ],
  [S.RLIMIT, (s) => `rlim_cur=${limit(s, 'rlim_cur')}, rlim_max=${limit(s, 'rlim_max')}`],
  [
    S.RUSAGE,
    (s) => `ru_utime=${pair(s, 'ru_utime', 'tv_usec')}, ru_stime=${pair(s, 'ru_stime', 'tv_usec')}, ...`,
  ],
  [
    S.POLLFD,
    (s) =>
      s.number('fd') < 0
        ? `fd=${s.dec('fd')}`
        : `fd=${s.dec('fd')}, events=${flagNames(POLL_FLAGS, s.number('events') & 0xffff)}`,
  ],
  [
    S.EPOLL_EVENT,
    (s) => {
      const [low] = s.word('data');
      return `events=${flagNames(EPOLL_EVENTS, s.number('events'))}, data={u32=${low}, u64=${s.dec('data')}}`;
    },
  ],
  [S.SIGACTION, sigaction],
  [
    S.SIGALTSTACK,
    (s) =>
      `ss_sp=${s.address('ss_sp')}, ss_flags=${flagNames(SS_FLAGS, s.number('ss_flags'))}, ss_size=${s.dec('ss_size')}`,
  ],
  [S.IOCB, (s) => requestText(s)],
  [S.IO_EVENT, (s) => `data=${s.hex('data')}, obj=${s.hex('obj')}, ${s.list('res', 'res2')}`],
  [S.CACHESTAT_RANGE, allFields],
  [S.CACHESTAT, allFields],
  [S.LINGER, (s) => s.list('l_onoff', 'l_linger')],
  [S.UCRED, (s) => s.list('pid', 'uid', 'gid')],
  [S.SIGEVENT, sigevent],
  [S.SIGSET_ARGPACK, (s) => `sigmask=${s.address('sigmask')}, sigsetsize=${s.dec('sigsetsize')}`],
  [S.CAP_HEADER, capHeader],
  [S.CAP_DATA, capData],
  [S.SCHED_ATTR, schedAttr],
  [S.SOCK_FPROG, (s) => `len=${s.dec('len')}, filter=${s.address('filter')}`],
  [S.IO_URING_PARAMS, uringParams],
  [S.OPEN_HOW, openHow],
  [
    S.MOUNT_ATTR,
    (s) =>
      [
        `attr_set=${flagNames(MOUNT_ATTRIBUTES, ...s.word('attr_set'))}`,
        `attr_clr=${flagNames(MOUNT_ATTRIBUTES, ...s.word('attr_clr'))}`,
        `propagation=${enumName(PROPAGATIONS, s.number('propagation'), ...s.word('propagation'))}`,
        `userns_fd=${s.dec('userns_fd')}`,
      ].join(', '),
  ],
  [
    S.LANDLOCK_RULESET_ATTR,
    (s) => `handled_access_fs=${flagNames(LANDLOCK_ACCESS, ...s.word('handled_access_fs'))}`,
  ],
  [
    S.LANDLOCK_PATH_BENEATH_ATTR,
    (s) =>
      `allowed_access=${flagNames(LANDLOCK_ACCESS, ...s.word('allowed_access'))}, parent_fd=${s.dec('parent_fd')}`,
  ],
  [S.USER_DESC, userDesc],
  [S.CLONE_ARGS, cloneArgs],
  [S.SCHED_PARAM, (s) => `${s.dec('sched_priority')}`],
]);

/** Structures that print without braces, in brackets. */
const BRACKETED = new Set<Struct>([S.SCHED_PARAM]);

/** One structure at `at` in `bytes`. */
export function structText(layout: Struct, bytes: Uint8Array, at = 0): string {
  if (layout === S.SIGINFO) return siginfoText(bytes.subarray(at));
  const print = PRINTERS.get(layout);
  if (!print) return '{...}';
  const text = print(new Fields(layout, bytes, at));
  return BRACKETED.has(layout) ? `[${text}]` : `{${text}}`;
}

/** pollfd entries that have something to say, as poll's result lists them. */
export function readyPolls(bytes: Uint8Array): string {
  const ready: string[] = [];
  for (let at = 0; at + S.POLLFD.size <= bytes.length; at += S.POLLFD.size) {
    const s = new Fields(S.POLLFD, bytes, at);
    const revents = s.number('revents') & 0xffff;
    if (revents !== 0) ready.push(`{fd=${s.dec('fd')}, revents=${flagNames(POLL_FLAGS, revents)}}`);
  }
  return `[${ready.join(', ')}]`;
}

/** The time in a pair of utimensat: UTIME_NOW and UTIME_OMIT by name, others with a date. */
export function fileTime(layout: Struct, bytes: Uint8Array, at: number): string {
  const s = new Fields(layout, bytes, at);
  const small = layout === S.TIMESPEC ? 'tv_nsec' : 'tv_usec';
  const fraction = s.number(small);
  if (layout === S.TIMESPEC && fraction === UTIME_NOW) return 'UTIME_NOW';
  if (layout === S.TIMESPEC && fraction === UTIME_OMIT) return 'UTIME_OMIT';
  const width = layout === S.TIMESPEC ? 9 : 6;
  const isDate = fraction >= 0 && fraction < 10 ** width && (fraction !== 0 || s.dec('tv_sec') !== '0');
  if (!isDate) return structText(layout, bytes, at);
  const digits = fraction === 0 ? '' : String(fraction).padStart(width, '0');
  return structText(layout, bytes, at) + dateComment(s.dec('tv_sec'), digits);
}
