import { decodeBase64 } from '../kernel/entry/image';
import { KernelPages } from '../kernel/mm/backing';
import type { MmStruct } from '../kernel/mm/mm_struct';
import { findFree } from '../kernel/mm/mmap';
import { VM, Vma } from '../kernel/mm/vma';
import { PAGE_SIZE, type PhysicalMemory } from '../mm/physical';
import { vdso } from './vdso.generated';

/** Linux 6.18 has six pages of data, for clocks of other kinds too, and two of code. */
const VVAR_ROOM = 6 * PAGE_SIZE;
const VDSO_ROOM = 2 * PAGE_SIZE;

/** The frames of the vDSO and of the vvar page, the same in every process. */
export class Vdso {
  private readonly text: KernelPages;
  private readonly vvar: KernelPages;

  /** @param vvar frame that the timekeeper writes */
  constructor(phys: PhysicalMemory, vvar: number) {
    const bytes = decodeBase64(vdso.text);
    const frames: number[] = [];
    for (let at = 0; at < bytes.length; at += PAGE_SIZE) {
      const pfn = phys.alloc();
      phys.u8.set(bytes.subarray(at, at + PAGE_SIZE), phys.offset(pfn));
      frames.push(pfn);
    }
    this.text = new KernelPages(frames);
    this.vvar = new KernelPages([vvar]);
  }

  /** map_vdso: [vvar], and [vdso] after it, in as much room as Linux takes for them, so that they come to lie where its own do. */
  map(mm: MmStruct): void {
    const size = this.text.pages * PAGE_SIZE;
    const start = findFree(mm, VVAR_ROOM + VDSO_ROOM);
    if (start < 0) return;
    const code = start + VVAR_ROOM;
    mm.vmas.insert(
      new Vma(code - PAGE_SIZE, code, VM.READ | VM.MAYREAD | VM.SPECIAL, this.vvar, 0, '[vvar]'),
    );
    const rights = VM.READ | VM.EXEC | VM.MAYREAD | VM.MAYWRITE | VM.MAYEXEC | VM.SPECIAL;
    mm.vmas.insert(new Vma(code, code + size, rights, this.text, 0, '[vdso]'));
    mm.vdso = code;
  }
}
