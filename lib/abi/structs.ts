import { USER_REGS_NAMES } from './ptrace';
/**
 * Layouts of the structures that pass between a program and the kernel on x86-64, as data: the field names of the
 * kernel's headers, in order, laid out by the System V rule that a field is aligned to its size.
 */

export type FieldType = 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32' | 'u64' | 'i64' | 'char';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly offset: number;
  /** Bytes of one element. */
  readonly size: number;
  /** Elements: 1, or the length of an array (of characters, mostly). */
  readonly count: number;
}

/** A structure; `Name` are the names of its fields. */
export interface Struct<Name extends string = string> {
  readonly name: string;
  readonly size: number;
  readonly fields: readonly Field[];
  readonly at: { readonly [K in Name]: Field };
}

export type Spec = readonly [name: string, type: FieldType, count?: number];

const SIZES: Record<FieldType, number> = {
  u8: 1,
  i8: 1,
  char: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  u64: 8,
  i64: 8,
};

/** Lays a structure out. */
export function struct<const S extends readonly Spec[]>(
  name: string,
  specs: S,
  packed = false,
): Struct<S[number][0]> {
  const fields: Field[] = [];
  let end = 0;
  let alignment = 1;
  for (const [field, type, count = 1] of specs) {
    const size = SIZES[type];
    const align = packed ? 1 : size;
    alignment = Math.max(alignment, align);
    const offset = Math.ceil(end / align) * align;
    fields.push({ name: field, type, offset, size, count });
    end = offset + size * count;
  }
  const at = Object.fromEntries(fields.map((f) => [f.name, f])) as Struct<S[number][0]>['at'];
  return { name, size: Math.ceil(end / alignment) * alignment, fields, at };
}

/** Values of a structure's fields; what is absent is zero. */
export type Values<S extends Struct> = {
  readonly [K in keyof S['at']]?: number | Uint8Array | readonly number[];
};

/** The bytes of a structure. 64-bit fields take numbers below 2^53, or 2^64 for all ones. */
export function encode<S extends Struct>(layout: S, values: Values<S>): Uint8Array {
  const bytes = new Uint8Array(layout.size);
  const view = new DataView(bytes.buffer);
  for (const field of layout.fields) {
    const value = (values as Record<string, number | ArrayLike<number> | undefined>)[field.name];
    if (value === undefined) continue;
    if (typeof value === 'number') put(view, field.offset, field.type, value);
    else {
      const n = Math.min(value.length, field.count);
      for (let i = 0; i < n; i++) put(view, field.offset + i * field.size, field.type, value[i]!);
    }
  }
  return bytes;
}

/** Writes one field into bytes that hold the structure at `base`. */
export function putField(view: DataView, base: number, field: Field, value: number): void {
  put(view, base + field.offset, field.type, value);
}

/** Reads one field (element `index` of an array) of a structure at `base`. */
export function getField(view: DataView, base: number, field: Field, index = 0): number {
  return get(view, base + field.offset + index * field.size, field.type);
}

function put(view: DataView, at: number, type: FieldType, value: number): void {
  const size = SIZES[type];
  if (size === 1) view.setUint8(at, value);
  else if (size === 2) view.setUint16(at, value, true);
  else if (size === 4) view.setUint32(at, value, true);
  else {
    const all = value >= 2 ** 64;
    view.setUint32(at, all ? -1 : value % 2 ** 32, true);
    view.setUint32(at + 4, all ? -1 : Math.floor(value / 2 ** 32), true);
  }
}

function get(view: DataView, at: number, type: FieldType): number {
  switch (type) {
    case 'i8':
      return view.getInt8(at);
    case 'u16':
      return view.getUint16(at, true);
    case 'i16':
      return view.getInt16(at, true);
    case 'u32':
      return view.getUint32(at, true);
    case 'i32':
      return view.getInt32(at, true);
    case 'u64':
      return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
    case 'i64':
      return view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
    default:
      return view.getUint8(at);
  }
}

