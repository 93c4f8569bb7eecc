import {
  EAGAIN,
  EDEADLK,
  EFAULT,
  EINVAL,
  ENOSYS,
  EPERM,
  ERESTART_RESTARTBLOCK,
  ERESTARTSYS,
  ESRCH,
  ETIMEDOUT,
} from '../../abi/errno';
import * as F from '../../abi/futex';
import { getField, TIMESPEC } from '../../abi/structs';
import { CLOCK_MONOTONIC, CLOCK_REALTIME } from '../../abi/time';
import { sideTable } from '../snapshot/side_table';
import type { Kernel } from './kernel';
import { TASK_SIZE_MAX } from './layout';
import { VM } from './mm/vma';
import { findTask, numberFor } from './pid_namespace';
import { full, partial } from './row';
import type { TaskStruct } from './task';
import type { Result } from './types';

/** One task that waits on one word: struct futex_q. */
interface Waiter {
  readonly task: TaskStruct;
  readonly bitset: number;
  /** Queue it stands in; requeue moves it. */
  queue: Waiter[];
  woken: boolean;
  /** Waits for a PI lock: the waker has made it the owner. */
  readonly pi: boolean;
}

type Queues = Map<number, Waiter[]>;

/** Words of one address space, and words of memory that several share (by frame, which is theirs while mapped). */
const privateQueues = sideTable<object, Queues>();
const sharedQueues = sideTable<Kernel, Queues>();

function queuesOf(owner: TaskStruct, shared: boolean): Queues {
  const map: WeakMap<object, Queues> = shared ? sharedQueues : privateQueues;
  const key = shared ? owner.kernel : owner.mm;
  let queues = map.get(key);
  if (queues === undefined) {
    queues = new Map();
    map.set(key, queues);
  }
  return queues;
}

/** get_futex_key: the queue of the word at `addr`, or a negative errno. */
function queueAt(task: TaskStruct, addr: number, isPrivate: boolean): Waiter[] | number {
  if (addr % 4 !== 0) return -EINVAL;
  if (!(addr >= 0 && addr < TASK_SIZE_MAX)) return -EFAULT;
  const vma = isPrivate ? undefined : task.mm.vmas.at(addr);
  if (!isPrivate && vma === undefined) return -EFAULT;
  const shared = vma !== undefined && (vma.flags & VM.SHARED) !== 0 && vma.backing !== undefined;
  // Waits with and without FUTEX_PRIVATE_FLAG do not see each other, even on private memory: FUT_OFF_MMSHARED.
  let key = isPrivate ? addr : addr + 2;
  if (shared && vma.backing !== undefined) {
    const pfn = vma.backing.page(vma.index(addr - (addr % 4096)));
    if (pfn <= 0) return -EFAULT;
    key = pfn * 4096 + (addr % 4096);
  }
  const queues = queuesOf(task, shared);
  let queue = queues.get(key);
  if (queue === undefined) {
    queue = [];
    queues.set(key, queue);
  }
  return queue;
}

const word = new Uint8Array(4);
const view = new DataView(word.buffer);

function load(task: TaskStruct, addr: number): number {
  return task.mem.read(addr, word, 0, 4) === 4 ? view.getUint32(0, true) : -EFAULT;
}

function store(task: TaskStruct, addr: number, value: number): boolean {
  view.setUint32(0, value, true);
  return task.mem.write(addr, word, 0, 4) === 4;
}

function leave(waiter: Waiter): void {
  const at = waiter.queue.indexOf(waiter);
  if (at >= 0) waiter.queue.splice(at, 1);
}

function wakeUp(waiter: Waiter): void {
  leave(waiter);
  waiter.woken = true;
  waiter.task.kernel.sched.wake(waiter.task, false);
}

function wakeSome(queue: Waiter[], count: number, bitset: number): number {
  let woken = 0;
  for (let i = 0; i < queue.length && woken < count; ) {
    if (queue[i].bitset & bitset) {
      wakeUp(queue[i]);
      woken++;
    } else i++;
  }
  return woken;
}

/** Wakes one waiter on a word that may be shared, as the kernel does for threads that end. */
export function futexWakeOne(task: TaskStruct, addr: number): void {
  const queue = queueAt(task, addr, false);
  if (typeof queue !== 'number') wakeSome(queue, 1, F.FUTEX_BITSET_MATCH_ANY);
}

