import { EAGAIN, EBADF, EFAULT, EINVAL, EPIPE, ESPIPE } from '../../../abi/errno';
import {
  O_APPEND,
  O_NONBLOCK,
  SPLICE_F_GIFT,
  SPLICE_F_MORE,
  SPLICE_F_MOVE,
  SPLICE_F_NONBLOCK,
} from '../../../abi/fcntl';
import { SIGPIPE } from '../../../abi/signal';
import { PAGE_SIZE } from '../../mm/physical';
import { KernelIter } from '../../vfs/kernel_iter';
import { BUFFER, Pipe } from '../../vfs/pipe';
import type { File } from '../../vfs/types';
import type { Args, IovIter, Result, Task } from '../types';
import { importIovec } from './iovec';
import { readable, seekable, writable } from './read_write';
import { andThen, fdget, full, MAX_RW_COUNT } from './uaccess';

const FLAGS = SPLICE_F_MOVE | SPLICE_F_NONBLOCK | SPLICE_F_MORE | SPLICE_F_GIFT;

const pipeOf = (file: File): Pipe | undefined => (file.state instanceof Pipe ? file.state : undefined);

/** One side of a splice: its file, and where in it, when it is not a pipe. */
interface Side {
  file: File;
  pipe: Pipe | undefined;
  pos: number;
}

/** Moves bytes into a pipe as whole buffers; what does not fit is left. */
function fill(pipe: Pipe, bytes: Uint8Array, length: number): void {
  const watched = pipe.empty || pipe.readable.watched;
  const iter = new KernelIter(bytes, length);
  while (iter.count > 0 && !pipe.full) pipe.push(iter, BUFFER.SPLICED);
  if (watched && !pipe.empty) pipe.readable.wakeAll();
}

const room = (pipe: Pipe): number => pipe.freeBuffers * PAGE_SIZE;

/** Waits until a pipe has data, or room; 0 when it never will, or a negative errno. */
function waitData(pipe: Pipe, nonblock: boolean, then: () => Result): Result {
  if (!pipe.empty) return then();
  if (pipe.writers === 0) return 0;
  if (nonblock) return -EAGAIN;
  return {
    queues: [pipe.readable],
    why: `${pipe.name} to have data`,
    again: () => waitData(pipe, false, then),
  };
}

function waitRoom(task: Task, pipe: Pipe, nonblock: boolean, then: () => Result): Result {
  if (pipe.readers === 0) {
    task.signal(SIGPIPE);
    return -EPIPE;
  }
  if (!pipe.full) return then();
  if (nonblock) return -EAGAIN;
  return {
    queues: [pipe.writable],
    why: `${pipe.name} to have room`,
    again: () => waitRoom(task, pipe, false, then),
  };
}

/** do_splice between a pipe and a file, either way, or between two pipes. */
function doSplice(task: Task, from: Side, to: Side, length: number, nonblock: boolean): Result {
  if (from.pipe && to.pipe) {
    const [source, target] = [from.pipe, to.pipe];
    return waitData(source, nonblock, () =>
      waitRoom(task, target, nonblock, () => {
        const bytes = new Uint8Array(Math.min(length, room(target)));
        const got = source.drain(new KernelIter(bytes));
        fill(target, bytes, got);
        return got;
      }),
    );
  }
  if (from.pipe) {
    const source = from.pipe;
    return waitData(source, nonblock, () => {
      const bytes = new Uint8Array(Math.min(length, source.bytes));
      const got = source.peek(bytes);
      const put = to.file.fops.write?.(to.file, new KernelIter(bytes, got), to.pos, task) ?? -EINVAL;
      return andThen(put, (written) => {
        if (written <= 0) return written;
        source.drain(new KernelIter(new Uint8Array(written)));
        to.pos += written;
        return written;
      });
    });
  }
  const target = to.pipe;
  if (target === undefined) return -EINVAL;
  return waitRoom(task, target, nonblock, () => {
    const bytes = new Uint8Array(Math.min(length, room(target)));
    const before = from.file.flags;
    if (nonblock && !seekable(from.file)) from.file.flags |= O_NONBLOCK;
    const got = from.file.fops.read?.(from.file, new KernelIter(bytes), from.pos, task) ?? -EINVAL;
    from.file.flags = before;
    return andThen(got, (count) => {
      if (count <= 0) return count;
      fill(target, bytes, count);
      from.pos += count;
      return count;
    });
  });
}

/** An end's position from the user: undefined for the file's own, or a negative errno. */
function offsetAt(task: Task, addr: number): number | undefined {
  if (addr === 0) return undefined;
  const bytes = task.mem.copyIn(addr, 8);
  return bytes === undefined ? -EFAULT : Number(new DataView(bytes.buffer).getBigInt64(0, true));
}