// Files: asm/stat.h, linux/stat.h, asm-generic/statfs.h, linux/dirent.h, linux/fcntl.h.
export const STAT = struct('stat', [
  ['st_dev', 'u64'],
  ['st_ino', 'u64'],
  ['st_nlink', 'u64'],
  ['st_mode', 'u32'],
  ['st_uid', 'u32'],
  ['st_gid', 'u32'],
  ['__pad0', 'u32'],
  ['st_rdev', 'u64'],
  ['st_size', 'i64'],
  ['st_blksize', 'i64'],
  ['st_blocks', 'i64'],
  ['st_atime', 'i64'],
  ['st_atime_nsec', 'u64'],
  ['st_mtime', 'i64'],
  ['st_mtime_nsec', 'u64'],
  ['st_ctime', 'i64'],
  ['st_ctime_nsec', 'u64'],
  ['__unused', 'i64', 3],
]);

export const STATX = struct('statx', [
  ['stx_mask', 'u32'],
  ['stx_blksize', 'u32'],
  ['stx_attributes', 'u64'],
  ['stx_nlink', 'u32'],
  ['stx_uid', 'u32'],
  ['stx_gid', 'u32'],
  ['stx_mode', 'u16'],
  ['__spare0', 'u16'],
  ['stx_ino', 'u64'],
  ['stx_size', 'u64'],
  ['stx_blocks', 'u64'],
  ['stx_attributes_mask', 'u64'],
  ['stx_atime.tv_sec', 'i64'],
  ['stx_atime.tv_nsec', 'u32'],
  ['stx_atime.__reserved', 'i32'],
  ['stx_btime.tv_sec', 'i64'],
  ['stx_btime.tv_nsec', 'u32'],
  ['stx_btime.__reserved', 'i32'],
  ['stx_ctime.tv_sec', 'i64'],
  ['stx_ctime.tv_nsec', 'u32'],
  ['stx_ctime.__reserved', 'i32'],
  ['stx_mtime.tv_sec', 'i64'],
  ['stx_mtime.tv_nsec', 'u32'],
  ['stx_mtime.__reserved', 'i32'],
  ['stx_rdev_major', 'u32'],
  ['stx_rdev_minor', 'u32'],
  ['stx_dev_major', 'u32'],
  ['stx_dev_minor', 'u32'],
  ['stx_mnt_id', 'u64'],
  ['stx_dio_mem_align', 'u32'],
  ['stx_dio_offset_align', 'u32'],
  ['__spare3', 'u64', 12],
]);

export const STATFS = struct('statfs', [
  ['f_type', 'i64'],
  ['f_bsize', 'i64'],
  ['f_blocks', 'u64'],
  ['f_bfree', 'u64'],
  ['f_bavail', 'u64'],
  ['f_files', 'u64'],
  ['f_ffree', 'u64'],
  ['f_fsid', 'i32', 2],
  ['f_namelen', 'i64'],
  ['f_frsize', 'i64'],
  ['f_flags', 'i64'],
  ['f_spare', 'i64', 4],
]);

/** The fixed head of struct linux_dirent64; the name follows at offset 19. */
export const DIRENT64 = struct(
  'linux_dirent64',
  [
    ['d_ino', 'u64'],
    ['d_off', 'i64'],
    ['d_reclen', 'u16'],
    ['d_type', 'u8'],
  ],
  true,
);

export const FLOCK = struct('flock', [
  ['l_type', 'i16'],
  ['l_whence', 'i16'],
  ['l_start', 'i64'],
  ['l_len', 'i64'],
  ['l_pid', 'i32'],
]);

export const IOVEC = struct('iovec', [
  ['iov_base', 'i64'],
  ['iov_len', 'u64'],
]);

export const OPEN_HOW = struct('open_how', [
  ['flags', 'u64'],
  ['mode', 'u64'],
  ['resolve', 'u64'],
]);

