import { decodeBase64 } from '../kernel/entry/image';
import { KernelPages } from '../kernel/mm/backing';
import type { MmStruct } from '../kernel/mm/mm_struct';
import { findFree } from '../kernel/mm/mmap';
import { VM, VM_SPECIAL, Vma } from '../kernel/mm/vma';
import { PAGE_SIZE, type PhysicalMemory } from '../mm/physical';
import { vdso } from './vdso.generated';

/**
 * Pages that Linux 6.18 has: time, time namespaces, randomness, architecture (vdso/datapage.h); the clocks of KVM and
 * Hyper-V; code. Of those that nobody fills, some read as zeros and the others raise SIGBUS.
 */
const VVAR_ROOM = 4 * PAGE_SIZE;
const VCLOCK_ROOM = 2 * PAGE_SIZE;
const VDSO_ROOM = 2 * PAGE_SIZE;
const NO_FRAME = 0;

/** The frames of the vDSO and of its data, the same in every process. */
export class Vdso {
  private readonly text: KernelPages;
  private readonly vvar: KernelPages;
  private readonly vclock: KernelPages;

  /** @param vvar frame that the timekeeper writes */
  constructor(phys: PhysicalMemory, vvar: number) {
    const bytes = decodeBase64(vdso.text);
    const frames: number[] = [];
    for (let at = 0; at < VDSO_ROOM; at += PAGE_SIZE) {
      const pfn = phys.alloc();
      phys.u8.set(bytes.subarray(at, at + PAGE_SIZE), phys.offset(pfn));
      frames.push(pfn);
    }
    this.text = new KernelPages(frames);
    this.vvar = new KernelPages([vvar, NO_FRAME, phys.alloc()]);
    this.vclock = new KernelPages([phys.alloc()]);
  }

  /** map_vdso: data, and [vdso] after it, in as much room as Linux takes for them, so that they come to lie where its own do. */
  map(mm: MmStruct): void {
    const size = this.text.pages * PAGE_SIZE;
    const start = findFree(mm, VVAR_ROOM + VCLOCK_ROOM + VDSO_ROOM);
    if (start < 0) return;
    const clocks = start + VVAR_ROOM;
    const code = clocks + VCLOCK_ROOM;
    const data = VM.READ | VM.MAYREAD | VM_SPECIAL | VM.DONTDUMP;
    mm.vmas.insert(new Vma(start, clocks, data, this.vvar, 0, '[vvar]'));
    mm.vmas.insert(new Vma(clocks, code, data, this.vclock, 0, '[vvar_vclock]'));
    const rights = VM.READ | VM.EXEC | VM.MAYREAD | VM.MAYWRITE | VM.MAYEXEC | VM.DONTEXPAND;
    mm.vmas.insert(new Vma(code, code + size, rights, this.text, 0, '[vdso]'));
    mm.vdso = code;
  }
}
