import { CostModel } from '../../lib/emulator/cost/model';
import { profile } from '../../lib/emulator/cost/profiles';
import { CPU_RESERVED, createCpu } from '../../lib/emulator/cpu';
import { STATE } from '../../lib/emulator/cpu/state';
import { type Cpu, EXIT, GPR, TICKS_PER_CYCLE } from '../../lib/emulator/cpu/types';
import { MSR } from '../../lib/emulator/kernel/entry/boot';
import { writeGdt } from '../../lib/emulator/kernel/entry/descriptors';
import { PageTables, PTE } from '../../lib/emulator/mm/pagetable';
import { PAGE_SIZE, PhysicalMemory } from '../../lib/emulator/mm/physical';
import {
  type Case,
  CODE,
  DATA,
  DATA_PAGES,
  FS_BASE,
  fillData,
  fullFx,
  GS_BASE,
  INT3,
  type Outcome,
} from './layout';

/** Where the bare machine's supervisor pages are. */
const IDT = -0x80000000;
const GDT = IDT + PAGE_SIZE;
const TSS = GDT + PAGE_SIZE;
const STACK = TSS + PAGE_SIZE;
const STUBS = STACK + PAGE_SIZE;
/** Each vector's handler: vmcall, and room. */
const STUB_BYTES = 8;
const VMCALL = [0x0f, 0x01, 0xc1];
const EXCEPTIONS = 32;

/** Places in the image that FXSAVE makes. SDM vol. 1, table 10-2. */
const FX = { MXCSR: 24, XMM: 160 };
const KERNEL_CS = 0x10;
const USER_CS = 0x33;
const USER_DS = 0x2b;
const RSP = GPR.indexOf('rsp');
/** Exceptions that push an error code. SDM vol. 3, table 6-1. */
const PUSH_ERROR = new Set([8, 10, 11, 12, 13, 14, 17, 21]);
/** More than any case takes that the real processor finished in its 4 ms. */
const CASE_TICKS = 100_000_000 * TICKS_PER_CYCLE;

/** Our processor with page tables and an IDT whose handlers leave to here, and no kernel. */
export class BareMachine {
  private readonly phys = new PhysicalMemory(CPU_RESERVED, 64);
  private readonly tables = new PageTables(this.phys);
  private readonly root = this.phys.alloc();
  private readonly cpu: Cpu = createCpu(this.phys, new CostModel(profile()).instructions);
  private readonly code = this.map(CODE, PTE.US);
  private readonly data: Uint32Array;
  private readonly stack: number;

  /** @param compiles whether all code is compiled; else code is interpreted until it is hot, which a case never is */
  constructor(readonly compiles = false) {
    const { phys, cpu } = this;
    // What is counted is compiled from the first.
    cpu.observe({ breakpoints: new Set(), counting: compiles });
    // Neighbours in guest-physical memory too, so that one view shows them all.
    const first = phys.allocRun(DATA_PAGES + 1);
    const words = (pages: number, at: number) =>
      new Uint32Array(phys.memory.buffer, phys.offset(first + at), (pages * PAGE_SIZE) / 4);
    for (let n = 0; n <= DATA_PAGES; n++) {
      this.map(DATA + n * PAGE_SIZE, PTE.US | PTE.NX | (n < DATA_PAGES ? PTE.RW : 0), first + n);
    }
    this.data = words(DATA_PAGES, 0);
    const readOnly = words(1, DATA_PAGES);
    for (let i = 0; i < readOnly.length; i++) readOnly[i] = Math.imul(i, 0x01010101);

    const idt = this.map(IDT, PTE.NX);
    const gdt = this.map(GDT, PTE.RW | PTE.NX);
    const tss = this.map(TSS, PTE.RW | PTE.NX);
    this.stack = this.map(STACK, PTE.RW | PTE.NX);
    const stubs = this.map(STUBS, 0);
    const gates = new DataView(phys.memory.buffer, phys.offset(idt), PAGE_SIZE);
    for (let vector = 0; vector < EXCEPTIONS; vector++) {
      const handler = STUBS + vector * STUB_BYTES;
      phys.u8.set(VMCALL, phys.offset(stubs) + vector * STUB_BYTES);
      gates.setUint16(vector * 16, handler & 0xffff, true);
      gates.setUint16(vector * 16 + 2, KERNEL_CS, true);
      // int3 and into may come from user mode: DPL 3.
      gates.setUint8(vector * 16 + 5, vector === 3 || vector === 4 ? 0xee : 0x8e);
      gates.setUint16(vector * 16 + 6, (handler >>> 16) & 0xffff, true);
      gates.setInt32(vector * 16 + 8, -1, true);
    }
    const top = new DataView(phys.memory.buffer, phys.offset(tss), PAGE_SIZE);
    top.setInt32(4, STACK + PAGE_SIZE, true);
    top.setInt32(8, -1, true);
    // OSFXSR, OSXMMEXCPT and FSGSBASE.
    cpu.cr4 |= 0x10600;
    cpu.wrmsr(MSR.EFER, 0xd01);
    cpu.cr3 = this.root * PAGE_SIZE;
    cpu.setGdt(GDT, writeGdt(phys, gdt, TSS));
    cpu.setIdt(IDT, PAGE_SIZE - 1);
    cpu.setTss(TSS);
  }

