import * as E from '../../../abi/errno';
import { AT_FDCWD } from '../../../abi/fcntl';
import * as P from '../../../abi/process';
import { SIGHUP, SIGINT } from '../../../abi/signal';
import { getField, TIMEVAL, TIMEZONE } from '../../../abi/structs';
import * as L from '../../../abi/syslog';
import { byteString, bytesOf } from '../../vfs/bytes';
import { LOOKUP } from '../../vfs/namei';
import { CAP_SYS_ADMIN, CAP_SYS_BOOT, CAP_SYSLOG, capable } from '../capable';
import { doGroupExit } from '../exit';
import { importIovec } from '../fs/iovec';
import { userPath } from '../fs/uaccess';
import { LOG_SIZE } from '../log';
import { findTask } from '../pid_namespace';
import { mayAccess } from '../ptrace/attach';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

const root = (task: TaskStruct): boolean => capable(task.cred, CAP_SYS_ADMIN);

/** Longest host name: __NEW_UTS_LEN. */
const UTS_LENGTH = 64;

/** Implements sethostname(2) and setdomainname(2). */
function setUtsName(
  task: TaskStruct,
  field: 'nodename' | 'domainname',
  addr: number,
  length: number,
): Result {
  if (!capable(task.cred, CAP_SYS_ADMIN, task.nsproxy.uts.user)) return -E.EPERM;
  if (length < 0 || length > UTS_LENGTH) return -E.EINVAL;
  const bytes = task.mem.copyIn(addr, length);
  if (bytes === undefined) return -E.EFAULT;
  const end = bytes.indexOf(0);
  task.nsproxy.uts[field] = byteString(end < 0 ? bytes : bytes.subarray(0, end));
  return 0;
}

/** What needs root, and is refused to root as well where the machine has no such thing. */
const forbidden =
  (otherwise: number) =>
  (task: TaskStruct): Result =>
    root(task) ? -otherwise : -E.EPERM;

/** Implements settimeofday(2): the clock is the machine's. */
function settimeofday(task: TaskStruct, [tv, tz]: readonly number[]): Result {
  if (tv !== 0) {
    const bytes = task.mem.copyIn(tv, TIMEVAL.size);
    if (bytes === undefined) return -E.EFAULT;
    const usec = getField(new DataView(bytes.buffer), 0, TIMEVAL.at.tv_usec);
    if (usec < 0 || usec > 1e6) return -E.EINVAL;
  }
  if (tz !== 0 && task.mem.copyIn(tz, TIMEZONE.size) === undefined) return -E.EFAULT;
  return tv === 0 && root(task) ? 0 : -E.EPERM;
}

/** struct timex. */
const TIMEX_SIZE = 208;

/** Implements adjtimex(2) and clock_adjtime(2) for reading: a clock that is in order and needs no help. */
function adjtimex(task: TaskStruct, addr: number): Result {
  const bytes = task.mem.copyIn(addr, TIMEX_SIZE);
  if (bytes === undefined) return -E.EFAULT;
  const view = new DataView(bytes.buffer);
  if (view.getUint32(0, true) !== 0) return -E.EPERM;
  bytes.fill(0);
  const { sec, nsec } = task.kernel.clock.toRealtime(task.kernel.monotonic());
  view.setUint32(32, 16_000_000, true);
  view.setUint32(48, 2, true);
  view.setUint32(56, 1, true);
  view.setUint32(64, 32_768_000, true);
  view.setUint32(72, sec >>> 0, true);
  view.setUint32(76, Math.floor(sec / 2 ** 32), true);
  view.setUint32(80, Math.floor(nsec / 1000), true);
  view.setUint32(88, 10_000, true);
  return task.mem.copyOut(addr, bytes) ? 0 : -E.EFAULT;
}

/** How many bytes can be reached by others, before memory of memfd_secret(2). */
function beforeSecret({ mm }: TaskStruct, addr: number, length: number): number {
  const secret = mm.vmas.overlapping(addr, addr + length).find(({ backing }) => backing?.secret);
  return secret === undefined ? length : Math.max(0, secret.start - addr);
}

