import { EINVAL, ENOMEM, EPERM } from '../../../abi/errno';
import * as M from '../../../abi/mman';
import { isPageAligned, pageUp, TASK_SIZE_MAX } from '../layout';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { populate } from './mmap';
import { VM } from './vma';

/** The areas of a range that is all mapped, or undefined. */
export function wholeRange(task: TaskStruct, start: number, end: number): boolean {
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
export function madvise(task: TaskStruct, [addr, length, advice]: readonly number[]): Result {
  const { mm } = task;
  const drops = advice === M.MADV_DONTNEED || advice === M.MADV_FREE || advice === M.MADV_DONTNEED_LOCKED;
  const populates = advice === M.MADV_POPULATE_READ || advice === M.MADV_POPULATE_WRITE;
  const discards = drops || advice === M.MADV_DONTFORK || advice === M.MADV_WIPEONFORK;
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
    if (vma.flags & VM.SEALED && discards && (vma.flags & VM.WRITE) === 0 && vma.backing === undefined)
      return -EPERM;
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