// Time: linux/time_types.h.
export const TIMESPEC = struct('timespec', [
  ['tv_sec', 'i64'],
  ['tv_nsec', 'i64'],
]);
export const TIMEVAL = struct('timeval', [
  ['tv_sec', 'i64'],
  ['tv_usec', 'i64'],
]);
export const TIMEZONE = struct('timezone', [
  ['tz_minuteswest', 'i32'],
  ['tz_dsttime', 'i32'],
]);
export const ITIMERSPEC = struct('itimerspec', [
  ['it_interval.tv_sec', 'i64'],
  ['it_interval.tv_nsec', 'i64'],
  ['it_value.tv_sec', 'i64'],
  ['it_value.tv_nsec', 'i64'],
]);
export const ITIMERVAL = struct('itimerval', [
  ['it_interval.tv_sec', 'i64'],
  ['it_interval.tv_usec', 'i64'],
  ['it_value.tv_sec', 'i64'],
  ['it_value.tv_usec', 'i64'],
]);
export const TMS = struct('tms', [
  ['tms_utime', 'i64'],
  ['tms_stime', 'i64'],
  ['tms_cutime', 'i64'],
  ['tms_cstime', 'i64'],
]);
export const UTIMBUF = struct('utimbuf', [
  ['actime', 'i64'],
  ['modtime', 'i64'],
]);

// The terminal: asm-generic/termbits.h. The kernel's termios, 36 bytes; glibc's is longer.
export const TERMIOS = struct('termios', [
  ['c_iflag', 'u32'],
  ['c_oflag', 'u32'],
  ['c_cflag', 'u32'],
  ['c_lflag', 'u32'],
  ['c_line', 'u8'],
  ['c_cc', 'u8', 19],
]);
/** What System V's terminals had of it: struct termio. */
export const TERMIO = struct('termio', [
  ['c_iflag', 'u16'],
  ['c_oflag', 'u16'],
  ['c_cflag', 'u16'],
  ['c_lflag', 'u16'],
  ['c_line', 'u8'],
  ['c_cc', 'u8', 8],
]);
export const TERMIOS2 = struct('termios2', [
  ['c_iflag', 'u32'],
  ['c_oflag', 'u32'],
  ['c_cflag', 'u32'],
  ['c_lflag', 'u32'],
  ['c_line', 'u8'],
  ['c_cc', 'u8', 19],
  ['c_ispeed', 'u32'],
  ['c_ospeed', 'u32'],
]);
export const WINSIZE = struct('winsize', [
  ['ws_row', 'u16'],
  ['ws_col', 'u16'],
  ['ws_xpixel', 'u16'],
  ['ws_ypixel', 'u16'],
]);

// The system: linux/utsname.h, linux/sysinfo.h, linux/resource.h.
export const UTSNAME = struct('new_utsname', [
  ['sysname', 'char', 65],
  ['nodename', 'char', 65],
  ['release', 'char', 65],
  ['version', 'char', 65],
  ['machine', 'char', 65],
  ['domainname', 'char', 65],
]);
export const SYSINFO = struct('sysinfo', [
  ['uptime', 'i64'],
  ['loads', 'u64', 3],
  ['totalram', 'u64'],
  ['freeram', 'u64'],
  ['sharedram', 'u64'],
  ['bufferram', 'u64'],
  ['totalswap', 'u64'],
  ['freeswap', 'u64'],
  ['procs', 'u16'],
  ['pad', 'u16'],
  ['totalhigh', 'u64'],
  ['freehigh', 'u64'],
  ['mem_unit', 'u32'],
]);
export const RLIMIT = struct('rlimit', [
  ['rlim_cur', 'u64'],
  ['rlim_max', 'u64'],
]);
export const RUSAGE = struct('rusage', [
  ['ru_utime.tv_sec', 'i64'],
  ['ru_utime.tv_usec', 'i64'],
  ['ru_stime.tv_sec', 'i64'],
  ['ru_stime.tv_usec', 'i64'],
  ['ru_maxrss', 'i64'],
  ['ru_ixrss', 'i64'],
  ['ru_idrss', 'i64'],
  ['ru_isrss', 'i64'],
  ['ru_minflt', 'i64'],
  ['ru_majflt', 'i64'],
  ['ru_nswap', 'i64'],
  ['ru_inblock', 'i64'],
  ['ru_oublock', 'i64'],
  ['ru_msgsnd', 'i64'],
  ['ru_msgrcv', 'i64'],
  ['ru_nsignals', 'i64'],
  ['ru_nvcsw', 'i64'],
  ['ru_nivcsw', 'i64'],
]);
export const SCHED_PARAM = struct('sched_param', [['sched_priority', 'i32']]);

