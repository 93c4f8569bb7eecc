import * as E from '../../../abi/errno';
import { O_CLOEXEC, O_RDWR } from '../../../abi/fcntl';
import { POLLHUP, POLLIN, POLLOUT, POLLRDNORM, POLLWRNORM } from '../../../abi/poll';
import { fget } from '../../vfs/file';
import type { File, FileOperations } from '../../vfs/types';
import { installFile } from '../fs/anon';
import { fdget } from '../fs/uaccess';
import { numberFor } from '../pid_namespace';
import type { TaskStruct } from '../task';
import type { Blocked, KernelServices, Result, Task, WaitQueue } from '../types';
import type { SeccompFilter } from './seccomp';

/** Requests of a listener: linux/seccomp.h. */
const RECV = 0xc0502100;
const SEND = 0xc0182101;
const ID_VALID = 0x40082102;
const ADDFD = 0x40182103;
const SET_FLAGS = 0x40082104;
/** struct seccomp_notif, seccomp_notif_resp and seccomp_data. */
export const NOTIF_SIZES = [80, 24, 64] as const;
const FLAG_CONTINUE = 1;
const ADDFD_SETFD = 1;
const ADDFD_SEND = 2;

/** A call that waits for the supervisor's answer. */
interface Notification {
  readonly id: number;
  readonly task: TaskStruct;
  /** struct seccomp_data. */
  readonly data: Uint8Array;
  state: 'new' | 'sent' | 'answered';
  /** What the call answers; undefined makes it. */
  answer: number | undefined;
  readonly answered: WaitQueue;
}

/** Where a filter's notifications go: SECCOMP_FILTER_FLAG_NEW_LISTENER. */
export class Listener {
  readonly waiting: Notification[] = [];
  closed = false;
  private nextId = 1;
  readonly queue: WaitQueue;

  constructor(private readonly kernel: KernelServices) {
    this.queue = kernel.waitQueue('a call that a filter hands over');
  }

  /** Some task still runs under its filter. */
  get used(): boolean {
    for (const task of this.kernel.tasks() as Iterable<TaskStruct>) {
      if (!task.alive) continue;
      for (let at = task.seccomp?.filter; at !== undefined; at = at.before)
        if (at.listener === this) return true;
    }
    return false;
  }

  /** seccomp_do_user_notification: the call waits, and `make` makes it if that is the answer. */
  notify(task: TaskStruct, data: Uint8Array, make: () => Result): Result {
    if (this.closed) return -E.ENOSYS;
    const one: Notification = {
      id: this.nextId++,
      task,
      data,
      state: 'new',
      answer: undefined,
      answered: this.kernel.waitQueue('the answer of a supervisor'),
    };
    this.waiting.push(one);
    this.queue.wakeAll(POLLIN | POLLRDNORM);
    const again = (): Result => {
      if (one.state !== 'answered') return sleep();
      this.forget(one);
      return one.answer ?? make();
    };
    const sleep = (): Blocked => ({
      queues: [one.answered],
      why: 'the answer of a supervisor',
      again,
      abandon: () => this.forget(one),
      interrupted: () => {
        this.forget(one);
        return -E.ERESTARTSYS;
      },
    });
    return sleep();
  }