/** Implements splice(2). */
function splice(task: Task, [inFd, inAddr, outFd, outAddr, length, flags]: Args): Result {
  if (length === 0) return 0;
  if (flags & ~FLAGS) return -EINVAL;
  const source = fdget(task, inFd);
  const target = fdget(task, outFd);
  if (source === undefined || target === undefined) return -EBADF;
  const [inPipe, outPipe] = [pipeOf(source), pipeOf(target)];
  if ((inPipe && inAddr !== 0) || (outPipe && outAddr !== 0)) return -ESPIPE;
  const given = [offsetAt(task, inAddr), offsetAt(task, outAddr)];
  for (const [i, addr] of [inAddr, outAddr].entries())
    if (addr !== 0 && (given[i] ?? 0) < 0) return given[i] === -EFAULT ? -EFAULT : -EINVAL;
  if (!readable(source) || !writable(target)) return -EBADF;
  if (inPipe === undefined && outPipe === undefined) return -EINVAL;
  if (inPipe !== undefined && inPipe === outPipe) return -EINVAL;
  if ((inAddr !== 0 && !seekable(source)) || (outAddr !== 0 && !seekable(target))) return -EINVAL;
  if (outPipe === undefined && target.flags & O_APPEND) return -EINVAL;
  if (source.fops.noSpliceRead || target.fops.noSpliceWrite) return -EINVAL;
  if (inPipe === undefined && source.fops.read === undefined) return -EINVAL;
  const from: Side = { file: source, pipe: inPipe, pos: given[0] ?? source.pos };
  const to: Side = { file: target, pipe: outPipe, pos: given[1] ?? target.pos };
  const nonblock =
    (flags & SPLICE_F_NONBLOCK) !== 0 ||
    (inPipe !== undefined && (source.flags & O_NONBLOCK) !== 0) ||
    (outPipe !== undefined && (target.flags & O_NONBLOCK) !== 0);
  return andThen(doSplice(task, from, to, Math.min(length, MAX_RW_COUNT), nonblock), (done) => {
    if (done <= 0) return done;
    for (const [side, addr] of [
      [from, inAddr],
      [to, outAddr],
    ] as const) {
      if (side.pipe !== undefined) continue;
      if (addr === 0) side.file.pos = side.pos;
      else if (!task.mem.copyOut(addr, new Uint8Array(BigInt64Array.of(BigInt(side.pos)).buffer)))
        return -EFAULT;
    }
    return done;
  });
}

/** Implements tee(2): the bytes stay in the first pipe. */
function tee(task: Task, [inFd, outFd, length, flags]: Args): Result {
  if (flags & ~FLAGS) return -EINVAL;
  if (length === 0) return 0;
  const source = fdget(task, inFd);
  const target = fdget(task, outFd);
  if (source === undefined || target === undefined) return -EBADF;
  if (!readable(source) || !writable(target)) return -EBADF;
  const [from, to] = [pipeOf(source), pipeOf(target)];
  if (from === undefined || to === undefined || from === to) return -EINVAL;
  const nonblock = (flags & SPLICE_F_NONBLOCK) !== 0 || ((source.flags | target.flags) & O_NONBLOCK) !== 0;
  return waitData(from, nonblock, () =>
    waitRoom(task, to, nonblock, () => {
      const bytes = new Uint8Array(Math.min(length, room(to)));
      const got = from.peek(bytes);
      fill(to, bytes, got);
      return got;
    }),
  );
}

/** Implements vmsplice(2): the user's pages are copied, so that SPLICE_F_GIFT gives nothing. */
function vmsplice(task: Task, [fd, vector, count, flags]: Args): Result {
  if (flags & ~FLAGS) return -EINVAL;
  const file = fdget(task, fd);
  if (file === undefined) return -EBADF;
  const out = writable(file);
  if (!out && !readable(file)) return -EBADF;
  const pipe = pipeOf(file);
  const iter = importIovec(task, vector, count);
  if (typeof iter === 'number') return iter;
  if (iter.count === 0) return 0;
  if (pipe === undefined) return -EBADF;
  const nonblock = (flags & SPLICE_F_NONBLOCK) !== 0;
  const kept = iter.keep();
  if (!out) return waitData(pipe, nonblock, () => pipe.drain(kept));
  return waitRoom(task, pipe, nonblock, () => give(pipe, kept));
}

function give(pipe: Pipe, iter: IovIter): number {
  let done = 0;
  const wasEmpty = pipe.empty;
  while (iter.count > 0 && !pipe.full) {
    const pushed = pipe.push(iter, BUFFER.SPLICED);
    if (pushed < 0) return done || pushed;
    done += pushed;
  }
  if (wasEmpty || pipe.readable.watched) pipe.readable.wakeAll();
  return done;
}

export const spliceRows = [full('splice', splice), full('tee', tee), full('vmsplice', vmsplice)];
