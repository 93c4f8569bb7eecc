import { EACCES, EINVAL, ENOMEM } from '../../../abi/errno';
import { PROT_EXEC, PROT_GROWSDOWN, PROT_GROWSUP, PROT_READ, PROT_SEM, PROT_WRITE } from '../../../abi/mman';
import { PTE, pfnOf } from '../../mm/pagetable';
import { isPageAligned, pageUp, TASK_SIZE_MAX } from '../layout';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { mayExpand } from './limits';
import type { MmStruct } from './mm_struct';
import { protectionFlags } from './mmap';
import { VM, VM_ACCESS, type Vma } from './vma';

/** Implements mprotect(2). */
export function mprotect(task: TaskStruct, [addr, length, prot]: readonly number[]): Result {
  const { mm } = task;
  if ((prot & (PROT_GROWSDOWN | PROT_GROWSUP)) === (PROT_GROWSDOWN | PROT_GROWSUP)) return -EINVAL;
  if (!isPageAligned(addr)) return -EINVAL;
  if (length === 0) return 0;
  let start = addr;
  const end = addr + pageUp(length);
  if (
    prot >= 2 ** 32 ||
    prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM | PROT_GROWSDOWN | PROT_GROWSUP)
  )
    return -EINVAL;
  if (start < 0 || end > TASK_SIZE_MAX) return -ENOMEM;
  if (prot & PROT_GROWSDOWN) {
    const vma = mm.vmas.at(start);
    if (vma === undefined) return -ENOMEM;
    if ((vma.flags & VM.GROWSDOWN) === 0) return -EINVAL;
    start = vma.start;
  }
  const access = protectionFlags(prot);
  let at = start;
  while (at < end) {
    const vma = mm.vmas.at(at);
    if (vma === undefined) return -ENOMEM;
    // VM_MAYREAD and so on lie four bits above VM_READ and so on.
    if (access & ~(vma.flags >> 4)) return -EACCES;
    const to = Math.min(end, vma.end);
    const grows = (vma.flags & (VM.WRITE | VM.SHARED)) === 0 && access & VM.WRITE;
    if (grows && !mayExpand(task, access, to - at)) return -ENOMEM;
    change(mm, vma, at, to, access);
    at = to;
  }
  return 0;
}

/** mprotect_fixup for the part [start, end) of one area. */
function change(mm: MmStruct, vma: Vma, start: number, end: number, access: number): void {
  if ((vma.flags & VM_ACCESS) === access) return;
  mm.vmas.split(start);
  mm.vmas.split(end);
  const part = mm.vmas.at(start) as Vma;
  part.flags = (part.flags & ~VM_ACCESS) | access;
  const { phys, directories, work, zeroPage } = mm.context;
  directories.tables.each(mm.root, start, end, (at) => {
    const pfn = pfnOf(phys.u32[at], phys.u32[at + 1]);
    // A private page that others have too stays read-only: the write fault copies it.
    const own = (part.flags & VM.SHARED) !== 0 || (phys.refs[pfn] === 1 && pfn !== zeroPage);
    const flags = mm.protection(part, own);
    phys.u32[at] = ((pfn << 12) | (flags & 0xfff) | (phys.u32[at] & PTE.D)) >>> 0;
    phys.u32[at + 1] = (pfn >>> 20) | (flags & PTE.NX ? 0x80000000 : 0);
    work.ptes++;
    work.flushed++;
  });
  mm.flush();
  mm.vmas.mergeAround(start, end);
}
