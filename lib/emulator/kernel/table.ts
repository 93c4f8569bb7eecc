import { aioRows } from './aio';
import { execve, execveat } from './exec';
import { clone, clone3, fork, vfork } from './fork';
import { fsContextRows } from './fs/fs_context';
import { mountRows } from './fs/mount';
import { mountTreeRows } from './fs/mount_tree';
import { fsRows } from './fs/rows';
import { futexRows } from './futex';
import { ioUringRows } from './io_uring';
import { ipcRows } from './ipc/rows';
import { keyRows } from './keys/calls';
import { landlockRows } from './landlock/calls';
import { mmRows } from './mm/calls';
import { netRows } from './net/calls';
import { pidfdRows } from './pidfd';
import { ptraceRows } from './ptrace/calls';
import { type CoreRow, full, partial } from './row';
import { adminRows } from './sys/admin';
import { idRows } from './sys/ids';
import { ldtRows } from './sys/ldt';
import { namespaceRows } from './sys/namespaces';
import { prctlRows } from './sys/prctl';
import { privilegeRows } from './sys/privileges';
import { processRows } from './sys/process';
import { rlimitRows } from './sys/rlimit';
import { rseqRows } from './sys/rseq';
import { rusageRows } from './sys/rusage';
import { schedRows } from './sys/sched';
import { seccompRows } from './sys/seccomp';
import { signalRows } from './sys/signal';
import { signalfdRows } from './sys/signalfd';
import { systemRows } from './sys/system';
import { clockRows } from './time/clock';
import { itimerRows } from './time/itimer';
import { posixTimerRows } from './time/posix_timers';
import { sleepRows } from './time/sleep';
import { timerfdRows } from './time/timerfd';
import { wait4, waitid } from './wait';

export type { CoreHandler, CoreRow } from './row';

const taskRows: readonly CoreRow[] = [
  full('clone', clone),
  partial('clone3', clone3, 'CLONE_INTO_CGROUP, as there are no cgroups'),
  full('fork', fork),
  full('vfork', vfork),
  full('execve', execve),
  full('execveat', execveat),
  full('wait4', wait4),
  full('waitid', waitid),
];

/** Every call there is, by name: dispatch, the page of supported calls and the cost model all read it. */
export const CALLS: ReadonlyMap<string, CoreRow> = new Map(
  [
    ...taskRows,
    ...processRows,
    ...schedRows,
    ...prctlRows,
    ...ptraceRows,
    ...privilegeRows,
    ...seccompRows,
    ...adminRows,
    ...mountRows,
    ...fsContextRows,
    ...mountTreeRows,
    ...namespaceRows,
    ...ldtRows,
    ...futexRows,
    ...idRows,
    ...signalRows,
    ...systemRows,
    ...rlimitRows,
    ...rseqRows,
    ...rusageRows,
    ...clockRows,
    ...sleepRows,
    ...itimerRows,
    ...posixTimerRows,
    ...timerfdRows,
    ...signalfdRows,
    ...pidfdRows,
    ...mmRows,
    ...fsRows,
    ...ipcRows,
    ...netRows,
    ...ioUringRows,
    ...aioRows,
    ...keyRows,
    ...landlockRows,
  ].map((row) => [row.name, row]),
);

/**
 * Calls that int 0x80 reaches: those whose arguments are numbers, strings and bytes, the same for 32 bits as for 64. On
 * the left i386's name, on the right the row that serves it.
 */
export const I386_CALLS: ReadonlyMap<string, string> = new Map([
  ...(
    'exit fork read write open close creat link unlink chdir mknod chmod lseek getpid getuid alarm access sync kill ' +
    'rename mkdir rmdir dup brk getgid geteuid getegid ioctl setpgid umask chroot dup2 getppid getpgrp setsid ' +
    'symlink readlink munmap truncate ftruncate fchmod fsync getpgid fchdir mprotect getsid fdatasync sched_yield ' +
    'getcwd vfork gettid exit_group set_tid_address openat mkdirat unlinkat symlinkat readlinkat fchmodat faccessat ' +
    'dup3 pipe2 pipe getrandom madvise mremap tgkill'
  )
    .split(' ')
    .map((name) => [name, name] as const),
  ...['getuid', 'getgid', 'geteuid', 'getegid'].map((name) => [`${name}32`, name] as const),
]);
