import { EBADF, EINVAL, EPERM } from '../../../abi/errno';
import {
  F_ADD_SEALS,
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_GET_SEALS,
  F_GETFD,
  F_GETFL,
  F_GETLEASE,
  F_GETOWN,
  F_GETOWN_EX,
  F_GETPIPE_SZ,
  F_GETSIG,
  F_NOTIFY,
  F_SETFD,
  F_SETFL,
  F_SETOWN,
  F_SETOWN_EX,
  F_SETPIPE_SZ,
  F_SETSIG,
  F_UNLCK,
  FASYNC,
  FD_CLOEXEC,
  O_APPEND,
  O_CLOEXEC,
  O_DIRECT,
  O_NOATIME,
  O_NONBLOCK,
  O_PATH,
} from '../../../abi/fcntl';
import { fget } from '../../vfs/file';
import { isAppendOnly } from '../../vfs/permission';
import { Pipe } from '../../vfs/pipe';
import type { File } from '../../vfs/types';
import { CAP_SYS_RESOURCE, capable } from '../capable';
import type { Args, Result, Task } from '../types';
import { notifyDirectory } from './dnotify';
import { getOwner, getOwnerEx, getSignal, setAsync, setOwner, setOwnerEx, setSignal } from './fasync';
import { isLockCommand, recordLock } from './locks';
import { addSeals, getSeals } from './memfd';
import { full, partial } from './uaccess';

/** Flags that F_SETFL changes: SETFL_MASK of fs/fcntl.c. */
const SETFL_MASK = O_APPEND | O_NONBLOCK | O_DIRECT | O_NOATIME;
/** What a descriptor from O_PATH may be asked: check_fcntl_cmd. */
const PATH_COMMANDS = new Set([F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL]);

/** Puts one more reference to an open file into the table. */
function duplicate(task: Task, file: File, cloexec: boolean, from: number): number {
  const fd = task.files.free(from);
  return fd < 0 ? fd : task.files.install(fget(file), cloexec, from);
}

/** Implements fcntl(2). */
export function fcntl(task: Task, [fd, command, arg]: Args): Result {
  const file = task.files.get(fd);
  if (!file) return -EBADF;
  task.kernel.work.kind = file.inode.kind;
  if (file.flags & O_PATH && !PATH_COMMANDS.has(command)) return -EBADF;
  switch (command) {
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
      if (arg < 0 || arg >= task.files.noFile) return -EINVAL;
      return duplicate(task, file, command === F_DUPFD_CLOEXEC, arg);
    case F_GETFD:
      return task.files.cloexec(fd) ? FD_CLOEXEC : 0;
    case F_SETFD:
      task.files.setCloexec(fd, (arg & FD_CLOEXEC) !== 0);
      return 0;
    case F_GETFL:
      return file.flags;
    case F_SETFL:
      if ((file.flags & ~arg & O_APPEND) !== 0 && isAppendOnly(file.inode)) return -EPERM;
      // A kind that sends no SIGIO forgets the flag.
      if (file.fops.async) setAsync(task, file, fd, (arg & FASYNC) !== 0);
      file.flags = (file.flags & ~SETFL_MASK) | (arg & SETFL_MASK);
      return 0;
    case F_GETPIPE_SZ:
      return file.state instanceof Pipe ? file.state.capacity : -EBADF;
    case F_SETPIPE_SZ:
      return file.state instanceof Pipe
        ? file.state.resize(arg >>> 0, capable(task.cred, CAP_SYS_RESOURCE))
        : -EBADF;
    case F_ADD_SEALS:
      return addSeals(file, arg);
    case F_GET_SEALS:
      return getSeals(file);
    case F_SETOWN:
      return setOwner(task, file, arg | 0);
    case F_GETOWN:
      return getOwner(task, file);
    case F_SETOWN_EX:
      return setOwnerEx(task, file, arg);
    case F_GETOWN_EX:
      return getOwnerEx(task, file, arg);
    case F_SETSIG:
      return setSignal(file, arg);
    case F_GETSIG:
      return getSignal(file);
    case F_NOTIFY:
      return notifyDirectory(task, file, fd, arg >>> 0);
    case F_GETLEASE:
      return F_UNLCK;
    default:
      return isLockCommand(command) ? recordLock(task, file, command, arg) : -EINVAL;
  }
}

/** Implements dup(2). */
export function dup(task: Task, [fd]: Args): Result {
  const file = task.files.get(fd);
  return file ? duplicate(task, file, false, 0) : -EBADF;
}

function dupTo(task: Task, from: number, to: number, cloexec: boolean): Result {
  if (to < 0 || to >= task.files.noFile) return -EBADF;
  const file = task.files.get(from);
  return file ? task.files.replace(to, fget(file), cloexec) : -EBADF;
}

/** Implements dup2(2). Onto itself it does nothing, if the descriptor is open. */
export function dup2(task: Task, [from, to]: Args): Result {
  if (from === to) return task.files.get(from) ? to : -EBADF;
  return dupTo(task, from, to, false);
}

/** Implements dup3(2). */
export function dup3(task: Task, [from, to, flags]: Args): Result {
  if (flags & ~O_CLOEXEC || from === to) return -EINVAL;
  return dupTo(task, from, to, (flags & O_CLOEXEC) !== 0);
}

export const fcntlRows = [
  partial('fcntl', fcntl, 'F_SETLEASE answers EINVAL'),
  full('dup', dup),
  full('dup2', dup2),
  full('dup3', dup3),
];