// Waiting: asm-generic/poll.h, linux/eventpoll.h (packed on x86-64).
export const POLLFD = struct('pollfd', [
  ['fd', 'i32'],
  ['events', 'i16'],
  ['revents', 'i16'],
]);
export const EPOLL_EVENT = struct(
  'epoll_event',
  [
    ['events', 'u32'],
    ['data', 'u64'],
  ],
  true,
);

// Signals: asm/signal.h (the kernel's struct sigaction, 32 bytes; glibc's has 152), asm-generic/siginfo.h.
export const SIGACTION = struct('sigaction', [
  ['sa_handler', 'i64'],
  ['sa_flags', 'u64'],
  ['sa_restorer', 'i64'],
  ['sa_mask', 'u64'],
]);
export const SIGALTSTACK = struct('sigaltstack', [
  ['ss_sp', 'i64'],
  ['ss_flags', 'i32'],
  ['ss_size', 'u64'],
]);
/** struct user_regs_struct: sys/user.h. */
export const USER_REGS = struct(
  'user_regs_struct',
  USER_REGS_NAMES.map((name) => [name, 'u64'] as const),
);

/** struct user_fpregs_struct: what fxsave stores. */
export const USER_FPREGS = struct('user_fpregs_struct', [
  ['cwd', 'u16'],
  ['swd', 'u16'],
  ['ftw', 'u16'],
  ['fop', 'u16'],
  ['rip', 'u64'],
  ['rdp', 'u64'],
  ['mxcsr', 'u32'],
  ['mxcr_mask', 'u32'],
  ['st_space', 'u32', 32],
  ['xmm_space', 'u32', 64],
  ['padding', 'u32', 24],
]);
/** linux/ptrace.h: which of the queued signals. */
export const PEEKSIGINFO_ARGS = struct('ptrace_peeksiginfo_args', [
  ['off', 'u64'],
  ['flags', 'u32'],
  ['nr', 'i32'],
]);
/** siginfo_t for kill and for children; the rest of the union is read at the offsets of SIGINFO_FAULT. */
export const SIGINFO = struct('siginfo', [
  ['si_signo', 'i32'],
  ['si_errno', 'i32'],
  ['si_code', 'i32'],
  ['__pad0', 'i32'],
  ['si_pid', 'i32'],
  ['si_uid', 'u32'],
  ['si_status', 'i32'],
  ['__pad1', 'i32'],
  ['si_utime', 'i64'],
  ['si_stime', 'i64'],
  ['__pad2', 'u64', 10],
]);
export const SIGINFO_FAULT = struct('siginfo', [
  ['si_signo', 'i32'],
  ['si_errno', 'i32'],
  ['si_code', 'i32'],
  ['__pad0', 'i32'],
  ['si_addr', 'i64'],
  ['__pad1', 'u64', 13],
]);

// Threads: linux/sched.h, linux/futex.h, linux/rseq.h.
export const CLONE_ARGS = struct('clone_args', [
  ['flags', 'u64'],
  ['pidfd', 'u64'],
  ['child_tid', 'u64'],
  ['parent_tid', 'u64'],
  ['exit_signal', 'u64'],
  ['stack', 'u64'],
  ['stack_size', 'u64'],
  ['tls', 'u64'],
  ['set_tid', 'u64'],
  ['set_tid_size', 'u64'],
  ['cgroup', 'u64'],
]);

