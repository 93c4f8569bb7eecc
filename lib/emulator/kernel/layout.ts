import { PAGE_SIZE } from '../mm/physical';

/**
 * The address space, as Linux lays it out on x86-64 with 4-level paging (Documentation/arch/x86/x86_64/mm.rst) and
 * without randomisation, so that every run has the same addresses (setarch -R does the same there).
 *
 *   0x0000000000400000   a program linked to fixed addresses
 *   0x0000555555555000   the heap of a static-pie program
 *   0x00007ffff7fff000   mmap grows down from here: vdso, vvar, mappings
 *   0x00007ffffffff000   the stack grows down from here; end of the user half
 *   0xffff888000000000   the direct map: only frames that kernel code touches, the per-cpu area
 *   0xffffc90000000000   kernel stacks, a guard page below each
 *   0xfffffe0000000000   cpu_entry_area: IDT, GDT, entry stack, TSS; the user's page tables have it too
 *   0xffffffff81000000   kernel text and read-only data; its entry part is in the user's page tables too
 */
export const TASK_SIZE_MAX = 0x7ffffffff000;
export const STACK_TOP = TASK_SIZE_MAX;
/** ELF_ET_DYN_BASE: two thirds of the user half, page-aligned. */
export const ELF_ET_DYN_BASE = 0x555555554000;
/** Lowest address that mmap gives out: vm.mmap_min_addr, as mm/Kconfig has it. */
export const MMAP_MIN_ADDR = 4096;

/** The least room kept for the stack below its top: MIN_GAP of arch/x86/mm/mmap.c, without randomisation. */
export const MIN_STACK_GAP = 128 * 2 ** 20;
/** Pages that must stay free below a growing stack: stack_guard_gap. */
export const STACK_GUARD_GAP = 256 * PAGE_SIZE;

export const PAGE_OFFSET = -0x778000000000;
export const KERNEL_STACKS = -0x370000000000;
/** THREAD_SIZE, and the distance from one stack to the next. */
export const THREAD_SIZE = 4 * PAGE_SIZE;
export const KERNEL_STACK_STRIDE = 2 * THREAD_SIZE;

export const CPU_ENTRY_AREA = -0x20000000000;
export const CPU_ENTRY_AREA_IDT = CPU_ENTRY_AREA;
export const CPU_ENTRY_AREA_GDT = CPU_ENTRY_AREA + PAGE_SIZE;
export const CPU_ENTRY_AREA_STACK = CPU_ENTRY_AREA + 2 * PAGE_SIZE;
export const CPU_ENTRY_AREA_TSS = CPU_ENTRY_AREA + 3 * PAGE_SIZE;

/** Selectors: arch/x86/include/asm/segment.h. */
export const SELECTOR = {
  KERNEL_CS: 0x10,
  KERNEL_DS: 0x18,
  USER32_CS: 0x23,
  USER_DS: 0x2b,
  USER_CS: 0x33,
  TSS: 0x40,
  CPU_NUMBER: 0x7b,
} as const;

/** First and one past the last PML4 entry of the kernel half. */
export const KERNEL_PML4 = 256;
export const PML4_ENTRIES = 512;

export const pageDown = (va: number): number => va - (((va % PAGE_SIZE) + PAGE_SIZE) % PAGE_SIZE);
export const pageUp = (va: number): number => pageDown(va + PAGE_SIZE - 1);
export const isPageAligned = (va: number): boolean => va % PAGE_SIZE === 0;

/** access_ok: the range lies in the user half. */
export function accessOk(addr: number, length: number): boolean {
  return addr >= 0 && length >= 0 && addr + length <= TASK_SIZE_MAX;
}
