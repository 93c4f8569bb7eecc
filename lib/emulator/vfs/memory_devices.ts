import { EFAULT, ENOSPC } from '../../abi/errno';
import type { IovIter, Task } from '../kernel/types';
import { setPosition } from './llseek';
import type { File, FileOperations } from './types';

// The character devices of major 1: drivers/char/mem.c and drivers/char/random.c.

const nullWrite = (_file: File, iter: IovIter): number => iter.count;
const nullSeek = (file: File): number => setPosition(file, 0);
const noSeek = (): number => 0;

function zeroRead(_file: File, iter: IovIter): number {
  const want = iter.count;
  const done = iter.clearTo(want);
  return done === 0 && want > 0 ? -EFAULT : done;
}

/** /dev/null. */
export const NULL_FILE: FileOperations = {
  read: () => 0,
  write: nullWrite,
  llseek: nullSeek,
  noSpliceRead: true,
};

/** /dev/zero. */
export const ZERO_FILE: FileOperations = { read: zeroRead, write: nullWrite, llseek: nullSeek };

/** /dev/full: a disk without room. */
export const FULL_FILE: FileOperations = {
  read: zeroRead,
  write: () => -ENOSPC,
  llseek: nullSeek,
  noSpliceWrite: true,
};

const chunk = new Uint8Array(4096);

function randomRead(_file: File, iter: IovIter, _pos: number, task: Task): number {
  let done = 0;
  while (iter.count > 0) {
    const want = Math.min(chunk.length, iter.count);
    const bytes = chunk.subarray(0, want);
    task.kernel.random(bytes);
    const copied = iter.copyTo(bytes, 0, want);
    done += copied;
    if (copied < want) return done || -EFAULT;
  }
  return done;
}

/** What is written is mixed into the pool, which here depends on the machine's seed alone. */
function randomWrite(_file: File, iter: IovIter): number {
  let done = 0;
  while (iter.count > 0) {
    const want = Math.min(chunk.length, iter.count);
    const copied = iter.copyFrom(chunk, 0, want);
    done += copied;
    if (copied < want) return done || -EFAULT;
  }
  return done;
}

/** /dev/random and /dev/urandom, which never block once the pool is seeded. */
export const RANDOM_FILE: FileOperations = { read: randomRead, write: randomWrite, llseek: noSeek };
