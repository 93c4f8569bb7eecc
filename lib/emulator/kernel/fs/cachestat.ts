import { EBADF, EFAULT, EINVAL, EPERM } from '../../../abi/errno';
import { CACHESTAT, CACHESTAT_RANGE, encode, getField } from '../../../abi/structs';
import { PAGE_SIZE } from '../../mm/physical';
import { MAY_WRITE, permission } from '../../vfs/permission';
import { TmpfsFile } from '../../vfs/tmpfs_file';
import type { Args, Result, Task } from '../types';
import { writable } from './read_write';
import { fdget, full } from './uaccess';

/** Implements cachestat(2). Nothing lies behind the page cache: no page is dirty, on its way, or has been evicted. */
function cachestat(task: Task, [fd, rangeAddr, addr, flags]: Args): Result {
  const file = fdget(task, fd);
  if (file === undefined) return -EBADF;
  const bytes = task.mem.copyIn(rangeAddr, CACHESTAT_RANGE.size);
  if (bytes === undefined) return -EFAULT;
  const { inode } = file;
  // can_do_cachestat: what is in memory of a file is for those who may write it.
  if (!writable(file) && inode.uid !== task.cred.euid && permission(inode, MAY_WRITE, task.cred) < 0)
    return -EPERM;
  if (flags !== 0) return -EINVAL;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const offset = getField(view, 0, CACHESTAT_RANGE.at.off);
  const length = getField(view, 0, CACHESTAT_RANGE.at.len);
  const first = Math.floor(offset / PAGE_SIZE);
  const last = length === 0 ? Number.POSITIVE_INFINITY : Math.floor((offset + length - 1) / PAGE_SIZE);
  const pages = inode instanceof TmpfsFile ? inode.pages.countIn(first, last) : 0;
  return task.mem.copyOut(addr, encode(CACHESTAT, { nr_cache: pages })) ? 0 : -EFAULT;
}

export const cachestatRows = [full('cachestat', cachestat)];
