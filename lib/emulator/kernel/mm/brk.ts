import { pageUp, STACK_GUARD_GAP, TASK_SIZE_MAX } from '../layout';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { mayExpand } from './limits';
import { unmapRange } from './mmap';
import { VM, Vma } from './vma';

const HEAP = VM.READ | VM.WRITE | VM.MAYREAD | VM.MAYWRITE | VM.MAYEXEC | VM.ACCOUNT;

/** Implements brk(2): answers the new end of the heap, or the old one when it cannot be moved there. */
export function brk(task: TaskStruct, [wanted]: readonly number[]): Result {
  const { mm, process } = task;
  if (wanted < mm.startBrk || wanted > TASK_SIZE_MAX) return mm.brk;
  if (wanted - mm.startBrk > process.dataLimit) return mm.brk;
  const oldEnd = pageUp(mm.brk);
  const newEnd = pageUp(wanted);
  if (newEnd < oldEnd) {
    if (mm.vmas.isSealed(newEnd, oldEnd)) return mm.brk;
    unmapRange(mm, newEnd, oldEnd);
  } else if (newEnd > oldEnd) {
    if (!mm.vmas.isFree(oldEnd, newEnd, STACK_GUARD_GAP)) return mm.brk;
    if (!mayExpand(task, HEAP, newEnd - oldEnd)) return mm.brk;
    if ((newEnd - oldEnd) / 4096 > mm.context.phys.frames) return mm.brk;
    mm.vmas.insert(new Vma(oldEnd, newEnd, HEAP));
  }
  mm.brk = wanted;
  return wanted;
}
