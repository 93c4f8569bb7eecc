import { TASK_SIZE_MAX } from '../layout';
import type { TaskStruct } from '../task';
import { VM, type Vma } from './vma';

/** is_data_mapping: what counts under RLIMIT_DATA, private and writable but no stack. */
const isData = (flags: number): boolean => (flags & (VM.WRITE | VM.SHARED | VM.GROWSDOWN)) === VM.WRITE;

/** may_expand_vm: RLIMIT_AS and RLIMIT_DATA allow an area with these flags to take `length` bytes more. */
export function mayExpand(task: TaskStruct, flags: number, length: number): boolean {
  const { addressSpaceLimit, dataLimit } = task.process;
  if (addressSpaceLimit < TASK_SIZE_MAX && total(task, () => true) + length > addressSpaceLimit) return false;
  if (dataLimit >= TASK_SIZE_MAX || !isData(flags)) return true;
  return total(task, (vma) => isData(vma.flags)) + length <= dataLimit;
}

function total(task: TaskStruct, counts: (vma: Vma) => boolean): number {
  let sum = 0;
  for (const vma of task.mm.vmas) if (counts(vma)) sum += vma.end - vma.start;
  return sum;
}
