import { EFAULT, EINVAL, EPERM, ESRCH } from '../../../abi/errno';
import * as P from '../../../abi/process';
import { encode, getField, RLIMIT } from '../../../abi/structs';
import { CAP_SYS_RESOURCE, capable } from '../capable';
import { findTask } from '../pid_namespace';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

const LIMITS = 16;
const { RLIM_INFINITY } = P;
const MIB = 2 ** 20;

/** Soft and hard limits of the first process: INIT_RLIMITS of asm-generic/resource.h, as login shells see them. */
export function initialLimits(): Float64Array {
  const limits = new Float64Array(LIMITS * 2).fill(RLIM_INFINITY);
  const set = (which: number, soft: number, hard: number) => limits.set([soft, hard], which * 2);
  set(P.RLIMIT_STACK, 8 * MIB, RLIM_INFINITY);
  set(P.RLIMIT_CORE, 0, RLIM_INFINITY);
  set(P.RLIMIT_NPROC, 4096, 4096);
  set(P.RLIMIT_NOFILE, 1024, 4096);
  set(P.RLIMIT_MEMLOCK, 8 * MIB, 8 * MIB);
  set(P.RLIMIT_SIGPENDING, 4096, 4096);
  set(P.RLIMIT_MSGQUEUE, 819200, 819200);
  set(P.RLIMIT_NICE, 0, 0);
  set(P.RLIMIT_RTPRIO, 0, 0);
  return limits;
}

function read(task: TaskStruct, which: number): Uint8Array {
  const { rlimits } = task.process;
  return encode(RLIMIT, { rlim_cur: rlimits[which * 2], rlim_max: rlimits[which * 2 + 1] });
}

/** do_prlimit's setting half. RLIMIT_NOFILE reaches the table of files too. */
function write(task: TaskStruct, caller: TaskStruct, which: number, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const soft = getField(view, 0, RLIMIT.at.rlim_cur);
  const hard = getField(view, 0, RLIMIT.at.rlim_max);
  const { rlimits } = task.process;
  if (soft > hard) return -EINVAL;
  if (which === P.RLIMIT_NOFILE && hard > NR_OPEN) return -EPERM;
  if (hard > rlimits[which * 2 + 1] && !capable(caller.cred, CAP_SYS_RESOURCE)) return -EPERM;
  rlimits.set([soft, hard], which * 2);
  if (which === P.RLIMIT_NOFILE) task.files.noFile = Math.min(soft, NR_OPEN);
  return 0;
}
/** sysctl_nr_open. */
const NR_OPEN = 1024 * 1024;

/** Implements prlimit64(2). */
function prlimit64(task: TaskStruct, [pid, which, newLimit, oldLimit]: readonly number[]): Result {
  const bytes = newLimit === 0 ? undefined : task.mem.copyIn(newLimit, RLIMIT.size);
  if (newLimit !== 0 && bytes === undefined) return -EFAULT;
  const target = pid === 0 ? task : findTask(task, pid);
  if (target === undefined) return -ESRCH;
  if (
    target !== task &&
    !capable(task.cred, CAP_SYS_RESOURCE, target.cred.userns) &&
    target.cred.uid !== task.cred.uid
  )
    return -EPERM;
  if (which >= LIMITS) return -EINVAL;
  const old = read(target, which);
  const error = bytes === undefined ? 0 : write(target, task, which, bytes);
  if (error < 0) return error;
  return oldLimit === 0 || task.mem.copyOut(oldLimit, old) ? 0 : -EFAULT;
}

/** Implements getrlimit(2). */
function getrlimit(task: TaskStruct, [which, addr]: readonly number[]): Result {
  if (which >= LIMITS) return -EINVAL;
  return task.mem.copyOut(addr, read(task, which)) ? 0 : -EFAULT;
}

/** Implements setrlimit(2). */
function setrlimit(task: TaskStruct, [which, addr]: readonly number[]): Result {
  const bytes = task.mem.copyIn(addr, RLIMIT.size);
  if (bytes === undefined) return -EFAULT;
  return which >= LIMITS ? -EINVAL : write(task, task, which, bytes);
}

export const rlimitRows = [
  full('prlimit64', prlimit64),
  full('getrlimit', getrlimit),
  full('setrlimit', setrlimit),
];
