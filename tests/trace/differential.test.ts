import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { SYSCALLS } from '../../lib/abi/syscalls';
import { Random } from '../cpu/random';
import { Generator, Image } from './generate';
import { straceInjected } from './injected';
import { spelled } from './recorded';

const VERSION = 'strace -- version 6.';
const { stdout } = spawnSync('strace', ['-V'], { encoding: 'utf8' });
const missing =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : stdout?.startsWith(VERSION)
      ? ''
      : 'strace 6 is missing';
if (missing) console.log(`skipped, spelling of all calls: ${missing}`);

/** strace 6.1 knows the calls up to here. */
const LAST = 450;

/** Calls whose arguments are not told as strace tells them yet: they are shown as numbers and addresses. */
const AS_NUMBERS = new Set(
  `bpf fanotify_init fanotify_mark futex_waitv
  get_thread_area init_module io_uring_register
  io_uring_setup kexec_file_load kexec_load 
  lookup_dcookie
  mq_notify perf_event_open process_vm_readv process_vm_writev
  quotactl quotactl_fd set_thread_area swapon _sysctl
  ustat adjtimex clock_adjtime`.split(/\s+/),
);

/**
 * Calls that are told alike but for values that no program passes: lengths beyond memory, lists that end in the middle of
 * nowhere, flags without a meaning. The other tests of traces hold them to strace where real programs make them.
 */
const CORNERS = new Set(
  `ptrace mq_open mq_getsetattr kcmp arch_prctl clone3 epoll_pwait2 execve execveat fcntl fgetxattr flistxattr flock fsetxattr ftruncate futex futimesat getcwd
  getdents getdents64 getgroups getsockopt getxattr ioctl io_uring_enter lgetxattr listxattr llistxattr lsetxattr membarrier mknod mknodat
  mount mq_timedreceive mq_timedsend openat2 poll ppoll prctl preadv preadv2 pselect6 pwrite64 pwritev pwritev2 readlink
  readlinkat readv recvfrom recvmsg rseq rt_sigaction rt_sigpending rt_sigqueueinfo rt_sigtimedwait rt_tgsigqueueinfo
  pidfd_send_signal waitid sched_getaffinity sched_getattr sched_setaffinity sched_setattr seccomp select sendmsg sendto
  set_tid_address setgroups setsockopt setxattr socket socketpair sysinfo timer_create times truncate uname userfaultfd vmsplice
  wait4 write writev getresuid getresgid sendfile epoll_wait epoll_pwait connect bind accept accept4 getsockname getpeername
  utimes utimensat personality clone mremap capget capset process_madvise
  mbind set_mempolicy get_mempolicy migrate_pages move_pages sendmmsg recvmmsg io_submit
  add_key keyctl name_to_handle_at`.split(/\s+/),
);

const SEED = Number(process.env.FUZZ_SEED ?? 1);
const CASES = Number(process.env.FUZZ_CASES ?? 10);

/** What strace is told to answer, and the same as the kernel would. */
const ANSWERS = [
  ['error=EINVAL', -22],
  ['retval=0', 0],
  ['retval=3', 3],
] as const;

describe.skipIf(missing)('calls with all kinds of arguments read as strace writes them', () => {
  it('has no name twice or in vain in its lists', () => {
    const known = new Set(Array.from(SYSCALLS.values(), ({ name }) => name));
    for (const name of [...AS_NUMBERS, ...CORNERS]) expect(known.has(name) || name).toBe(true);
    expect([...AS_NUMBERS].filter((name) => CORNERS.has(name))).toEqual([]);
  });

  it.each(ANSWERS)(`%s (seed ${SEED}, ${CASES} of each)`, { timeout: 120_000 }, (inject, result) => {
    const image = new Image();
    const names = Array.from(SYSCALLS.values())
      .filter(({ nr, name }) => nr <= LAST && !AS_NUMBERS.has(name) && !CORNERS.has(name))
      .map(({ name }) => name);
    expect(names.length).toBeGreaterThan(150);
    const calls = new Generator(new Random(SEED), image).calls(CASES, names);
    const theirs = straceInjected(calls, image.bytes, inject);
    expect(spelled(calls, image.bytes, result)).toEqual(theirs);
  });
});
