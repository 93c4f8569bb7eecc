import { EAGAIN, EBUSY, EFAULT, EINVAL, ENOTTY, EPERM, EPIPE } from '../../abi/errno';
import { O_ACCMODE, O_DIRECT, O_NONBLOCK, O_RDONLY, O_WRONLY } from '../../abi/fcntl';
import { FIONREAD } from '../../abi/ioctl';
import { POLLERR, POLLHUP, POLLIN, POLLOUT, POLLRDNORM, POLLWRNORM } from '../../abi/poll';
import { SIGPIPE } from '../../abi/signal';
import type { Blocked, IovIter, KernelServices, Result, Task, WaitQueue } from '../kernel/types';
import { PAGE_SIZE } from '../mm/physical';
import type { File, FileOperations } from './types';

/** PIPE_DEF_BUFFERS of include/linux/pipe_fs_i.h: 64 KiB. */
const DEFAULT_BUFFERS = 16;
/** /proc/sys/fs/pipe-max-size. */
export const PIPE_MAX_SIZE = 1 << 20;
/** Pages kept when they run empty: tmp_page of struct pipe_inode_info. */
const SPARE_PAGES = 2;

/** What may be done with a buffer: PIPE_BUF_FLAG_ of include/linux/pipe_fs_i.h. */
export const BUFFER = {
  /** A later write may add to it. */
  MERGE: 0,
  /** One write of O_DIRECT: a read gives it alone, and what it does not take is lost. */
  PACKET: 1,
  /** From sendfile: nothing is added. */
  SPLICED: 2,
} as const;

/**
 * A pipe as Linux has it (fs/pipe.c): a ring of buffers of one page each. A write of up to PIPE_BUF bytes fills one
 * buffer, which is why it is never mixed with others; a small write is added to the last buffer when it fits there.
 */
export class Pipe {
  readers = 0;
  writers = 0;
  /** Ends ever opened: a FIFO's open waits for the other side's to move. */
  readerOpens = 0;
  writerOpens = 0;
  readonly readable: WaitQueue;
  readonly writable: WaitQueue;
  private pfn = new Int32Array(DEFAULT_BUFFERS);
  private start = new Uint16Array(DEFAULT_BUFFERS);
  private length = new Uint16Array(DEFAULT_BUFFERS);
  private kind = new Uint8Array(DEFAULT_BUFFERS);
  private head = 0;
  private used = 0;
  private readonly spare: number[] = [];

  constructor(
    private readonly kernel: KernelServices,
    readonly name: string,
  ) {
    this.readable = kernel.waitQueue(`${name} to have data`);
    this.writable = kernel.waitQueue(`${name} to have room`);
  }

  get empty(): boolean {
    return this.used === 0;
  }

  get full(): boolean {
    return this.used === this.pfn.length;
  }

  /** Buffers that hold nothing. */
  get freeBuffers(): number {
    return this.pfn.length - this.used;
  }

  /** Bytes it can hold: F_GETPIPE_SZ. */
  get capacity(): number {
    return this.pfn.length * PAGE_SIZE;
  }

  /** Bytes waiting: FIONREAD. */
  get bytes(): number {
    let sum = 0;
    for (let i = 0; i < this.used; i++) sum += this.length[this.slot(i)];
    return sum;
  }

  /** F_SETPIPE_SZ: the size in use, rounded up to a power of two pages; EBUSY when the data would not fit. */
  resize(bytes: number, privileged: boolean): number {
    if (bytes > 2 ** 31) return -EINVAL;
    const size = 2 ** Math.ceil(Math.log2(Math.max(bytes, PAGE_SIZE)));
    if (size > this.capacity && size > PIPE_MAX_SIZE && !privileged) return -EPERM;
    const slots = size / PAGE_SIZE;
    if (slots < this.used) return -EBUSY;
    const order = Array.from({ length: this.used }, (_, i) => this.slot(i));
    const wasFull = this.full;
    this.pfn = moved(this.pfn, order, new Int32Array(slots));
    this.start = moved(this.start, order, new Uint16Array(slots));
    this.length = moved(this.length, order, new Uint16Array(slots));
    this.kind = moved(this.kind, order, new Uint8Array(slots));
    this.head = 0;
    if (wasFull && !this.full) this.writable.wakeAll(POLLOUT | POLLWRNORM);
    return size;
  }