  /** Bits of MXCSR that the processor it is compared with has: AMD's have one more. */
  set mxcsrMask(mask: number) {
    this.phys.u32[STATE.MXCSR_MASK >>> 2] = mask;
  }

  /** Runs a case to its first exception. */
  run(test: Case): Outcome {
    const { phys, cpu, data } = this;
    fillData(data, test.seed);
    const before = data.slice();
    phys.written(this.code);
    const at = phys.offset(this.code);
    phys.u8.fill(INT3, at, at + PAGE_SIZE);
    phys.u8.set(test.code, at + test.offset);
    test.gpr.forEach((value, n) => {
      cpu.setGpr(n, Number(value & 0xffffffffn), Number((value >> 32n) & 0xffffffffn));
    });
    cpu.cs = USER_CS;
    cpu.ss = USER_DS;
    cpu.fsBase = FS_BASE;
    cpu.gsBase = GS_BASE;
    cpu.rflags = test.flags;
    if (!cpu.setFxImage(fullFx(test))) throw new Error('the case has an image that FXRSTOR refuses');
    cpu.rip = CODE + test.offset;
    const why = cpu.run(cpu.ticks + CASE_TICKS);
    if (why !== EXIT.VMCALL)
      throw new Error(`the processor left for reason ${why} at rip 0x${cpu.rip.toString(16)}`);
    return this.outcome(before);
  }

  private outcome(before: Uint32Array): Outcome {
    const { phys, cpu, data } = this;
    const vector = (cpu.rip - VMCALL.length - STUBS) / STUB_BYTES;
    const hasError = PUSH_ERROR.has(vector);
    let at = (phys.offset(this.stack) + (cpu.gprAddress(RSP) - STACK)) / 8;
    const error = hasError ? Number(phys.u64[at++]) : 0;
    const [rip, , flags, rsp] = phys.u64.subarray(at, at + 4);
    const gpr = Array.from({ length: 16 }, (_, n) => (BigInt(cpu.gprHi(n)) << 32n) | BigInt(cpu.gprLo(n)));
    gpr[RSP] = rsp;
    const fx = new DataView(cpu.fx.buffer, cpu.fx.byteOffset, cpu.fx.length);
    const half = (at: number) => fx.getBigUint64(at, true);
    const xmm = Array.from(
      { length: 16 },
      (_, n) => half(FX.XMM + n * 16) | (half(FX.XMM + n * 16 + 8) << 64n),
    );
    const memory = new Map<number, number>();
    for (let i = 0; i < data.length; i++) if (data[i] !== before[i]) memory.set(i * 4, data[i]);
    return {
      gpr,
      rip,
      xmm,
      mxcsr: fx.getUint32(FX.MXCSR, true),
      flags: Number(flags),
      vector,
      error,
      cr2: BigInt.asUintN(64, BigInt(cpu.cr2)),
      memory,
      fx: cpu.fxImage(),
    };
  }

  private map(va: number, flags: number, pfn = this.phys.alloc()): number {
    this.tables.map(this.root, va, pfn, PTE.P | flags);
    return pfn;
  }
}
