/**
 * Asynchronous input and output as it was before io_uring: io_submit(2), fs/aio.c. What is asked for of a file is done at
 * once, as nothing lies behind the page cache; what would have to wait makes the call wait, as it does in Linux.
 */
import * as A from '../../abi/aio';
import * as E from '../../abi/errno';
import { MAP_ANONYMOUS, MAP_PRIVATE, PROT_READ, PROT_WRITE } from '../../abi/mman';
import {
  IN_ACCESS,
  IN_MODIFY,
  POLLERR,
  POLLHUP,
  POLLIN,
  POLLOUT,
  POLLRDNORM,
  POLLWRNORM,
} from '../../abi/poll';
import { getField, IO_EVENT, IOCB } from '../../abi/structs';
import { sideTable } from '../snapshot/side_table';
import { fget, fput } from '../vfs/file';
import { setting } from '../vfs/procfs/sysctl';
import type { File } from '../vfs/types';
import { isEventfd, signalEventfd } from './fs/eventfd';
import { importIovec } from './fs/iovec';
import { checkRead, checkWrite, seekable, told, writePosition } from './fs/read_write';
import { fsync } from './fs/sync';
import { accessOk, andThen, fdget, MAX_RW_COUNT } from './fs/uaccess';
import { pageUp } from './layout';
import type { MmStruct } from './mm/mm_struct';
import { doMmap, unmapRange } from './mm/mmap';
import { VM } from './mm/vma';
import { full, partial } from './row';
import type { WaitQueueHead } from './sched';
import type { TaskStruct } from './task';
import { readTimespec } from './time/timeout';
import type { IovIter, Result } from './types';

/** struct kioctx: what has been done and nobody has asked about, as struct io_event has it. */
interface Context {
  readonly events: Uint8Array[];
  readonly queue: WaitQueueHead;
  readonly length: number;
  dead: boolean;
  /** Requests under way, by the address of their iocb: those that wait for a file to be ready. */
  readonly polls: Map<number, { end(mask: number): void }>;
}

/** Contexts of an address space, by the address of their ring. */
const contextsOf = sideTable<MmStruct, Map<number, Context>>();

function contexts(mm: MmStruct): Map<number, Context> {
  let found = contextsOf.get(mm);
  if (found === undefined) {
    found = new Map();
    contextsOf.set(mm, found);
  }
  return found;
}

/** Most events that ioctx_alloc looks at at all. */
const MOST_EVENTS = 0x10000000;
const RING_HEADER = 32;

/** Implements io_setup(2). Of its ring in memory, which programs should not look at, only the place is there. */
function ioSetup(task: TaskStruct, [events, addr]: readonly number[]): Result {
  const given = task.mem.copyIn(addr, 8);
  if (given === undefined) return -E.EFAULT;
  if (events === 0 || given.some((byte) => byte !== 0) || events > MOST_EVENTS) return -E.EINVAL;
  if (events > Number(setting(task.kernel, 'fs/aio-max-nr'))) return -E.EAGAIN;
  const length = pageUp(RING_HEADER + events * IO_EVENT.size);
  const request = { addr: 0, length, prot: PROT_READ | PROT_WRITE, flags: MAP_PRIVATE | MAP_ANONYMOUS };
  const place = doMmap(task, { ...request, file: undefined, offset: 0 });
  if (typeof place !== 'number' || place < 0) return place;
  const area = task.mm.vmas.at(place);
  if (area !== undefined) area.flags |= VM.DONTFORK | VM.DONTEXPAND;
  const word = new Uint8Array(8);
  new DataView(word.buffer).setBigUint64(0, BigInt(place), true);
  if (!task.mem.copyOut(addr, word)) {
    unmapRange(task.mm, place, place + length);
    return -E.EFAULT;
  }
  const queue = task.kernel.waitQueue('an event of io_submit');
  contexts(task.mm).set(place, { events: [], queue, length, dead: false, polls: new Map() });
  return 0;
}

/** Implements io_destroy(2). */
function ioDestroy({ mm }: TaskStruct, [id]: readonly number[]): Result {
  const context = contexts(mm).get(id);
  if (context === undefined) return -E.EINVAL;
  contexts(mm).delete(id);
  context.dead = true;
  for (const poll of [...context.polls.values()]) poll.end(0);
  context.queue.wakeAll();
  unmapRange(mm, id, id + context.length);
  return 0;
}

