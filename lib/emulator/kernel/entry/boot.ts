import type { Cpu } from '../../cpu/types';
import { PTE } from '../../mm/pagetable';
import { PAGE_SIZE, type PhysicalMemory } from '../../mm/physical';
import {
  CPU_ENTRY_AREA_GDT,
  CPU_ENTRY_AREA_IDT,
  CPU_ENTRY_AREA_STACK,
  CPU_ENTRY_AREA_TSS,
  PAGE_OFFSET,
  SELECTOR,
} from '../layout';
import type { PageDirectories } from '../mm/pgd';
import { IDT_BYTES, writeGdt, writeIdt } from './descriptors';
import { plain, pti } from './entry_64.generated';
import { decodeBase64 } from './image';

/** Model-specific registers: SDM vol. 4. */
export const MSR = {
  EFER: 0xc0000080,
  STAR: 0xc0000081,
  LSTAR: 0xc0000082,
  CSTAR: 0xc0000083,
  FMASK: 0xc0000084,
  GS_BASE: 0xc0000101,
  KERNEL_GS_BASE: 0xc0000102,
  TSC_AUX: 0xc0000103,
} as const;
const CR4_OSFXSR = 1 << 9;
const CR4_OSXMMEXCPT = 1 << 10;
const CR4_FSGSBASE = 1 << 16;
const CR4_PCIDE = 1 << 17;
const CR4_OSXSAVE = 1 << 18;
/** State components: x87 and SSE. */
const XFEATURE_MASK_FPSSE = 3;
/** EFER: SCE, LME, LMA, NXE. */
const EFER = 0xd01;
/** Flags that `syscall` clears: AC NT IOPL IF TF DF and the status flags (MSR_SYSCALL_MASK of syscall_init). */
const SYSCALL_MASK = 0x257fd5;

/** Offsets in the per-cpu area and bits of CR3: the same as in entry_64.s. */
const TSS_SP0 = 4;
const PCPU_TOP_OF_STACK = PAGE_SIZE;
const PCPU_USER_PCID_FLUSH_MASK = PAGE_SIZE + 8;
/** PCID that the kernel starts under; what stands for an address space's user half has bit 11 too. */
const KERN_PCID = 1;
const PCID_MASK = 0x7ff;

/** The processor as the kernel has set it up, and what the kernel changes of it from task to task. */
export interface ProcessorImage {
  /** Addresses of the entry code's symbols. */
  readonly symbols: Readonly<Record<string, number>>;
  /** Where entry code finds the current task's kernel stack. */
  setTopOfStack(top: number): void;
  /** Changes to the address space of a root table; `kept` says that what is cached under its PCID is still good. */
  loadTables(root: number, pcid: number, kept: boolean): void;
  /** Page-table entries of the current address space have lost rights: one, or many. */
  flushPage(va: number): void;
  flushRange(start: number, end: number): void;
}

/** Lays out kernel text, descriptor tables, TSS and per-cpu area, and points the processor at them. */
export function bootProcessor(cpu: Cpu, phys: PhysicalMemory, directories: PageDirectories): ProcessorImage {
  const image = directories.pti ? pti : plain;
  const { symbols } = image;
  mapText(phys, directories, image.base, decodeBase64(image.text), symbols);

  const page = (va: number, flags: number, forUser: boolean): number => {
    const pfn = phys.alloc();
    directories.mapKernel(va, pfn, flags | PTE.NX, forUser);
    return pfn;
  };
  const idt = page(CPU_ENTRY_AREA_IDT, 0, true);
  const gdt = page(CPU_ENTRY_AREA_GDT, PTE.RW | PTE.D, true);
  page(CPU_ENTRY_AREA_STACK, PTE.RW | PTE.D, true);
  const tss = page(CPU_ENTRY_AREA_TSS, PTE.RW | PTE.D, true);
  writeIdt(phys, idt, symbols);
  const gdtLimit = writeGdt(phys, gdt, CPU_ENTRY_AREA_TSS);

  // The per-cpu area: the TSS once more, then a page that only the kernel's page tables have.
  const hot = phys.alloc();
  const percpu = PAGE_OFFSET + tss * PAGE_SIZE;
  directories.mapKernel(percpu, tss, PTE.RW | PTE.D | PTE.NX, true);
  directories.mapKernel(percpu + PAGE_SIZE, hot, PTE.RW | PTE.D | PTE.NX, false);
  putAddress(phys, phys.offset(tss) + TSS_SP0, CPU_ENTRY_AREA_STACK + PAGE_SIZE);

  // cr4_set_bits in fpu__init_cpu_generic; and the floating-point state is loaded at once, so TS stays clear.
  cpu.cr4 |= CR4_OSFXSR | CR4_OSXMMEXCPT | CR4_FSGSBASE | CR4_PCIDE | CR4_OSXSAVE;
  cpu.xcr0 = XFEATURE_MASK_FPSSE;
  cpu.wrmsr(MSR.EFER, EFER);
  cpu.wrmsr(MSR.STAR, SELECTOR.USER32_CS * 2 ** 48 + SELECTOR.KERNEL_CS * 2 ** 32);
  cpu.wrmsr(MSR.LSTAR, symbols.entry_SYSCALL_64);
  cpu.wrmsr(MSR.FMASK, SYSCALL_MASK);
  cpu.wrmsr(MSR.TSC_AUX, 0);
  cpu.cr3 = directories.kernel * PAGE_SIZE + KERN_PCID;
  cpu.setGdt(CPU_ENTRY_AREA_GDT, gdtLimit);
  cpu.setIdt(CPU_ENTRY_AREA_IDT, IDT_BYTES - 1);
  cpu.setTss(CPU_ENTRY_AREA_TSS);
  cpu.cs = SELECTOR.KERNEL_CS;
  cpu.ss = SELECTOR.KERNEL_DS;
  cpu.gsBase = percpu;
  cpu.rflags = 2;

  const top = phys.offset(hot) + PCPU_TOP_OF_STACK - PAGE_SIZE;
  const mask = (phys.offset(hot) + PCPU_USER_PCID_FLUSH_MASK - PAGE_SIZE) >>> 2;
  const stale = () => {
    if (directories.pti) phys.u32[mask] |= 1 << (cpu.cr3 & PCID_MASK);
  };
  return {
    symbols,
    setTopOfStack: (va) => putAddress(phys, top, va),
    loadTables: (root, pcid, kept) => {
      cpu.switchCr3(root * PAGE_SIZE + pcid, kept);
      if (!kept) stale();
    },
    flushPage: (va) => {
      cpu.invlpg(va);
      stale();
    },
    flushRange: (start, end) => {
      cpu.flushRange(start, end);
      stale();
    },
  };
}

/** Text is executable, what follows __start_rodata is not; the entry text is in the user's tables too. */
function mapText(
  phys: PhysicalMemory,
  directories: PageDirectories,
  base: number,
  text: Uint8Array,
  symbols: Readonly<Record<string, number>>,
): void {
  for (let at = 0; at < text.length; at += PAGE_SIZE) {
    const va = base + at;
    const pfn = phys.alloc();
    phys.u8.set(text.subarray(at, at + PAGE_SIZE), phys.offset(pfn));
    directories.mapKernel(va, pfn, va >= symbols.__start_rodata ? PTE.NX : 0, va < symbols.__entry_text_end);
  }
}

function putAddress(phys: PhysicalMemory, at: number, value: number): void {
  phys.u32[at >>> 2] = value;
  phys.u32[(at >>> 2) + 1] = Math.floor(value / 2 ** 32);
}
