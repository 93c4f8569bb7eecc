import { ENCODINGS } from '../../isa/table';
import { PageTables, PTE } from '../mm/pagetable';
import { PAGE_SIZE, PhysicalMemory } from '../mm/physical';
import { CPU_RESERVED, createCpu } from './index';
import type { Cpu, InstructionCosts } from './types';

/** Where the test machine has things. The page after each but the code is not mapped. */
export const USER = { CODE: 0x400000, DATA: 0x600000, STACK: 0x7ff000 } as const;
export const KERNEL = {
  CODE: -0x80000000,
  DATA: -0x7f000000,
  STACK: -0x7e000000,
  IDT: -0x7d000000,
  GDT: -0x7c000000,
  TSS: -0x7b000000,
  STUBS: -0x7a000000,
} as const;
export const SELECTOR = { KERNEL_CS: 0x10, KERNEL_SS: 0x18, USER_CS: 0x33, USER_SS: 0x2b } as const;
export const MSR = { EFER: 0xc0000080, STAR: 0xc0000081, LSTAR: 0xc0000082, FMASK: 0xc0000084 } as const;

const VMCALL = [0x0f, 0x01, 0xc1];
const STUB_BYTES = 8;
const VECTORS = 256;
const RSP = 4;

/** Flat segments: null, unused, kernel code and data, unused, user data and code. SDM vol. 3, figure 3-8. */
const SEGMENTS: readonly (readonly [low: number, high: number])[] = [
  [0, 0],
  [0, 0],
  [0xffff, 0x00af9a00],
  [0xffff, 0x00cf9200],
  [0, 0],
  [0xffff, 0x00cff200],
  [0xffff, 0x00affa00],
];

/** Every instruction at `ticks`, so that sums are easy to tell. */
export const flatCosts = (ticks = 16): InstructionCosts => ({
  byEncoding: new Float64Array(ENCODINGS.length).fill(ticks),
  load: 0,
  store: 0,
  exception: 0,
  tscPerCycle: 1,
});

/** A processor with page tables and an IDT whose handlers leave by `vmcall`, and no kernel. */
export class TestMachine {
  readonly phys = new PhysicalMemory(CPU_RESERVED, 512);
  readonly tables = new PageTables(this.phys);
  readonly root = this.phys.alloc();
  readonly cpu: Cpu;

  constructor(costs = flatCosts()) {
    this.cpu = createCpu(this.phys, costs);
    this.map(USER.CODE, PTE.US);
    this.map(USER.CODE + PAGE_SIZE, PTE.US);
    this.map(USER.DATA, PTE.US | PTE.RW | PTE.NX);
    this.map(USER.DATA + PAGE_SIZE, PTE.US | PTE.RW | PTE.NX);
    this.map(USER.STACK, PTE.US | PTE.RW | PTE.NX);
    this.map(KERNEL.CODE, 0);
    this.map(KERNEL.STUBS, 0);
    for (const va of [KERNEL.DATA, KERNEL.STACK, KERNEL.IDT, KERNEL.GDT, KERNEL.TSS])
      this.map(va, PTE.RW | PTE.NX);
    for (let vector = 0; vector < VECTORS; vector++) {
      this.write(KERNEL.STUBS + vector * STUB_BYTES, VMCALL);
      this.gate(vector, KERNEL.STUBS + vector * STUB_BYTES, vector === 3 || vector === 0x80 ? 3 : 0);
    }
    SEGMENTS.forEach(([low, high], n) => {
      this.write32(KERNEL.GDT + n * 8, low);
      this.write32(KERNEL.GDT + n * 8 + 4, high);
    });
    this.writeAddress(KERNEL.TSS + 4, KERNEL.STACK + PAGE_SIZE);
    const { cpu } = this;
    cpu.cr3 = this.root * PAGE_SIZE;
    cpu.setIdt(KERNEL.IDT, VECTORS * 16 - 1);
    cpu.setGdt(KERNEL.GDT, SEGMENTS.length * 8 - 1);
    cpu.setTss(KERNEL.TSS);
    // OSFXSR and OSXMMEXCPT.
    cpu.cr4 |= 0x600;
    cpu.wrmsr(MSR.EFER, 0xd01);
    cpu.wrmsr(MSR.STAR, 0x23 * 2 ** 48 + SELECTOR.KERNEL_CS * 2 ** 32);
    cpu.wrmsr(MSR.LSTAR, KERNEL.CODE);
    cpu.wrmsr(MSR.FMASK, 0x257fd5);
  }