/** Implements io_submit(2): how many were taken, or what was wrong with the first. */
function ioSubmit(task: TaskStruct, [id, count, list]: readonly number[]): Result {
  if (count < 0) return -E.EINVAL;
  const context = contexts(task.mm).get(id);
  if (context === undefined) return -E.EINVAL;
  const next = (i: number): Result => {
    if (i >= count) return i;
    const pointer = task.mem.copyIn(list + 8 * i, 8);
    if (pointer === undefined) return i || -E.EFAULT;
    const address = Number(new DataView(pointer.buffer).getBigInt64(0, true));
    return andThen(submit(task, context, address), (error) => (error < 0 ? i || error : next(i + 1)));
  };
  return next(0);
}

/** io_submit_one: 0 once the request has been taken. */
function submit(task: TaskStruct, context: Context, address: number): Result {
  const bytes = task.mem.copyIn(address, IOCB.size);
  if (bytes === undefined) return -E.EFAULT;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const field = (name: keyof typeof IOCB.at) => getField(view, 0, IOCB.at[name]);
  if (field('aio_reserved2') !== 0 || field('aio_nbytes') >= 2 ** 63) return -E.EINVAL;
  const file = fdget(task, field('aio_fildes') | 0);
  if (file === undefined) return -E.EBADF;
  const flags = field('aio_flags');
  let told: File | undefined;
  if (flags & A.IOCB_FLAG_RESFD) {
    told = fdget(task, field('aio_resfd') | 0);
    if (told === undefined) return -E.EBADF;
    if (!isEventfd(told)) return -E.EINVAL;
  }
  // KIOCB_KEY: the kernel's mark on a request that has been submitted.
  if (!task.mem.copyOut(address + IOCB.at.aio_key.offset, new Uint8Array(4))) return -E.EFAULT;
  const request = {
    fd: field('aio_fildes'),
    buffer: field('aio_buf'),
    length: field('aio_nbytes'),
    offset: field('aio_offset'),
  };
  const complete = (result: number): number => {
    const event = new Uint8Array(IO_EVENT.size);
    event.set(bytes.subarray(0, 8), IO_EVENT.at.data.offset);
    const out = new DataView(event.buffer);
    out.setBigInt64(IO_EVENT.at.obj.offset, BigInt(address), true);
    out.setBigInt64(IO_EVENT.at.res.offset, BigInt(result), true);
    context.events.push(event);
    context.queue.wakeAll();
    if (told !== undefined) signalEventfd(told);
    return 0;
  };
  if (field('aio_lio_opcode') === A.IOCB_CMD_POLL)
    return poll(context, address, fget(file), request, (mask) => {
      fput(file);
      complete(mask);
    });
  const operation = OPERATIONS[field('aio_lio_opcode')];
  if (operation === undefined) return -E.EINVAL;
  const done = operation(task, file, request);
  return 'refused' in done ? done.refused : andThen(done.result, complete);
}

/** DEFAULT_POLLMASK: files that do not know are always ready. */
const ALWAYS = POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM;

/** aio_poll: completes with what the file is ready for, now or when it is. */
function poll(
  context: Context,
  address: number,
  file: File,
  { buffer, length, offset }: Request,
  complete: (mask: number) => void,
): number {
  const { fops } = file;
  const wanted = buffer | POLLERR | POLLHUP;
  const ready = (): number => (fops.poll?.(file) ?? ALWAYS) & wanted;
  const now = ready();
  if (buffer > 0xffff || length !== 0 || offset !== 0 || (now === 0 && fops.poll === undefined)) {
    fput(file);
    return -E.EINVAL;
  }
  if (now !== 0) {
    complete(now);
    return 0;
  }
  const queues = fops.queues?.(file) ?? [];
  const end = (mask: number) => {
    for (const queue of queues) queue.unlisten(heard);
    context.polls.delete(address);
    complete(mask);
  };
  // aio_poll_wake: who wakes mostly says what for, and all of that is told.
  const heard = (events?: number) => {
    if (events !== undefined) {
      if (events & wanted) end(events);
      return;
    }
    const mask = ready();
    if (mask !== 0) end(mask);
  };
  for (const queue of queues) queue.listen(heard);
  context.polls.set(address, { end });
  return 0;
}

interface Request {
  readonly fd: number;
  readonly buffer: number;
  readonly length: number;
  readonly offset: number;
}

/** What was wrong with a request, which io_submit answers, or what came of it, which an event tells. */
type Done = { readonly refused: number } | { readonly result: Result };
type Operation = (task: TaskStruct, file: File, request: Request) => Done;

