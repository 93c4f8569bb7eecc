/** Structures as strace abbreviates them. */
import { LOCK_TYPES, OPEN_FLAGS, RESOLVE_FLAGS, WHENCE } from '../abi/fcntl';
import * as I from '../abi/ioctl';
import { CBAUD, CSIZE, TERMIOS_IFLAG, TERMIOS_LFLAG } from '../abi/ioctl';
import { EPOLL_EVENTS, POLL_FLAGS } from '../abi/poll';
import { CLONE_FLAGS } from '../abi/process';
import { CLD_CODES, SA_FLAGS, SIGNAL_HANDLERS, SS_FLAGS } from '../abi/signal';
import { FS_MAGIC, S_IFBLK, S_IFCHR, S_IFMT, STATFS_FLAGS, STATX_ATTRIBUTES, STATX_MASK } from '../abi/stat';
import type { Struct } from '../abi/structs';
import * as S from '../abi/structs';
import { UTIME_NOW, UTIME_OMIT } from '../abi/time';
import { flags } from '../abi/xlat';
import { quote } from './quote';
import {
  address,
  date,
  decimal,
  device,
  enumName,
  fileMode,
  flagNames,
  hex,
  octal,
  signalName,
  signalSet,
} from './words';

/** The bytes of one structure, by field name. */
class Fields {
  readonly #view: DataView;

