import * as E from '../../../abi/errno';
import * as F from '../../../abi/fcntl';
import { MQ_ATTR } from '../../../abi/ipc';
import { RLIMIT_MSGQUEUE } from '../../../abi/process';
import { NSIG } from '../../../abi/signal';
import { encode, getField } from '../../../abi/structs';
import { byteString } from '../../vfs/bytes';
import { OpenFile } from '../../vfs/file';
import { MAY_READ, MAY_WRITE, ownsInode, permission } from '../../vfs/permission';
import type { File } from '../../vfs/types';
import { CAP_SYS_RESOURCE, capable } from '../capable';
import { installFile } from '../fs/anon';
import { fdget } from '../fs/uaccess';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import { readRealtimeDeadline } from '../time/timeout';
import type { Result } from '../types';
import { type MessageQueue, type MqueueFs, queueOf } from './mqueue_fs';
import { receiveMessage, sendMessage } from './mqueue_transfer';

/** linux/ipc_namespace.h: what mq_open gives when it is asked for nothing, and the most it gives to anybody. */
const DEFAULT = { maxmsg: 10, msgsize: 8192 };
const MAX = { maxmsg: 10, msgsize: 8192 };
const HARD_MAX = { maxmsg: 65536, msgsize: 16 * 2 ** 20 };
const QUEUES_MAX = 256;
const MQ_PRIO_MAX = 32768;
/** sizeof struct msg_msg and of struct posix_msg_tree_node, which count as memory of the queue. */
const MESSAGE_COST = 48;
const NODE_COST = 48;
const SIGEV = { SIGNAL: 0, NONE: 1, THREAD: 2 } as const;
const SIGEVENT_SIZE = 64;

interface Attributes {
  flags: number;
  maxmsg: number;
  msgsize: number;
}

function readAttributes(task: TaskStruct, addr: number): Attributes | undefined {
  const bytes = task.mem.copyIn(addr, MQ_ATTR.size);
  if (bytes === undefined) return undefined;
  const view = new DataView(bytes.buffer);
  const { at } = MQ_ATTR;
  return {
    flags: getField(view, 0, at.mq_flags),
    maxmsg: getField(view, 0, at.mq_maxmsg),
    msgsize: getField(view, 0, at.mq_msgsize),
  };
}

/** A queue's name: one component, without a slash (the library takes the first one away). */
function readName(task: TaskStruct, addr: number): string | number {
  const bytes = task.mem.readString(addr, F.PATH_MAX);
  if (typeof bytes === 'number') return bytes;
  const name = byteString(bytes);
  if (name === '') return -E.ENOENT;
  if (name.includes('/') || name === '.' || name === '..') return -E.EACCES;
  return name.length > 255 ? -E.ENAMETOOLONG : name;
}

/** Bytes that a queue counts for under RLIMIT_MSGQUEUE: mqueue_get_inode. */
const costOf = ({ maxmsg, msgsize }: { maxmsg: number; msgsize: number }): number =>
  maxmsg * (MESSAGE_COST + msgsize) + Math.min(maxmsg, MQ_PRIO_MAX) * NODE_COST;

/** mqueue_create_attr. */
function makeQueue(task: TaskStruct, fs: MqueueFs, name: string, mode: number, asked?: Attributes) {
  const root = capable(task.cred, CAP_SYS_RESOURCE);
  if (fs.queues.size >= QUEUES_MAX && !root) return -E.ENOSPC;
  const attributes = asked ?? DEFAULT;
  const { maxmsg, msgsize } = attributes;
  const limit = root ? HARD_MAX : MAX;
  if (maxmsg <= 0 || msgsize <= 0 || maxmsg > limit.maxmsg || msgsize > limit.msgsize) return -E.EINVAL;
  const { uid } = task.cred;
  let used = costOf(attributes);
  for (const queue of fs.queues.values()) if (queue.owner === uid) used += costOf(queue);
  if (used > task.process.rlimits[RLIMIT_MSGQUEUE * 2]) return -E.EMFILE;
  return fs.create(task, name, mode & ~task.fs.umask & 0o777, maxmsg, msgsize);
}

/** Implements mq_open(2). */
function mqOpen(task: TaskStruct, [nameAddr, flags, mode, attrAddr]: readonly number[]): Result {
  const asked = attrAddr === 0 ? undefined : readAttributes(task, attrAddr);
  if (attrAddr !== 0 && asked === undefined) return -E.EFAULT;
  const name = readName(task, nameAddr);
  if (typeof name === 'number') return name;
  if (task.files.free() < 0) return -E.EMFILE;
  const { mqueues } = task.nsproxy.ipc;
  let queue = mqueues.queues.get(name);
  if (queue === undefined) {
    if ((flags & F.O_CREAT) === 0) return -E.ENOENT;
    const made = makeQueue(task, mqueues, name, mode, asked);
    if (typeof made === 'number') return made;
    queue = made;
  } else {
    if (flags & F.O_CREAT && flags & F.O_EXCL) return -E.EEXIST;
    const access = flags & F.O_ACCMODE;
    if (access === F.O_ACCMODE) return -E.EINVAL;
    const mask = access === F.O_RDONLY ? MAY_READ : access === F.O_WRONLY ? MAY_WRITE : MAY_READ | MAY_WRITE;
    const error = permission(queue.dentry.inode, mask, task.cred);
    if (error < 0) return error;
  }
  const file = new OpenFile(queue.dentry, flags & (F.O_ACCMODE | F.O_NONBLOCK));
  file.state = queue;
  return installFile(task, file, flags);
}

