import { EFAULT, EINVAL, EMFILE } from '../../../abi/errno';
import { O_CLOEXEC, O_DIRECT, O_NONBLOCK } from '../../../abi/fcntl';
import { fput } from '../../vfs/file';
import type { Args, Handler, Result, Task } from '../types';
import { full } from './uaccess';

/** Implements pipe2(2). */
export function pipe2(task: Task, [addr, flags]: Args): Result {
  if (flags & ~(O_CLOEXEC | O_NONBLOCK | O_DIRECT)) return -EINVAL;
  const { files, kernel } = task;
  const ends = kernel.vfs.pipes.create(flags & ~O_CLOEXEC, task.cred);
  kernel.work.kind = 'pipe';
  const cloexec = (flags & O_CLOEXEC) !== 0;
  const fds = ends.map((file) => files.install(file, cloexec));
  const missing = fds.indexOf(-EMFILE);
  if (missing >= 0) {
    for (const file of ends.slice(missing)) fput(file);
    if (missing === 1) files.close(fds[0]);
    return -EMFILE;
  }
  if (task.mem.copyOut(addr, new Uint8Array(Int32Array.from(fds).buffer))) return 0;
  for (const fd of fds) files.close(fd);
  return -EFAULT;
}

/** Implements pipe(2). */
export const pipe: Handler = (task, [addr]) => pipe2(task, [addr, 0]);

export const pipeRows = [full('pipe', pipe), full('pipe2', pipe2)];
