import { EFAULT, EINVAL, ENOTTY, ESRCH } from '../../../abi/errno';
import { F_OWNER_PGRP, F_OWNER_PID, F_OWNER_TID, FASYNC } from '../../../abi/fcntl';
import * as W from '../../../abi/poll';
import { NSIG, POLL_HUP, POLL_IN, POLL_OUT, SIGURG } from '../../../abi/signal';
import type { File } from '../../vfs/types';
import { numberFor } from '../pid_namespace';
import type { FileOwner, Heard, KernelServices, Task } from '../types';
import { vfsPoll } from './poll_wait';

/** Who is told of what happens to an open file, and how it is heard: struct fown_struct. */
export class Async {
  owner: FileOwner | undefined;
  /** F_SETSIG; 0 is SIGIO without particulars. */
  signo = 0;
  /** Listens to the file's queues while FASYNC is set, as the descriptor through which that was done. */
  heard: Heard | undefined;
  fd = -1;
  /** What happens in a directory is told too: F_NOTIFY. */
  directory: { end(): void } | undefined;

  constructor(readonly file: File) {}

  begin(heard: Heard, fd: number): void {
    this.heard = heard;
    this.fd = fd;
    this.file.flags |= FASYNC;
    for (const queue of this.file.fops.queues?.(this.file) ?? []) queue.listen(heard);
  }

  /** filp_close: with any of its descriptors, F_NOTIFY ends. */
  closed(): void {
    this.directory?.end();
  }

  end(): void {
    this.directory?.end();
    if (this.heard === undefined) return;
    for (const queue of this.file.fops.queues?.(this.file) ?? []) queue.unlisten(this.heard);
    this.heard = undefined;
    this.file.flags &= ~FASYNC;
  }
}

export function asyncOf(file: File): Async {
  file.async ??= new Async(file);
  return file.async as Async;
}

const IN = W.POLLIN | W.POLLRDNORM;
const OUT = W.POLLOUT | W.POLLWRNORM | W.POLLWRBAND;

/** What a wake-up is for: a code of SIGIO and its si_band, band_table of fs/fcntl.c. */
function reason(file: File, events: number): readonly [code: number, band: number] | undefined {
  if (events & W.POLLHUP) return [POLL_HUP, W.POLLHUP | W.POLLERR];
  if (events & IN) return [POLL_IN, IN];
  return events & OUT && file.inode.kind !== 'socket' ? [POLL_OUT, OUT] : undefined;
}

/** Sets or clears FASYNC, and begins or ends to listen. A negative errno where the kind of file knows no such thing. */
export function setAsync(task: Task, file: File, fd: number, on: boolean): number {
  if (on === ((file.flags & FASYNC) !== 0)) return 0;
  if (file.fops.async !== true) return -ENOTTY;
  const state = asyncOf(file);
  if (!on) {
    state.end();
    return 0;
  }
  const { kernel } = task;
  const heard: Heard = (events) => {
    const why = reason(file, events ?? vfsPoll(file));
    if (why === undefined || state.owner === undefined) return;
    kernel.signalOwner(state.owner, state.signo, { code: why[0], band: why[1], fd: state.fd });
  };
  state.begin(heard, fd);
  return 0;
}

/** send_sigurg: SIGURG to the owner of a socket's file, whether it asked for signals or not. */
export function sendUrgent(kernel: KernelServices, file: File): void {
  const owner = (file.async as Async | undefined)?.owner;
  if (owner !== undefined) kernel.signalOwner(owner, SIGURG, undefined);
}

/** F_SETOWN: a process, or with a minus a group of them; 0 is nobody. */
export function setOwner(task: Task, file: File, who: number): number {
  if (who === -(2 ** 31)) return -EINVAL;
  return setOwnerOfType(task, file, who < 0 ? F_OWNER_PGRP : F_OWNER_PID, Math.abs(who));
}

function setOwnerOfType(task: Task, file: File, type: number, number: number): number {
  const { kernel, cred } = task;
  const pid = number === 0 ? 0 : task.pidNamespace.find(number);
  const exists =
    type === F_OWNER_PGRP
      ? [...kernel.tasks()].some((other) => other.proc.pgid === pid)
      : kernel.task(pid) !== undefined;
  if (pid !== 0 && !exists) return -ESRCH;
  asyncOf(file).owner = pid === 0 ? undefined : { type, pid, uid: cred.uid, euid: cred.euid };
  return 0;
}

/** F_GETOWN. */
export function getOwner(task: Task, file: File): number {
  const owner = (file.async as Async | undefined)?.owner;
  if (owner === undefined) return 0;
  const number = numberFor(task, owner.pid);
  return owner.type === F_OWNER_PGRP ? -number : number;
}

/** F_SETOWN_EX: struct f_owner_ex has the type and the number. */
export function setOwnerEx(task: Task, file: File, addr: number): number {
  const bytes = task.mem.copyIn(addr, 8);
  if (bytes === undefined) return -EFAULT;
  const [type, pid] = new Int32Array(bytes.buffer, bytes.byteOffset, 2);
  if (type < F_OWNER_TID || type > F_OWNER_PGRP) return -EINVAL;
  return setOwnerOfType(task, file, type, pid);
}

/** F_GETOWN_EX. */
export function getOwnerEx(task: Task, file: File, addr: number): number {
  const owner = (file.async as Async | undefined)?.owner;
  const bytes = new Uint8Array(
    Int32Array.of(owner?.type ?? F_OWNER_TID, numberFor(task, owner?.pid ?? 0)).buffer,
  );
  return task.mem.copyOut(addr, bytes) ? 0 : -EFAULT;
}

/** F_SETSIG. */
export function setSignal(file: File, signo: number): number {
  if (signo < 0 || signo > NSIG) return -EINVAL;
  asyncOf(file).signo = signo;
  return 0;
}

/** F_GETSIG. */
export function getSignal(file: File): number {
  return (file.async as Async | undefined)?.signo ?? 0;
}
