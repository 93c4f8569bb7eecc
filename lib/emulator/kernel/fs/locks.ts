import { EAGAIN, EBADF, EFAULT, EINVAL, EOVERFLOW } from '../../../abi/errno';
import {
  F_GETLK,
  F_OFD_GETLK,
  F_OFD_SETLK,
  F_OFD_SETLKW,
  F_RDLCK,
  F_SETLK,
  F_SETLKW,
  F_UNLCK,
  F_WRLCK,
  LOCK_EX,
  LOCK_NB,
  LOCK_SH,
  LOCK_UN,
  SEEK_CUR,
  SEEK_END,
  SEEK_SET,
} from '../../../abi/fcntl';
import { encode, FLOCK, getField } from '../../../abi/structs';
import type { FileLock } from '../../vfs/locks';
import { lockContext } from '../../vfs/locks';
import type { File } from '../../vfs/types';
import { numberFor } from '../pid_namespace';
import type { Args, Result, Task } from '../types';
import { readable, writable } from './read_write';
import { fdget, full } from './uaccess';

const COMMANDS = new Set([F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW]);

/** True for the record locks among fcntl's commands. */
export function isLockCommand(command: number): boolean {
  return COMMANDS.has(command);
}

/** Record locks: F_SETLK and its kin of fcntl(2). */
export function recordLock(task: Task, file: File, command: number, addr: number): Result {
  const bytes = task.mem.copyIn(addr, FLOCK.size);
  if (!bytes) return -EFAULT;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const field = (name: keyof typeof FLOCK.at) => getField(view, 0, FLOCK.at[name]);
  const type = field('l_type');
  const range = lockedRange(file, field('l_whence'), field('l_start'), field('l_len'));
  if (typeof range === 'number') return range;
  const ofd = command === F_OFD_GETLK || command === F_OFD_SETLK || command === F_OFD_SETLKW;
  if (ofd && field('l_pid') !== 0) return -EINVAL;
  const owner = ofd ? file : task.files;
  const lock: FileLock = { owner, write: type === F_WRLCK, ...range, pid: ofd ? -1 : task.tgid };
  const context = lockContext(task.kernel, file.inode);

  if (command === F_GETLK || command === F_OFD_GETLK) {
    if (type !== F_RDLCK && type !== F_WRLCK) return -EINVAL;
    const other = context.conflict(lock);
    const answer = other
      ? {
          l_type: other.write ? F_WRLCK : F_RDLCK,
          l_whence: SEEK_SET,
          l_start: other.start,
          l_len: other.end === Infinity ? 0 : other.end - other.start,
          l_pid: other.pid < 0 ? other.pid : numberFor(task, other.pid),
        }
      : undefined;
    if (answer) bytes.set(encode(FLOCK, answer));
    else view.setInt16(FLOCK.at.l_type.offset, F_UNLCK, true);
    return task.mem.copyOut(addr, bytes) ? 0 : -EFAULT;
  }
  if (type === F_UNLCK) {
    context.unlock(owner, lock.start, lock.end);
    return 0;
  }
  if (type !== F_RDLCK && type !== F_WRLCK) return -EINVAL;
  if (type === F_RDLCK ? !readable(file) : !writable(file)) return -EBADF;
  const waits = command === F_SETLKW || command === F_OFD_SETLKW;
  return context.acquire(lock, waits);
}

/** flock_to_posix_lock: the bytes meant, from the start, the position or the end of the file. */
function lockedRange(file: File, whence: number, start: number, length: number) {
  const bases = new Map([
    [SEEK_SET, 0],
    [SEEK_CUR, file.pos],
    [SEEK_END, file.inode.size],
  ]);
  const base = bases.get(whence);
  if (base === undefined) return -EINVAL;
  let from = base + start;
  let to = length === 0 ? Infinity : from + length;
  if (length < 0) [from, to] = [to, from];
  if (from < 0) return -EINVAL;
  if (to !== Infinity && to >= 2 ** 63) return -EOVERFLOW;
  return { start: from, end: to };
}

/** LOCK_MAND of asm-generic/fcntl.h. */
const LOCK_MAND = 32;

/** Implements flock(2). The lock belongs to the open file, so dup and fork share it. */
export function flock(task: Task, [fd, operation]: Args): Result {
  // Mandatory locks of another kind are gone, and asking for them does nothing.
  if (operation & LOCK_MAND) return 0;
  const kind = operation & ~LOCK_NB;
  if (kind !== LOCK_SH && kind !== LOCK_EX && kind !== LOCK_UN) return -EINVAL;
  const file = fdget(task, fd);
  if (!file) return -EBADF;
  const context = lockContext(task.kernel, file.inode).flocks;
  if (kind !== LOCK_UN && !readable(file) && !writable(file)) return -EBADF;
  if (kind === LOCK_UN) {
    context.unlock(file, 0, Infinity);
    return 0;
  }
  const lock: FileLock = { owner: file, write: kind === LOCK_EX, start: 0, end: Infinity, pid: task.tgid };
  if (context.conflict(lock) && operation & LOCK_NB) return -EAGAIN;
  return context.acquire(lock, (operation & LOCK_NB) === 0);
}

export const lockRows = [full('flock', flock)];
