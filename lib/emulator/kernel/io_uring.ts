import * as E from '../../abi/errno';
import { O_CLOEXEC, O_RDWR } from '../../abi/fcntl';
import { POLLERR, POLLHUP, POLLIN, POLLRDNORM } from '../../abi/poll';
import { getField, TIMESPEC } from '../../abi/structs';
import { PAGE_SIZE } from '../mm/physical';
import { sideTable } from '../snapshot/side_table';
import { fget, fput } from '../vfs/file';
import type { File, FileOperations } from '../vfs/types';
import { installFile } from './fs/anon';
import { signalEventfd } from './fs/eventfd';
import { vfsPoll } from './fs/poll_wait';
import { seekable } from './fs/read_write';
import { fdget } from './fs/uaccess';
import { partial } from './row';
import type { WaitQueueHead } from './sched';
import type { TaskStruct } from './task';
import type { Timer } from './time/timers';
import type { Blocked, Result } from './types';

/** Offsets of struct io_rings, which head, tail and the like have a cache line each in, in 32-bit words. */
const RING = {
  SQ_HEAD: 0,
  SQ_TAIL: 16,
  CQ_HEAD: 32,
  CQ_TAIL: 48,
  SQ_MASK: 64,
  CQ_MASK: 65,
  SQ_ENTRIES: 66,
  CQ_ENTRIES: 67,
} as const;
const RING_DROPPED = 68;
const RING_CQ_OVERFLOW = 71;
const CQES = 320;
const CQE_SIZE = 16;
const SQE_SIZE = 64;
/** Where a program maps the rings and the submission entries. */
const OFF_CQ_RING = 0x8000000;
const OFF_SQES = 0x10000000;
const PARAMS_SIZE = 120;
const MAX_ENTRIES = 32_768;
/** IORING_SETUP_CQSIZE, _CLAMP, and those that only hint: SUBMIT_ALL, COOP_TASKRUN, SINGLE_ISSUER, DEFER_TASKRUN. */
const SETUP = { CQSIZE: 8, CLAMP: 16 } as const;
const SETUP_KNOWN = SETUP.CQSIZE | SETUP.CLAMP | 0x80 | 0x100 | 0x1000 | 0x2000;
/** SINGLE_MMAP, NODROP, SUBMIT_STABLE, RW_CUR_POS, CUR_PERSONALITY, FAST_POLL. */
const FEATURES = 1 | 2 | 4 | 8 | 16 | 32;
const SQE_FLAG = { FIXED_FILE: 1, DRAIN: 2, LINK: 4, HARDLINK: 8, ASYNC: 16, SKIP_SUCCESS: 64 } as const;

interface Sqe {
  opcode: number;
  flags: number;
  fd: number;
  off: number;
  addr: number;
  length: number;
  opFlags: number;
  userLo: number;
  userHi: number;
  bufIndex: number;
  other: number;
}

/** A request that has not completed: struct io_kiocb. */
interface Request {
  readonly sqe: Sqe;
  /** Takes it off whatever it waits for. */
  cancel: () => void;
  /** Requests that start when it is done: a chain of IOSQE_IO_LINK. */
  next: Sqe[];
  /** A timeout that also ends after so many completions. */
  after?: number;
}

