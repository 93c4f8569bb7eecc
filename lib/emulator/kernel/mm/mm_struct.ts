import { PTE, pfnOf } from '../../mm/pagetable';
import { PAGE_SIZE, type PhysicalMemory } from '../../mm/physical';
import { MIN_STACK_GAP, STACK_TOP, TASK_SIZE_MAX } from '../layout';
import type { Work } from '../types';
import type { PageDirectories } from './pgd';
import { VM, type Vma, VmaList } from './vma';

/** Kinds of pages a fault makes present; the cost model's keys. */
export type FaultKind = 'anon' | 'zero' | 'file' | 'cow' | 'spurious';

/** What all address spaces of a machine share. */
export interface MmContext {
  readonly phys: PhysicalMemory;
  readonly directories: PageDirectories;
  /** The frame of zeros that is mapped where anonymous memory was only read. */
  readonly zeroPage: number;
  readonly work: Work;
  /** The processor may hold an old translation of one page, or of any in [start, end). */
  flushPage(mm: MmStruct, va: number): void;
  flushRange(mm: MmStruct, start: number, end: number): void;
  /** A fault has been served. */
  faulted(kind: FaultKind): void;
}

/** Entries of the caches that spare copies to and from the user a walk; a power of two. */
const CACHE = 16;
/** The tag of an entry that holds nothing: equal to no page, the last one of the address space (-1) included. */
const EMPTY = Number.NaN;

/** struct mm_struct: an address space. */
export class MmStruct {
  readonly vmas = new VmaList();
  /** pfn of the root table. */
  readonly root: number;
  /** Tasks that use it. */
  users = 1;
  /** Pages present that count as memory of the process. */
  rss = 0;
  /** The most `rss` has been. */
  maxRss = 0;
  /** The most pages of address space there were before some were given back. */
  maxPages = 0;
  mmapBase = TASK_SIZE_MAX - MIN_STACK_GAP;
  startBrk = 0;
  brk = 0;
  startStack = STACK_TOP;
  argStart = 0;
  argEnd = 0;
  envStart = 0;
  envEnd = 0;
  startCode = 0;
  endCode = 0;
  startData = 0;
  endData = 0;
  auxv: Uint8Array = new Uint8Array(0);
  /** Whether pkey_alloc(2) has been asked. */
  triedKey = false;
  /** Commands registered with membarrier(2). */
  membarrier = 0;
  /** Local descriptors, two words each: modify_ldt(2). */
  ldt: Uint32Array | undefined;
  /** Where the vDSO begins; 0 when there is none. */
  vdso = 0;
  /**
   * Byte offset in the memory of pages that user copies went to lately, by page number: one cache for reads and one
   * for writes. A tag of NaN is no page at all.
   */
  readonly readTag: number[] = new Array(CACHE).fill(EMPTY);
  readonly readAt: number[] = new Array(CACHE).fill(EMPTY);
  readonly writeTag: number[] = new Array(CACHE).fill(EMPTY);
  readonly writeAt: number[] = new Array(CACHE).fill(EMPTY);

  /** Throws OutOfFrames. */
  constructor(readonly context: MmContext) {
    this.root = context.directories.create();
  }

  /** Address space is about to shrink: update_hiwater_vm. */
  noteSize(): void {
    let bytes = 0;
    for (const { start, end } of this.vmas) bytes += end - start;
    this.maxPages = Math.max(this.maxPages, bytes / PAGE_SIZE);
  }

  /** Flags of a page-table entry for an area: vm_get_page_prot. `write` false keeps the page read-only for now. */
  protection(vma: Vma, write: boolean): number {
    const rights = (write && vma.flags & VM.WRITE ? PTE.RW : 0) | (vma.flags & VM.EXEC ? 0 : PTE.NX);
    return vma.flags & (VM.READ | VM.WRITE | VM.EXEC)
      ? PTE.P | PTE.US | PTE.A | rights
      : PTE.PROTNONE | rights;
  }