/** When a wait ends: CLOCK_MONOTONIC in ns, undefined for never, or how the timespec is wrong. */
type Deadline = { error: number; at: number | undefined };

function deadlineOf(task: TaskStruct, addr: number, relative: boolean, clock: number): Deadline {
  if (addr === 0) return { error: 0, at: undefined };
  const bytes = task.mem.copyIn(addr, TIMESPEC.size);
  if (bytes === undefined) return { error: -EFAULT, at: 0 };
  const time = new DataView(bytes.buffer);
  const sec = getField(time, 0, TIMESPEC.at.tv_sec);
  const nsec = getField(time, 0, TIMESPEC.at.tv_nsec);
  if (sec < 0 || nsec < 0 || nsec >= 1e9) return { error: -EINVAL, at: 0 };
  const { epoch } = task.kernel.clock.settings;
  if (relative) return { error: 0, at: Math.min(task.kernel.monotonic() + sec * 1e9 + nsec, 2 ** 52) };
  const [fromSec, fromNsec] = clock === CLOCK_REALTIME ? [epoch.sec, epoch.nsec] : [0, 0];
  return { error: 0, at: Math.min(Math.max(0, (sec - fromSec) * 1e9 + nsec - fromNsec), 2 ** 52) };
}

function why(addr: number): string {
  return `the futex at 0x${addr.toString(16)}`;
}

/** futex_wait: sleeps if the word still holds `value`. */
function wait(
  task: TaskStruct,
  addr: number,
  isPrivate: boolean,
  value: number,
  bitset: number,
  deadline: number | undefined,
): Result {
  if (bitset === 0) return -EINVAL;
  const queue = queueAt(task, addr, isPrivate);
  if (typeof queue === 'number') return queue;
  const now = load(task, addr);
  if (now < 0) return now;
  if (now !== value) return -EAGAIN;
  const waiter: Waiter = { task, bitset, queue, woken: false, pi: false };
  queue.push(waiter);
  const abandon = () => leave(waiter);
  const interrupted = (): number => {
    leave(waiter);
    if (deadline === undefined) return -ERESTARTSYS;
    task.restart = () => wait(task, addr, isPrivate, value, bitset, deadline);
    return -ERESTART_RESTARTBLOCK;
  };
  const sleep = (): Result => ({
    queues: [],
    deadline,
    interrupted,
    abandon,
    why: why(addr),
    again: (timedOut) => {
      if (waiter.woken) return 0;
      if (!timedOut) return sleep();
      leave(waiter);
      return -ETIMEDOUT;
    },
  });
  return sleep();
}

/** futex_requeue. With `value` undefined the word is not compared. */
function requeue(
  task: TaskStruct,
  [addr, op, wake, move, addr2, value]: readonly number[],
  compare: boolean,
): Result {
  const isPrivate = (op & F.FUTEX_PRIVATE_FLAG) !== 0;
  if ((wake | 0) < 0 || (move | 0) < 0) return -EINVAL;
  const from = queueAt(task, addr, isPrivate);
  if (typeof from === 'number') return from;
  const to = queueAt(task, addr2, isPrivate);
  if (typeof to === 'number') return to;
  if (compare) {
    const now = load(task, addr);
    if (now < 0) return now;
    if (now !== value >>> 0) return -EAGAIN;
  }
  let done = wakeSome(from, wake, F.FUTEX_BITSET_MATCH_ANY);
  for (let moved = 0; moved < move && from.length > 0; moved++) {
    const [waiter] = from.splice(0, 1);
    waiter.queue = to;
    to.push(waiter);
    if (compare || from !== to) done++;
  }
  return done;
}

/** Operations and comparisons that FUTEX_WAKE_OP packs into its last argument. */
const OPS: readonly ((old: number, arg: number) => number)[] = [
  (_old, arg) => arg,
  (old, arg) => old + arg,
  (old, arg) => old | arg,
  (old, arg) => old & ~arg,
  (old, arg) => old ^ arg,
];
const COMPARE: readonly ((old: number, arg: number) => boolean)[] = [
  (old, arg) => old === arg,
  (old, arg) => old !== arg,
  (old, arg) => old < arg,
  (old, arg) => old <= arg,
  (old, arg) => old > arg,
  (old, arg) => old >= arg,
];

