import { EBADF, EINVAL, ESPIPE } from '../../../abi/errno';
import { POSIX_FADV_NOREUSE } from '../../../abi/fcntl';
import { S_IFDIR, S_IFIFO, S_IFMT, S_IFREG } from '../../../abi/stat';
import { isDirectory } from '../../vfs/namei';
import type { Args, Handler, Result, Task } from '../types';
import { fdget, full } from './uaccess';

/** Implements sync(2). Nothing lies behind the page caches. */
export const sync: Handler = () => 0;

/** Implements syncfs(2). */
export const syncfs: Handler = (task, [fd]) => (fdget(task, fd) ? 0 : -EBADF);

/** Implements fsync(2) and fdatasync(2). EINVAL where there is nothing to write back: pipes, terminals, devices. */
export function fsync(task: Task, [fd]: Args): Result {
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  const cached = (file.inode.mode & S_IFMT) === S_IFREG || isDirectory(file.inode);
  return cached && file.inode.sb.type !== 'proc' ? 0 : -EINVAL;
}

/** Implements fadvise64(2). Advice about reading ahead changes nothing here. */
export function fadvise64(task: Task, [fd, , length, advice]: Args): Result {
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  if ((file.inode.mode & S_IFMT) === S_IFIFO) return -ESPIPE;
  return length < 0 || advice < 0 || advice > POSIX_FADV_NOREUSE ? -EINVAL : 0;
}

/** Implements sync_file_range(2): nothing waits to be written. */
export function syncFileRange(task: Task, [fd, offset, length, flags]: Args): Result {
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  if (flags & ~7 || offset < 0 || length < 0) return -EINVAL;
  const type = file.inode.mode & S_IFMT;
  return type === S_IFREG || type === S_IFDIR ? 0 : -ESPIPE;
}

/** Implements readahead(2). */
export function readahead(task: Task, [fd]: Args): Result {
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  return (file.inode.mode & S_IFMT) === S_IFREG ? 0 : -EINVAL;
}

export const syncRows = [
  full('sync', sync),
  full('syncfs', syncfs),
  full('fsync', fsync),
  full('fdatasync', fsync),
  full('fadvise64', fadvise64),
  full('sync_file_range', syncFileRange),
  full('readahead', readahead),
];
