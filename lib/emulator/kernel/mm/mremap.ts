import { EFAULT, EINVAL, ENOMEM } from '../../../abi/errno';
import { MREMAP_FIXED, MREMAP_MAYMOVE } from '../../../abi/mman';
import { PTE, pfnOf } from '../../mm/pagetable';
import { isPageAligned, pageUp, STACK_GUARD_GAP, TASK_SIZE_MAX } from '../layout';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import type { MmStruct } from './mm_struct';
import { findFree, unmapRange } from './mmap';
import { VM, type Vma } from './vma';

/** Implements mremap(2), without MREMAP_DONTUNMAP. */
export function mremap(
  task: TaskStruct,
  [addr, oldLength, newLength, flags, newAddr]: readonly number[],
): Result {
  const { mm } = task;
  if (flags & ~(MREMAP_FIXED | MREMAP_MAYMOVE)) return -EINVAL;
  if (flags & MREMAP_FIXED && (flags & MREMAP_MAYMOVE) === 0) return -EINVAL;
  if (!isPageAligned(addr) || newLength === 0) return -EINVAL;
  const from = pageUp(oldLength);
  const to = pageUp(newLength);
  if (to > TASK_SIZE_MAX || from > TASK_SIZE_MAX) return -EINVAL;
  const vma = mm.vmas.at(addr);
  if (vma === undefined || from > vma.end - addr) return -EFAULT;
  if (from === 0 && (vma.flags & VM.SHARED) === 0) return -EINVAL;
  if (flags & MREMAP_FIXED) {
    if (!isPageAligned(newAddr) || !(newAddr >= 0 && newAddr <= TASK_SIZE_MAX - to)) return -EINVAL;
    if (newAddr < addr + from && addr < newAddr + to) return -EINVAL;
    unmapRange(mm, newAddr, newAddr + to);
    return move(mm, addr, from, newAddr, to);
  }
  if (to <= from) {
    if (to < from) unmapRange(mm, addr + to, addr + from);
    return addr;
  }
  if (to / 4096 > mm.context.phys.frames) return -ENOMEM;
  if (addr + from === vma.end && growInPlace(mm, vma, addr + to)) return addr;
  if ((flags & MREMAP_MAYMOVE) === 0) return -ENOMEM;
  const free = findFree(mm, to);
  return free < 0 ? free : move(mm, addr, from, free, to);
}

function growInPlace(mm: MmStruct, vma: Vma, end: number): boolean {
  if (end > TASK_SIZE_MAX || !mm.vmas.isFree(vma.end, end, STACK_GUARD_GAP)) return false;
  vma.end = end;
  mm.vmas.mergeAround(vma.start, end);
  return true;
}

/** move_vma: the area and its pages go to a new place. */
function move(mm: MmStruct, addr: number, from: number, target: number, to: number): number {
  const { phys, directories } = mm.context;
  const areas = mm.vmas.remove(addr, addr + from);
  const [first] = areas;
  const length = Math.min(from, to);
  directories.tables.each(mm.root, addr, addr + length, (at, va) => {
    const pfn = pfnOf(phys.u32[at], phys.u32[at + 1]);
    const flags = (phys.u32[at] & 0xfff) | (phys.u32[at + 1] & 0x80000000 ? PTE.NX : 0);
    phys.u32[at] = 0;
    phys.u32[at + 1] = 0;
    directories.map(mm.root, target + (va - addr), pfn, flags);
    mm.context.work.ptes++;
  });
  if (from > to) mm.unmapPages(addr + to, addr + from);
  const moved = first.clone(first.start, first.end);
  moved.start = target;
  moved.end = target + to;
  for (const area of areas) area.backing?.unref();
  mm.vmas.insert(moved);
  mm.flush();
  return target;
}