/** Implements process_vm_readv(2) and process_vm_writev(2). */
function processVm(
  task: TaskStruct,
  [pid, local, localCount, remote, remoteCount, flags]: readonly number[],
  write: boolean,
): Result {
  if (flags !== 0) return -E.EINVAL;
  const own = importIovec(task, local, localCount);
  if (typeof own === 'number') return own;
  if (own.count === 0) return 0;
  if (remoteCount > 1024) return -E.EINVAL;
  const vector = task.mem.copyIn(remote, remoteCount * 16);
  if (vector === undefined) return -E.EFAULT;
  const target = findTask(task, pid);
  if (target === undefined || !target.alive) return -E.ESRCH;
  if (!mayAccess(task, target)) return -E.EPERM;
  const view = new DataView(vector.buffer);
  let done = 0;
  for (let i = 0; i < remoteCount && own.count > 0; i++) {
    const addr = view.getUint32(i * 16, true) + view.getInt32(i * 16 + 4, true) * 2 ** 32;
    const length = Math.min(
      own.count,
      view.getUint32(i * 16 + 8, true) + view.getUint32(i * 16 + 12, true) * 2 ** 32,
    );
    const bytes = new Uint8Array(length);
    const visible = beforeSecret(target, addr, length);
    let moved: number;
    if (write) {
      moved = own.copyFrom(bytes, 0, visible);
      moved = target.mem.write(addr, bytes, 0, moved);
    } else {
      const got = target.mem.read(addr, bytes, 0, visible);
      moved = own.copyTo(bytes, 0, got);
    }
    done += moved;
    if (moved < length) return done || -E.EFAULT;
  }
  return done;
}

/** Implements kcmp(2): 0 the same, 1 and 2 for an order that means nothing. */
function kcmp(task: TaskStruct, [pid1, pid2, type, index1, index2]: readonly number[]): Result {
  const [one, other] = [findTask(task, pid1), findTask(task, pid2)];
  if (one === undefined || other === undefined) return -E.ESRCH;
  const order = (same: boolean): number => (same ? 0 : one.pid < other.pid ? 1 : 2);
  switch (type) {
    case P.KCMP_FILE: {
      const [a, b] = [one.files.get(index1), other.files.get(index2)];
      return a === undefined || b === undefined ? -E.EBADF : order(a === b);
    }
    case P.KCMP_VM:
      return order(one.mm === other.mm);
    case P.KCMP_FILES:
      return order(one.files === other.files);
    case P.KCMP_FS:
      return order(one.fs === other.fs);
    case P.KCMP_SIGHAND:
      return order(one.process.actions === other.process.actions);
    case P.KCMP_IO:
      return 0;
    case P.KCMP_SYSVSEM:
      return 0;
    default:
      return -E.EINVAL;
  }
}

/** Implements swapon(2), acct(2) and others that take a file: names are looked at, then there is no such device. */
function needsBlockDevice(task: TaskStruct, [path]: readonly number[]): Result {
  if (!root(task)) return -E.EPERM;
  const found = userPath(task, AT_FDCWD, path, LOOKUP.FOLLOW);
  if (typeof found === 'number') return found;
  return -E.EINVAL;
}

/** Implements syslog(2): do_syslog. What goes to the console is not asked about. */
function syslog(task: TaskStruct, [type, buf, length]: readonly number[]): Result {
  if (type < 0 || type > L.SYSLOG_ACTION_SIZE_BUFFER) return -E.EINVAL;
  const open = type === L.SYSLOG_ACTION_READ_ALL || type === L.SYSLOG_ACTION_SIZE_BUFFER;
  if (!open && !root(task) && !capable(task.cred, CAP_SYSLOG)) return -E.EPERM;
  const { log } = task.kernel;
  const reads = type >= L.SYSLOG_ACTION_READ && type <= L.SYSLOG_ACTION_READ_CLEAR;
  if (reads && (buf === 0 || length < 0)) return -E.EINVAL;
  if (reads && length === 0) return 0;
  switch (type) {
    case L.SYSLOG_ACTION_READ:
      return readLog(task, buf, length);
    case L.SYSLOG_ACTION_READ_ALL:
    case L.SYSLOG_ACTION_READ_CLEAR: {
      // The last ones that fit.
      const lines = log.since(log.cleared);
      let size = 0;
      let first = lines.length;
      while (first > 0 && size + lines[first - 1].length <= length) size += lines[--first].length;
      if (!task.mem.copyOut(buf, bytesOf(lines.slice(first).join('')))) return -E.EFAULT;
      if (type === L.SYSLOG_ACTION_READ_CLEAR) log.cleared = log.end;
      return size;
    }
    case L.SYSLOG_ACTION_CLEAR:
      log.cleared = log.end;
      return 0;
    case L.SYSLOG_ACTION_CONSOLE_LEVEL:
      return length < 1 || length > 8 ? -E.EINVAL : 0;
    case L.SYSLOG_ACTION_SIZE_UNREAD:
      return log.since(log.unread).join('').length;
    case L.SYSLOG_ACTION_SIZE_BUFFER:
      return LOG_SIZE;
    default:
      return 0;
  }
}

