import { EFAULT, EINVAL, ENOMEM, EPERM } from '../../../abi/errno';
import { MREMAP_DONTUNMAP, MREMAP_FIXED, MREMAP_MAYMOVE } from '../../../abi/mman';
import { PTE, pfnOf } from '../../mm/pagetable';
import { isPageAligned, pageUp, STACK_GUARD_GAP, TASK_SIZE_MAX } from '../layout';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { mayExpand } from './limits';
import type { MmStruct } from './mm_struct';
import { findFree, unmapRange } from './mmap';
import { VM, type Vma } from './vma';

/** Implements mremap(2). */
export function mremap(
  task: TaskStruct,
  [addr, oldLength, newLength, flags, newAddr]: readonly number[],
): Result {
  const { mm } = task;
  if (flags & ~(MREMAP_FIXED | MREMAP_MAYMOVE | MREMAP_DONTUNMAP)) return -EINVAL;
  if (flags & (MREMAP_FIXED | MREMAP_DONTUNMAP) && (flags & MREMAP_MAYMOVE) === 0) return -EINVAL;
  if (flags & MREMAP_DONTUNMAP && oldLength !== newLength) return -EINVAL;
  if (!isPageAligned(addr) || newLength === 0) return -EINVAL;
  const from = pageUp(oldLength);
  const to = pageUp(newLength);
  if (to > TASK_SIZE_MAX || from > TASK_SIZE_MAX) return -EINVAL;
  if (flags & (MREMAP_FIXED | MREMAP_DONTUNMAP)) {
    if (!isPageAligned(newAddr) || !(newAddr >= 0 && newAddr <= TASK_SIZE_MAX - to)) return -EINVAL;
    if (flags & MREMAP_FIXED && newAddr < addr + from && addr < newAddr + to) return -EINVAL;
  }
  const vma = mm.vmas.at(addr);
  if (vma === undefined) return -EFAULT;
  if (vma.flags & VM.SEALED) return -EPERM;
  if (to < from && to > 0 && (flags & MREMAP_FIXED) === 0) {
    // What is cut off may be of any area, or of none.
    unmapRange(mm, addr + to, addr + from);
    return addr;
  }
  if (from > vma.end - addr) return -EFAULT;
  // An old length of 0 makes a second mapping of what is shared.
  if (from === 0 && (vma.flags & VM.SHARED) === 0) return -EINVAL;
  if (flags & MREMAP_DONTUNMAP && vma.flags & (VM.DONTEXPAND | VM.PFNMAP)) return -EINVAL;
  const stays = from === 0 || (flags & MREMAP_DONTUNMAP) !== 0;
  if (to > from && vma.flags & (VM.DONTEXPAND | VM.PFNMAP)) return -EFAULT;
  const more = stays ? to : to - from;
  if (more > 0 && !mayExpand(task, vma.flags, more)) return -ENOMEM;
  if (flags & MREMAP_FIXED) {
    if (mm.vmas.isSealed(newAddr, newAddr + to)) return -EPERM;
    unmapRange(mm, newAddr, newAddr + to);
    return stays ? copy(mm, vma, addr, from, newAddr, to) : move(mm, addr, from, newAddr, to);
  }
  if (!stays && to === from) return addr;
  if (to / 4096 > mm.context.phys.frames) return -ENOMEM;
  if (!stays && addr + from === vma.end && growInPlace(mm, vma, addr + to)) return addr;
  if ((flags & MREMAP_MAYMOVE) === 0) return -ENOMEM;
  const free = findFree(mm, to);
  if (free < 0) return free;
  return stays ? copy(mm, vma, addr, from, free, to) : move(mm, addr, from, free, to);
}

/** A second area like the old one, which stays: the pages of a private one go to the new place all the same. */
function copy(mm: MmStruct, vma: Vma, addr: number, from: number, target: number, to: number): number {
  const made = vma.clone(addr, addr + to);
  made.start = target;
  made.end = target + to;
  movePages(mm, addr, addr + from, target);
  mm.vmas.insert(made);
  mm.flush(addr, addr + from);
  return target;
}

function movePages(mm: MmStruct, start: number, end: number, target: number): void {
  const { phys, directories } = mm.context;
  directories.tables.each(mm.root, start, end, (at, va) => {
    const pfn = pfnOf(phys.u32[at], phys.u32[at + 1]);
    const flags = (phys.u32[at] & 0xfff) | (phys.u32[at + 1] & 0x80000000 ? PTE.NX : 0);
    phys.u32[at] = 0;
    phys.u32[at + 1] = 0;
    directories.map(mm.root, target + (va - start), pfn, flags);
    mm.context.work.ptes++;
  });
}

function growInPlace(mm: MmStruct, vma: Vma, end: number): boolean {
  if (end > TASK_SIZE_MAX || !mm.vmas.isFree(vma.end, end, STACK_GUARD_GAP)) return false;
  vma.end = end;
  mm.vmas.mergeAround(vma.start, end);
  return true;
}

/** move_vma: the area and its pages go to a new place. */
function move(mm: MmStruct, addr: number, from: number, target: number, to: number): number {
  const areas = mm.vmas.remove(addr, addr + from);
  const [first] = areas;
  const length = Math.min(from, to);
  movePages(mm, addr, addr + length, target);
  if (from > to) mm.unmapPages(addr + to, addr + from);
  const moved = first.clone(first.start, first.end);
  moved.start = target;
  moved.end = target + to;
  for (const area of areas) area.backing?.unref();
  mm.vmas.insert(moved);
  mm.flush(addr, addr + from);
  return target;
}
