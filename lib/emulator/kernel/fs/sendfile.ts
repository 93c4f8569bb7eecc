import { EAGAIN, EBADF, EFAULT, EINVAL, EISDIR, EOVERFLOW, ESPIPE, EXDEV } from '../../../abi/errno';
import { O_APPEND, O_NONBLOCK } from '../../../abi/fcntl';
import { IN_ACCESS, IN_MODIFY } from '../../../abi/poll';
import { S_IFMT, S_IFREG } from '../../../abi/stat';
import { PAGE_SIZE } from '../../mm/physical';
import { KernelIter } from '../../vfs/kernel_iter';
import { isDirectory } from '../../vfs/namei';
import { BUFFER, broken, Pipe } from '../../vfs/pipe';
import type { File } from '../../vfs/types';
import type { Args, Result, Task } from '../types';
import { readable, seekable, told, writable, writePosition } from './read_write';
import { andThen, fdget, full, MAX_RW_COUNT } from './uaccess';

/** Bytes moved at a time: as many as the pipe holds that splice moves them through. */
const CHUNK = 65536;

/** A loff_t of the user's, or undefined when it cannot be read. */
function getOffset(task: Task, addr: number): number | undefined {
  const bytes = task.mem.copyIn(addr, 8);
  return bytes && Number(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true));
}

function putOffset(task: Task, addr: number, offset: number): boolean {
  return task.mem.copyOut(addr, new Uint8Array(BigInt64Array.of(BigInt(offset)).buffer));
}

/** Positions in both files, moved on as bytes are. */
interface Transfer {
  source: File;
  from: number;
  target: File;
  to: number;
}

/** Reads from one file and writes to the other until `count` bytes are moved or one side gives less. */
function move(task: Task, transfer: Transfer, count: number, before = 0): Result {
  const { source, target } = transfer;
  let done = before;
  while (done < count) {
    const buffer = new Uint8Array(Math.min(CHUNK, count - done));
    const got = source.fops.read?.(source, new KernelIter(buffer), transfer.from, task) ?? -EINVAL;
    if (typeof got !== 'number' || got <= 0) return done || got;
    if (target.fops.noSpliceWrite) return done || -EINVAL;
    const put = target.fops.write?.(target, new KernelIter(buffer, got), transfer.to, task) ?? -EINVAL;
    const account = (written: number) => {
      transfer.from += written;
      transfer.to += written;
      done += written;
    };
    if (typeof put !== 'number') {
      return andThen(put, (written) => {
        if (written <= 0) return done || written;
        account(written);
        return move(task, transfer, count, done);
      });
    }
    if (put <= 0) return done || put;
    account(put);
    if (put < got) break;
  }
  return done;
}

/** The kernel has a splice_read for files of this kind. */
function canSplice(source: File): boolean {
  return seekable(source) && !source.fops.noSpliceRead && !isDirectory(source.inode);
}

/** splice_file_to_pipe: as much as fits into the pipe now, page by page; only a full pipe is waited for. */
function fillPipe(task: Task, pipe: Pipe, transfer: Transfer, count: number): Result {
  const { source, target } = transfer;
  if (pipe.readers === 0) return broken(task);
  if (pipe.full) {
    if (target.flags & O_NONBLOCK) return -EAGAIN;
    const { from } = transfer;
    const again = () => fillPipe(task, pipe, Object.assign(transfer, { from }), count);
    return { queues: [pipe.writable], why: `${pipe.name} to have room`, again };
  }
  if (count > 0 && !canSplice(source)) return -EINVAL;
  const wasEmpty = pipe.empty;
  let done = 0;
  while (done < count && !pipe.full) {
    const page = new Uint8Array(Math.min(PAGE_SIZE - (transfer.from % PAGE_SIZE), count - done));
    const got = source.fops.read?.(source, new KernelIter(page), transfer.from, task) ?? -EINVAL;
    if (typeof got !== 'number' || got <= 0) break;
    pipe.push(new KernelIter(page, got), BUFFER.SPLICED);
    transfer.from += got;
    done += got;
  }
  if (wasEmpty && !pipe.empty) pipe.readable.wakeAll();
  return done;
}

