import {
  E2BIG,
  EACCES,
  EAGAIN,
  EFAULT,
  EIDRM,
  EINVAL,
  ENOMSG,
  EPERM,
  ERESTARTNOHAND,
} from '../../../abi/errno';
import * as I from '../../../abi/ipc';
import { encode, getField } from '../../../abi/structs';
import { CAP_SYS_RESOURCE, capable } from '../capable';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result, WaitQueue } from '../types';
import {
  IpcIds,
  type IpcObject,
  mayControl,
  newIpcObject,
  nowSeconds,
  permitted,
  stat,
  updatePerm,
  withPerm,
} from './ids';

interface Message {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Which messages a receiver takes: convert_mode. */
interface Wanted {
  readonly mode: 'any' | 'equal' | 'other' | 'lowest';
  readonly type: number;
}

/** A receiver that sleeps: struct msg_receiver. Senders hand it its message. */
interface Receiver {
  readonly wanted: Wanted;
  readonly size: number;
  readonly flags: number;
  readonly task: TaskStruct;
  readonly queue: WaitQueue;
  got: Message | number | undefined;
}

/** A queue of messages: struct msg_queue. */
export interface MsgQueue extends IpcObject {
  messages: Message[];
  receivers: Receiver[];
  readonly senders: WaitQueue;
  bytes: number;
  limit: number;
  stime: number;
  rtime: number;
  ctime: number;
  lastSender: number;
  lastReceiver: number;
}

/** linux/msg.h. */
const MSGMNI = 32000;
const MSGMAX = 8192;
const MSGMNB = 16384;

export type MsgIds = IpcIds<MsgQueue>;
export const newMsgIds = (): MsgIds => new IpcIds<MsgQueue>(MSGMNI);

/** Implements msgget(2). */
function msgget(task: TaskStruct, [key, flags]: readonly number[]): Result {
  const make = (): MsgQueue => ({
    ...newIpcObject(task, key, flags),
    messages: [],
    receivers: [],
    senders: task.kernel.waitQueue('room in a message queue'),
    bytes: 0,
    limit: MSGMNB,
    stime: 0,
    rtime: 0,
    ctime: nowSeconds(task),
    lastSender: 0,
    lastReceiver: 0,
  });
  return task.nsproxy.ipc.msg.get(task, key, flags, () => true, make);
}

function matches({ mode, type }: Wanted, message: Message): boolean {
  switch (mode) {
    case 'any':
      return true;
    case 'equal':
      return message.type === type;
    case 'other':
      return message.type !== type;
    case 'lowest':
      return message.type <= type;
  }
}

/** pipelined_send: a receiver that waits for such a message gets it, or learns that it is too long for it. */
function handOver(queue: MsgQueue, message: Message): boolean {
  for (const receiver of [...queue.receivers]) {
    if (!matches(receiver.wanted, message)) continue;
    forget(queue, receiver);
    const fits = message.bytes.length <= receiver.size || receiver.flags & I.MSG_NOERROR;
    receiver.got = fits ? message : -E2BIG;
    receiver.queue.wakeAll();
    if (!fits) continue;
    queue.lastReceiver = receiver.task.tgid;
    queue.rtime = nowSeconds(receiver.task);
    return true;
  }
  return false;
}

function forget(queue: MsgQueue, receiver: Receiver): void {
  queue.receivers = queue.receivers.filter((other) => other !== receiver);
}

/** Implements msgsnd(2). */
function msgsnd(task: TaskStruct, [id, addr, size, flags]: readonly number[]): Result {
  const head = task.mem.copyIn(addr, 8);
  if (head === undefined) return -EFAULT;
  const view = new DataView(head.buffer);
  const type = view.getInt32(4, true) * 2 ** 32 + view.getUint32(0, true);
  if (size > MSGMAX || id < 0 || type < 1) return -EINVAL;
  const bytes = task.mem.copyIn(addr + 8, size);
  if (bytes === undefined) return -EFAULT;
  const queue = task.nsproxy.ipc.msg.find(id);
  if (typeof queue === 'number') return queue;
  return send(task, queue, { type, bytes }, flags);
}

function send(task: TaskStruct, queue: MsgQueue, message: Message, flags: number): Result {
  if (queue.removed) return -EIDRM;
  if (!permitted(queue, 0o222, task.cred)) return -EACCES;
  const { length } = message.bytes;
  if (length + queue.bytes > queue.limit || queue.messages.length + 1 > queue.limit) {
    if (flags & I.IPC_NOWAIT) return -EAGAIN;
    return {
      queues: [queue.senders],
      again: () => send(task, queue, message, flags),
      interrupted: -ERESTARTNOHAND,
      why: `room in message queue ${queue.id}`,
    };
  }
  queue.lastSender = task.tgid;
  queue.stime = nowSeconds(task);
  if (!handOver(queue, message)) {
    queue.messages.push(message);
    queue.bytes += length;
  }
  return 0;
}

/** convert_mode. */
function wantedOf(type: number, flags: number): Wanted {
  if (flags & I.MSG_COPY || type === 0) return { mode: 'any', type };
  if (type < 0) return { mode: 'lowest', type: -type };
  return { mode: flags & I.MSG_EXCEPT ? 'other' : 'equal', type };
}

/** find_msg: the first that is wanted; of those up to a type the first of the lowest. */
function findMessage(queue: MsgQueue, wanted: Wanted): Message | undefined {
  if (wanted.mode !== 'lowest') return queue.messages.find((message) => matches(wanted, message));
  let best: Message | undefined;
  for (const message of queue.messages)
    if (matches(wanted, message) && (best === undefined || message.type < best.type)) best = message;
  return best;
}

/** Implements msgrcv(2). */
function msgrcv(task: TaskStruct, [id, addr, size, type, flags]: readonly number[]): Result {
  if (id < 0 || size > Number.MAX_SAFE_INTEGER) return -EINVAL;
  if (flags & I.MSG_COPY && (flags & I.MSG_EXCEPT || (flags & I.IPC_NOWAIT) === 0)) return -EINVAL;
  const queue = task.nsproxy.ipc.msg.find(id);
  if (typeof queue === 'number') return queue;
  if (!permitted(queue, 0o444, task.cred)) return -EACCES;
  const wanted = wantedOf(type, flags);
  const found = flags & I.MSG_COPY ? queue.messages[type] : findMessage(queue, wanted);
  if (found !== undefined) {
    if (found.bytes.length > size && (flags & I.MSG_NOERROR) === 0) return -E2BIG;
    if ((flags & I.MSG_COPY) === 0) takeOff(task, queue, found);
    return deliver(task, addr, size, found);
  }
  if (flags & I.IPC_NOWAIT) return -ENOMSG;
  const receiver: Receiver = {
    wanted,
    size,
    flags,
    task,
    queue: task.kernel.waitQueue('a message'),
    got: undefined,
  };
  queue.receivers.push(receiver);
  return receive(task, queue, receiver, addr);
}

function receive(task: TaskStruct, queue: MsgQueue, receiver: Receiver, addr: number): Result {
  const { got } = receiver;
  if (typeof got === 'number') return got;
  if (got !== undefined) return deliver(task, addr, receiver.size, got);
  return {
    queues: [receiver.queue],
    again: () => receive(task, queue, receiver, addr),
    abandon: () => forget(queue, receiver),
    interrupted: () => {
      if (receiver.got !== undefined) return receive(task, queue, receiver, addr) as number;
      forget(queue, receiver);
      return -ERESTARTNOHAND;
    },
    why: `a message in queue ${queue.id}`,
  };
}

function takeOff(task: TaskStruct, queue: MsgQueue, message: Message): void {
  queue.messages = queue.messages.filter((other) => other !== message);
  queue.bytes -= message.bytes.length;
  queue.rtime = nowSeconds(task);
  queue.lastReceiver = task.tgid;
  queue.senders.wakeAll();
}

function deliver(task: TaskStruct, addr: number, size: number, { type, bytes }: Message): number {
  const length = Math.min(size, bytes.length);
  const head = new Uint8Array(Uint32Array.of(type % 2 ** 32, Math.floor(type / 2 ** 32)).buffer);
  if (!task.mem.copyOut(addr, head)) return -EFAULT;
  return task.mem.copyOut(addr + 8, bytes.subarray(0, length)) ? length : -EFAULT;
}

/** Implements msgctl(2). */
function msgctl(task: TaskStruct, [id, command, buf]: readonly number[]): Result {
  const { msg } = task.nsproxy.ipc;
  if (id < 0 || command < 0) return -EINVAL;
  switch (command) {
    case I.IPC_INFO:
    case I.MSG_INFO:
      return task.mem.copyOut(buf, msgInfo(msg, command === I.MSG_INFO)) ? msg.highest : -EFAULT;
    case I.IPC_STAT:
      return stat(task, msg.find(id), buf, encodeQueue);
    case I.MSG_STAT:
    case I.MSG_STAT_ANY: {
      const queue = msg.at(id) ?? -EINVAL;
      const result = stat(task, queue, buf, encodeQueue, command === I.MSG_STAT_ANY);
      return result === 0 && typeof queue !== 'number' ? queue.id : result;
    }
    case I.IPC_SET:
    case I.IPC_RMID:
      return control(task, id, command, buf);
    default:
      return -EINVAL;
  }
}

function msgInfo(queues: MsgIds, used: boolean): Uint8Array {
  const all = [...queues];
  const sum = (of: (queue: MsgQueue) => number) => all.reduce((total, queue) => total + of(queue), 0);
  return encode(I.MSGINFO, {
    msgpool: used ? queues.size : (MSGMNI * MSGMNB) / 1024,
    msgmap: used ? sum(({ messages }) => messages.length) : MSGMNB,
    msgmax: MSGMAX,
    msgmnb: MSGMNB,
    msgmni: MSGMNI,
    msgssz: 16,
    msgtql: used ? sum(({ bytes }) => bytes) : MSGMNB,
    msgseg: 0xffff,
  });
}

function encodeQueue(queue: MsgQueue): Uint8Array {
  return withPerm(
    queue,
    encode(I.MSQID_DS, {
      msg_stime: queue.stime,
      msg_rtime: queue.rtime,
      msg_ctime: queue.ctime,
      msg_cbytes: queue.bytes,
      msg_qnum: queue.messages.length,
      msg_qbytes: queue.limit,
      msg_lspid: queue.lastSender,
      msg_lrpid: queue.lastReceiver,
    }),
  );
}

function control(task: TaskStruct, id: number, command: number, buf: number): Result {
  const { msg } = task.nsproxy.ipc;
  let bytes: Uint8Array | undefined;
  if (command === I.IPC_SET) {
    bytes = task.mem.copyIn(buf, I.IPC_PERM.size + I.MSQID_DS.size);
    if (bytes === undefined) return -EFAULT;
  }
  const queue = msg.find(id);
  if (typeof queue === 'number') return queue;
  const error = mayControl(queue, task.cred);
  if (error !== 0) return error;
  if (bytes === undefined) {
    msg.remove(queue);
    for (const receiver of queue.receivers) {
      receiver.got = -EIDRM;
      receiver.queue.wakeAll();
    }
    queue.receivers = [];
    queue.senders.wakeAll();
    return 0;
  }
  const limit = getField(new DataView(bytes.buffer), I.IPC_PERM.size, I.MSQID_DS.at.msg_qbytes);
  if (limit > MSGMNB && !capable(task.cred, CAP_SYS_RESOURCE)) return -EPERM;
  const updated = updatePerm(queue, bytes);
  if (updated !== 0) return updated;
  queue.limit = limit;
  queue.ctime = nowSeconds(task);
  queue.senders.wakeAll();
  return 0;
}

export const msgRows = [
  full('msgget', msgget),
  full('msgsnd', msgsnd),
  full('msgrcv', msgrcv),
  full('msgctl', msgctl),
];