/** futex_wake_op: changes the second word, wakes on the first, and on the second if its old value was so. */
function wakeOp(task: TaskStruct, [addr, op, wake, wake2, addr2, encoded]: readonly number[]): Result {
  const isPrivate = (op & F.FUTEX_PRIVATE_FLAG) !== 0;
  const first = queueAt(task, addr, isPrivate);
  if (typeof first === 'number') return first;
  const second = queueAt(task, addr2, isPrivate);
  if (typeof second === 'number') return second;
  const code = encoded | 0;
  const shift = ((code >>> 28) & 8) !== 0;
  const apply = OPS[(code >>> 28) & 7];
  const holds = COMPARE[(code >>> 24) & 15];
  const rawArg = (code << 8) >> 20;
  const argument = shift ? 1 << (rawArg & 31) : rawArg;
  const compared = (code << 20) >> 20;
  const old = load(task, addr2);
  if (old < 0) return old;
  if (apply === undefined) return -ENOSYS;
  if (!store(task, addr2, apply(old | 0, argument))) return -EFAULT;
  if (holds === undefined) return -ENOSYS;
  let done = wakeSome(first, wake, F.FUTEX_BITSET_MATCH_ANY);
  if (holds(old | 0, compared)) done += wakeSome(second, wake2, F.FUTEX_BITSET_MATCH_ANY);
  return done;
}

/** futex_lock_pi: the word holds the owner's tid, and FUTEX_WAITERS when others sleep. */
function lockPi(
  task: TaskStruct,
  addr: number,
  isPrivate: boolean,
  deadline: number | undefined,
  tryOnly: boolean,
): Result {
  const queue = queueAt(task, addr, isPrivate);
  if (typeof queue === 'number') return queue;
  const now = load(task, addr);
  if (now < 0) return now;
  const owner = now & F.FUTEX_TID_MASK;
  if (owner === numberFor(task, task.pid)) return -EDEADLK;
  if (owner === 0) {
    const kept = (now & F.FUTEX_OWNER_DIED) | (queue.length > 0 ? F.FUTEX_WAITERS : 0);
    return store(task, addr, (kept | numberFor(task, task.pid)) >>> 0) ? 0 : -EFAULT;
  }
  if (findTask(task, owner) === undefined) return -ESRCH;
  if (tryOnly) return -EAGAIN;
  if (!store(task, addr, (now | F.FUTEX_WAITERS) >>> 0)) return -EFAULT;
  const waiter: Waiter = { task, bitset: F.FUTEX_BITSET_MATCH_ANY, queue, woken: false, pi: true };
  queue.push(waiter);
  const abandon = () => leave(waiter);
  const sleep = (): Result => ({
    queues: [],
    deadline,
    abandon,
    interrupted: () => {
      leave(waiter);
      return -ERESTARTSYS;
    },
    why: `${why(addr)} that pid ${owner} holds`,
    again: (timedOut) => {
      if (waiter.woken) return 0;
      if (!timedOut) return sleep();
      leave(waiter);
      return -ETIMEDOUT;
    },
  });
  return sleep();
}

/** futex_unlock_pi: the lock goes to the first who waits. */
function unlockPi(task: TaskStruct, addr: number, isPrivate: boolean): Result {
  const now = load(task, addr);
  if (now < 0) return now;
  if ((now & F.FUTEX_TID_MASK) !== numberFor(task, task.pid)) return -EPERM;
  const queue = queueAt(task, addr, isPrivate);
  if (typeof queue === 'number') return queue;
  return handOver(task, addr, queue, 0) ? 0 : -EFAULT;
}

function handOver(task: TaskStruct, addr: number, queue: Waiter[], died: number): boolean {
  const next = queue.find((waiter) => waiter.pi);
  if (next === undefined) return store(task, addr, died);
  leave(next);
  const more = queue.length > 0 ? F.FUTEX_WAITERS : 0;
  if (!store(task, addr, (numberFor(next.task, next.task.pid) | more | died) >>> 0)) return false;
  next.woken = true;
  task.kernel.sched.wake(next.task, false);
  return true;
}

