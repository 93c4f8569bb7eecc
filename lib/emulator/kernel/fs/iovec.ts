import { EBADF, EFAULT, EINVAL, EOPNOTSUPP } from '../../../abi/errno';
import {
  IOV_MAX,
  O_APPEND,
  O_NONBLOCK,
  RWF_APPEND,
  RWF_DSYNC,
  RWF_HIPRI,
  RWF_NOWAIT,
  RWF_SYNC,
} from '../../../abi/fcntl';
import { IN_ACCESS, IN_MODIFY } from '../../../abi/poll';
import { getField, IOVEC } from '../../../abi/structs';
import type { VirtualAddress } from '../../mm/pagetable';
import type { File } from '../../vfs/types';
import type { Args, IovIter, Result, Task } from '../types';
import {
  checkRead,
  checkWrite,
  filePositioned,
  readHere,
  told,
  writeHere,
  writePosition,
} from './read_write';
import { accessOk, fdget, full, MAX_RW_COUNT } from './uaccess';

const SUPPORTED = RWF_HIPRI | RWF_DSYNC | RWF_SYNC | RWF_NOWAIT | RWF_APPEND;

/**
 * import_iovec: the user's buffers as one iterator of at most MAX_RW_COUNT bytes. EINVAL for too many or a negative
 * length, EFAULT for an array or a buffer outside user memory.
 */
export function importIovec(task: Task, addr: VirtualAddress, count: number): IovIter | number {
  if (count > IOV_MAX) return -EINVAL;
  const bytes = count === 0 ? new Uint8Array(0) : task.mem.copyIn(addr, count * IOVEC.size);
  if (!bytes) return -EFAULT;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const segments: { addr: VirtualAddress; length: number }[] = [];
  for (let i = 0; i < count; i++) {
    const length = getField(view, i * IOVEC.size, IOVEC.at.iov_len);
    if (length >= 2 ** 63) return -EINVAL;
    segments.push({ addr: getField(view, i * IOVEC.size, IOVEC.at.iov_base), length });
  }
  let room = MAX_RW_COUNT;
  for (const segment of segments) {
    if (!accessOk(segment.addr, segment.length)) return -EFAULT;
    segment.length = Math.min(segment.length, room);
    room -= segment.length;
  }
  return task.mem.iterVec(segments);
}

/** Reads or writes several buffers, here (`pos` absent) or at a position. */
function transfer(
  task: Task,
  file: File,
  out: boolean,
  args: Args,
  pos: number | undefined,
  flags: number,
): Result {
  task.kernel.work.kind = file.inode.kind;
  const error = out ? checkWrite(file) : checkRead(file);
  if (error < 0) return error;
  const iter = importIovec(task, args[1], args[2]);
  if (typeof iter === 'number') return iter;
  if (iter.count === 0) return 0;
  if (flags & ~SUPPORTED) return -EOPNOTSUPP;
  return withFlags(file, flags, () => {
    if (pos === undefined) return out ? writeHere(task, file, iter) : readHere(task, file, iter);
    if (!out) return told(file, file.fops.read?.(file, iter, pos, task) ?? -EINVAL, IN_ACCESS);
    return told(file, file.fops.write?.(file, iter, writePosition(file, pos), task) ?? -EINVAL, IN_MODIFY);
  });
}

/** RWF_APPEND and RWF_NOWAIT hold for one call: kiocb_set_rw_flags. */
function withFlags(file: File, flags: number, run: () => Result): Result {
  const extra = (flags & RWF_APPEND ? O_APPEND : 0) | (flags & RWF_NOWAIT ? O_NONBLOCK : 0);
  if (extra === 0) return run();
  const before = file.flags;
  file.flags |= extra;
  const result = run();
  file.flags = before;
  return result;
}

function vector(out: boolean) {
  return (task: Task, args: Args): Result => {
    const file = fdget(task, args[0]);
    return file ? transfer(task, file, out, args, undefined, 0) : -EBADF;
  };
}

function positioned(out: boolean) {
  return (task: Task, args: Args): Result => {
    const file = filePositioned(task, args[0], args[3]);
    return typeof file === 'number' ? file : transfer(task, file, out, args, args[3], 0);
  };
}

/** With flags; a position of -1 means the file's own. */
function flagged(out: boolean) {
  return (task: Task, args: Args): Result => {
    const [fd, , , pos] = args;
    const flags = args[5];
    if (pos !== -1) {
      const file = filePositioned(task, fd, pos);
      return typeof file === 'number' ? file : transfer(task, file, out, args, pos, flags);
    }
    const file = fdget(task, fd);
    return file ? transfer(task, file, out, args, undefined, flags) : -EBADF;
  };
}

/** Implements readv(2). */
export const readv = vector(false);
/** Implements writev(2). */
export const writev = vector(true);
/** Implements preadv(2). */
export const preadv = positioned(false);
/** Implements pwritev(2). */
export const pwritev = positioned(true);
/** Implements preadv2(2). */
export const preadv2 = flagged(false);
/** Implements pwritev2(2). */
export const pwritev2 = flagged(true);

export const iovecRows = [
  full('readv', readv),
  full('writev', writev),
  full('preadv', preadv),
  full('pwritev', pwritev),
  full('preadv2', preadv2),
  full('pwritev2', pwritev2),
];
