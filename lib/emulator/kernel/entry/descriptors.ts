import { PAGE_SIZE, type PhysicalMemory } from '../../mm/physical';
import { SELECTOR } from '../layout';

/** Bytes of the interrupt descriptor table: 256 gates of 16. SDM vol. 3 section 6.14.1. */
export const IDT_BYTES = 256 * 16;
export const INT80_VECTOR = 0x80;
/** LOCAL_TIMER_VECTOR of asm/irq_vectors.h. */
export const TIMER_VECTOR = 0xec;

/** Handlers by vector: the symbol in entry_64.s, and whether user mode may come by `int n`. */
const GATES: readonly (readonly [vector: number, symbol: string, user?: boolean])[] = [
  [0, 'asm_exc_divide_error'],
  [1, 'asm_exc_debug'],
  [2, 'asm_exc_nmi'],
  [3, 'asm_exc_int3', true],
  [4, 'asm_exc_overflow', true],
  [5, 'asm_exc_bounds'],
  [6, 'asm_exc_invalid_op'],
  [7, 'asm_exc_device_not_available'],
  [8, 'asm_exc_double_fault'],
  [9, 'asm_exc_coproc_segment_overrun'],
  [10, 'asm_exc_invalid_tss'],
  [11, 'asm_exc_segment_not_present'],
  [12, 'asm_exc_stack_segment'],
  [13, 'asm_exc_general_protection'],
  [14, 'asm_exc_page_fault'],
  [15, 'asm_exc_spurious_interrupt_bug'],
  [16, 'asm_exc_coprocessor_error'],
  [17, 'asm_exc_alignment_check'],
  [18, 'asm_exc_machine_check'],
  [19, 'asm_exc_simd_coprocessor_error'],
  [20, 'asm_exc_virtualization'],
  [21, 'asm_exc_control_protection'],
  [INT80_VECTOR, 'asm_int80_emulation', true],
  [TIMER_VECTOR, 'asm_sysvec_apic_timer_interrupt'],
];

/** Access byte of an interrupt gate: present, type 14; DPL in bits 5 and 6. */
const INTERRUPT_GATE = 0x8e;
const DPL_USER = 0x60;

/** Writes the interrupt gates of all vectors that have a handler. SDM vol. 3 figure 6-8. */
export function writeIdt(phys: PhysicalMemory, pfn: number, symbols: Readonly<Record<string, number>>): void {
  const view = new DataView(phys.memory.buffer, phys.offset(pfn), PAGE_SIZE);
  for (const [vector, symbol, user] of GATES) {
    const handler = symbols[symbol];
    if (handler === undefined) throw new Error(`entry_64.s does not define ${symbol}`);
    const at = vector * 16;
    const low = handler >>> 0;
    view.setUint16(at, low & 0xffff, true);
    view.setUint16(at + 2, SELECTOR.KERNEL_CS, true);
    view.setUint8(at + 5, INTERRUPT_GATE | (user ? DPL_USER : 0));
    view.setUint16(at + 6, low >>> 16, true);
    view.setUint32(at + 8, Math.floor(handler / 2 ** 32) >>> 0, true);
  }
}

/** Flat segments in Linux' order (asm/segment.h): kernel 32, kernel 64, kernel data, user 32, user data, user 64. */
const SEGMENTS: readonly (readonly [low: number, high: number])[] = [
  [0, 0],
  [0x0000ffff, 0x00cf9b00],
  [0x0000ffff, 0x00af9b00],
  [0x0000ffff, 0x00cf9300],
  [0x0000ffff, 0x00cffb00],
  [0x0000ffff, 0x00cff300],
  [0x0000ffff, 0x00affb00],
];
const TSS_LIMIT = 0x67;

/** Writes the global descriptor table; answers its limit. */
export function writeGdt(phys: PhysicalMemory, pfn: number, tss: number): number {
  const view = new DataView(phys.memory.buffer, phys.offset(pfn), PAGE_SIZE);
  SEGMENTS.forEach(([low, high], i) => {
    view.setUint32(i * 8, low, true);
    view.setUint32(i * 8 + 4, high, true);
  });
  // A TSS descriptor has 16 bytes: SDM vol. 3 figure 7-4. Type 11: a busy 64-bit TSS.
  const base = tss >>> 0;
  view.setUint32(SELECTOR.TSS, TSS_LIMIT | ((base & 0xffff) << 16), true);
  view.setUint32(SELECTOR.TSS + 4, ((base >>> 16) & 0xff) | (0x8b << 8) | (base & 0xff000000), true);
  view.setUint32(SELECTOR.TSS + 8, Math.floor(tss / 2 ** 32) >>> 0, true);
  // The limit is the processor's number, which LSL answers: setup_getcpu in arch/x86/kernel/cpu/common.c.
  view.setUint32(SELECTOR.CPU_NUMBER & ~3, 0, true);
  view.setUint32((SELECTOR.CPU_NUMBER & ~3) + 4, 0x0040f500, true);
  return SELECTOR.CPU_NUMBER | 7;
}
