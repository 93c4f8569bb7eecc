import { ACCESS, PTE, pfnOf } from '../../mm/pagetable';
import { PAGE_SIZE } from '../../mm/physical';
import { pageDown, STACK_GUARD_GAP, TASK_SIZE_MAX } from '../layout';
import type { MmStruct } from './mm_struct';
import { VM, VM_SPECIAL, type Vma } from './vma';

/** How a fault ended: served, or the signal's code that it calls for. */
export const FAULT = {
  OK: 0,
  /** SIGSEGV, SEGV_MAPERR: nothing is mapped there. */
  MAPERR: 1,
  /** SIGSEGV, SEGV_ACCERR: what is mapped there does not allow it. */
  ACCERR: 2,
  /** SIGBUS, BUS_ADRERR: beyond the end of the mapped file. */
  BUS: 3,
  /** There is no memory for it. */
  OOM: 4,
} as const;

/** Pages around a read fault on a file that are mapped with it: fault_around_bytes. */
const FAULT_AROUND = 16;

/**
 * handle_mm_fault: makes the page at `va` fit for `access` (ACCESS), or says why it cannot be. `stackLimit` is
 * RLIMIT_STACK. Throws OutOfFrames.
 */
export function handleFault(mm: MmStruct, va: number, access: number, stackLimit: number): number {
  if (va < 0 || va >= TASK_SIZE_MAX) return FAULT.MAPERR;
  const vma = mm.vmas.at(va) ?? growStack(mm, va, stackLimit);
  if (vma === undefined) return FAULT.MAPERR;
  const page = pageDown(va);
  const { phys } = mm.context;
  const { u32 } = phys;
  const at = mm.context.directories.tables.entryIndex(mm.root, page);
  const missing = at < 0 || u32[at] === 0;
  // Whether a page may be executed is found out once it is there (access_error of arch/x86/mm/fault.c).
  if (!allows(vma, missing && access === ACCESS.EXEC ? ACCESS.READ : access)) return FAULT.ACCERR;
  if (phys.exhausted) return FAULT.OOM;
  if (missing) return missingPage(mm, vma, page, access);
  if (access === ACCESS.WRITE && (u32[at] & PTE.RW) === 0) return writeToReadOnly(mm, vma, page, at);
  mm.flushPage(page);
  mm.context.faulted('spurious');
  return FAULT.OK;
}

/** access_error, the other way round. Readable is whatever is writable or executable, as x86 page tables have it. */
function allows(vma: Vma, access: number): boolean {
  if (access === ACCESS.WRITE) return (vma.flags & VM.WRITE) !== 0;
  if (access === ACCESS.EXEC) return (vma.flags & VM.EXEC) !== 0;
  return (vma.flags & (VM.READ | VM.WRITE | VM.EXEC)) !== 0;
}

/** expand_downwards: a stack grows to the page touched below it, down to its limit and away from its neighbour. */
function growStack(mm: MmStruct, va: number, limit: number): Vma | undefined {
  const above = mm.vmas.find(va);
  if (above === undefined || (above.flags & VM.GROWSDOWN) === 0) return undefined;
  const start = pageDown(va);
  if (above.end - start > limit) return undefined;
  const below = mm.vmas.before(va);
  if (below && (below.flags & VM.GROWSDOWN) === 0 && start - below.end < STACK_GUARD_GAP) return undefined;
  if (below && start < below.end) return undefined;
  above.start = start;
  return above;
}

function missingPage(mm: MmStruct, vma: Vma, page: number, access: number): number {
  const write = access === ACCESS.WRITE;
  if (vma.backing !== undefined) return filePage(mm, vma, page, write);
  const { phys, zeroPage } = mm.context;
  if (!write) {
    mm.setPage(page, zeroPage, mm.protection(vma, false));
    phys.ref(zeroPage);
    mm.context.faulted('zero');
    return FAULT.OK;
  }
  mm.setPage(page, phys.allocTracked(), mm.protection(vma, true));
  vma.anonymous = true;
  mm.context.faulted('anon');
  return FAULT.OK;
}

function filePage(mm: MmStruct, vma: Vma, page: number, write: boolean): number {
  const { phys } = mm.context;
  const backing = vma.backing as NonNullable<Vma['backing']>;
  const index = vma.index(page);
  const pfn = index < backing.pages || vma.flags & VM_SPECIAL ? backing.page(index) : 0;
  if (pfn <= 0) return FAULT.BUS;
  if (write && (vma.flags & VM.SHARED) === 0) {
    mm.setPage(page, copyFrame(mm, pfn), mm.protection(vma, true));
    vma.anonymous = true;
    mm.context.faulted('cow');
    return FAULT.OK;
  }
  const protection = mm.protection(vma, (vma.flags & VM.SHARED) !== 0);
  mm.setPage(page, pfn, protection);
  phys.ref(pfn);
  if (!write) mapAround(mm, vma, page, protection);
  mm.context.faulted('file');
  return FAULT.OK;
}

/** do_fault_around: maps the other pages of the aligned window that the area and the file have. */
function mapAround(mm: MmStruct, vma: Vma, page: number, protection: number): void {
  const { phys, directories } = mm.context;
  const backing = vma.backing as NonNullable<Vma['backing']>;
  const window = page - (page % (FAULT_AROUND * PAGE_SIZE));
  const start = Math.max(window, vma.start);
  const end = Math.min(window + FAULT_AROUND * PAGE_SIZE, vma.end);
  for (let va = start; va < end; va += PAGE_SIZE) {
    const index = vma.index(va);
    if (va === page || index >= backing.pages) continue;
    const at = directories.tables.entryIndex(mm.root, va);
    if (at >= 0 && phys.u32[at] !== 0) continue;
    const pfn = backing.page(index);
    if (pfn <= 0) continue;
    mm.setPage(va, pfn, protection);
    phys.ref(pfn);
  }
}

/** do_wp_page: a write to a page that is mapped read-only, in an area that may be written. */
function writeToReadOnly(mm: MmStruct, vma: Vma, page: number, at: number): number {
  const { phys, zeroPage } = mm.context;
  const pfn = pfnOf(phys.u32[at], phys.u32[at + 1]);
  if (vma.flags & VM.SHARED || (phys.refs[pfn] === 1 && pfn !== zeroPage)) {
    phys.u32[at] |= PTE.RW;
  } else {
    const copy = pfn === zeroPage ? phys.allocTracked() : copyFrame(mm, pfn);
    const flags = mm.protection(vma, true);
    phys.u32[at] = (copy << 12) | (flags & 0xfff);
    phys.u32[at + 1] = (copy >>> 20) | (flags & PTE.NX ? 0x80000000 : 0);
    if (pfn === zeroPage) mm.rss++;
    phys.unref(pfn);
    vma.anonymous = true;
  }
  mm.flushPage(page);
  mm.context.faulted('cow');
  return FAULT.OK;
}

/** A new frame with the bytes of another. */
function copyFrame(mm: MmStruct, pfn: number): number {
  const { phys } = mm.context;
  const copy = phys.allocTracked();
  const from = phys.offset(pfn);
  phys.u8.copyWithin(phys.offset(copy), from, from + PAGE_SIZE);
  return copy;
}
