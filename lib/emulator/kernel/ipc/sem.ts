import { E2BIG, EACCES, EAGAIN, EFAULT, EFBIG, EIDRM, EINTR, EINVAL, ERANGE } from '../../../abi/errno';
import * as I from '../../../abi/ipc';
import { encode, getField } from '../../../abi/structs';
import { full } from '../row';
import type { SignalStruct } from '../signal';
import type { TaskStruct } from '../task';
import { readTimeout } from '../time/timeout';
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
import { semInfo } from './sem_info';

/** One operation of semop: struct sembuf. */
interface Operation {
  num: number;
  op: number;
  flags: number;
}

/** A task that waits for its operations to become possible: struct sem_queue. */
interface Pending {
  readonly ops: readonly Operation[];
  readonly task: TaskStruct;
  readonly queue: WaitQueue;
  /** Which of them cannot be done yet. */
  blocking: Operation;
  /** The answer, once there is one. */
  result: number | undefined;
}

/** A set of semaphores: struct sem_array. */
export interface SemSet extends IpcObject {
  readonly values: Int32Array;
  /** Who changed each last. */
  readonly pids: Int32Array;
  pending: Pending[];
  /** What processes that end give back: struct sem_undo, by process. */
  readonly undo: Map<SignalStruct, Int32Array>;
  otime: number;
  ctime: number;
}

/** linux/sem.h. */
const SEMMNI = 32000;
const SEMMSL = 32000;
const SEMOPM = 500;
const SEMVMX = 32767;

export type SemIds = IpcIds<SemSet>;
export const newSemIds = (): SemIds => new IpcIds<SemSet>(SEMMNI);

/** Implements semget(2). */
function semget(task: TaskStruct, [key, count, flags]: readonly number[]): Result {
  if (count < 0 || count > SEMMSL) return -EINVAL;
  const make = (): SemSet | number => {
    if (count === 0) return -EINVAL;
    return {
      ...newIpcObject(task, key, flags),
      values: new Int32Array(count),
      pids: new Int32Array(count),
      pending: [],
      undo: new Map(),
      otime: 0,
      ctime: nowSeconds(task),
    };
  };
  return task.nsproxy.ipc.sem.get(task, key, flags, (set) => count <= set.values.length, make);
}

/** perform_atomic_semop: all of the operations, or none. Answers 0, an errno, or the one that has to wait. */
function perform(set: SemSet, ops: readonly Operation[], task: TaskStruct): number | Operation {
  const values = set.values.slice();
  const adjust = set.undo.get(task.process)?.slice() ?? new Int32Array(values.length);
  for (const operation of ops) {
    const { num, op, flags } = operation;
    const result = values[num] + op;
    if ((op === 0 && values[num] !== 0) || result < 0) return flags & I.IPC_NOWAIT ? -EAGAIN : operation;
    if (result > SEMVMX) return -ERANGE;
    if (flags & I.SEM_UNDO) {
      adjust[num] -= op;
      if (adjust[num] < -SEMVMX - 1 || adjust[num] > SEMVMX) return -ERANGE;
    }
    values[num] = result;
  }
  set.values.set(values);
  for (const { num } of ops) set.pids[num] = task.tgid;
  if (ops.some(({ flags }) => flags & I.SEM_UNDO)) set.undo.set(task.process, adjust);
  set.otime = nowSeconds(task);
  return 0;
}

/** do_smart_update: whoever can go on now does, those that wait for zero first. */
function update(set: SemSet): void {
  const alters = ({ ops }: Pending) => ops.some(({ op }) => op !== 0);
  for (let again = true; again; ) {
    again = false;
    const order = [...set.pending.filter((p) => !alters(p)), ...set.pending.filter(alters)];
    for (const pending of order) {
      const outcome = perform(set, pending.ops, pending.task);
      if (typeof outcome === 'object') {
        pending.blocking = outcome;
        continue;
      }
      finish(set, pending, outcome);
      if (outcome === 0 && alters(pending)) {
        again = true;
        break;
      }
    }
  }
}