/** Operations served by a call of the same meaning: its name and its arguments out of the entry. */
const CALLS: Readonly<Record<number, readonly [name: string, args: (sqe: Sqe) => number[]]>> = {
  3: ['fsync', (s) => [s.fd]],
  8: ['sync_file_range', (s) => [s.fd, s.off, s.length, s.opFlags]],
  9: ['sendmsg', (s) => [s.fd, s.addr, s.opFlags]],
  10: ['recvmsg', (s) => [s.fd, s.addr, s.opFlags]],
  13: ['accept4', (s) => [s.fd, s.addr, s.off, s.opFlags]],
  16: ['connect', (s) => [s.fd, s.addr, s.off]],
  17: ['fallocate', (s) => [s.fd, s.length, s.off, s.addr]],
  18: ['openat', (s) => [s.fd, s.addr, s.opFlags, s.length]],
  19: ['close', (s) => [s.fd]],
  21: ['statx', (s) => [s.fd, s.addr, s.opFlags, s.length, s.off]],
  24: ['fadvise64', (s) => [s.fd, s.off, s.length, s.opFlags]],
  25: ['madvise', (s) => [s.addr, s.length, s.opFlags]],
  26: ['sendto', (s) => [s.fd, s.addr, s.length, s.opFlags, 0, 0]],
  27: ['recvfrom', (s) => [s.fd, s.addr, s.length, s.opFlags, 0, 0]],
  28: ['openat2', (s) => [s.fd, s.addr, s.off, s.length]],
  29: ['epoll_ctl', (s) => [s.fd, s.length, s.off, s.addr]],
  34: ['shutdown', (s) => [s.fd, s.length]],
  35: ['renameat2', (s) => [s.fd, s.addr, s.length | 0, s.off, s.opFlags]],
  36: ['unlinkat', (s) => [s.fd, s.addr, s.opFlags]],
  37: ['mkdirat', (s) => [s.fd, s.addr, s.length]],
  38: ['symlinkat', (s) => [s.addr, s.fd, s.off]],
  39: ['linkat', (s) => [s.fd, s.addr, s.length | 0, s.off, s.opFlags]],
  45: ['socket', (s) => [s.fd, s.off, s.length]],
};
const OP = {
  NOP: 0,
  READV: 1,
  WRITEV: 2,
  READ_FIXED: 4,
  WRITE_FIXED: 5,
  POLL_ADD: 6,
  POLL_REMOVE: 7,
  TIMEOUT: 11,
  TIMEOUT_REMOVE: 12,
  ASYNC_CANCEL: 14,
  READ: 22,
  WRITE: 23,
} as const;
const LAST_OP = 45;
const supported = (op: number): boolean => op in CALLS || (Object.values(OP) as number[]).includes(op);

/** An instance: struct io_ring_ctx. */
class Ring {
  readonly pending = new Set<Request>();
  readonly files: (File | undefined)[] = [];
  buffers: { addr: number; length: number }[] | undefined;
  eventfd: File | undefined;
  /** Completions that the ring had no room for. */
  readonly overflow: [lo: number, hi: number, result: number][] = [];
  private readonly words: Uint32Array;
  private readonly base: number;
  completed = 0;
  /** Completions that come after that of the request now being started. */
  readonly later: (() => void)[] = [];

  constructor(
    readonly task: TaskStruct,
    readonly sqEntries: number,
    readonly cqEntries: number,
    readonly ringFrames: number[],
    readonly sqeFrames: number[],
    readonly queue: WaitQueueHead,
  ) {
    const { phys } = task.kernel;
    this.words = phys.u32;
    this.base = phys.offset(ringFrames[0]) >>> 2;
    this.set(RING.SQ_MASK, sqEntries - 1);
    this.set(RING.CQ_MASK, cqEntries - 1);
    this.set(RING.SQ_ENTRIES, sqEntries);
    this.set(RING.CQ_ENTRIES, cqEntries);
  }

  get(word: number): number {
    return this.words[this.base + word];
  }

  set(word: number, value: number): void {
    this.words[this.base + word] = value;
  }

  /** Byte offset of the array of indices behind the completions. */
  get arrayAt(): number {
    return CQES + this.cqEntries * CQE_SIZE;
  }

  /** Completions that the program has not taken. */
  get ready(): number {
    return (this.get(RING.CQ_TAIL) - this.get(RING.CQ_HEAD)) >>> 0;
  }

  /** io_fill_cqe. */
  complete(lo: number, hi: number, result: number): void {
    this.completed++;
    if (this.ready >= this.cqEntries) {
      this.overflow.push([lo, hi, result]);
      this.set(RING_CQ_OVERFLOW, this.overflow.length);
    } else this.put(lo, hi, result);
    this.queue.wakeAll();
    if (this.eventfd !== undefined) signalEventfd(this.eventfd);
    for (const request of [...this.pending]) {
      if (request.after !== undefined && --request.after === 0) {
        request.cancel();
        this.finish(request, 0);
      }
    }
  }