  /** Adds to the last buffer what is left of a write beyond whole pages, if it fits; bytes, or -EFAULT. */
  merge(iter: IovIter): number {
    const count = iter.count % PAGE_SIZE;
    if (count === 0 || this.used === 0) return 0;
    const at = this.slot(this.used - 1);
    const end = this.start[at] + this.length[at];
    if (this.kind[at] !== BUFFER.MERGE || end + count > PAGE_SIZE) return 0;
    this.kernel.work.pages++;
    if (this.copyIn(this.pfn[at], end, count, iter) < count) return -EFAULT;
    this.length[at] += count;
    return count;
  }

  /** Fills one new buffer; bytes, or -EFAULT, which leaves the pipe as it was. */
  push(iter: IovIter, kind: number): number {
    const count = Math.min(iter.count, PAGE_SIZE);
    const pfn = this.takePage();
    this.kernel.work.pages++;
    if (this.copyIn(pfn, 0, count, iter) < count) {
      this.givePage(pfn);
      return -EFAULT;
    }
    const at = this.slot(this.used++);
    this.pfn[at] = pfn;
    this.start[at] = 0;
    this.length[at] = count;
    this.kind[at] = kind;
    return count;
  }

  /** Takes bytes of the first buffer; how many, or -EFAULT. */
  shift(iter: IovIter): number {
    const { phys, work } = this.kernel;
    const at = this.head;
    const count = Math.min(this.length[at], iter.count);
    work.pages++;
    const done = iter.copyTo(phys.u8, phys.offset(this.pfn[at]) + this.start[at], count);
    if (done < count) return -EFAULT;
    this.start[at] += count;
    this.length[at] -= this.atPacket ? this.length[at] : count;
    if (this.length[at] === 0) {
      this.givePage(this.pfn[at]);
      this.head = (this.head + 1) % this.pfn.length;
      this.used--;
    }
    return count;
  }

  /** Takes what there is; bytes, or -EFAULT. Writers that a full pipe held up are woken. */
  drain(iter: IovIter): number {
    return drain(this, iter);
  }

  /** Copies bytes from the front and leaves them; how many. */
  peek(bytes: Uint8Array): number {
    const { phys } = this.kernel;
    let done = 0;
    for (let i = 0; i < this.used && done < bytes.length; i++) {
      const at = this.slot(i);
      const from = phys.offset(this.pfn[at]) + this.start[at];
      const n = Math.min(this.length[at], bytes.length - done);
      bytes.set(phys.u8.subarray(from, from + n), done);
      done += n;
    }
    return done;
  }

  /** True when the first buffer was a packet, which ends a read. */
  get atPacket(): boolean {
    return this.kind[this.head] === BUFFER.PACKET;
  }

  /** Both ends are closed: what was not read is lost. */
  free(): void {
    for (let i = 0; i < this.used; i++) this.kernel.phys.unref(this.pfn[this.slot(i)]);
    for (const pfn of this.spare) this.kernel.phys.unref(pfn);
    this.used = 0;
    this.spare.length = 0;
  }

  private slot(i: number): number {
    return (this.head + i) % this.pfn.length;
  }

  private copyIn(pfn: number, offset: number, count: number, iter: IovIter): number {
    const { phys } = this.kernel;
    return iter.copyFrom(phys.u8, phys.offset(pfn) + offset, count);
  }

  private takePage(): number {
    const spare = this.spare.pop();
    if (spare !== undefined) return spare;
    this.kernel.work.newPages++;
    return this.kernel.phys.alloc();
  }

  private givePage(pfn: number): void {
    if (this.spare.length < SPARE_PAGES) this.spare.push(pfn);
    else this.kernel.phys.unref(pfn);
  }
}

type Ring = Int32Array | Uint16Array | Uint8Array;

function moved<T extends Ring>(from: T, order: readonly number[], to: T): T {
  for (const [i, at] of order.entries()) to[i] = from[at];
  return to;
}

/** Opens one end: the access mode says which; O_RDWR of a FIFO is both. */
export function attachPipe(file: File, pipe: Pipe): void {
  file.state = pipe;
  file.fops = PIPE_FILE;
  const mode = file.flags & O_ACCMODE;
  if (mode !== O_WRONLY) {
    pipe.readers++;
    pipe.readerOpens++;
  }
  if (mode !== O_RDONLY) {
    pipe.writers++;
    pipe.writerOpens++;
  }
}

function release(file: File): void {
  const pipe = file.state as Pipe;
  const mode = file.flags & O_ACCMODE;
  if (mode !== O_WRONLY) pipe.readers--;
  if (mode !== O_RDONLY) pipe.writers--;
  pipe.readable.wakeAll();
  pipe.writable.wakeAll();
  if (pipe.readers === 0 && pipe.writers === 0) pipe.free();
}

