import { EFAULT, EINVAL, ENOMEM } from '../../../abi/errno';
import * as M from '../../../abi/mman';
import { PAGE_SIZE } from '../../mm/physical';
import { isPageAligned, pageUp, TASK_SIZE_MAX } from '../layout';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { brk } from './brk';
import { madvise, wholeRange } from './madvise';
import { mempolicyRows } from './mempolicy';
import { mlockRows } from './mlock';
import { mmap, munmap } from './mmap';
import { mprotect, pkeyAlloc, pkeyFree, pkeyMprotect } from './mprotect';
import { mremap } from './mremap';
import { msealRows } from './mseal';
import { processMadviseRows } from './process_madvise';
import { remapFilePagesRows } from './remap_file_pages';

/** Implements msync(2): the page cache is what everybody sees already. */
function msync(task: TaskStruct, [addr, length, flags]: readonly number[]): Result {
  if (flags & ~(M.MS_ASYNC | M.MS_INVALIDATE | M.MS_SYNC) || !isPageAligned(addr)) return -EINVAL;
  if ((flags & (M.MS_ASYNC | M.MS_SYNC)) === (M.MS_ASYNC | M.MS_SYNC)) return -EINVAL;
  if (length === 0) return 0;
  const end = addr + pageUp(length);
  if (addr < 0 || end > TASK_SIZE_MAX) return -ENOMEM;
  return wholeRange(task, addr, end) ? 0 : -ENOMEM;
}

/** Implements mincore(2). */
function mincore(task: TaskStruct, [addr, length, vec]: readonly number[]): Result {
  if (!isPageAligned(addr)) return -EINVAL;
  const end = addr + pageUp(length);
  if (addr < 0 || end > TASK_SIZE_MAX || !wholeRange(task, addr, end)) return -ENOMEM;
  const { tables } = task.mm.context.directories;
  const present = Uint8Array.from({ length: (end - addr) / PAGE_SIZE }, (_, i) =>
    tables.lookup(task.mm.root, addr + i * PAGE_SIZE).flags ? 1 : 0,
  );
  return task.mem.copyOut(vec, present) ? 0 : -EFAULT;
}

export const mmRows = [
  partial('mmap', mmap, 'MAP_HUGETLB answers ENOMEM, MAP_32BIT is ignored'),
  full('munmap', munmap),
  full('mprotect', mprotect),
  full('pkey_mprotect', pkeyMprotect),
  full('pkey_alloc', pkeyAlloc),
  full('pkey_free', pkeyFree),
  full('brk', brk),
  full('mremap', mremap),
  partial('madvise', madvise, 'MADV_REMOVE and hardware poisoning; MADV_FREE frees at once'),
  full('msync', msync),
  full('mincore', mincore),
  ...remapFilePagesRows,
  ...processMadviseRows,
  ...mempolicyRows,
  ...msealRows,
  ...mlockRows,
];
