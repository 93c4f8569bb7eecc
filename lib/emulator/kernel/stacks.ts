import { PTE } from '../mm/pagetable';
import { PAGE_SIZE } from '../mm/physical';
import type { Kernel } from './kernel';
import { KERNEL_STACK_STRIDE, KERNEL_STACKS, THREAD_SIZE } from './layout';
import { PT_REGS_SIZE, PtRegs } from './ptregs';

/** A kernel stack of one task, with its pt_regs at the top. */
export interface KernelStack {
  readonly slot: number;
  /** Virtual address one past its end. */
  readonly top: number;
  readonly frames: readonly number[];
  readonly regs: PtRegs;
}

const PAGES = THREAD_SIZE / PAGE_SIZE;

/** Gives out kernel stacks: THREAD_SIZE bytes each, an unmapped guard of the same size below. */
export class KernelStacks {
  private readonly freeSlots: number[] = [];
  private nextSlot = 0;

  constructor(private readonly kernel: Kernel) {
    // The tables of the region have to be there before the first address space copies the kernel half.
    kernel.directories.mapKernel(KERNEL_STACKS, 0, 0, false);
    kernel.directories.tables.unmap(kernel.directories.kernel, KERNEL_STACKS);
  }

  /** Throws OutOfFrames. */
  alloc(): KernelStack {
    const { phys, directories, cpu } = this.kernel;
    const slot = this.freeSlots.pop() ?? this.nextSlot++;
    const bottom = KERNEL_STACKS + slot * KERNEL_STACK_STRIDE + THREAD_SIZE;
    const frames: number[] = [];
    for (let i = 0; i < PAGES; i++) {
      const pfn = phys.alloc();
      frames.push(pfn);
      directories.mapKernel(bottom + i * PAGE_SIZE, pfn, PTE.RW | PTE.D | PTE.NX, false);
      cpu.invlpg(bottom + i * PAGE_SIZE);
    }
    const regs = new PtRegs(phys, (phys.offset(frames[PAGES - 1]) + PAGE_SIZE - PT_REGS_SIZE) >>> 2);
    return { slot, top: bottom + THREAD_SIZE, frames, regs };
  }

  free(slot: number, frames: readonly number[]): void {
    const { phys, directories } = this.kernel;
    const bottom = KERNEL_STACKS + slot * KERNEL_STACK_STRIDE + THREAD_SIZE;
    frames.forEach((pfn, i) => {
      directories.tables.unmap(directories.kernel, bottom + i * PAGE_SIZE);
      phys.unref(pfn);
    });
    this.freeSlots.push(slot);
  }
}