function read(file: File, iter: IovIter, _pos: number, _task: Task): Result {
  const pipe = file.state as Pipe;
  if (iter.count === 0) return 0;
  if (!pipe.empty) return drain(pipe, iter);
  if (pipe.writers === 0) return 0;
  return file.flags & O_NONBLOCK ? -EAGAIN : sleepToRead(file, pipe, iter.keep());
}

function drain(pipe: Pipe, iter: IovIter): number {
  const wasFull = pipe.full;
  let done = 0;
  while (iter.count > 0 && !pipe.empty) {
    const packet = pipe.atPacket;
    const count = pipe.shift(iter);
    if (count < 0) return done || count;
    done += count;
    if (packet) break;
  }
  if (wasFull && !pipe.full) pipe.writable.wakeAll(POLLOUT | POLLWRNORM);
  return done;
}

function sleepToRead(file: File, pipe: Pipe, iter: IovIter): Blocked {
  return {
    queues: [pipe.readable],
    why: `${pipe.name} to have data`,
    again: () => {
      if (!pipe.empty) return drain(pipe, iter);
      return pipe.writers === 0 ? 0 : sleepToRead(file, pipe, iter);
    },
  };
}

function write(file: File, iter: IovIter, _pos: number, task: Task): Result {
  if (iter.count === 0) return 0;
  const pipe = file.state as Pipe;
  if (pipe.readers === 0) return broken(task);
  const wasEmpty = pipe.empty;
  let done = 0;
  if (!wasEmpty && !(file.flags & O_DIRECT)) {
    done = pipe.merge(iter);
    if (done < 0) return done;
  }
  return fill(file, pipe, iter, done, task, wasEmpty);
}

/** Fills buffers until all is written; sleeps when the pipe is full, with what is done so far. */
function fill(file: File, pipe: Pipe, iter: IovIter, before: number, task: Task, wasEmpty: boolean): Result {
  let done = before;
  let error = 0;
  while (iter.count > 0 && !pipe.full) {
    const count = pipe.push(iter, file.flags & O_DIRECT ? BUFFER.PACKET : BUFFER.MERGE);
    if (count < 0) {
      error = count;
      break;
    }
    done += count;
  }
  // A pipe that is polled wakes at every write: poll_usage of pipe_write.
  if ((wasEmpty || pipe.readable.watched) && !pipe.empty) pipe.readable.wakeAll(POLLIN | POLLRDNORM);
  if (error < 0 || iter.count === 0) return done || error;
  if (file.flags & O_NONBLOCK) return done || -EAGAIN;
  const rest = iter.keep();
  return sleepToWrite(file, pipe, rest, done, task);
}

function sleepToWrite(file: File, pipe: Pipe, iter: IovIter, done: number, task: Task): Blocked {
  return {
    queues: [pipe.writable],
    why: `${pipe.name} to have room`,
    interrupted: done || undefined,
    again: () => {
      if (pipe.readers === 0) return broken(task, done);
      if (pipe.full) return sleepToWrite(file, pipe, iter, done, task);
      return fill(file, pipe, iter, done, task, pipe.empty);
    },
  };
}

/** Nobody will ever read: SIGPIPE, and EPIPE if nothing was written. */
export function broken(task: Task, done = 0): number {
  task.signal(SIGPIPE);
  return done || -EPIPE;
}

function poll(file: File): number {
  const pipe = file.state as Pipe;
  const mode = file.flags & O_ACCMODE;
  let events = 0;
  if (mode !== O_WRONLY) {
    if (!pipe.empty) events |= POLLIN | POLLRDNORM;
    if (pipe.writers === 0 && pipe.writerOpens > 0) events |= POLLHUP;
  }
  if (mode !== O_RDONLY) {
    if (!pipe.full) events |= POLLOUT | POLLWRNORM;
    if (pipe.readers === 0) events |= POLLERR;
  }
  return events;
}

function ioctl(file: File, request: number, arg: number, task: Task): number {
  if (request !== FIONREAD) return -ENOTTY;
  const bytes = new Uint8Array(new Int32Array([(file.state as Pipe).bytes]).buffer);
  return task.mem.copyOut(arg, bytes) ? 0 : -EFAULT;
}

/** pipe_poll: an end watches its own side. */
function queues(file: File): WaitQueue[] {
  const { readable, writable } = file.state as Pipe;
  const mode = file.flags & O_ACCMODE;
  return mode === O_RDONLY ? [readable] : mode === O_WRONLY ? [writable] : [readable, writable];
}

/** Operations of both ends; `state` is the Pipe. */
export const PIPE_FILE: FileOperations = {
  read,
  write,
  poll,
  ioctl,
  release,
  queues,
  async: true,
};