/** Implements mq_unlink(2). */
function mqUnlink(task: TaskStruct, [nameAddr]: readonly number[]): Result {
  const name = readName(task, nameAddr);
  if (typeof name === 'number') return name;
  const { mqueues } = task.nsproxy.ipc;
  const queue = mqueues.queues.get(name);
  if (queue === undefined) return -E.ENOENT;
  // The directory of queues is sticky.
  if (!ownsInode(queue.dentry.inode, task.cred)) return -E.EPERM;
  mqueues.unlink(name, queue);
  return 0;
}

const nonblocking = (file: File): boolean => (file.flags & F.O_NONBLOCK) !== 0;

/** The time a call gives up, when it names one: CLOCK_REALTIME as a deadline on CLOCK_MONOTONIC. */
function deadlineAt(task: TaskStruct, addr: number): number | undefined {
  return addr === 0 ? undefined : readRealtimeDeadline(task, addr);
}

/** Implements mq_timedsend(2). */
function mqTimedsend(task: TaskStruct, [fd, addr, length, priority, timeout]: readonly number[]): Result {
  if (priority >= MQ_PRIO_MAX) return -E.EINVAL;
  const deadline = deadlineAt(task, timeout);
  if (deadline !== undefined && deadline < 0) return deadline;
  const file = fdget(task, fd);
  const queue = file && queueOf(file);
  if (file === undefined || queue === undefined || (file.flags & F.O_ACCMODE) === F.O_RDONLY) return -E.EBADF;
  if (length > queue.msgsize) return -E.EMSGSIZE;
  const bytes = task.mem.copyIn(addr, length);
  if (bytes === undefined) return -E.EFAULT;
  return sendMessage(task, queue, { priority, bytes }, nonblocking(file), deadline);
}

/** Implements mq_timedreceive(2). */
function mqTimedreceive(task: TaskStruct, [fd, addr, length, prioAddr, timeout]: readonly number[]): Result {
  const deadline = deadlineAt(task, timeout);
  if (deadline !== undefined && deadline < 0) return deadline;
  const file = fdget(task, fd);
  const queue = file && queueOf(file);
  if (file === undefined || queue === undefined || (file.flags & F.O_ACCMODE) === F.O_WRONLY) return -E.EBADF;
  if (length < queue.msgsize) return -E.EMSGSIZE;
  return receiveMessage(task, queue, nonblocking(file), deadline, ({ priority, bytes }) => {
    if (prioAddr !== 0 && !task.mem.copyOut(prioAddr, new Uint8Array(Uint32Array.of(priority).buffer)))
      return -E.EFAULT;
    return task.mem.copyOut(addr, bytes) ? bytes.length : -E.EFAULT;
  });
}

/** Implements mq_notify(2). */
function mqNotify(task: TaskStruct, [fd, event]: readonly number[]): Result {
  let signo = 0;
  let value = { lo: 0, hi: 0 };
  if (event !== 0) {
    const bytes = task.mem.copyIn(event, SIGEVENT_SIZE);
    if (bytes === undefined) return -E.EFAULT;
    const view = new DataView(bytes.buffer);
    const how = view.getInt32(12, true);
    if (how !== SIGEV.SIGNAL && how !== SIGEV.NONE) return -E.EINVAL;
    if (how === SIGEV.SIGNAL) {
      signo = view.getInt32(8, true);
      if (signo < 0 || signo > NSIG) return -E.EINVAL;
    }
    value = { lo: view.getUint32(0, true), hi: view.getUint32(4, true) };
  }
  const file = fdget(task, fd);
  const queue = file && queueOf(file);
  if (file === undefined || queue === undefined) return -E.EBADF;
  if (event === 0) {
    if (queue.notify?.owner === task.process) queue.notify = undefined;
    return 0;
  }
  if (queue.notify !== undefined) return -E.EBUSY;
  queue.notify = { owner: task.process, task, file, signo, value };
  return 0;
}

function encodeAttributes(file: File, queue: MessageQueue): Uint8Array {
  return encode(MQ_ATTR, {
    mq_flags: file.flags & F.O_NONBLOCK,
    mq_maxmsg: queue.maxmsg,
    mq_msgsize: queue.msgsize,
    mq_curmsgs: queue.messages.length,
  });
}

/** Implements mq_getsetattr(2): only O_NONBLOCK can be changed. */
function mqGetsetattr(task: TaskStruct, [fd, newAddr, oldAddr]: readonly number[]): Result {
  const wanted = newAddr === 0 ? undefined : readAttributes(task, newAddr);
  if (newAddr !== 0 && wanted === undefined) return -E.EFAULT;
  if (wanted !== undefined && (wanted.flags & ~F.O_NONBLOCK) !== 0) return -E.EINVAL;
  const file = fdget(task, fd);
  const queue = file && queueOf(file);
  if (file === undefined || queue === undefined) return -E.EBADF;
  const old = encodeAttributes(file, queue);
  if (wanted !== undefined) file.flags = (file.flags & ~F.O_NONBLOCK) | wanted.flags;
  return oldAddr === 0 || task.mem.copyOut(oldAddr, old) ? 0 : -E.EFAULT;
}

export const mqueueRows = [
  full('mq_open', mqOpen),
  full('mq_unlink', mqUnlink),
  full('mq_timedsend', mqTimedsend),
  full('mq_timedreceive', mqTimedreceive),
  partial('mq_notify', mqNotify, 'SIGEV_THREAD, which needs a netlink socket, answers EINVAL'),
  full('mq_getsetattr', mqGetsetattr),
];
