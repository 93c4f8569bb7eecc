import { EACCES, EINVAL, ENOMEM, ENOSPC, EPERM } from '../../../abi/errno';
import {
  PKEY_DISABLE_ACCESS,
  PKEY_DISABLE_WRITE,
  PROT_EXEC,
  PROT_GROWSDOWN,
  PROT_GROWSUP,
  PROT_READ,
  PROT_SEM,
  PROT_WRITE,
} from '../../../abi/mman';
import { PTE, pfnOf } from '../../mm/pagetable';
import { isPageAligned, pageUp, TASK_SIZE_MAX } from '../layout';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { mayExpand } from './limits';
import type { MmStruct } from './mm_struct';
import { protectionFlags } from './mmap';
import { VM, VM_ACCESS, type Vma } from './vma';

/** Implements mprotect(2). */
export const mprotect = (task: TaskStruct, [addr, length, prot]: readonly number[]): Result =>
  protect(task, addr, length, prot, -1);

/** Implements pkey_mprotect(2), on a processor without protection keys: no key is ever allocated. */
export const pkeyMprotect = (task: TaskStruct, [addr, length, prot, key]: readonly number[]): Result =>
  protect(task, addr, length, prot, key);

/** do_mprotect_pkey (mm/mprotect.c). */
function protect(task: TaskStruct, addr: number, length: number, prot: number, key: number): Result {
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
  if (key !== -1) return -EINVAL;
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
    if (vma.flags & VM.SEALED) return -EPERM;
    const to = Math.min(end, vma.end);
    const grows = (vma.flags & (VM.WRITE | VM.SHARED)) === 0 && access & VM.WRITE;
    if (grows && !mayExpand(task, access, to - at)) return -ENOMEM;
    changeProtection(mm, vma, at, to, access);
    at = to;
  }
  return 0;
}

/**
 * Implements pkey_alloc(2) as Linux answers where the processor has no protection keys: the first key there is is found
 * to be of no use and never given back, so that later there is none left (mm_pkey_alloc in asm/pkeys.h).
 */
export function pkeyAlloc({ mm }: TaskStruct, [flags, rights]: readonly number[]): Result {
  if (flags !== 0 || (rights & ~(PKEY_DISABLE_ACCESS | PKEY_DISABLE_WRITE)) !== 0) return -EINVAL;
  if (mm.triedKey) return -ENOSPC;
  mm.triedKey = true;
  return -EINVAL;
}

/** Implements pkey_free(2): no key is ever allocated. */
export const pkeyFree = (): Result => -EINVAL;

/** Memory counts as committed once it may be written; what has no page yet no longer does when it may not. */
function account(vma: Vma, before: number): void {
  const { flags, backing, anonymous } = vma;
  if (flags & VM.WRITE) {
    const settled = VM.ACCOUNT | VM.WRITE | VM.SHARED | VM.NORESERVE;
    if ((before & settled) === 0) vma.flags |= VM.ACCOUNT;
  } else if (backing === undefined && !anonymous) {
    vma.flags &= ~VM.ACCOUNT;
  }
}

/** mprotect_fixup for the part [start, end) of one area. */
export function changeProtection(mm: MmStruct, vma: Vma, start: number, end: number, access: number): void {
  if ((vma.flags & VM_ACCESS) === access) return;
  mm.vmas.split(start);
  mm.vmas.split(end);
  const part = mm.vmas.at(start) as Vma;
  const before = part.flags;
  part.flags = (part.flags & ~VM_ACCESS) | access;
  account(part, before);
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
  mm.flush(start, end);
  mm.vmas.mergeAround(start, end);
}