/** syslog_print: waits for a message, and takes as many as fit. */
function readLog(task: TaskStruct, buf: number, length: number): Result {
  const { log } = task.kernel;
  const lines = log.since(log.unread);
  if (lines.length === 0)
    return { queues: [log.queue], why: 'a message of the kernel', again: () => readLog(task, buf, length) };
  let count = 0;
  let size = 0;
  while (count < lines.length && size + lines[count].length <= length) size += lines[count++].length;
  if (!task.mem.copyOut(buf, bytesOf(lines.slice(0, count).join('')))) return -E.EFAULT;
  log.unread = log.end - (lines.length - count);
  return size;
}

/** LINUX_REBOOT_MAGIC1, and the birthdays that MAGIC2 may be: linux/reboot.h. */
const MAGIC1 = 0xfee1dead;
const MAGIC2: readonly number[] = [672274793, 85072278, 369367448, 537993216];
/** What the first process of a pid namespace ends by, for LINUX_REBOOT_CMD_RESTART, RESTART2, HALT and POWER_OFF. */
const REBOOT_SIGNALS: Readonly<Record<number, number>> = {
  19088743: SIGHUP,
  2712847316: SIGHUP,
  3454992675: SIGINT,
  1126301404: SIGINT,
};

/** Implements reboot(2): reboot_pid_ns ends a pid namespace. */
function reboot(task: TaskStruct, [magic1, magic2, op]: readonly number[]): Result {
  const { pidNamespace, cred, kernel } = task;
  if (!capable(cred, CAP_SYS_BOOT, pidNamespace.user)) return -E.EPERM;
  if (magic1 >>> 0 !== MAGIC1 || !MAGIC2.includes(magic2 >>> 0)) return -E.EINVAL;
  const signal = REBOOT_SIGNALS[op >>> 0];
  const { reaper } = pidNamespace;
  if (reaper === undefined || signal === undefined) return -E.EINVAL;
  doGroupExit(kernel, reaper, signal);
  return 0;
}

const NONE_HERE = 'there is none in the machine';

export const adminRows = [
  full('sethostname', (task, [addr, length]) => setUtsName(task, 'nodename', addr, length | 0)),
  full('setdomainname', (task, [addr, length]) => setUtsName(task, 'domainname', addr, length | 0)),
  partial('swapon', needsBlockDevice, NONE_HERE),
  partial('swapoff', needsBlockDevice, NONE_HERE),
  partial('reboot', reboot, 'the machine ends with its last process: EINVAL outside of pid namespaces'),
  partial('init_module', forbidden(E.ENOEXEC), 'no kernel modules: ENOEXEC'),
  partial('finit_module', forbidden(E.ENOEXEC), 'no kernel modules: ENOEXEC'),
  partial('delete_module', forbidden(E.ENOENT), 'no kernel modules: ENOENT'),
  partial('iopl', forbidden(E.EINVAL), 'no ports of input and output: EINVAL'),
  partial('ioperm', forbidden(E.EINVAL), 'no ports of input and output: EINVAL'),
  partial('settimeofday', settimeofday, 'the clock is set by the machine: EPERM'),
  partial('adjtimex', (task, [addr]) => adjtimex(task, addr), 'reading only'),
  partial(
    'clock_adjtime',
    (task, [clock, addr]) => (clock === 0 ? adjtimex(task, addr) : -E.EOPNOTSUPP),
    'reading only',
  ),
  full('vhangup', (task) => (root(task) ? 0 : -E.EPERM)),
  partial('syslog', syslog, 'the console has no level of its own'),
  full('process_vm_readv', (task, args) => processVm(task, args, false)),
  full('process_vm_writev', (task, args) => processVm(task, args, true)),
  full('kcmp', kcmp),
];