// Messages: linux/socket.h. Names are those of user space.
export const MSGHDR = struct('msghdr', [
  ['msg_name', 'u64'],
  ['msg_namelen', 'i32'],
  ['__pad0', 'i32'],
  ['msg_iov', 'u64'],
  ['msg_iovlen', 'u64'],
  ['msg_control', 'u64'],
  ['msg_controllen', 'u64'],
  ['msg_flags', 'u32'],
]);
/** One message of many: struct mmsghdr. */
export const MMSGHDR = struct('mmsghdr', [
  ['msg_hdr', 'u64', 7],
  ['msg_len', 'u32'],
]);
export const CMSGHDR = struct('cmsghdr', [
  ['cmsg_len', 'u64'],
  ['cmsg_level', 'u32'],
  ['cmsg_type', 'u32'],
]);
export const UCRED = struct('ucred', [
  ['pid', 'i32'],
  ['uid', 'u32'],
  ['gid', 'u32'],
]);
export const LINGER = struct('linger', [
  ['l_onoff', 'i32'],
  ['l_linger', 'i32'],
]);

// Signals of timers: asm-generic/siginfo.h, struct sigevent.
export const SIGEVENT = struct('sigevent', [
  ['sigev_value', 'u64'],
  ['sigev_signo', 'i32'],
  ['sigev_notify', 'i32'],
  ['_sigev_un', 'u64', 6],
]);

/** pselect6's last argument: where the mask lies and how long it is. */
export const SIGSET_ARGPACK = struct('sigset_argpack', [
  ['sigmask', 'u64'],
  ['sigsetsize', 'u64'],
]);

// Capabilities: linux/capability.h, version 3.
export const CAP_HEADER = struct('__user_cap_header_struct', [
  ['version', 'u32'],
  ['pid', 'i32'],
]);
export const CAP_DATA = struct('__user_cap_data_struct', [
  ['effective', 'u32', 1],
  ['permitted', 'u32', 1],
  ['inheritable', 'u32', 1],
  ['effective1', 'u32', 1],
  ['permitted1', 'u32', 1],
  ['inheritable1', 'u32', 1],
]);

// linux/sched/types.h.
export const SCHED_ATTR = struct('sched_attr', [
  ['size', 'u32'],
  ['sched_policy', 'u32'],
  ['sched_flags', 'u64'],
  ['sched_nice', 'i32'],
  ['sched_priority', 'u32'],
  ['sched_runtime', 'u64'],
  ['sched_deadline', 'u64'],
  ['sched_period', 'u64'],
  ['sched_util_min', 'u32'],
  ['sched_util_max', 'u32'],
]);

// linux/timex.h.
export const TIMEX = struct('timex', [
  ['modes', 'u32'],
  ['offset', 'i64'],
  ['freq', 'i64'],
  ['maxerror', 'i64'],
  ['esterror', 'i64'],
  ['status', 'i32'],
  ['constant', 'i64'],
  ['precision', 'i64'],
  ['tolerance', 'i64'],
  ['time.tv_sec', 'i64'],
  ['time.tv_usec', 'i64'],
  ['tick', 'i64'],
  ['ppsfreq', 'i64'],
  ['jitter', 'i64'],
  ['shift', 'i32'],
  ['stabil', 'i64'],
  ['jitcnt', 'i64'],
  ['calcnt', 'i64'],
  ['errcnt', 'i64'],
  ['stbcnt', 'i64'],
  ['tai', 'i32'],
  ['__pad', 'i32', 11],
]);

// linux/filter.h.
export const SOCK_FPROG = struct('sock_fprog', [
  ['len', 'u16'],
  ['filter', 'u64'],
]);

