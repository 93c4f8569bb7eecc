import { EAGAIN, EBADF, EFAULT, EINVAL } from '../../../abi/errno';
import { O_NONBLOCK } from '../../../abi/fcntl';
import { POLLIN, SFD_CLOEXEC, SFD_NONBLOCK } from '../../../abi/poll';
import { anonFlags } from '../../vfs/anon_inodes';
import type { File, FileOperations } from '../../vfs/types';
import { installFile } from '../fs/anon';
import { fdget } from '../fs/uaccess';
import type { Kernel } from '../kernel';
import { full } from '../row';
import type { SigInfo } from '../signal';
import { encodeSigInfo } from '../signal_frame';
import { SigSet } from '../sigset';
import type { TaskStruct } from '../task';
import type { IovIter, Result, Task } from '../types';

interface SignalFd {
  readonly kernel: Kernel;
  readonly set: SigSet;
}

const stateOf = (file: File): SignalFd => file.state as SignalFd;
/** struct signalfd_siginfo. */
const SIGINFO_SIZE = 128;

/** signalfd_copyinfo: the fields of siginfo_t where struct signalfd_siginfo has them. */
function encode(info: SigInfo): Uint8Array {
  const from = new DataView(encodeSigInfo(info).buffer);
  const bytes = new Uint8Array(SIGINFO_SIZE);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, info.signo, true);
  view.setInt32(8, info.code, true);
  if (info.trap !== undefined) {
    view.setUint32(72, from.getUint32(16, true), true);
    view.setUint32(76, from.getUint32(20, true), true);
    return bytes;
  }
  if (info.timer !== undefined) {
    view.setUint32(24, info.timer.id, true);
    view.setUint32(32, info.timer.overrun, true);
  } else {
    view.setUint32(12, from.getUint32(16, true), true);
    view.setUint32(16, from.getUint32(20, true), true);
  }
  if (info.status !== undefined) {
    view.setInt32(40, info.status, true);
    return bytes;
  }
  // ssi_int and ssi_ptr are the same union.
  view.setUint32(44, from.getUint32(24, true), true);
  view.setUint32(48, from.getUint32(24, true), true);
  view.setUint32(52, from.getUint32(28, true), true);
  return bytes;
}

function read(file: File, iter: IovIter, _pos: number, reader: Task): Result {
  const { kernel, set } = stateOf(file);
  const task = reader as TaskStruct;
  if (iter.count < SIGINFO_SIZE) return -EINVAL;
  const drain = (to: IovIter): number => {
    let done = 0;
    while (to.count >= SIGINFO_SIZE) {
      const info = kernel.signals.take(task, set);
      if (info === undefined) break;
      if (to.copyTo(encode(info), 0, SIGINFO_SIZE) < SIGINFO_SIZE) return done || -EFAULT;
      done += SIGINFO_SIZE;
    }
    return done;
  };
  const now = drain(iter);
  if (now !== 0) return now;
  if (file.flags & O_NONBLOCK) return -EAGAIN;
  const kept = iter.keep();
  const sleep = (): Result => ({
    queues: [task.process.signalWait],
    why: 'a signal on a signalfd',
    again: () => drain(kept) || sleep(),
  });
  return sleep();
}

const SIGNALFD: FileOperations = {
  llseek: () => 0,
  stream: true,
  read,
  poll: (file) => {
    const { kernel, set } = stateOf(file);
    const task = kernel.current;
    return task !== undefined && kernel.signals.pendingIn(task, set) ? POLLIN : 0;
  },
  queues: (file) => {
    const task = stateOf(file).kernel.current;
    return task === undefined ? [] : [task.process.signalWait];
  },
};

/** Implements signalfd4(2). */
function signalfd4(task: TaskStruct, [fd, mask, size, flags]: readonly number[]): Result {
  if (size !== 8) return -EINVAL;
  const bytes = task.mem.copyIn(mask, 8);
  if (bytes === undefined) return -EFAULT;
  if (flags & ~(SFD_CLOEXEC | SFD_NONBLOCK)) return -EINVAL;
  const view = new DataView(bytes.buffer);
  const set = new SigSet();
  set.assign(view.getUint32(0, true), view.getUint32(4, true));
  const { kernel } = task;
  if (fd === -1) {
    const state: SignalFd = { kernel, set };
    const file = kernel.vfs.anon.create('[signalfd]', 'signalfd', SIGNALFD, state, anonFlags(flags));
    return installFile(task, file, flags);
  }
  const file = fdget(task, fd);
  if (file === undefined) return -EBADF;
  if (file.fops !== SIGNALFD) return -EINVAL;
  stateOf(file).set.assign(set.lo, set.hi);
  task.process.signalWait.wakeAll();
  return fd;
}

export const signalfdRows = [
  full('signalfd4', signalfd4),
  full('signalfd', (task, [fd, mask, size]) => signalfd4(task, [fd, mask, size, 0])),
];