  private forget(one: Notification): void {
    const at = this.waiting.indexOf(one);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  find(id: number): Notification | undefined {
    return this.waiting.find((one) => one.id === id && one.state !== 'answered');
  }

  answer(one: Notification, value: number | undefined): void {
    one.answer = value;
    one.state = 'answered';
    one.answered.wakeAll();
  }

  /** Nobody listens any more: seccomp_notify_release. */
  close(): void {
    this.closed = true;
    for (const one of [...this.waiting]) this.answer(one, -E.ENOSYS);
  }
}

const listenerOf = (file: File): Listener => file.state as Listener;

const LISTENER: FileOperations = {
  poll(file) {
    const { waiting, used } = listenerOf(file);
    const any = (state: Notification['state']) => waiting.some((one) => one.state === state);
    return (
      (any('new') ? POLLIN | POLLRDNORM : 0) | (any('sent') ? POLLOUT | POLLWRNORM : 0) | (used ? 0 : POLLHUP)
    );
  },
  queues: (file) => [listenerOf(file).queue],
  release: (file) => listenerOf(file).close(),
  ioctl(file, request, arg, task) {
    const listener = listenerOf(file);
    switch (request >>> 0) {
      case RECV:
        return receive(task, listener, arg);
      case SEND:
        return respond(task, listener, arg);
      case ID_VALID: {
        const bytes = task.mem.copyIn(arg, 8);
        if (bytes === undefined) return -E.EFAULT;
        return listener.find(Number(new DataView(bytes.buffer).getBigUint64(0, true)))?.state === 'sent'
          ? 0
          : -E.ENOENT;
      }
      case ADDFD:
        return addFile(task, listener, arg);
      case SET_FLAGS:
        // Who runs next is the scheduler's matter.
        return arg & ~1 ? -E.EINVAL : 0;
      default:
        return -E.EINVAL;
    }
  },
};

/** seccomp_notify_recv. */
function receive(task: Task, listener: Listener, arg: number): Result {
  const given = task.mem.copyIn(arg, NOTIF_SIZES[0]);
  if (given === undefined) return -E.EFAULT;
  if (given.some((byte) => byte !== 0)) return -E.EINVAL;
  const look = (): Result => {
    const one = listener.waiting.find(({ state }) => state === 'new');
    if (one === undefined)
      return listener.used
        ? { queues: [listener.queue], why: 'a call that a filter hands over', again: look }
        : -E.ENOENT;
    const bytes = new Uint8Array(NOTIF_SIZES[0]);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, BigInt(one.id), true);
    view.setUint32(8, numberFor(task, one.task.pid), true);
    bytes.set(one.data, 16);
    if (!task.mem.copyOut(arg, bytes)) return -E.EFAULT;
    one.state = 'sent';
    listener.queue.wakeAll(POLLOUT | POLLWRNORM);
    return 0;
  };
  return look();
}

/** seccomp_notify_send. */
function respond(task: Task, listener: Listener, arg: number): number {
  const bytes = task.mem.copyIn(arg, NOTIF_SIZES[1]);
  if (bytes === undefined) return -E.EFAULT;
  const view = new DataView(bytes.buffer);
  const [id, value] = [Number(view.getBigUint64(0, true)), Number(view.getBigInt64(8, true))];
  const [error, flags] = [view.getInt32(16, true), view.getUint32(20, true)];
  if (flags & ~FLAG_CONTINUE) return -E.EINVAL;
  if (flags & FLAG_CONTINUE && (error !== 0 || value !== 0)) return -E.EINVAL;
  const one = listener.find(id);
  if (one === undefined) return -E.ENOENT;
  if (one.state !== 'sent') return -E.EINPROGRESS;
  listener.answer(one, flags & FLAG_CONTINUE ? undefined : error || value);
  return 0;
}

/** seccomp_notify_addfd: the caller of the call gets one of the supervisor's files. */
function addFile(task: Task, listener: Listener, arg: number): number {
  const bytes = task.mem.copyIn(arg, 24);
  if (bytes === undefined) return -E.EFAULT;
  const view = new DataView(bytes.buffer);
  const [flags, source, wanted, newFlags] = [8, 12, 16, 20].map((at) => view.getUint32(at, true));
  if (newFlags & ~O_CLOEXEC || flags & ~(ADDFD_SETFD | ADDFD_SEND)) return -E.EINVAL;
  if (wanted !== 0 && !(flags & ADDFD_SETFD)) return -E.EINVAL;
  const file = fdget(task, source);
  if (file === undefined) return -E.EBADF;
  const one = listener.find(Number(view.getBigUint64(0, true)));
  if (one === undefined) return -E.ENOENT;
  if (one.state !== 'sent') return -E.EINPROGRESS;
  const { files } = one.task;
  const cloexec = (newFlags & O_CLOEXEC) !== 0;
  const fd =
    flags & ADDFD_SETFD ? files.replace(wanted, fget(file), cloexec) : files.install(fget(file), cloexec);
  if (fd >= 0 && flags & ADDFD_SEND) listener.answer(one, fd);
  return fd;
}

/** init_listener: a descriptor for what filters hand over; -EBUSY where a filter before it has one. */
export function newListener(task: TaskStruct, before: SeccompFilter | undefined): Listener | number {
  for (let at = before; at !== undefined; at = at.before) if (at.listener !== undefined) return -E.EBUSY;
  return new Listener(task.kernel);
}

export function openListener(task: TaskStruct, listener: Listener): Result {
  const file = task.kernel.vfs.anon.create('seccomp notify', 'seccomp', LISTENER, listener, O_RDWR);
  return installFile(task, file, O_CLOEXEC);
}

/** A task that ran under filters has ended: whoever listens may be the last. */
export function leaveFilters({ seccomp }: TaskStruct): void {
  for (let at = seccomp?.filter; at !== undefined; at = at.before) at.listener?.queue.wakeAll(POLLHUP);
}
