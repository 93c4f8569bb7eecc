import { type PageTables, PTE } from '../../mm/pagetable';
import { PAGE_SIZE, type PhysicalMemory } from '../../mm/physical';
import { KERNEL_PML4, PML4_ENTRIES } from '../layout';

/**
 * Makes the root tables of address spaces. The kernel half is the same in all of them. Under page-table isolation each
 * address space has two roots in neighbouring frames, the kernel's at an even pfn and the user's after it, so that the
 * entry code goes from one to the other by a bit of CR3; the user's root shares all tables of the user half, and of
 * the kernel half knows the entry text and the cpu_entry_area alone.
 */
export class PageDirectories {
  /** Roots whose kernel half every new address space gets. */
  readonly kernel: number;
  readonly user: number;
  private readonly pairs: number[] = [];

  constructor(
    private readonly phys: PhysicalMemory,
    readonly tables: PageTables,
    readonly pti: boolean,
  ) {
    this.kernel = pti ? this.pair() : phys.alloc();
    this.user = pti ? this.kernel + 1 : this.kernel;
  }

  /** A root with the kernel half in place and the user half empty. Throws OutOfFrames. */
  create(): number {
    const root = this.pti ? this.pair() : this.phys.alloc();
    this.copyKernelHalf(this.kernel, root);
    if (this.pti) this.copyKernelHalf(this.user, root + 1);
    return root;
  }

  /** Frees a root and the tables of its user half. */
  destroy(root: number): void {
    this.tables.freeTables(root);
    if (!this.pti) {
      this.phys.unref(root);
      return;
    }
    this.wipe(root);
    this.wipe(root + 1);
    this.pairs.push(root);
    this.phys.used -= 2;
  }

  /** Maps a page of the user half in both roots. Throws OutOfFrames. */
  map(root: number, va: number, pfn: number, flags: number): void {
    this.tables.map(root, va, pfn, flags);
    if (!this.pti) return;
    const { u32 } = this.phys;
    const slot = Math.floor(va / 2 ** 39) * 2;
    const from = (this.phys.offset(root) >>> 2) + slot;
    const to = (this.phys.offset(root + 1) >>> 2) + slot;
    u32[to] = u32[from];
    u32[to + 1] = u32[from + 1];
  }

  /** Maps a page of the kernel half; before any address space has been created. */
  mapKernel(va: number, pfn: number, flags: number, forUser: boolean): void {
    this.tables.map(this.kernel, va, pfn, flags | PTE.P | PTE.A);
    if (forUser && this.pti) this.tables.map(this.user, va, pfn, flags | PTE.P | PTE.A);
  }

  private copyKernelHalf(from: number, to: number): void {
    const { u8 } = this.phys;
    const source = this.phys.offset(from);
    u8.copyWithin(
      this.phys.offset(to) + KERNEL_PML4 * 8,
      source + KERNEL_PML4 * 8,
      source + PML4_ENTRIES * 8,
    );
  }

  private wipe(pfn: number): void {
    const at = this.phys.offset(pfn);
    this.phys.u8.fill(0, at, at + PAGE_SIZE);
  }

  /** Two neighbouring frames, the first of an even number. */
  private pair(): number {
    const kept = this.pairs.pop();
    if (kept !== undefined) {
      this.phys.used += 2;
      return kept;
    }
    const first = this.phys.allocRun(3);
    const even = first + (first % 2);
    this.phys.unref(even === first ? first + 2 : first);
    return even;
  }
}