/** aio_read and aio_write, of one buffer or of several. */
const transfer =
  (out: boolean, several: boolean): Operation =>
  (task, file, { buffer, length, offset }) => {
    const error = out ? checkWrite(file) : checkRead(file);
    if (error < 0) return { refused: error };
    if (!several && !accessOk(buffer, length)) return { refused: -E.EFAULT };
    const iter = several
      ? importIovec(task, buffer, length)
      : task.mem.iter(buffer, Math.min(length, MAX_RW_COUNT));
    if (typeof iter === 'number') return { refused: iter };
    if (offset < 0) return { refused: -E.EINVAL };
    return { result: move(task, file, out, iter, seekable(file) ? offset : file.pos) };
  };

function move(task: TaskStruct, file: File, out: boolean, iter: IovIter, at: number): Result {
  if (!out) return told(file, file.fops.read?.(file, iter, at, task) ?? -E.EINVAL, IN_ACCESS);
  const where = writePosition(file, at);
  return told(file, file.fops.write?.(file, iter, where, task) ?? -E.EINVAL, IN_MODIFY);
}

/** aio_fsync, which takes nothing but the file. */
const sync: Operation = (task, _file, { fd, buffer, length, offset }) => {
  if (buffer !== 0 || offset !== 0 || length !== 0) return { refused: -E.EINVAL };
  const result = fsync(task, [fd]);
  return result === -E.EINVAL ? { refused: result } : { result };
};

const OPERATIONS: Readonly<Record<number, Operation>> = {
  [A.IOCB_CMD_PREAD]: transfer(false, false),
  [A.IOCB_CMD_PWRITE]: transfer(true, false),
  [A.IOCB_CMD_PREADV]: transfer(false, true),
  [A.IOCB_CMD_PWRITEV]: transfer(true, true),
  [A.IOCB_CMD_FSYNC]: sync,
  [A.IOCB_CMD_FDSYNC]: sync,
};

/** Implements io_getevents(2). */
function ioGetevents(task: TaskStruct, [id, least, most, addr, timeoutAddr]: readonly number[]): Result {
  let end: number | undefined;
  if (timeoutAddr !== 0) {
    const time = readTimespec(task, timeoutAddr);
    if (time === -E.EFAULT) return time;
    // What is not normal is a moment that has passed.
    end = task.kernel.monotonic() + (typeof time === 'number' ? 0 : time.sec * 1e9 + time.nsec);
  }
  const context = contexts(task.mm).get(id);
  if (context === undefined || least < 0 || least > most) return -E.EINVAL;
  const take = (before: number): number => {
    let taken = before;
    for (; taken < most && context.events.length > 0; taken++) {
      const [event] = context.events;
      if (!task.mem.copyOut(addr + taken * IO_EVENT.size, event)) return taken || -E.EFAULT;
      context.events.shift();
    }
    return taken;
  };
  const wait = (before: number, timedOut: boolean): Result => {
    const taken = take(before);
    const over = timedOut || (end !== undefined && end <= task.kernel.monotonic());
    if (taken < 0 || taken >= least || over) return taken;
    if (context.dead) return taken || -E.EINVAL;
    return {
      queues: [context.queue],
      deadline: end,
      why: 'an event of io_submit',
      interrupted: taken || -E.EINTR,
      again: (late) => wait(taken, late),
    };
  };
  return wait(0, false);
}

/** struct __aio_sigset: where a mask lies, and how long it is. */
const AIO_SIGSET = 16;

/** Implements io_pgetevents(2). */
function ioPgetevents(task: TaskStruct, args: readonly number[]): Result {
  const addr = args[5];
  if (addr === 0) return ioGetevents(task, args);
  const bytes = task.mem.copyIn(addr, AIO_SIGSET);
  if (bytes === undefined) return -E.EFAULT;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [mask, size] = [view.getBigInt64(0, true), view.getBigUint64(8, true)];
  return task.withSignalMask(Number(mask), Number(size), () => ioGetevents(task, args));
}

/** Implements io_cancel(2): only what waits for a file can be taken back, and an event tells so. */
function ioCancel(task: TaskStruct, [id, iocb]: readonly number[]): Result {
  if (task.mem.copyIn(iocb + IOCB.at.aio_key.offset, 4) === undefined) return -E.EFAULT;
  const under = contexts(task.mm).get(id)?.polls.get(iocb);
  if (under === undefined) return -E.EINVAL;
  under.end(0);
  return -E.EINPROGRESS;
}

const RING = 'the ring in memory stays empty: libaio asks the kernel then';

export const aioRows = [
  partial('io_setup', ioSetup, RING),
  partial('io_submit', ioSubmit, 'aio_rw_flags and priorities are ignored'),
  partial('io_getevents', ioGetevents, RING),
  partial('io_pgetevents', ioPgetevents, RING),
  full('io_cancel', ioCancel),
  partial('io_destroy', ioDestroy, RING),
];
