import { EINVAL, ENOMEM, EPERM } from '../../../abi/errno';
import { MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT } from '../../../abi/mman';
import { RLIMIT_MEMLOCK } from '../../../abi/process';
import { PAGE_SIZE } from '../../mm/physical';
import { CAP_IPC_LOCK, capable } from '../capable';
import { TASK_SIZE_MAX } from '../layout';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { populate } from './mmap';
import { VM, type Vma } from './vma';

/** mlock2's only flag: pages are locked when they come, and not made present. */
const MLOCK_ONFAULT = 1;

const bytesOf = (areas: Iterable<Vma>): number => {
  let sum = 0;
  for (const { start, end } of areas) sum += end - start;
  return sum;
};

/** can_do_mlock, and RLIMIT_MEMLOCK for `bytes` in all; root has no limit. */
function limited(task: TaskStruct, bytes: number): number {
  if (capable(task.cred, CAP_IPC_LOCK)) return 0;
  const limit = task.process.rlimits[RLIMIT_MEMLOCK * 2];
  if (limit === 0) return -EPERM;
  return bytes > limit - (limit % PAGE_SIZE) ? -ENOMEM : 0;
}

/** Implements mlock(2), mlock2(2) and munlock(2): nothing is ever swapped out, so locking makes pages present. */
function lock(task: TaskStruct, addr: number, length: number, locked: boolean, now = true): Result {
  if (locked && limited(task, 0) < 0) return -EPERM;
  const start = addr - (addr % PAGE_SIZE);
  // Lengths wrap around as 64-bit numbers do.
  const size = BigInt.asUintN(64, (BigInt(length) + BigInt(addr - start) + 4095n) & ~4095n);
  const { vmas } = task.mm;
  const end = start + Number(size);
  const isLocked = ({ flags }: Vma) => (flags & VM.LOCKED) !== 0;
  if (locked) {
    const other = [...vmas].filter((vma) => isLocked(vma) && (vma.end <= start || vma.start >= end));
    const error = limited(task, bytesOf(other) + Number(size));
    if (error < 0) return error;
  }
  if (size === 0n) return 0;
  if (BigInt.asUintN(64, BigInt(start)) + size >= 2n ** 64n) return -EINVAL;
  if (addr < 0 || end > TASK_SIZE_MAX) return -ENOMEM;
  vmas.split(start);
  vmas.split(end);
  const areas = vmas.overlapping(start, end);
  for (const vma of areas) vma.flags = locked ? vma.flags | VM.LOCKED : vma.flags & ~VM.LOCKED;
  const whole = bytesOf(areas) === end - start;
  vmas.mergeAround(start, end);
  if (!whole) return -ENOMEM;
  if (locked && now) populate(task, start, end);
  return 0;
}

/** Implements mlockall(2). */
function mlockall(task: TaskStruct, [flags]: readonly number[]): Result {
  if (flags === 0 || flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) || flags === MCL_ONFAULT)
    return -EINVAL;
  const { vmas } = task.mm;
  const error = limited(task, flags & MCL_CURRENT ? bytesOf(vmas) : 0);
  if (error < 0) return error;
  if ((flags & MCL_CURRENT) === 0) return 0;
  for (const vma of vmas) {
    vma.flags |= VM.LOCKED;
    if ((flags & MCL_ONFAULT) === 0) populate(task, vma.start, vma.end);
  }
  return 0;
}

/** Implements munlockall(2). */
function munlockall(task: TaskStruct): Result {
  for (const vma of task.mm.vmas) vma.flags &= ~VM.LOCKED;
  return 0;
}

export const mlockRows = [
  full('mlock', (task, [addr, length]) => lock(task, addr, length, true)),
  full('mlock2', (task, [addr, length, flags]) =>
    flags & ~MLOCK_ONFAULT ? -EINVAL : lock(task, addr, length, true, flags === 0),
  ),
  full('munlock', (task, [addr, length]) => lock(task, addr, length, false)),
  partial('mlockall', mlockall, 'MCL_FUTURE does not lock what is mapped later'),
  full('munlockall', munlockall),
];