/** Implements futex(2). */
function futex(task: TaskStruct, args: readonly number[]): Result {
  const [addr, op, value, timeout, addr2, value3] = args;
  const isPrivate = (op & F.FUTEX_PRIVATE_FLAG) !== 0;
  const command = op & ~(F.FUTEX_PRIVATE_FLAG | F.FUTEX_CLOCK_REALTIME);
  const wall = (op & F.FUTEX_CLOCK_REALTIME) !== 0;
  const waits = WAITS.includes(command);
  const realtime = wall || command === F.FUTEX_LOCK_PI;
  const clock = realtime ? CLOCK_REALTIME : CLOCK_MONOTONIC;
  const deadline = waits
    ? deadlineOf(task, timeout, command === F.FUTEX_WAIT, clock)
    : { error: 0, at: undefined };
  if (deadline.error < 0) return deadline.error;
  if (wall && !CLOCKED.includes(command)) return -ENOSYS;
  switch (command) {
    case F.FUTEX_WAIT:
      return wait(task, addr, isPrivate, value >>> 0, F.FUTEX_BITSET_MATCH_ANY, deadline.at);
    case F.FUTEX_WAIT_BITSET:
      return wait(task, addr, isPrivate, value >>> 0, value3 >>> 0, deadline.at);
    case F.FUTEX_WAKE:
    case F.FUTEX_WAKE_BITSET: {
      const bitset = command === F.FUTEX_WAKE ? F.FUTEX_BITSET_MATCH_ANY : value3 >>> 0;
      if (bitset === 0) return -EINVAL;
      const queue = queueAt(task, addr, isPrivate);
      // The word itself is not read; at least one waiter is woken however few were asked for.
      return typeof queue === 'number' ? queue : wakeSome(queue, Math.max(1, value | 0), bitset);
    }
    case F.FUTEX_REQUEUE:
      return requeue(task, args, false);
    case F.FUTEX_CMP_REQUEUE:
      return requeue(task, args, true);
    case F.FUTEX_WAKE_OP:
      return wakeOp(task, [addr, op, value, timeout, addr2, value3]);
    case F.FUTEX_LOCK_PI:
    case F.FUTEX_LOCK_PI2:
      return lockPi(task, addr, isPrivate, deadline.at, false);
    case F.FUTEX_TRYLOCK_PI:
      return lockPi(task, addr, isPrivate, undefined, true);
    case F.FUTEX_UNLOCK_PI:
      return unlockPi(task, addr, isPrivate);
    default:
      return -ENOSYS;
  }
}
const WAITS: readonly number[] = [F.FUTEX_WAIT, F.FUTEX_WAIT_BITSET, F.FUTEX_LOCK_PI, F.FUTEX_LOCK_PI2];
const CLOCKED: readonly number[] = [F.FUTEX_WAIT, F.FUTEX_WAIT_BITSET, F.FUTEX_LOCK_PI2];

/** Most words that one futex_waitv waits on: FUTEX_WAITV_MAX. */
const WAITV_MAX = 128;
/** struct futex_waitv: val, uaddr, flags, reserved. */
const WAITV_SIZE = 24;
/** FUTEX2_SIZE_U32, FUTEX2_PRIVATE. */
const FUTEX2_SIZE_U32 = 2;
const FUTEX2_PRIVATE = 128;