  private put(lo: number, hi: number, result: number): void {
    const tail = this.get(RING.CQ_TAIL);
    const at = (CQES >> 2) + (tail & (this.cqEntries - 1)) * (CQE_SIZE >> 2);
    this.set(at, lo);
    this.set(at + 1, hi);
    this.set(at + 2, result);
    this.set(at + 3, 0);
    this.set(RING.CQ_TAIL, (tail + 1) >>> 0);
  }

  flushOverflow(): void {
    while (this.overflow.length > 0 && this.ready < this.cqEntries) {
      const [lo, hi, result] = this.overflow.shift() as [number, number, number];
      this.put(lo, hi, result);
    }
  }

  /** Takes the next entry of the submission ring; undefined when there is none. */
  nextSqe(): Sqe | undefined {
    const head = this.get(RING.SQ_HEAD);
    if (head === this.get(RING.SQ_TAIL)) return undefined;
    this.set(RING.SQ_HEAD, (head + 1) >>> 0);
    const index = this.get((this.arrayAt >> 2) + (head & (this.sqEntries - 1)));
    if (index >= this.sqEntries) {
      this.set(RING_DROPPED, this.get(RING_DROPPED) + 1);
      return undefined;
    }
    const { phys } = this.task.kernel;
    const view = new DataView(
      phys.u8.buffer,
      phys.u8.byteOffset + phys.offset(this.sqeFrames[0]) + index * SQE_SIZE,
      SQE_SIZE,
    );
    const u64 = (at: number) => view.getUint32(at, true) + view.getInt32(at + 4, true) * 2 ** 32;
    return {
      opcode: view.getUint8(0),
      flags: view.getUint8(1),
      fd: view.getInt32(4, true),
      off: u64(8),
      addr: u64(16),
      length: view.getUint32(24, true),
      opFlags: view.getUint32(28, true),
      userLo: view.getUint32(32, true),
      userHi: view.getUint32(36, true),
      bufIndex: view.getUint16(40, true),
      other: view.getInt32(44, true),
    };
  }

  /** Starts a request, and those linked behind it when it is done. */
  start(task: TaskStruct, sqe: Sqe, next: Sqe[]): void {
    const request: Request = { sqe, cancel: () => {}, next };
    this.settle(task, request, issue(task, this, request));
    for (const finish of this.later.splice(0)) finish();
  }

  /** An operation has answered, or has to wait: then it is tried again when one of its queues is woken. */
  private settle(task: TaskStruct, request: Request, result: Result | undefined): void {
    if (result === undefined) {
      this.pending.add(request);
      return;
    }
    if (typeof result === 'number') {
      this.finish(request, result);
      return;
    }
    this.wait(task, request, result);
  }

  private wait(task: TaskStruct, request: Request, blocked: Blocked): void {
    this.pending.add(request);
    const { timers } = task.kernel.sched;
    let timer: Timer | undefined;
    const stop = () => {
      for (const queue of blocked.queues) queue.unlisten(heard);
      if (timer !== undefined) timers.cancel(timer);
      timer = undefined;
    };
    const retry = (timedOut: boolean) => {
      stop();
      this.pending.delete(request);
      this.settle(task, request, blocked.again(timedOut));
    };
    const heard = () => retry(false);
    for (const queue of blocked.queues) queue.listen(heard);
    if (blocked.deadline !== undefined) timer = timers.start(blocked.deadline, () => retry(true));
    request.cancel = () => {
      stop();
      blocked.abandon?.();
    };
  }

