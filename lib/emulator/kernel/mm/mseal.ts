import { EINVAL, ENOMEM } from '../../../abi/errno';
import { isPageAligned, pageUp } from '../layout';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { wholeRange } from './madvise';
import { VM } from './vma';

/** Implements mseal(2). */
function mseal(task: TaskStruct, [addr, length, flags]: readonly number[]): Result {
  if (flags !== 0 || !isPageAligned(addr)) return -EINVAL;
  const end = addr + pageUp(length);
  if (addr < 0 || end >= 2 ** 63) return -EINVAL;
  if (end === addr) return 0;
  const { vmas } = task.mm;
  if (!wholeRange(task, addr, end)) return -ENOMEM;
  vmas.split(addr);
  vmas.split(end);
  for (const vma of vmas.overlapping(addr, end)) vma.flags |= VM.SEALED;
  vmas.mergeAround(addr, end);
  return 0;
}

export const msealRows = [full('mseal', mseal)];
