import { EBADF, EFAULT, EINVAL, ESPIPE } from '../../../abi/errno';
import { O_ACCMODE, O_APPEND, O_RDONLY, O_RDWR, O_WRONLY, SEEK_HOLE } from '../../../abi/fcntl';
import { IN_ACCESS, IN_MODIFY } from '../../../abi/poll';
import type { VirtualAddress } from '../../mm/pagetable';
import { notifyDentry } from '../../vfs/notify';
import type { File } from '../../vfs/types';
import type { Args, IovIter, Result, Task } from '../types';
import { accessOk, fdget, full, MAX_RW_COUNT } from './uaccess';

/** Open for reading; the access mode 3 allows neither. */
export function readable(file: File): boolean {
  const mode = file.flags & O_ACCMODE;
  return mode === O_RDONLY || mode === O_RDWR;
}

/** Open for writing. */
export function writable(file: File): boolean {
  const mode = file.flags & O_ACCMODE;
  return mode === O_WRONLY || mode === O_RDWR;
}

/** Positions mean something: FMODE_LSEEK, FMODE_PREAD and FMODE_PWRITE. */
export function seekable(file: File): boolean {
  return file.fops.llseek !== undefined && file.fops.stream !== true;
}

/** 0 when `file` can be read into a buffer at `addr`: the checks of vfs_read, in its order. */
export function checkRead(file: File): number {
  if (!readable(file)) return -EBADF;
  return file.fops.read ? 0 : -EINVAL;
}

/** fsnotify_access and fsnotify_modify: who watches the file learns that bytes were moved. */
export function told(file: File, done: Result, event: number): Result {
  if (typeof done === 'number' && done > 0) notifyDentry(file.dentry, event);
  return done;
}

/** The checks of vfs_write. */
export function checkWrite(file: File): number {
  if (!writable(file)) return -EBADF;
  return file.fops.write ? 0 : -EINVAL;
}

/** Reads at the file's own position and moves it. The caller has checked the file. */
export function readHere(task: Task, file: File, iter: IovIter): Result {
  const { fops } = file;
  if (fops.read === undefined) return -EINVAL;
  const { pos } = file;
  const done = fops.read(file, iter, pos, task);
  if (typeof done === 'number' && done > 0) {
    if (fops.llseek !== undefined) file.pos = pos + done;
    notifyDentry(file.dentry, IN_ACCESS);
  }
  return done;
}

/** Writes at the file's own position, or at its end for O_APPEND, and moves it. */
export function writeHere(task: Task, file: File, iter: IovIter): Result {
  const { fops } = file;
  if (fops.write === undefined) return -EINVAL;
  const pos = writePosition(file, file.pos);
  const done = fops.write(file, iter, pos, task);
  if (typeof done === 'number' && done > 0) {
    if (fops.llseek !== undefined) file.pos = pos + done;
    notifyDentry(file.dentry, IN_MODIFY);
  }
  return done;
}

/** Where a write goes: O_APPEND wins over any position, even pwrite's (see BUGS in pwrite(2)). */
export function writePosition(file: File, pos: number): number {
  return file.flags & O_APPEND && file.fops.llseek !== undefined ? file.inode.size : pos;
}

/** Implements read(2). */
export function read(task: Task, args: Args): Result {
  const file = fdget(task, args[0]);
  if (file === undefined) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  const error = checkRead(file);
  if (error < 0) return error;
  if (!accessOk(args[1], args[2])) return -EFAULT;
  return readHere(task, file, task.mem.iter(args[1], Math.min(args[2], MAX_RW_COUNT)));
}

/** Implements write(2). */
export function write(task: Task, args: Args): Result {
  const file = fdget(task, args[0]);
  if (file === undefined) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  const error = checkWrite(file);
  if (error < 0) return error;
  if (!accessOk(args[1], args[2])) return -EFAULT;
  return writeHere(task, file, task.mem.iter(args[1], Math.min(args[2], MAX_RW_COUNT)));
}

/** A file to be read or written at a position of the caller's, or the errno of pread64 and its kin. */
export function filePositioned(task: Task, fd: number, pos: number): File | number {
  if (pos < 0) return -EINVAL;
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  return seekable(file) ? file : -ESPIPE;
}

/** Implements pread64(2). The file's position stays. */
export function pread64(task: Task, args: Args): Result {
  const [fd, addr, count, pos] = args;
  const file = filePositioned(task, fd, pos);
  if (typeof file === 'number') return file;
  return readAt(task, file, pos, addr, count);
}

function readAt(task: Task, file: File, pos: number, addr: VirtualAddress, count: number): Result {
  const error = checkRead(file);
  if (error < 0) return error;
  if (!accessOk(addr, count)) return -EFAULT;
  const iter = task.mem.iter(addr, Math.min(count, MAX_RW_COUNT));
  return told(file, file.fops.read?.(file, iter, pos, task) ?? -EINVAL, IN_ACCESS);
}

/** Implements pwrite64(2). */
export function pwrite64(task: Task, args: Args): Result {
  const [fd, addr, count, pos] = args;
  const file = filePositioned(task, fd, pos);
  if (typeof file === 'number') return file;
  const error = checkWrite(file);
  if (error < 0) return error;
  if (!accessOk(addr, count)) return -EFAULT;
  const iter = task.mem.iter(addr, Math.min(count, MAX_RW_COUNT));
  return told(file, file.fops.write?.(file, iter, writePosition(file, pos), task) ?? -EINVAL, IN_MODIFY);
}

/** Implements lseek(2). ESPIPE on pipes and terminals; EINVAL when the result is negative. */
export function lseek(task: Task, [fd, offset, whence]: Args): Result {
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  if (whence < 0 || whence > SEEK_HOLE) return -EINVAL;
  return file.fops.llseek?.(file, offset, whence) ?? -ESPIPE;
}

export const readWriteRows = [
  full('read', read),
  full('write', write),
  full('pread64', pread64),
  full('pwrite64', pwrite64),
  full('lseek', lseek),
];
