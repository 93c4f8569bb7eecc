/**
 * What handlers cost, in core cycles above the round trip. Measured on the reference machine (medians over six runs):
 * Intel Xeon class at 3.65 GHz, KVM guest, Linux 6.18, PTI off, retpolines.
 */

/** How a price is known. */
export type Basis =
  /** Timed alone. */
  | { readonly kind: 'measured' }
  /** Timed with other calls; how the sum was divided is an assumption. */
  | { readonly kind: 'split'; readonly of: string }
  /** Not timed: the price of the nearest call that was. An assumption. */
  | { readonly kind: 'kin'; readonly of: string };

export interface CallPrice {
  readonly name: string;
  readonly cycles: number;
  readonly basis: Basis;
}

const measured = (name: string, cycles: number): CallPrice => ({ name, cycles, basis: { kind: 'measured' } });
const split = (name: string, cycles: number, of: string): CallPrice => ({
  name,
  cycles,
  basis: { kind: 'split', of },
});

const OPEN_CLOSE = 'open and close of a file on tmpfs, 1,557';
const DUP_CLOSE = 'dup and close, 228';
const CREATE = 'creat, close and unlink on tmpfs, 7,977';
const MAPPING = 'mmap and munmap of one page, 4,417';
const BREAK = 'brk asked, moved up and moved down, 3,876';
const SIGNAL = 'tgkill to self, handler and rt_sigreturn, 3,681';
const CHILD = 'vfork, exit and wait4 with two switches, 34,646';

const MEASURED: readonly CallPrice[] = [
  measured('getpid', 32),
  measured('getppid', 41),
  measured('getuid', 22),
  measured('umask', 26),
  measured('time', 8),
  measured('gettimeofday', 180),
  measured('getcpu', 95),
  measured('clock_gettime', 221),
  measured('lseek', 91),
  measured('fstat', 350),
  measured('stat', 954),
  measured('access', 727),
  measured('fcntl', 64),
  measured('ioctl', 216),
  measured('poll', 271),
  measured('epoll_wait', 51),
  measured('sched_yield', 385),
  measured('futex', 127),
  measured('uname', 362),
  measured('getcwd', 364),
  measured('getrusage', 602),
  measured('rt_sigaction', 199),
  measured('rt_sigprocmask', 90),
  measured('mprotect', 5157),
  split('open', 1429, OPEN_CLOSE),
  split('close', 128, OPEN_CLOSE),
  split('dup', 100, DUP_CLOSE),
  split('creat', 4350, CREATE),
  split('unlink', 3499, CREATE),
  split('mmap', 2000, MAPPING),
  split('munmap', 2417, MAPPING),
  split('brk', 95, BREAK),
  split('tgkill', 3181, SIGNAL),
  split('rt_sigreturn', 500, SIGNAL),
  split('vfork', 16_000, CHILD),
  split('exit_group', 15_000, CHILD),
  split('wait4', 3646, CHILD),
  split('fork', 230_450, 'fork, exit and wait4, 255,318, less what vfork, exit and wait4 share'),
  split('execve', 97_352, 'vfork, exec and wait4, 138,220, less vfork, exit and wait4'),
];