// linux/io_uring.h: the head of struct io_uring_params, which the caller fills; offsets of the rings follow.
export const IFREQ = struct('ifreq', [
  ['ifr_name', 'char', 16],
  ['ifr_ifru', 'u8', 24],
]);
/** A list of ifreqs: linux/if.h. */
export const IFCONF = struct('ifconf', [
  ['ifc_len', 'i32'],
  ['ifc_buf', 'u64'],
]);
export const IO_URING_PARAMS = struct('io_uring_params', [
  ['sq_entries', 'u32'],
  ['cq_entries', 'u32'],
  ['flags', 'u32'],
  ['sq_thread_cpu', 'u32'],
  ['sq_thread_idle', 'u32'],
  ['features', 'u32'],
  ['wq_fd', 'u32'],
  ['resv', 'u32', 3],
  ['sq_off.head', 'u32'],
  ['sq_off.tail', 'u32'],
  ['sq_off.ring_mask', 'u32'],
  ['sq_off.ring_entries', 'u32'],
  ['sq_off.flags', 'u32'],
  ['sq_off.dropped', 'u32'],
  ['sq_off.array', 'u32'],
  ['sq_off.resv1', 'u32'],
  ['sq_off.user_addr', 'u64'],
  ['cq_off.head', 'u32'],
  ['cq_off.tail', 'u32'],
  ['cq_off.ring_mask', 'u32'],
  ['cq_off.ring_entries', 'u32'],
  ['cq_off.overflow', 'u32'],
  ['cq_off.cqes', 'u32'],
  ['cq_off.flags', 'u32'],
  ['cq_off.resv1', 'u32'],
  ['cq_off.user_addr', 'u64'],
]);

// linux/mman.h: cachestat(2).
export const CACHESTAT_RANGE = struct('cachestat_range', [
  ['off', 'u64'],
  ['len', 'u64'],
]);
export const CACHESTAT = struct('cachestat', [
  ['nr_cache', 'u64'],
  ['nr_dirty', 'u64'],
  ['nr_writeback', 'u64'],
  ['nr_evicted', 'u64'],
  ['nr_recently_evicted', 'u64'],
]);

// linux/aio_abi.h.
export const IOCB = struct('iocb', [
  ['aio_data', 'u64'],
  ['aio_key', 'u32'],
  ['aio_rw_flags', 'i32'],
  ['aio_lio_opcode', 'u16'],
  ['aio_reqprio', 'i16'],
  ['aio_fildes', 'u32'],
  ['aio_buf', 'i64'],
  ['aio_nbytes', 'u64'],
  ['aio_offset', 'i64'],
  ['aio_reserved2', 'u64'],
  ['aio_flags', 'u32'],
  ['aio_resfd', 'u32'],
]);
export const IO_EVENT = struct('io_event', [
  ['data', 'u64'],
  ['obj', 'u64'],
  ['res', 'i64'],
  ['res2', 'i64'],
]);

export const KCMP_EPOLL_SLOT = struct('kcmp_epoll_slot', [
  ['efd', 'u32'],
  ['tfd', 'u32'],
  ['toff', 'u32'],
]);

// linux/mount.h: mount_setattr(2).
export const MOUNT_ATTR = struct('mount_attr', [
  ['attr_set', 'u64'],
  ['attr_clr', 'u64'],
  ['propagation', 'u64'],
  ['userns_fd', 'u64'],
]);

// linux/landlock.h.
export const LANDLOCK_RULESET_ATTR = struct('landlock_ruleset_attr', [['handled_access_fs', 'u64']]);
export const LANDLOCK_PATH_BENEATH_ATTR = struct(
  'landlock_path_beneath_attr',
  [
    ['allowed_access', 'u64'],
    ['parent_fd', 'i32'],
  ],
  true,
);

// asm/ldt.h: modify_ldt(2). The last word holds bits.
export const USER_DESC = struct('user_desc', [
  ['entry_number', 'u32'],
  ['base_addr', 'u32'],
  ['limit', 'u32'],
  ['bits', 'u32'],
]);

// fcntl.h: name_to_handle_at(2). So many bytes of the handle follow.
export const FILE_HANDLE = struct('file_handle', [
  ['handle_bytes', 'u32'],
  ['handle_type', 'i32'],
]);
