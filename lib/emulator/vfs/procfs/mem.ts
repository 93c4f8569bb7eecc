import { EACCES, EFAULT, EINVAL, EIO } from '../../../abi/errno';
import { SEEK_CUR, SEEK_SET } from '../../../abi/fcntl';
import type { IovIter, Task } from '../../kernel/types';
import { PAGE_SIZE } from '../../mm/physical';
import { setPosition } from '../llseek';
import type { File, FileOperations } from '../types';
import type { ProcNode } from './node';

/** Moves bytes page by page, as mem_rw: what lies before the first page that is not there is answered. */
function move(
  iter: IovIter,
  pos: number,
  page: (addr: number, buffer: Uint8Array) => number,
  out: boolean,
): number {
  let done = 0;
  while (iter.count > 0) {
    const buffer = new Uint8Array(Math.min(iter.count, PAGE_SIZE));
    if (!out && iter.copyFrom(buffer, 0, buffer.length) < buffer.length) return done || -EFAULT;
    const moved = page(pos + done, buffer);
    if (moved === 0) return done || -EIO;
    if (out && iter.copyTo(buffer, 0, moved) < moved) return done || -EFAULT;
    done += moved;
    if (moved < buffer.length) break;
  }
  return done;
}

/** /proc/[pid]/mem: a process's memory by address, for its tracer, and for whoever could be it. */
export function memory(task: Task): ProcNode {
  const { proc } = task;
  const operations: FileOperations = {
    open(_file: File, opener: Task): number {
      const { euid } = opener.cred;
      const same = opener.tgid === task.tgid || euid === 0;
      return same || (euid === task.cred.uid && euid === task.cred.suid) ? 0 : -EACCES;
    },
    read: (_file, iter, pos) =>
      proc.alive ? move(iter, pos, (addr, into) => proc.readMemory(addr, into), true) : 0,
    write: (_file, iter, pos) =>
      proc.alive ? move(iter, pos, (addr, bytes) => proc.writeMemory(addr, bytes), false) : 0,
    llseek(file: File, offset: number, whence: number): number {
      if (whence === SEEK_SET) return setPosition(file, offset);
      return whence === SEEK_CUR ? setPosition(file, file.pos + offset) : -EINVAL;
    },
  };
  return { kind: 'object', mode: 0o600, operations };
}