  finish(request: Request, result: number): void {
    const { sqe, next } = request;
    this.pending.delete(request);
    const shown = result <= -E.ERESTARTSYS ? -E.EINTR : result;
    if (!(sqe.flags & SQE_FLAG.SKIP_SUCCESS && result >= 0)) this.complete(sqe.userLo, sqe.userHi, shown);
    const [first, ...rest] = next;
    if (first === undefined) return;
    if (result >= 0 || sqe.flags & SQE_FLAG.HARDLINK) this.start(this.task, first, rest);
    else for (const canceled of next) this.complete(canceled.userLo, canceled.userHi, -E.ECANCELED);
  }

  find(lo: number, hi: number): Request | undefined {
    for (const request of this.pending)
      if (request.sqe.userLo === lo && request.sqe.userHi === hi) return request;
    return undefined;
  }
}

const low = (value: number): number => value >>> 0;
const high = (value: number): number => Math.floor(value / 2 ** 32) >>> 0;

/** Cancels the request that `addr` names by its user_data. */
function cancel(ring: Ring, addr: number, result: number): number {
  const found = ring.find(low(addr), high(addr));
  if (found === undefined) return -E.ENOENT;
  found.cancel();
  // The canceller completes first.
  ring.pending.delete(found);
  ring.later.push(() => ring.finish(found, result));
  return 0;
}

/** Begins an operation; undefined when it has arranged for its own end. */
function issue(task: TaskStruct, ring: Ring, request: Request): Result | undefined {
  const { sqe } = request;
  const { kernel } = task;
  const call = (name: string, args: number[]): Result => kernel.dispatcher.handler(name)(task, args);
  if (sqe.flags & SQE_FLAG.FIXED_FILE && sqe.opcode !== OP.NOP)
    return withFixedFile(task, ring, sqe, () => perform(task, ring, request, call));
  return perform(task, ring, request, call);
}

/** A registered file stands in the table of descriptors while the operation begins. */
function withFixedFile(
  task: TaskStruct,
  ring: Ring,
  sqe: Sqe,
  run: () => Result | undefined,
): Result | undefined {
  const file = ring.files[sqe.fd];
  if (file === undefined) return -E.EBADF;
  const fd = task.files.install(fget(file), false);
  if (fd < 0) {
    fput(file);
    return fd;
  }
  sqe.fd = fd;
  const result = run();
  task.files.close(fd);
  return result;
}

function perform(
  task: TaskStruct,
  ring: Ring,
  request: Request,
  call: (name: string, args: number[]) => Result,
): Result | undefined {
  const { sqe } = request;
  switch (sqe.opcode) {
    case OP.NOP:
      return 0;
    case OP.READ:
    case OP.WRITE:
    case OP.READ_FIXED:
    case OP.WRITE_FIXED: {
      const write = sqe.opcode === OP.WRITE || sqe.opcode === OP.WRITE_FIXED;
      if (sqe.opcode === OP.READ_FIXED || sqe.opcode === OP.WRITE_FIXED) {
        const buffer = ring.buffers?.[sqe.bufIndex];
        if (
          buffer === undefined ||
          sqe.addr < buffer.addr ||
          sqe.addr + sqe.length > buffer.addr + buffer.length
        )
          return -E.EFAULT;
      }
      const here = positionless(task, sqe);
      if (write) return call(here ? 'write' : 'pwrite64', [sqe.fd, sqe.addr, sqe.length, sqe.off]);
      return call(here ? 'read' : 'pread64', [sqe.fd, sqe.addr, sqe.length, sqe.off]);
    }
    case OP.READV:
    case OP.WRITEV: {
      const name = sqe.opcode === OP.READV ? 'readv' : 'writev';
      const here = positionless(task, sqe);
      return call(here ? name : `p${name}`, [sqe.fd, sqe.addr, sqe.length, sqe.off]);
    }
    case OP.POLL_ADD:
      return pollAdd(task, sqe);
    case OP.TIMEOUT:
      return timeout(task, ring, request);
    case OP.POLL_REMOVE:
    case OP.ASYNC_CANCEL:
    case OP.TIMEOUT_REMOVE:
      return cancel(ring, sqe.addr, -E.ECANCELED);
    default: {
      const row = CALLS[sqe.opcode];
      return row === undefined ? -E.EINVAL : call(row[0], row[1](sqe));
    }
  }
}

