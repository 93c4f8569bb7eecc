import { O_CLOEXEC } from '../../../abi/fcntl';
import { fput } from '../../vfs/file';
import type { File } from '../../vfs/types';
import type { Result, Task } from '../types';

/** Gives a new file a descriptor, or lets go of it when there is none free. */
export function installFile(task: Task, file: File, flags: number): Result {
  const fd = task.files.install(file, (flags & O_CLOEXEC) !== 0);
  if (fd < 0) fput(file);
  return fd;
}

const TWO_32 = 2 ** 32;

/** A 64-bit count as eight bytes. */
export function u64Bytes(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value % TWO_32, Math.floor(value / TWO_32)).buffer);
}
