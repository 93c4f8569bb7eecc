import { ENOENT } from '../../../abi/errno';
import { O_PATH, PATH_MAX } from '../../../abi/fcntl';
import type { VirtualAddress } from '../../mm/pagetable';
import { LOOKUP, Walk } from '../../vfs/namei';
import type { Dentry, File } from '../../vfs/types';
import type { CallRow, Handler, Result, Task } from '../types';

/** Most bytes that one call moves: INT_MAX & PAGE_MASK of include/linux/fs.h. */
export const MAX_RW_COUNT = 0x7ffff000;

/** End of user addresses: TASK_SIZE_MAX of arch/x86, with its guard page. */
const TASK_SIZE_MAX = 2 ** 47 - 4096;

/** access_ok: the buffer lies in the user half, whatever is mapped there. */
export function accessOk(addr: VirtualAddress, length: number): boolean {
  return addr >= 0 && addr + length <= TASK_SIZE_MAX;
}

/** An open file for input and output; O_PATH descriptors are none. */
export function fdget(task: Task, fd: number): File | undefined {
  const file = task.files.get(fd);
  return file !== undefined && (file.flags & O_PATH) === 0 ? file : undefined;
}

/** A file name from the user, as a byte string; -ENOENT when it is empty and that is not allowed. */
export function getname(task: Task, addr: VirtualAddress, allowEmpty = false): string | number {
  const name = task.mem.readName(addr, PATH_MAX);
  return name === '' && !allowEmpty ? -ENOENT : name;
}

/** Looks up a name from the user relative to a descriptor: user_path_at. Flags are LOOKUP bits. */
export function userPath(task: Task, dirfd: number, addr: VirtualAddress, flags: number): Dentry | number {
  const name = getname(task, addr, (flags & LOOKUP.EMPTY) !== 0);
  if (typeof name === 'number') return name;
  const walk = new Walk(task);
  const start = walk.start(dirfd, name);
  if (typeof start === 'number') return start;
  const found = walk.lookup(start, name, flags);
  if (typeof found !== 'number') task.kernel.work.kind = found.inode.kind;
  return found;
}

/** Copies a structure to the user: 0 or -EFAULT is for the caller to answer. */
export function int32(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

/** Goes on with a call once an operation that may sleep has answered. */
export function andThen(result: Result, next: (value: number) => Result): Result {
  if (typeof result === 'number') return next(result);
  return { ...result, again: (timedOut) => andThen(result.again(timedOut), next) };
}

/** A row of a call that is there in full. */
export function full(name: string, handler: Handler): CallRow {
  return { name, handler, support: { level: 'full' } };
}

/** A row of a call that lacks something. */
export function partial(name: string, handler: Handler, missing: string): CallRow {
  return { name, handler, support: { level: 'partial', missing } };
}
