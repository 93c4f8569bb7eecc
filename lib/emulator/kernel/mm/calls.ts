import { EFAULT, EINVAL, ENOMEM } from '../../../abi/errno';
import * as M from '../../../abi/mman';
import { PAGE_SIZE } from '../../mm/physical';
import { isPageAligned, pageUp, TASK_SIZE_MAX } from '../layout';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { brk } from './brk';
import { mempolicyRows } from './mempolicy';
import { mlockRows } from './mlock';
import { mmap, munmap, populate } from './mmap';
import { mprotect, pkeyAlloc, pkeyFree, pkeyMprotect } from './mprotect';
import { mremap } from './mremap';
import { remapFilePagesRows } from './remap_file_pages';
import { VM } from './vma';

/** The areas of a range that is all mapped, or undefined. */
function wholeRange(task: TaskStruct, start: number, end: number): boolean {
  let at = start;
  for (const vma of task.mm.vmas.overlapping(start, end)) {
    if (vma.start > at) return false;
    at = vma.end;
  }
  return at >= end;
}

const HARMLESS: readonly number[] = [
  M.MADV_NORMAL,
  M.MADV_RANDOM,
  M.MADV_SEQUENTIAL,
  M.MADV_WILLNEED,
  M.MADV_MERGEABLE,
  M.MADV_UNMERGEABLE,
  M.MADV_HUGEPAGE,
  M.MADV_NOHUGEPAGE,
  M.MADV_DONTDUMP,
  M.MADV_DODUMP,
  M.MADV_COLD,
  M.MADV_PAGEOUT,
  M.MADV_COLLAPSE,
];
const BY_FLAG: Readonly<Record<number, { set: number; clear: number }>> = {
  [M.MADV_DONTFORK]: { set: VM.DONTFORK, clear: 0 },
  [M.MADV_DOFORK]: { set: 0, clear: VM.DONTFORK },
  [M.MADV_WIPEONFORK]: { set: VM.WIPEONFORK, clear: 0 },
  [M.MADV_KEEPONFORK]: { set: 0, clear: VM.WIPEONFORK },
};

/** Implements madvise(2): what drops pages drops them, hints do nothing. */
function madvise(task: TaskStruct, [addr, length, advice]: readonly number[]): Result {
  const { mm } = task;
  const drops = advice === M.MADV_DONTNEED || advice === M.MADV_FREE || advice === M.MADV_DONTNEED_LOCKED;
  const populates = advice === M.MADV_POPULATE_READ || advice === M.MADV_POPULATE_WRITE;
  const flag = BY_FLAG[advice];
  if (!drops && !populates && flag === undefined && !HARMLESS.includes(advice)) return -EINVAL;
  if (!isPageAligned(addr) || addr < 0) return -EINVAL;
  const end = addr + pageUp(length);
  if (end > TASK_SIZE_MAX) return -EINVAL;
  if (length === 0) return 0;
  const areas = mm.vmas.overlapping(addr, end);
  for (const vma of areas) {
    const from = Math.max(addr, vma.start);
    const to = Math.min(end, vma.end);
    if (drops && vma.flags & VM.LOCKED && advice !== M.MADV_DONTNEED_LOCKED) return -EINVAL;
    if (advice === M.MADV_FREE && vma.backing !== undefined) return -EINVAL;
    if (drops) mm.unmapPages(from, to);
    if (populates) populate(task, from, to);
    if (flag === undefined) continue;
    mm.vmas.split(from);
    mm.vmas.split(to);
    for (const part of mm.vmas.overlapping(from, to)) part.flags = (part.flags | flag.set) & ~flag.clear;
  }
  if (flag !== undefined) mm.vmas.mergeAround(addr, end);
  return wholeRange(task, addr, end) ? 0 : -ENOMEM;
}

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
  ...mempolicyRows,
  ...mlockRows,
];