  constructor(
    readonly layout: Struct,
    readonly bytes: Uint8Array,
    readonly at = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  field(name: string) {
    return this.layout.at[name as keyof typeof this.layout.at];
  }

  number(name: string, index = 0): number {
    return S.getField(this.#view, this.at, this.field(name), index);
  }

  /** A whole number in decimal, exact for 64 bits. */
  dec(name: string, index = 0): string {
    const { type, size, offset } = this.field(name);
    if (size < 8) return String(this.number(name, index));
    const at = this.at + offset + index * size;
    return decimal(this.#view.getUint32(at, true), this.#view.getUint32(at + 4, true), type === 'i64');
  }

  hex(name: string, index = 0): string {
    return hex(...this.#word(name, index));
  }

  address(name: string): string {
    return address(...this.#word(name, 0));
  }

  text(name: string): string {
    const { offset, count } = this.field(name);
    const bytes = this.bytes.subarray(this.at + offset, this.at + offset + count);
    const end = bytes.indexOf(0);
    return quote(bytes.subarray(0, end < 0 ? count : end));
  }

  /** `name=value` of fields in decimal. */
  list(...names: string[]): string {
    return names.map((name) => `${name}=${this.dec(name)}`).join(', ');
  }

  #word(name: string, index: number): [number, number] {
    const { size, offset } = this.field(name);
    const at = this.at + offset + index * size;
    const hi = size === 8 ? this.#view.getUint32(at + 4, true) : 0;
    return [size >= 4 ? this.#view.getUint32(at, true) : this.number(name, index) >>> 0, hi];
  }
}

type Printer = (s: Fields) => string;

const pair = (s: Fields, prefix: string, sub: 'tv_usec' | 'tv_nsec') =>
  `{tv_sec=${s.dec(`${prefix}.tv_sec`)}, ${sub}=${s.dec(`${prefix}.${sub}`)}}`;

const limit = (s: Fields, name: string) => {
  const value = s.number(name);
  if (value >= 2 ** 64) return 'RLIM64_INFINITY';
  return value > 1024 && value % 1024 === 0 ? `${value / 1024}*1024` : s.dec(name);
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

function termios(s: Fields): string {
  const oflag = s.number('c_oflag');
  const cflag = s.number('c_cflag');
  const delays = DELAYS.map(([name, mask, shift]) => `${name}${(oflag & mask) >>> shift}`);
  const rest = oflag & ~DELAYS.reduce((all, [, mask]) => all | mask, 0);
  const baud = BAUD[cflag & CBAUD] ?? hex(cflag & CBAUD);
  const bits = `CS${5 + ((cflag & CSIZE) >>> 4)}`;
  const control = cflag & ~(CBAUD | CSIZE);
  return [
    `c_iflag=${flagNames(TERMIOS_IFLAG, s.number('c_iflag'))}`,
    `c_oflag=${[...delays, ...(rest ? [flagNames(outputFlags, rest)] : [])].join('|')}`,
    `c_cflag=${[baud, bits, ...(control ? [flagNames(controlFlags, control)] : [])].join('|')}`,
    `c_lflag=${flagNames(TERMIOS_LFLAG, s.number('c_lflag'))}`,
    '...',
  ].join(', ');
}

function stat(s: Fields): string {
  const mode = s.number('st_mode');
  const isDevice = (mode & S_IFMT) === S_IFCHR || (mode & S_IFMT) === S_IFBLK;
  const what = isDevice ? `st_rdev=${device(s.number('st_rdev'))}` : `st_size=${s.dec('st_size')}`;
  return `st_mode=${fileMode(mode)}, ${what}, ...`;
}

function sigaction(s: Fields): string {
  const handler = s.number('sa_handler');
  const name = SIGNAL_HANDLERS.names.get(handler) ?? s.address('sa_handler');
  const at = s.at + s.field('sa_mask').offset;
  const parts = [
    `sa_handler=${name}`,
    `sa_mask=${signalSet(s.bytes.subarray(at, at + 8))}`,
    `sa_flags=${flagNames(SA_FLAGS, s.number('sa_flags'))}`,
  ];
  if (s.number('sa_restorer') !== 0) parts.push(`sa_restorer=${s.address('sa_restorer')}`);
  return parts.join(', ');
}

function openHow(s: Fields): string {
  const parts = [`flags=${flagNames(OPEN_FLAGS, s.number('flags'))}`];
  if (s.number('mode') !== 0) parts.push(`mode=${octal(s.number('mode'))}`);
  parts.push(`resolve=${flagNames(RESOLVE_FLAGS, s.number('resolve'))}`);
  return parts.join(', ');
}

function cloneArgs(s: Fields): string {
  const parts = [`flags=${flagNames(CLONE_FLAGS, s.number('flags'))}`];
  const add = (name: string) => {
    if (s.number(name) !== 0) parts.push(`${name}=${s.address(name)}`);
  };
  add('child_tid');
  add('parent_tid');
  parts.push(`exit_signal=${s.number('exit_signal') === 0 ? '0' : signalName(s.number('exit_signal'))}`);
  parts.push(`stack=${s.address('stack')}`, `stack_size=${s.hex('stack_size')}`);
  add('tls');
  return parts.join(', ');
}

const PRINTERS = new Map<Struct, Printer>([
  [S.STAT, stat],
  [
    S.STATX,
    (s) =>
      [
        `stx_mask=${flagNames(STATX_MASK, s.number('stx_mask'))}`,
        `stx_attributes=${flagNames(STATX_ATTRIBUTES, s.number('stx_attributes'))}`,
        `stx_mode=${fileMode(s.number('stx_mode'))}`,
        `stx_size=${s.dec('stx_size')}`,
        '...',
      ].join(', '),
  ],
  [
    S.STATFS,
    (s) =>
      [
        `f_type=${enumName(FS_MAGIC, s.number('f_type'))}`,
        s.list('f_bsize', 'f_blocks', 'f_bfree', 'f_bavail', 'f_files', 'f_ffree'),
        `f_fsid={val=[${s.hex('f_fsid')}, ${s.hex('f_fsid', 1)}]}`,
        s.list('f_namelen', 'f_frsize'),
        `f_flags=${flagNames(STATFS_FLAGS, s.number('f_flags'))}`,
      ].join(', '),
  ],
  [
    S.FLOCK,
    (s) =>
      [
        `l_type=${enumName(LOCK_TYPES, s.number('l_type'))}`,
        `l_whence=${enumName(WHENCE, s.number('l_whence'))}`,
        s.list('l_start', 'l_len'),
      ].join(', '),
  ],
  [S.TIMESPEC, (s) => s.list('tv_sec', 'tv_nsec')],
  [S.TIMEVAL, (s) => s.list('tv_sec', 'tv_usec')],
  [S.TIMEZONE, (s) => s.list('tz_minuteswest', 'tz_dsttime')],
  [
    S.ITIMERSPEC,
    (s) => `it_interval=${pair(s, 'it_interval', 'tv_nsec')}, it_value=${pair(s, 'it_value', 'tv_nsec')}`,
  ],
  [
    S.ITIMERVAL,
    (s) => `it_interval=${pair(s, 'it_interval', 'tv_usec')}, it_value=${pair(s, 'it_value', 'tv_usec')}`,
  ],
  [S.TMS, (s) => s.list('tms_utime', 'tms_stime', 'tms_cutime', 'tms_cstime')],
  [
    S.UTIMBUF,
    (s) =>
      ['actime', 'modtime'].map((name) => `${name}=${s.dec(name)} /* ${date(s.number(name))} */`).join(', '),
  ],
  [S.TERMIOS, termios],
  [S.TERMIOS2, termios],
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
      const low = s.number('data') % 2 ** 32;
      return `events=${flagNames(EPOLL_EVENTS, s.number('events'))}, data={u32=${low}, u64=${s.dec('data')}}`;
    },
  ],
  [S.SIGACTION, sigaction],
  [
    S.SIGALTSTACK,
    (s) =>
      `ss_sp=${s.address('ss_sp')}, ss_flags=${flagNames(SS_FLAGS, s.number('ss_flags'))}, ss_size=${s.dec('ss_size')}`,
  ],
  [
    S.SIGINFO,
    (s) => {
      const exited = s.number('si_code') === 1;
      const status = exited ? s.dec('si_status') : signalName(s.number('si_status'));
      return [
        `si_signo=${signalName(s.number('si_signo'))}`,
        `si_code=${enumName(CLD_CODES, s.number('si_code'))}`,
        s.list('si_pid', 'si_uid'),
        `si_status=${status}`,
        s.list('si_utime', 'si_stime'),
      ].join(', ');
    },
  ],
  [S.OPEN_HOW, openHow],
  [S.CLONE_ARGS, cloneArgs],
  [S.SCHED_PARAM, (s) => `${s.dec('sched_priority')}`],
]);

/** Structures that print without braces, in brackets. */
const BRACKETED = new Set<Struct>([S.SCHED_PARAM]);

/** One structure at `at` in `bytes`. */
export function structText(layout: Struct, bytes: Uint8Array, at = 0): string {
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
  const digits = fraction === 0 ? '' : String(fraction).padStart(layout === S.TIMESPEC ? 9 : 6, '0');
  return `${structText(layout, bytes, at)} /* ${date(s.number('tv_sec'), digits)} */`;
}