/** An offset of -1, or a file without positions: the file's own. */
function positionless(task: TaskStruct, sqe: Sqe): boolean {
  const file = fdget(task, sqe.fd);
  return sqe.off === -1 || file === undefined || !seekable(file);
}

function pollAdd(task: TaskStruct, sqe: Sqe): Result {
  const file = fdget(task, sqe.fd);
  if (file === undefined) return -E.EBADF;
  const wanted = (sqe.opFlags & 0xffff) | POLLERR | POLLHUP;
  const look = (): Result => {
    const found = vfsPoll(file) & wanted;
    return found !== 0
      ? found
      : { queues: file.fops.queues?.(file) ?? [], why: 'a polled file', again: look };
  };
  return look();
}

const IORING_TIMEOUT_ABS = 1;

/** Ends with ETIME, or with 0 once `off` other requests have completed. */
function timeout(task: TaskStruct, ring: Ring, request: Request): Result | undefined {
  const { sqe } = request;
  const bytes = task.mem.copyIn(sqe.addr, TIMESPEC.size);
  if (bytes === undefined) return -E.EFAULT;
  if (sqe.length !== 1) return -E.EINVAL;
  const view = new DataView(bytes.buffer);
  const sec = getField(view, 0, TIMESPEC.at.tv_sec);
  const nsec = getField(view, 0, TIMESPEC.at.tv_nsec);
  if (sec < 0 || nsec < 0) return -E.EINVAL;
  const { sched } = task.kernel;
  const base = sqe.opFlags & IORING_TIMEOUT_ABS ? 0 : task.kernel.monotonic();
  const timer = sched.timers.start(Math.min(base + sec * 1e9 + nsec, 2 ** 52), () =>
    ring.finish(request, -E.ETIME),
  );
  request.cancel = () => sched.timers.cancel(timer);
  if (sqe.off > 0) request.after = sqe.off;
  return undefined;
}

const ringOf = (file: File): Ring => file.state as Ring;

const IO_URING: FileOperations = {
  poll: (file) => (ringOf(file).ready > 0 ? POLLIN | POLLRDNORM : 0),
  queues: (file) => [ringOf(file).queue],
  page: (inode, index) => {
    const frames = framesOf.get(inode);
    if (frames === undefined) return 0;
    const at = index * PAGE_SIZE;
    if (at >= OFF_SQES) return frames.sqes[(at - OFF_SQES) / PAGE_SIZE] ?? 0;
    return frames.ring[(at >= OFF_CQ_RING ? at - OFF_CQ_RING : at) / PAGE_SIZE] ?? 0;
  },
  release: (file) => {
    const ring = ringOf(file);
    for (const request of [...ring.pending]) request.cancel();
    ring.pending.clear();
    for (const registered of ring.files) if (registered) fput(registered);
    if (ring.eventfd) fput(ring.eventfd);
    const { phys } = ring.task.kernel;
    for (const pfn of [...ring.ringFrames, ...ring.sqeFrames]) phys.unref(pfn);
    framesOf.delete(file.inode);
  },
};

const framesOf = sideTable<object, { ring: number[]; sqes: number[] }>();