function finish(set: SemSet, pending: Pending, result: number): void {
  set.pending = set.pending.filter((other) => other !== pending);
  pending.result = result;
  pending.queue.wakeAll();
}

function readOperations(task: TaskStruct, addr: number, count: number): Operation[] | undefined {
  const bytes = task.mem.copyIn(addr, count * I.SEMBUF.size);
  if (bytes === undefined) return undefined;
  const view = new DataView(bytes.buffer);
  const { sem_num, sem_op, sem_flg } = I.SEMBUF.at;
  return Array.from({ length: count }, (_, i) => {
    const at = i * I.SEMBUF.size;
    return {
      num: getField(view, at, sem_num),
      op: getField(view, at, sem_op),
      flags: getField(view, at, sem_flg),
    };
  });
}

/** Implements semtimedop(2), and semop(2) without a timeout. */
function semtimedop(task: TaskStruct, [id, addr, count, timeoutAddr]: readonly number[]): Result {
  let timeout: number | undefined;
  if (timeoutAddr !== 0) {
    const time = readTimeout(task, timeoutAddr);
    if (time === -EFAULT) return -EFAULT;
    timeout = time;
  }
  if (count > SEMOPM) return -E2BIG;
  if (count < 1) return -EINVAL;
  const ops = readOperations(task, addr, count);
  if (ops === undefined) return -EFAULT;
  if (id < 0 || (timeout !== undefined && timeout < 0)) return -EINVAL;
  const set = task.nsproxy.ipc.sem.find(id);
  if (typeof set === 'number') return set;
  if (ops.some(({ num }) => num >= set.values.length)) return -EFBIG;
  const alters = ops.some(({ op }) => op !== 0);
  if (!permitted(set, alters ? 0o222 : 0o444, task.cred)) return -EACCES;
  const outcome = perform(set, ops, task);
  if (typeof outcome === 'number') {
    if (outcome === 0 && alters) update(set);
    return outcome;
  }
  return sleep(task, set, ops, outcome, timeout);
}

function sleep(
  task: TaskStruct,
  set: SemSet,
  ops: readonly Operation[],
  blocking: Operation,
  timeout: number | undefined,
): Result {
  const queue = task.kernel.waitQueue('semaphores');
  const pending: Pending = { ops, task, queue, blocking, result: undefined };
  set.pending.push(pending);
  const abandon = () => {
    set.pending = set.pending.filter((other) => other !== pending);
  };
  const deadline = timeout === undefined ? undefined : task.kernel.monotonic() + timeout;
  const again = (timedOut: boolean): Result => {
    if (pending.result !== undefined) return pending.result;
    if (timedOut) {
      abandon();
      return -EAGAIN;
    }
    const { num, op } = pending.blocking;
    return {
      queues: [queue],
      deadline,
      again,
      abandon,
      interrupted: () => {
        if (pending.result !== undefined) return pending.result;
        abandon();
        return -EINTR;
      },
      why: `semaphore ${num} of set ${set.id} to be ${op === 0 ? 'zero' : `at least ${-op}`}`,
    };
  };
  return again(false);
}

/** Implements semctl(2). */
function semctl(task: TaskStruct, [id, num, command, arg]: readonly number[]): Result {
  const { sem } = task.nsproxy.ipc;
  if (id < 0) return -EINVAL;
  switch (command) {
    case I.IPC_INFO:
    case I.SEM_INFO: {
      const info = semInfo(command === I.SEM_INFO ? [...sem].map(({ values }) => values.length) : undefined);
      return task.mem.copyOut(arg, info) ? sem.highest : -EFAULT;
    }
    case I.IPC_STAT:
      return stat(task, sem.find(id), arg, encodeSet);
    case I.SEM_STAT:
    case I.SEM_STAT_ANY: {
      const set = sem.at(id) ?? -EINVAL;
      const result = stat(task, set, arg, encodeSet, command === I.SEM_STAT_ANY);
      return result === 0 && typeof set !== 'number' ? set.id : result;
    }
    case I.GETALL:
    case I.GETVAL:
    case I.GETPID:
    case I.GETNCNT:
    case I.GETZCNT:
      return look(task, id, num, command, arg);
    case I.SETALL:
    case I.SETVAL:
      return change(task, id, num, command, arg);
    case I.IPC_SET:
    case I.IPC_RMID:
      return control(task, id, command, arg);
    default:
      return -EINVAL;
  }
}