  /** Puts a frame at `va`, whose reference the page table takes over. Throws OutOfFrames. */
  setPage(va: number, pfn: number, flags: number): void {
    this.context.directories.map(this.root, va, pfn, flags);
    if (pfn !== this.context.zeroPage && ++this.rss > this.maxRss) this.maxRss = this.rss;
    this.context.work.ptes++;
  }

  /** Takes the pages of [start, end) away. */
  unmapPages(start: number, end: number): void {
    if (this.dropPages(start, end)) this.flush(start, end);
  }

  private dropPages(start: number, end: number): boolean {
    const { phys, directories, work, zeroPage } = this.context;
    let any = false;
    directories.tables.each(this.root, start, end, (at) => {
      const pfn = pfnOf(phys.u32[at], phys.u32[at + 1]);
      phys.u32[at] = 0;
      phys.u32[at + 1] = 0;
      if (pfn !== zeroPage) this.rss--;
      phys.unref(pfn);
      work.ptes++;
      work.flushed++;
      any = true;
    });
    return any;
  }

  /**
   * flush_tlb_mm_range: pages of [start, end) have been taken away, or rights to them. Of others the right to write may
   * have been.
   */
  flush(start: number, end: number): void {
    this.forget();
    this.context.flushRange(this, start, end);
  }

  flushPage(va: number): void {
    const page = va / PAGE_SIZE;
    const slot = Math.floor(page) % CACHE;
    this.readTag[slot] = EMPTY;
    this.writeTag[slot] = EMPTY;
    this.context.flushPage(this, va);
  }

  private forget(): void {
    this.readTag.fill(EMPTY);
    this.writeTag.fill(EMPTY);
  }

  /** Drops one user; the last one frees everything. */
  put(): void {
    if (--this.users > 0) return;
    for (const vma of this.vmas.remove(0, TASK_SIZE_MAX)) {
      this.dropPages(vma.start, vma.end);
      vma.backing?.unref();
    }
    this.flush(0, TASK_SIZE_MAX);
    this.context.directories.destroy(this.root);
  }

  /** dup_mmap: a copy whose private pages are shared until one side writes. Throws OutOfFrames. */
  fork(): MmStruct {
    const child = new MmStruct(this.context);
    try {
      this.copyTo(child);
    } catch (error) {
      child.put();
      throw error;
    }
    return child;
  }

  private copyTo(child: MmStruct): void {
    const { mmapBase, startBrk, brk, startStack, argStart, argEnd, envStart, envEnd } = this;
    const { startCode, endCode, startData, endData, auxv, vdso } = this;
    Object.assign(child, { mmapBase, startBrk, brk, startStack, argStart, argEnd, envStart, envEnd });
    Object.assign(child, { startCode, endCode, startData, endData, auxv, vdso });
    child.ldt = this.ldt;
    let any = false;
    for (const vma of this.vmas) {
      if (vma.flags & VM.DONTFORK) continue;
      child.vmas.insert(vma.clone(vma.start, vma.end));
      // What has no page of its own is faulted in again from its file: vma_needs_copy.
      if (!vma.anonymous || vma.flags & (VM.SHARED | VM.WIPEONFORK)) continue;
      this.copyPages(child, vma);
      any = true;
    }
    // What was writable is copied on a write from now on; all else is where it was.
    if (any) this.flush(0, 0);
  }

  private copyPages(child: MmStruct, vma: Vma): void {
    const { phys, directories } = this.context;
    directories.tables.each(this.root, vma.start, vma.end, (at, va) => {
      phys.u32[at] &= ~PTE.RW;
      const pfn = pfnOf(phys.u32[at], phys.u32[at + 1]);
      const high = phys.u32[at + 1] & 0x80000000 ? PTE.NX : 0;
      child.setPage(va, pfn, (phys.u32[at] & 0xfff & ~PTE.D) | high);
      phys.ref(pfn);
    });
  }
}