/** Implements io_uring_setup(2). */
function ioUringSetup(task: TaskStruct, [entries, addr]: readonly number[]): Result {
  const bytes = task.mem.copyIn(addr, PARAMS_SIZE);
  if (bytes === undefined) return -E.EFAULT;
  const view = new DataView(bytes.buffer);
  const flags = view.getUint32(8, true);
  if ([28, 32, 36].some((at) => view.getUint32(at, true) !== 0) || flags & ~SETUP_KNOWN) return -E.EINVAL;
  if (entries === 0 || (entries > MAX_ENTRIES && (flags & SETUP.CLAMP) === 0)) return -E.EINVAL;
  const sqEntries = 2 ** Math.ceil(Math.log2(Math.min(entries, MAX_ENTRIES)));
  let cqEntries = sqEntries * 2;
  if (flags & SETUP.CQSIZE) {
    const asked = view.getUint32(4, true);
    if (asked === 0 || (asked > MAX_ENTRIES * 2 && (flags & SETUP.CLAMP) === 0)) return -E.EINVAL;
    cqEntries = 2 ** Math.ceil(Math.log2(Math.min(asked, MAX_ENTRIES * 2)));
    if (cqEntries < sqEntries) return -E.EINVAL;
  }
  const { kernel } = task;
  const take = (size: number): number[] => {
    const count = Math.ceil(size / PAGE_SIZE);
    const first = kernel.phys.allocRun(count);
    return Array.from({ length: count }, (_, i) => first + i);
  };
  const ringFrames = take(CQES + cqEntries * CQE_SIZE + sqEntries * 4);
  const sqeFrames = take(sqEntries * SQE_SIZE);
  const ring = new Ring(task, sqEntries, cqEntries, ringFrames, sqeFrames, kernel.waitQueue('io_uring'));
  view.setUint32(0, sqEntries, true);
  view.setUint32(4, cqEntries, true);
  view.setUint32(20, FEATURES, true);
  const words = (at: number, ...values: number[]) => {
    for (const [i, value] of values.entries()) view.setUint32(at + i * 4, value, true);
  };
  words(40, 0, 64, 256, 264, 276, 272, ring.arrayAt, 0, 0, 0);
  words(80, 128, 192, 260, 268, 284, CQES, 280, 0, 0, 0);
  if (!task.mem.copyOut(addr, bytes)) return -E.EFAULT;
  const file = kernel.vfs.anon.create('[io_uring]', 'io_uring', IO_URING, ring, O_RDWR);
  file.inode.size = 2 ** 31;
  framesOf.set(file.inode, { ring: ringFrames, sqes: sqeFrames });
  return installFile(task, file, O_CLOEXEC);
}

function find(task: TaskStruct, fd: number): Ring | number {
  const file = fdget(task, fd);
  if (file === undefined) return -E.EBADF;
  return file.fops === IO_URING ? ringOf(file) : -E.EOPNOTSUPP;
}

const ENTER_GETEVENTS = 1;
const ENTER_KNOWN = 0x1f;

/** io_submit_sqes: entries in order, chains of linked ones together. */
function submit(task: TaskStruct, ring: Ring, count: number): number {
  let done = 0;
  while (done < count) {
    const first = ring.nextSqe();
    if (first === undefined) break;
    done++;
    if (!supported(first.opcode)) {
      // What cannot even be begun ends the batch: io_submit_sqes without IORING_SETUP_SUBMIT_ALL.
      ring.complete(first.userLo, first.userHi, -E.EINVAL);
      break;
    }
    const chain: Sqe[] = [];
    for (let last = first; last.flags & (SQE_FLAG.LINK | SQE_FLAG.HARDLINK) && done < count; ) {
      const next = ring.nextSqe();
      if (next === undefined) break;
      done++;
      chain.push(next);
      last = next;
    }
    ring.start(task, first, chain);
  }
  return done;
}

/** Implements io_uring_enter(2). */
function ioUringEnter(
  task: TaskStruct,
  [fd, toSubmit, minComplete, flags, mask, maskSize]: readonly number[],
): Result {
  if (flags & ~ENTER_KNOWN) return -E.EINVAL;
  const ring = find(task, fd);
  if (typeof ring === 'number') return ring;
  const submitted = submit(task, ring, toSubmit);
  ring.flushOverflow();
  if (submitted !== toSubmit) return submitted;
  if ((flags & ENTER_GETEVENTS) === 0 || minComplete === 0) return submitted;
  const wanted = Math.min(minComplete, ring.cqEntries);
  const wait = (): Result => {
    ring.flushOverflow();
    if (ring.ready >= wanted) return submitted;
    return {
      queues: [ring.queue],
      interrupted: submitted || -E.EINTR,
      why: `${wanted} completions of io_uring`,
      again: wait,
    };
  };
  return task.withSignalMask(mask, maskSize, wait);
}