function encodeSet({ otime, ctime, values, ...object }: SemSet): Uint8Array {
  const rest = { sem_otime: otime, sem_ctime: ctime, sem_nsems: values.length };
  return withPerm(object, encode(I.SEMID_DS, rest));
}

function look(task: TaskStruct, id: number, num: number, command: number, arg: number): Result {
  const set = task.nsproxy.ipc.sem.find(id);
  if (typeof set === 'number') return set;
  if (!permitted(set, 0o444, task.cred)) return -EACCES;
  const { values, pids, pending } = set;
  if (command === I.GETALL) {
    const bytes = new Uint8Array(Uint16Array.from(values).buffer);
    return task.mem.copyOut(arg, bytes) ? 0 : -EFAULT;
  }
  if (num < 0 || num >= values.length) return -EINVAL;
  if (command === I.GETVAL) return values[num];
  if (command === I.GETPID) return pids[num];
  const forZero = command === I.GETZCNT;
  return pending.filter(({ blocking: b }) => b.num === num && (b.op === 0) === forZero).length;
}

function change(task: TaskStruct, id: number, num: number, command: number, arg: number): Result {
  // The value is the low half of the union.
  const value = arg | 0;
  if (command === I.SETVAL && (value < 0 || value > SEMVMX)) return -ERANGE;
  const set = task.nsproxy.ipc.sem.find(id);
  if (typeof set === 'number') return set;
  const { values, pids, undo } = set;
  if (command === I.SETVAL) {
    if (num < 0 || num >= values.length) return -EINVAL;
    if (!permitted(set, 0o222, task.cred)) return -EACCES;
    values[num] = value;
    pids[num] = task.tgid;
    for (const adjust of undo.values()) adjust[num] = 0;
  } else {
    if (!permitted(set, 0o222, task.cred)) return -EACCES;
    const bytes = task.mem.copyIn(arg, values.length * 2);
    if (bytes === undefined) return -EFAULT;
    const given = new Uint16Array(bytes.buffer);
    if (given.some((v) => v > SEMVMX)) return -ERANGE;
    values.set(given);
    pids.fill(task.tgid);
    for (const adjust of undo.values()) adjust.fill(0);
  }
  set.ctime = nowSeconds(task);
  update(set);
  return 0;
}

function control(task: TaskStruct, id: number, command: number, buf: number): Result {
  const { sem } = task.nsproxy.ipc;
  let bytes: Uint8Array | undefined;
  if (command === I.IPC_SET) {
    bytes = task.mem.copyIn(buf, I.IPC_PERM.size + I.SEMID_DS.size);
    if (bytes === undefined) return -EFAULT;
  }
  const set = sem.find(id);
  if (typeof set === 'number') return set;
  const error = mayControl(set, task.cred);
  if (error !== 0) return error;
  if (bytes !== undefined) {
    const updated = updatePerm(set, bytes);
    if (updated === 0) set.ctime = nowSeconds(task);
    return updated;
  }
  sem.remove(set);
  for (const pending of [...set.pending]) finish(set, pending, -EIDRM);
  return 0;
}

/** exit_sem: what a process did with SEM_UNDO is taken back. */
export function exitSem(task: TaskStruct): void {
  for (const set of task.nsproxy.ipc.sem) {
    const adjust = set.undo.get(task.process);
    if (adjust === undefined) continue;
    set.undo.delete(task.process);
    for (let i = 0; i < adjust.length; i++) {
      if (adjust[i] === 0) continue;
      set.values[i] = Math.max(0, Math.min(SEMVMX, set.values[i] + adjust[i]));
      set.pids[i] = task.tgid;
    }
    set.otime = nowSeconds(task);
    update(set);
  }
}

export const semRows = [
  full('semget', semget),
  full('semop', (task, [id, ops, count]) => semtimedop(task, [id, ops, count, 0])),
  full('semtimedop', semtimedop),
  full('semctl', semctl),
];