/** Implements futex_waitv(2): the answer is the index of a word that was woken. */
function futexWaitv(task: TaskStruct, [vector, count, flags, timeout, clock]: readonly number[]): Result {
  if (flags !== 0 || count === 0 || count > WAITV_MAX || vector === 0) return -EINVAL;
  let deadline: number | undefined;
  if (timeout !== 0) {
    if (clock !== CLOCK_MONOTONIC && clock !== CLOCK_REALTIME) return -EINVAL;
    const given = deadlineOf(task, timeout, false, clock);
    if (given.error < 0) return given.error;
    deadline = given.at;
  }
  const bytes = task.mem.copyIn(vector, count * WAITV_SIZE);
  if (bytes === undefined) return -EFAULT;
  const list = new DataView(bytes.buffer);
  const words = Array.from({ length: count }, (_, i) => ({
    value: list.getUint32(i * WAITV_SIZE, true),
    high: list.getUint32(i * WAITV_SIZE + 4, true),
    addr: list.getUint32(i * WAITV_SIZE + 8, true) + list.getInt32(i * WAITV_SIZE + 12, true) * 2 ** 32,
    flags: list.getUint32(i * WAITV_SIZE + 16, true),
    reserved: list.getUint32(i * WAITV_SIZE + 20, true),
  }));
  if (words.some((w) => w.reserved !== 0 || (w.flags & ~FUTEX2_PRIVATE) !== FUTEX2_SIZE_U32)) return -EINVAL;
  const waiters: Waiter[] = [];
  const abandon = () => waiters.forEach(leave);
  for (const { addr, flags: how, value } of words) {
    const queue = queueAt(task, addr, (how & FUTEX2_PRIVATE) !== 0);
    const now = typeof queue === 'number' ? queue : load(task, addr);
    if (typeof queue === 'number' || now !== value) {
      abandon();
      return now < 0 ? now : -EAGAIN;
    }
    waiters.push({ task, bitset: F.FUTEX_BITSET_MATCH_ANY, queue, woken: false, pi: false });
    queue.push(waiters[waiters.length - 1]);
  }
  const sleep = (): Result => ({
    queues: [],
    deadline,
    abandon,
    interrupted: () => {
      abandon();
      return -ERESTARTSYS;
    },
    why: `one of ${count} futexes`,
    again: (timedOut) => {
      const woken = waiters.findIndex((w) => w.woken);
      if (woken < 0 && !timedOut) return sleep();
      abandon();
      return woken >= 0 ? woken : -ETIMEDOUT;
    },
  });
  return sleep();
}

/** Most entries of a robust list that are looked at: ROBUST_LIST_LIMIT. */
const ROBUST_LIST_LIMIT = 2048;

/** exit_robust_list: locks that a dying thread held are marked, and one waiter of each is woken. */
export function exitRobustList(task: TaskStruct): void {
  const head = task.robustList;
  if (head === 0) return;
  task.robustList = 0;
  const bytes = task.mem.copyIn(head, 24);
  if (bytes === undefined) return;
  const list = new DataView(bytes.buffer);
  const offset = list.getUint32(8, true) + list.getInt32(12, true) * 2 ** 32;
  const address = (at: DataView, i: number) => at.getUint32(i, true) + at.getInt32(i + 4, true) * 2 ** 32;
  const pending = address(list, 16);
  const plain = (entry: number) => entry - (entry % 2);
  let entry = address(list, 0);
  for (let n = 0; n < ROBUST_LIST_LIMIT && plain(entry) !== head && entry !== 0; n++) {
    const next = task.mem.copyIn(plain(entry), 8);
    if (plain(entry) !== plain(pending)) ownerDied(task, plain(entry) + offset, entry % 2 !== 0);
    if (next === undefined) return;
    entry = address(new DataView(next.buffer), 0);
  }
  if (pending !== 0) ownerDied(task, plain(pending) + offset, pending % 2 !== 0);
}

/** handle_futex_death. */
function ownerDied(task: TaskStruct, addr: number, pi: boolean): void {
  if (addr % 4 !== 0) return;
  const now = load(task, addr);
  if (now < 0 || (now & F.FUTEX_TID_MASK) !== numberFor(task, task.pid)) return;
  const queue = queueAt(task, addr, false);
  if (typeof queue === 'number') return;
  if (pi) handOver(task, addr, queue, F.FUTEX_OWNER_DIED);
  else {
    store(task, addr, ((now & F.FUTEX_WAITERS) | F.FUTEX_OWNER_DIED) >>> 0);
    if (now & F.FUTEX_WAITERS) wakeSome(queue, 1, F.FUTEX_BITSET_MATCH_ANY);
  }
}

export const futexRows = [
  partial(
    'futex',
    futex,
    'FUTEX_WAIT_REQUEUE_PI and FUTEX_CMP_REQUEUE_PI answer ENOSYS; nothing inherits priority',
  ),
  full('futex_waitv', futexWaitv),
];
