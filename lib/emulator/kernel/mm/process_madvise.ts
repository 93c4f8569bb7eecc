import { EBADF, EFAULT, EINVAL, EPERM, ESRCH } from '../../../abi/errno';
import { MADV_COLD, MADV_COLLAPSE, MADV_PAGEOUT, MADV_WILLNEED } from '../../../abi/mman';
import { CAP_SYS_NICE, capable } from '../capable';
import { fdget } from '../fs/uaccess';
import { pidOf } from '../pidfd';
import { mayAccess } from '../ptrace/attach';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { madvise } from './madvise';

/** What may be advised to another process: process_madvise_remote_valid. */
const REMOTE: readonly number[] = [MADV_COLD, MADV_PAGEOUT, MADV_WILLNEED, MADV_COLLAPSE];
const UIO_MAXIOV = 1024;

/** Implements process_madvise(2): the answer is how many bytes were advised before one range could not be. */
function processMadvise(task: TaskStruct, [fd, vec, count, advice, flags]: readonly number[]): Result {
  if (flags !== 0 || count > UIO_MAXIOV) return -EINVAL;
  const bytes = task.mem.copyIn(vec, count * 16);
  if (bytes === undefined) return -EFAULT;
  const file = fdget(task, fd);
  const target = pidOf(file);
  if (target === undefined) return -EBADF;
  if (!target.alive) return -ESRCH;
  if (!mayAccess(task, target)) return -EPERM;
  const remote = target.mm !== task.mm;
  if (remote && !REMOTE.includes(advice)) return -EINVAL;
  if (remote && !capable(task.cred, CAP_SYS_NICE)) return -EPERM;
  const view = new DataView(bytes.buffer);
  const word = (at: number) => view.getUint32(at, true) + view.getInt32(at + 4, true) * 2 ** 32;
  let done = 0;
  for (let at = 0; at < bytes.length; at += 16) {
    const length = word(at + 8);
    const answer = madvise(target, [word(at), length, advice]);
    if (typeof answer !== 'number' || answer < 0) return done || answer;
    done += length;
  }
  return done;
}

export const processMadviseRows = [full('process_madvise', processMadvise)];