const REGISTER = {
  BUFFERS: 0,
  UNREGISTER_BUFFERS: 1,
  FILES: 2,
  UNREGISTER_FILES: 3,
  EVENTFD: 4,
  UNREGISTER_EVENTFD: 5,
  PROBE: 8,
} as const;

/** Implements io_uring_register(2). */
function ioUringRegister(task: TaskStruct, [fd, opcode, arg, count]: readonly number[]): Result {
  const ring = find(task, fd);
  if (typeof ring === 'number') return ring;
  switch (opcode) {
    case REGISTER.BUFFERS: {
      if (ring.buffers !== undefined) return -E.EBUSY;
      if (count === 0 || count > 16_384) return -E.EINVAL;
      const bytes = task.mem.copyIn(arg, count * 16);
      if (bytes === undefined) return -E.EFAULT;
      const view = new DataView(bytes.buffer);
      ring.buffers = Array.from({ length: count }, (_, i) => ({
        addr: view.getUint32(i * 16, true) + view.getInt32(i * 16 + 4, true) * 2 ** 32,
        length: view.getUint32(i * 16 + 8, true),
      }));
      return 0;
    }
    case REGISTER.UNREGISTER_BUFFERS:
      if (ring.buffers === undefined) return -E.ENXIO;
      ring.buffers = undefined;
      return 0;
    case REGISTER.FILES: {
      if (ring.files.length > 0) return -E.EBUSY;
      if (count === 0) return -E.EINVAL;
      const bytes = task.mem.copyIn(arg, count * 4);
      if (bytes === undefined) return -E.EFAULT;
      const fds = [...new Int32Array(bytes.buffer)];
      if (fds.some((n) => n !== -1 && task.files.get(n) === undefined)) return -E.EBADF;
      for (const n of fds) {
        const file = task.files.get(n);
        ring.files.push(file && fget(file));
      }
      return 0;
    }
    case REGISTER.UNREGISTER_FILES:
      if (ring.files.length === 0) return -E.ENXIO;
      for (const file of ring.files.splice(0)) if (file) fput(file);
      return 0;
    case REGISTER.EVENTFD: {
      if (count !== 1) return -E.EINVAL;
      if (ring.eventfd !== undefined) return -E.EBUSY;
      const bytes = task.mem.copyIn(arg, 4);
      if (bytes === undefined) return -E.EFAULT;
      const file = fdget(task, new DataView(bytes.buffer).getInt32(0, true));
      if (file === undefined) return -E.EBADF;
      ring.eventfd = fget(file);
      return 0;
    }
    case REGISTER.UNREGISTER_EVENTFD:
      if (ring.eventfd === undefined) return -E.ENXIO;
      fput(ring.eventfd);
      ring.eventfd = undefined;
      return 0;
    case REGISTER.PROBE: {
      if (count > 256) return -E.EINVAL;
      const bytes = new Uint8Array(16 + count * 8);
      bytes[0] = LAST_OP;
      bytes[1] = Math.min(count, LAST_OP + 1);
      for (let op = 0; op < bytes[1]; op++) {
        bytes[16 + op * 8] = op;
        bytes[16 + op * 8 + 2] = supported(op) ? 1 : 0;
      }
      return task.mem.copyOut(arg, bytes) ? 0 : -E.EFAULT;
    }
    default:
      return -E.EINVAL;
  }
}

export const ioUringRows = [
  partial('io_uring_setup', ioUringSetup, 'polling threads, entries of 128 bytes, shared workers'),
  partial(
    'io_uring_enter',
    ioUringEnter,
    'operations beyond number 45, multishot, provided buffers, IOSQE_IO_DRAIN',
  ),
  partial('io_uring_register', ioUringRegister, 'buffers, files, an eventfd and the probe alone'),
];