/** Implements sendfile(2). */
export function sendfile(task: Task, [outFd, inFd, addr, length]: Args): Result {
  const given = addr === 0 ? undefined : getOffset(task, addr);
  if (addr !== 0 && given === undefined) return -EFAULT;
  const source = fdget(task, inFd);
  if (!source || !readable(source)) return -EBADF;
  task.kernel.work.kind = source.inode.kind;
  if (given !== undefined && !seekable(source)) return -ESPIPE;
  const from = given ?? source.pos;
  if (from < 0) return -EINVAL;
  const target = fdget(task, outFd);
  if (!target || !writable(target)) return -EBADF;
  const count = Math.min(length, MAX_RW_COUNT);
  const pipe = target.state instanceof Pipe ? target.state : undefined;
  if (!pipe && (!seekable(source) || target.flags & O_APPEND)) return -EINVAL;
  if (!pipe && count > 0 && !canSplice(source)) return -EINVAL;
  const transfer = { source, from, target, to: target.pos };
  const moved = pipe ? fillPipe(task, pipe, transfer, count) : move(task, transfer, count);
  return andThen(moved, (done) => {
    told(source, done, IN_ACCESS);
    told(target, done, IN_MODIFY);
    if (seekable(target)) target.pos = transfer.to;
    if (given === undefined) source.pos = transfer.from;
    else if (!putOffset(task, addr, transfer.from)) return -EFAULT;
    return done;
  });
}

/** Implements copy_file_range(2). */
export function copyFileRange(task: Task, [inFd, inAddr, outFd, outAddr, length, flags]: Args): Result {
  const source = fdget(task, inFd);
  const target = fdget(task, outFd);
  if (!source || !target) return -EBADF;
  task.kernel.work.kind = source.inode.kind;
  const from = inAddr === 0 ? source.pos : getOffset(task, inAddr);
  if (from === undefined) return -EFAULT;
  const to = outAddr === 0 ? target.pos : getOffset(task, outAddr);
  if (to === undefined) return -EFAULT;
  if (flags !== 0) return -EINVAL;
  const error = checkRange(source, target);
  if (error < 0) return error;
  const wraps = (pos: number) => pos < 0 && pos + length >= 0;
  if (wraps(from) || wraps(to)) return -EOVERFLOW;
  if (from < 0 || to < 0) return -EINVAL;
  const available = Math.max(0, source.inode.size - from);
  const count = Math.min(length, available, MAX_RW_COUNT);
  if (source.inode === target.inode && from < to + count && to < from + count) return -EINVAL;
  if (count === 0) return 0;
  const transfer = { source, from, target, to: writePosition(target, to) };
  return andThen(move(task, transfer, count), (done) => {
    if (done <= 0) return done;
    told(source, done, IN_ACCESS);
    told(target, done, IN_MODIFY);
    if (inAddr === 0) source.pos = from + done;
    else if (!putOffset(task, inAddr, from + done)) return -EFAULT;
    if (outAddr === 0) target.pos = to + done;
    else if (!putOffset(task, outAddr, to + done)) return -EFAULT;
    return done;
  });
}

/** generic_copy_file_checks: regular files of one filesystem, the target not for appending. */
function checkRange(source: File, target: File): number {
  const regular = (file: File) => (file.inode.mode & S_IFMT) === S_IFREG;
  if (isDirectory(source.inode) || isDirectory(target.inode)) return -EISDIR;
  if (!regular(source) || !regular(target)) return -EINVAL;
  if (!readable(source) || !writable(target) || target.flags & O_APPEND) return -EBADF;
  return source.inode.sb === target.inode.sb ? 0 : -EXDEV;
}

export const sendfileRows = [full('sendfile', sendfile), full('copy_file_range', copyFileRange)];