  map(va: number, flags: number): number {
    const pfn = this.phys.alloc();
    this.tables.map(this.root, va, pfn, PTE.P | flags);
    return pfn;
  }
  /** An interrupt gate of vector `n`. */
  gate(n: number, handler: number, dpl = 0, ist = 0): void {
    const at = KERNEL.IDT + n * 16;
    this.write32(at, (SELECTOR.KERNEL_CS << 16) | (handler & 0xffff));
    this.write32(at + 4, (handler & 0xffff0000) | 0x8e00 | (dpl << 13) | ist);
    this.write32(at + 8, Math.floor(handler / 2 ** 32));
  }

  /** Host offset of a mapped address. */
  at(va: number): number {
    const page = Math.floor(va / PAGE_SIZE) * PAGE_SIZE;
    return this.phys.offset(this.tables.lookup(this.root, page).pfn) + (va - page);
  }
  write(va: number, bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) {
      const at = this.at(va + i);
      this.phys.written(Math.floor((at - this.phys.base) / PAGE_SIZE));
      this.phys.u8[at] = bytes[i];
    }
  }
  write32(va: number, value: number): void {
    this.write(va, [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >> 24) & 0xff]);
  }
  writeAddress(va: number, value: number): void {
    this.write32(va, value | 0);
    this.write32(va + 4, Math.floor(value / 2 ** 32));
  }
  read(va: number, length: number): number[] {
    return Array.from({ length }, (_, i) => this.phys.u8[this.at(va + i)]);
  }
  readAddress(va: number): number {
    const low = this.read(va, 8).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    return Number(BigInt.asIntN(64, low));
  }

  /** Puts code at USER.CODE and the processor before it, in user mode. */
  user(code: ArrayLike<number>, at: number = USER.CODE): this {
    const { cpu } = this;
    this.write(at, code);
    cpu.cs = SELECTOR.USER_CS;
    cpu.ss = SELECTOR.USER_SS;
    cpu.rip = at;
    cpu.rflags = 0x202;
    cpu.setGprAddress(RSP, USER.STACK + PAGE_SIZE - 256);
    return this;
  }
  /** The same in kernel mode, at KERNEL.CODE. */
  kernel(code: ArrayLike<number>, at: number = KERNEL.CODE): this {
    const { cpu } = this;
    this.write(at, code);
    cpu.cs = SELECTOR.KERNEL_CS;
    cpu.ss = SELECTOR.KERNEL_SS;
    cpu.rip = at;
    cpu.rflags = 2;
    cpu.setGprAddress(RSP, KERNEL.STACK + PAGE_SIZE - 256);
    return this;
  }
  run(ticks = 1e9): number {
    return this.cpu.run(this.cpu.ticks + ticks);
  }
  /** Vector of the stub that left, and the frame it was given: error code, rip, cs, rflags, rsp, ss. */
  trap(): { vector: number; error: number; rip: number; cs: number; flags: number; rsp: number; ss: number } {
    const { cpu } = this;
    const vector = Math.floor((cpu.rip - KERNEL.STUBS) / STUB_BYTES);
    const withError = [8, 10, 11, 12, 13, 14, 17].includes(vector);
    const top = cpu.gprAddress(RSP);
    const word = (n: number) => this.readAddress(top + (n + (withError ? 1 : 0)) * 8);
    return {
      vector,
      error: withError ? this.readAddress(top) : 0,
      rip: word(0),
      cs: word(1),
      flags: word(2),
      rsp: word(3),
      ss: word(4),
    };
  }
  /** All that a program can see of the processor, to be compared. */
  registers(): unknown {
    const { cpu } = this;
    const gpr = Array.from({ length: 16 }, (_, n) => [cpu.gprHi(n), cpu.gprLo(n)]);
    return {
      gpr,
      rip: cpu.rip,
      rflags: cpu.rflags,
      cpl: cpu.cpl,
      ticks: cpu.ticks,
      instructions: cpu.instructions,
    };
  }
}