/** Not timed, and the call each is priced as. */
const KIN: Readonly<Record<string, string>> = {
  ...sameAs(
    'getpid',
    'gettid getpgrp getsid getpgid set_tid_address set_robust_list get_robust_list setpgid setsid',
  ),
  ...sameAs(
    'getpid',
    'alarm sched_get_priority_max sched_get_priority_min sched_getscheduler getpriority personality',
  ),
  ...sameAs('getpid', 'restart_syscall arch_prctl prctl rseq setrlimit sethostname pause exit nice sync'),
  ...sameAs(
    'getuid',
    'geteuid getgid getegid setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid',
  ),
  ...sameAs('futex', 'futex_waitv semop semtimedop semctl'),
  ...sameAs('fstat', 'ptrace shmctl msgctl mq_notify mq_getsetattr'),
  ...sameAs('open', 'shmget semget msgget mq_open'),
  ...sameAs('epoll_wait', 'msgsnd msgrcv mq_timedsend mq_timedreceive'),
  ...sameAs('getcpu', 'sched_getattr sched_rr_get_interval ioprio_get get_mempolicy set_mempolicy'),
  ...sameAs('getuid', 'getresuid getresgid getgroups setgroups capget'),
  ...sameAs(
    'getcpu',
    'getrlimit prlimit64 times sysinfo sched_getparam sched_getaffinity sched_setaffinity getitimer',
  ),
  ...sameAs(
    'clock_gettime',
    'clock_getres clock_settime settimeofday adjtimex clock_adjtime setitimer timer_create',
  ),
  ...sameAs(
    'clock_gettime',
    'timer_settime timer_gettime timer_delete timer_getoverrun timerfd_settime timerfd_gettime',
  ),
  ...sameAs(
    'stat',
    'lstat newfstatat statx statfs readlink readlinkat chdir chroot utime utimes utimensat futimesat',
  ),
  ...sameAs(
    'stat',
    'chmod fchmodat fchmodat2 chown lchown fchownat truncate getxattr lgetxattr listxattr setxattr',
  ),
  ...sameAs('access', 'faccessat faccessat2'),
  ...sameAs('fstat', 'fstatfs fchmod fchown ftruncate fallocate fchdir fsync fdatasync flock syncfs'),
  ...sameAs(
    'open',
    'openat openat2 open_by_handle_at landlock_create_ruleset fsopen fspick fsmount open_tree memfd_create memfd_secret pipe pipe2 socket socketpair eventfd eventfd2 epoll_create',
  ),
  ...sameAs('open', 'epoll_create1 timerfd_create signalfd signalfd4 inotify_init inotify_init1 pidfd_open'),
  ...sameAs('creat', 'mkdir mkdirat mknod mknodat symlink symlinkat link linkat'),
  ...sameAs('unlink', 'mq_unlink unlinkat rmdir rename renameat renameat2'),
  ...sameAs('dup', 'dup2 dup3 close_range'),
  ...sameAs('fcntl', 'fadvise64 readahead sync_file_range'),
  ...sameAs('poll', 'ppoll select pselect6'),
  ...sameAs('dup', 'pidfd_getfd process_mrelease'),
  ...sameAs('fstat', 'cachestat modify_ldt landlock_add_rule landlock_restrict_self'),
  ...sameAs('open', 'io_uring_setup'),
  ...sameAs('epoll_wait', 'io_uring_enter io_uring_register'),
  ...sameAs('epoll_wait', 'io_submit io_getevents io_pgetevents io_cancel'),
  ...sameAs('mmap', 'io_setup'),
  ...sameAs('fstat', 'add_key request_key keyctl'),
  ...sameAs('munmap', 'io_destroy'),
  ...sameAs('stat', 'inotify_add_watch name_to_handle_at fsconfig move_mount mount_setattr'),
  ...sameAs('fstat', 'inotify_rm_watch'),
  ...sameAs(
    'getuid',
    'capset setdomainname reboot init_module finit_module delete_module iopl ioperm vhangup syslog unshare setns kcmp seccomp',
  ),
  ...sameAs('stat', 'mount umount2 pivot_root swapon swapoff'),
  ...sameAs('fstat', 'process_vm_readv process_vm_writev'),
  ...sameAs(
    'stat',
    'lsetxattr llistxattr removexattr lremovexattr setxattrat getxattrat listxattrat removexattrat',
  ),
  ...sameAs('fstat', 'fsetxattr fgetxattr flistxattr fremovexattr splice tee vmsplice'),
  ...sameAs('open', 'accept accept4 connect'),
  ...sameAs('fcntl', 'bind listen shutdown getsockname getpeername setsockopt getsockopt'),
  ...sameAs('epoll_wait', 'sendto recvfrom sendmsg recvmsg sendmmsg recvmmsg'),
  ...sameAs('epoll_wait', 'epoll_pwait epoll_pwait2 epoll_ctl'),
  ...sameAs('rt_sigprocmask', 'rt_sigpending sigaltstack rt_sigsuspend rt_sigtimedwait'),
  ...sameAs('tgkill', 'kill tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal'),
  ...sameAs(
    'sched_yield',
    'nanosleep clock_nanosleep sched_setscheduler sched_setparam sched_setattr setpriority ioprio_set membarrier',
  ),
  ...sameAs('mmap', 'mremap remap_file_pages shmat'),
  ...sameAs('munmap', 'shmdt'),
  ...sameAs(
    'mprotect',
    'pkey_mprotect mseal madvise process_madvise msync mlock mlock2 munlock mincore mlockall munlockall mbind set_mempolicy_home_node migrate_pages move_pages',
  ),
  ...sameAs('getpid', 'pkey_alloc pkey_free'),
  ...sameAs('fork', 'clone clone3'),
  ...sameAs('execve', 'execveat'),
  ...sameAs('wait4', 'waitid waitpid'),
  ...sameAs('uname', 'getdents getdents64'),
};

function sameAs(kin: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kin]));
}

/** Prices by call name. A call that is not here has no handler worth a price (ENOSYS). */
export const CALL_PRICES: ReadonlyMap<string, CallPrice> = new Map(
  [
    ...MEASURED,
    ...Object.entries(KIN).map(([name, of]): CallPrice => {
      const kin = MEASURED.find((row) => row.name === of)!;
      return { name, cycles: kin.cycles, basis: { kind: 'kin', of } };
    }),
  ].map((row) => [row.name, row]),
);

/** clock_gettime by clock: REALTIME, MONOTONIC, PROCESS_CPUTIME_ID, THREAD_CPUTIME_ID, RAW, two COARSE, BOOTTIME. */
export const CLOCK_PRICES: readonly number[] = [204, 221, 452, 425, 220, 119, 139, 225];

/** ioctl by request: FIONREAD, TCGETS; others cost as TIOCGWINSZ, the price in the table. */
export const IOCTL_PRICES: ReadonlyMap<number, number> = new Map([
  [0x541b, 292],
  [0x5401, 355],
]);

/** A call with a path that leads nowhere: open(2) with ENOENT, above the round trip. */
export const MISSING_PATH = 887;

/** A call refused for its descriptor: write(2) with EBADF, above the round trip. */
export const BAD_DESCRIPTOR = 40;

/** brk that moves the break: half of what growing and shrinking took together. */
export const BRK_MOVED = 1890;
