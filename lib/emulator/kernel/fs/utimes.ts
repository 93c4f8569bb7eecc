import { EACCES, EBADF, EFAULT, EINVAL, EPERM, EROFS } from '../../../abi/errno';
import { AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_NOFOLLOW } from '../../../abi/fcntl';
import { getField, TIMESPEC, TIMEVAL, UTIMBUF } from '../../../abi/structs';
import { UTIME_NOW, UTIME_OMIT } from '../../../abi/time';
import { setTime, stampChange } from '../../vfs/inode';
import { isAppendOnly, isImmutable, MAY_WRITE, ownsInode, permission } from '../../vfs/permission';
import type { Dentry, Timespec } from '../../vfs/types';
import type { Args, Handler, Result, Task } from '../types';
import { lookupFlags } from './attr';
import { fdget, full, userPath } from './uaccess';

/** Access and modification time to set; undefined means both now. */
type Times = [atime: Timespec, mtime: Timespec] | undefined;

const isNow = (time: Timespec) => time.nsec === UTIME_NOW;
const isOmitted = (time: Timespec) => time.nsec === UTIME_OMIT;
const isValid = (time: Timespec) => isNow(time) || isOmitted(time) || (time.nsec >= 0 && time.nsec < 1e9);

/** vfs_utimes: an owner sets any time, whoever may write sets both to now. */
function setTimes(task: Task, dentry: Dentry, times: Times): number {
  const { inode } = dentry;
  if (task.nsproxy.mnt.readOnly(dentry)) return -EROFS;
  if (times && !times.every(isValid)) return -EINVAL;
  const touch = !times || times.every(isNow);
  if (isImmutable(inode) || (isAppendOnly(inode) && !touch)) return -EPERM;
  if (!ownsInode(inode, task.cred)) {
    if (!touch) return -EPERM;
    if (permission(inode, MAY_WRITE, task.cred) < 0) return -EACCES;
  }
  const now = stampChange(inode, task.kernel);
  const targets = [inode.atime, inode.mtime];
  for (const [i, target] of targets.entries()) {
    const time = times?.[i];
    if (!time || isNow(time)) setTime(target, now);
    else if (!isOmitted(time)) Object.assign(target, time);
  }
  return 0;
}

function utimesAt(task: Task, dirfd: number, addr: number, times: Times, flags: number): Result {
  if (times?.every(isOmitted)) return 0;
  if (addr === 0 && dirfd !== AT_FDCWD) {
    if (flags !== 0) return -EINVAL;
    const file = fdget(task, dirfd);
    return file ? setTimes(task, file.dentry, times) : -EBADF;
  }
  const lookup = lookupFlags(flags, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
  if (lookup < 0) return lookup;
  const found = userPath(task, dirfd, addr, lookup);
  return typeof found === 'number' ? found : setTimes(task, found, times);
}

/** Implements utimensat(2). A null name means the descriptor itself. */
export function utimensat(task: Task, [dirfd, name, addr, flags]: Args): Result {
  if (addr === 0) return utimesAt(task, dirfd, name, undefined, flags);
  const bytes = task.mem.copyIn(addr, 2 * TIMESPEC.size);
  if (!bytes) return -EFAULT;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [atime, mtime] = [0, TIMESPEC.size].map((base) => ({
    sec: getField(view, base, TIMESPEC.at.tv_sec),
    nsec: getField(view, base, TIMESPEC.at.tv_nsec),
  }));
  return utimesAt(task, dirfd, name, [atime, mtime], flags);
}

/** Implements futimesat(2). */
export function futimesat(task: Task, [dirfd, name, addr]: Args): Result {
  if (addr === 0) return utimesAt(task, dirfd, name, undefined, 0);
  const bytes = task.mem.copyIn(addr, 2 * TIMEVAL.size);
  if (!bytes) return -EFAULT;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [atime, mtime] = [0, TIMEVAL.size].map((base) => ({
    sec: getField(view, base, TIMEVAL.at.tv_sec),
    nsec: getField(view, base, TIMEVAL.at.tv_usec) * 1e3,
  }));
  const valid = ({ nsec }: Timespec) => nsec >= 0 && nsec < 1e9;
  if (!valid(atime) || !valid(mtime)) return -EINVAL;
  return utimesAt(task, dirfd, name, [atime, mtime], 0);
}

/** Implements utimes(2). */
export const utimes: Handler = (task, [name, addr]) => futimesat(task, [AT_FDCWD, name, addr]);

/** Implements utime(2). */
export function utime(task: Task, [name, addr]: Args): Result {
  if (addr === 0) return utimesAt(task, AT_FDCWD, name, undefined, 0);
  const bytes = task.mem.copyIn(addr, UTIMBUF.size);
  if (!bytes) return -EFAULT;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const time = (sec: number): Timespec => ({ sec, nsec: 0 });
  const { actime, modtime } = UTIMBUF.at;
  return utimesAt(
    task,
    AT_FDCWD,
    name,
    [time(getField(view, 0, actime)), time(getField(view, 0, modtime))],
    0,
  );
}

export const utimesRows = [
  full('utimensat', utimensat),
  full('futimesat', futimesat),
  full('utimes', utimes),
  full('utime', utime),
];
