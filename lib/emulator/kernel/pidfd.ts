import { EBADF, EFAULT, EINVAL, EMFILE, ENOENT, EPERM, ESRCH } from '../../abi/errno';
import { O_CLOEXEC, O_NONBLOCK, O_RDWR } from '../../abi/fcntl';
import { POLLHUP, POLLIN, POLLRDNORM } from '../../abi/poll';
import { NSIG, SI_TKILL, SI_USER } from '../../abi/signal';
import { fget } from '../vfs/file';
import { NodeFs } from '../vfs/procfs/node_fs';
import type { File, FileOperations } from '../vfs/types';
import { CAP_SYS_PTRACE, capable } from './capable';
import { installFile } from './fs/anon';
import { fdget } from './fs/uaccess';
import { findTask } from './pid_namespace';
import { full } from './row';
import type { WaitQueueHead } from './sched';
import { mayKill } from './sys/permission';
import { TASK, type TaskStruct } from './task';
import type { Result } from './types';

/** A process, or a thread, as a file: struct pid. */
interface PidFd {
  readonly task: TaskStruct;
  readonly thread: boolean;
  readonly queue: WaitQueueHead;
}

/** PIDFD_THREAD of pidfd_open(2), which is O_EXCL. */
export const PIDFD_THREAD = 0x80;

const ended = ({ task, thread }: PidFd): boolean =>
  thread ? !task.alive : [...task.process.threads].every((t) => !t.alive);

const PIDFD: FileOperations = {
  poll: (file) => {
    const state = file.state as PidFd;
    if (!ended(state)) return 0;
    return state.task.state === TASK.DEAD ? POLLIN | POLLRDNORM | POLLHUP : POLLIN | POLLRDNORM;
  },
  queues: (file) => [(file.state as PidFd).queue],
};

/** A descriptor of a process: pidfd_prepare. */
export function makePidFd(task: TaskStruct, target: TaskStruct, flags: number): Result {
  const { kernel } = task;
  const state: PidFd = { task: target, thread: (flags & PIDFD_THREAD) !== 0, queue: target.process.ended };
  const file = kernel.vfs.anon.create('[pidfd]', 'pidfd', PIDFD, state, O_RDWR | (flags & O_NONBLOCK));
  return installFile(task, file, O_CLOEXEC);
}

/** Implements pidfd_open(2). */
function pidfdOpen(task: TaskStruct, [pid, flags]: readonly number[]): Result {
  if (flags & ~(O_NONBLOCK | PIDFD_THREAD) || pid <= 0) return -EINVAL;
  const target = findTask(task, pid);
  if (target === undefined) return -ESRCH;
  // A thread that leads no process has no pidfd of one.
  if (target.pid !== target.tgid && (flags & PIDFD_THREAD) === 0) return -ENOENT;
  return makePidFd(task, target, flags);
}

/** The process behind a pidfd, or undefined. */
export function pidOf(file: File | undefined): TaskStruct | undefined {
  return file?.fops === PIDFD ? (file.state as PidFd).task : undefined;
}

/** The pidfd was made for a thread alone. */
const isThread = (file: File | undefined): boolean => file?.fops === PIDFD && (file.state as PidFd).thread;

/** tgid_pidfd_to_pid: a directory of /proc stands for its process too. */
function processOf(task: TaskStruct, file: File | undefined): TaskStruct | number {
  if (file === undefined || !(file.inode.sb instanceof NodeFs) || file.inode.sb.type !== 'proc')
    return -EBADF;
  const { name, parent } = file.dentry;
  if (parent !== file.inode.sb.root || !/^\d+$/.test(name)) return -EBADF;
  return findTask(task, Number(name)) ?? -ESRCH;
}

/** Implements pidfd_send_signal(2). */
function pidfdSendSignal(task: TaskStruct, [fd, signo, info, flags]: readonly number[]): Result {
  // PIDFD_SIGNAL_THREAD, _THREAD_GROUP and _PROCESS_GROUP: one at most.
  if (flags & ~7 || (flags & (flags - 1)) !== 0) return -EINVAL;
  const file = fdget(task, fd);
  const target = pidOf(file) ?? processOf(task, file);
  if (typeof target === 'number') return target;
  let raw: Uint8Array | undefined;
  if (info !== 0) {
    raw = task.mem.copyIn(info, 128);
    if (raw === undefined) return -EFAULT;
    const view = new DataView(raw.buffer);
    if (view.getInt32(0, true) !== signo) return -EINVAL;
    const code = view.getInt32(8, true);
    if (target.process !== task.process && (code >= 0 || code === SI_TKILL)) return -EPERM;
  }
  if (target.state === TASK.DEAD) return -ESRCH;
  if (signo < 0 || signo > NSIG) return -EINVAL;
  if (!mayKill(task, target, signo)) return -EPERM;
  const sent = { signo, code: SI_USER, pid: task.tgid, uid: task.cred.uid, address: 0, raw };
  if (raw !== undefined) sent.code = new DataView(raw.buffer).getInt32(8, true);
  if (flags & 1 || isThread(file)) task.kernel.signals.sendThread(target, sent);
  else task.kernel.signals.send(target, sent);
  return 0;
}

/** Implements pidfd_getfd(2). */
function pidfdGetfd(task: TaskStruct, [fd, targetFd, flags]: readonly number[]): Result {
  if (flags !== 0) return -EINVAL;
  const target = pidOf(fdget(task, fd));
  if (target === undefined) return -EBADF;
  if (!target.alive) return -ESRCH;
  if (!capable(task.cred, CAP_SYS_PTRACE, target.cred.userns) && task.cred.euid !== target.cred.uid)
    return -EPERM;
  const file = target.files.get(targetFd);
  if (file === undefined) return -EBADF;
  if (task.files.free() < 0) return -EMFILE;
  return installFile(task, fget(file), O_CLOEXEC);
}

/** Implements process_mrelease(2): who has been killed has let go of everything before anybody else runs. */
function processMrelease(task: TaskStruct, [fd, flags]: readonly number[]): Result {
  if (flags !== 0) return -EINVAL;
  const target = pidOf(task.files.get(fd));
  if (target === undefined) return -EBADF;
  return target.alive ? -EINVAL : -ESRCH;
}

export const pidfdRows = [
  full('pidfd_open', pidfdOpen),
  full('pidfd_send_signal', pidfdSendSignal),
  full('pidfd_getfd', pidfdGetfd),
  full('process_mrelease', processMrelease),
];
