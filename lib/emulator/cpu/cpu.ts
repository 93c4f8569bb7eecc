import type { VirtualAddress } from '../mm/pagetable';
import type { PhysicalMemory } from '../mm/physical';
import type { PutBack } from '../snapshot/keeper';
import { Engine } from './engine';
import { RESERVED_ONE } from './flags/kinds';
import type { Registers } from './registers';
import { LAYOUT, SLOT_RECORD, SLOTS, STATE } from './state';
import { barSse, writeControl } from './system/control_registers';
import { cpuid, hasOsxsave } from './system/cpuid';
import type { Identity } from './system/machine';
import { readMsr, timeStamp, writeMsr } from './system/msr';
import { fxImage, setFxImage } from './system/x87';
import type { Cpu, Fault, InstructionCosts, Observed, Service } from './types';

const CS = 1;
const SS = 2;
const gpr = (n: number): number => STATE.GPR + 8 * n;

/** Bit 63 of what goes into CR3. SDM vol. 3 section 4.10.4.1. */
const NO_FLUSH = 1n << 63n;
/** What a loader that enters long mode leaves: CR0 PE MP ET NE WP AM PG, CR4 PAE PGE, EFER LME LMA NXE. */
const RESET = { CR0: 0x80050033, CR4: 0xa0, EFER: 0xd00 };
/** What FNINIT leaves, and MXCSR after a reset with every bit of it there: SDM vol. 1, sections 8.1.5 and 10.2.3. */
const FX_RESET = { FCW: 0x37f, MXCSR: 0x1f80, MXCSR_MASK: 0xffff };

/**
 * glibc's ld.so asks leaf 1 only of makers it knows (sysdeps/x86/cpu-features.c, init_cpu_features): of another it finds
 * no feature at all, and stops with "CPU ISA level is lower than required". Family 6 as /proc/cpuinfo says, and a model
 * that is none of Intel's.
 */
const IDENTITY: Identity = { vendor: 'GenuineIntel', brand: 'Trapdoor x86-64', signature: 0x00000600 };

/**
 * Makes a processor in 64-bit mode at CPL 0, interrupts off, without page tables.
 * @param phys memory that was made with CPU_RESERVED bytes before it
 * @param costs what instructions cost in ticks
 * @param identity what CPUID says of maker and model
 */
export function createCpu(phys: PhysicalMemory, costs: InstructionCosts, identity: Identity = IDENTITY): Cpu {
  const engine = new Engine(phys, costs, identity);
  reset(engine, phys);
  return new Processor(engine, phys);
}

function reset({ registers, core, tscRate }: Engine, phys: PhysicalMemory): void {
  registers.set(STATE.SYSTEM_FLAGS, RESERVED_ONE);
  registers.setPair(STATE.CR0, RESET.CR0, 0);
  registers.setPair(STATE.CR4, RESET.CR4, 0);
  registers.setPair(STATE.EFER, RESET.EFER, 0);
  registers.setDouble(STATE.TSC_RATE, tscRate);
  registers.set(STATE.NEXT_CONTEXT, 2);
  registers.set(STATE.XCR0, 1);
  registers.setPair(STATE.REPEAT_RIP, 0xffffffff, 0xffffffff);
  barSse(registers);
  registers.set(STATE.FCW, FX_RESET.FCW);
  registers.set(STATE.MXCSR, FX_RESET.MXCSR);
  registers.set(STATE.MXCSR_MASK, FX_RESET.MXCSR_MASK);
  phys.u8.fill(0xff, LAYOUT.TLBS, LAYOUT.TLBS + SLOTS * 2 * LAYOUT.TLB_BYTES);
  // No slot stands for any CR3 yet.
  for (let slot = 0; slot < SLOTS; slot++) {
    const record = LAYOUT.SLOT_TABLE + slot * SLOT_RECORD.SIZE;
    registers.setPair(record + SLOT_RECORD.CR3, 0xffffffff, 0xffffffff);
  }
  core.writeCr3(0n);
}

/** The face of the engine: registers by name. */
class Processor implements Cpu {
  private readonly registers: Registers;
  readonly fx: Uint8Array;
  readonly times: Float64Array;

  constructor(
    private readonly engine: Engine,
    phys: PhysicalMemory,
  ) {
    this.registers = engine.registers;
    this.times = engine.times;
    this.fx = phys.u8.subarray(STATE.FX, STATE.FX_END);
  }

  run(untilTicks: number): number {
    return this.engine.run(untilTicks);
  }
  step(): number {
    return this.engine.step();
  }
  get serve(): () => Service {
    return this.engine.serve;
  }
  set serve(serve: () => Service) {
    this.engine.serve = serve;
  }
  wipe(): void {
    this.engine.wipe();
  }
  observe(observed: Observed): void {
    this.engine.observe(observed);
  }
  executions(): ReadonlyMap<VirtualAddress, number> {
    return this.engine.executions();
  }
  cpuid(leaf: number, subleaf: number): ReturnType<Cpu['cpuid']> {
    return cpuid(leaf, subleaf, this.engine.identity, hasOsxsave(this.registers));
  }
  interrupt(vector: number): boolean {
    return this.engine.interrupt(vector);
  }
  invlpg(va: VirtualAddress): void {
    this.engine.invlpg(va);
  }
  flushTlb(): void {
    this.engine.flushTlb();
  }
  flushRange(start: VirtualAddress, end: VirtualAddress): void {
    this.engine.flushRange(start, end);
  }
  get lastFault(): Fault | undefined {
    return this.engine.lastFault;
  }
  get deadBecause(): string {
    return this.engine.deadBecause;
  }

  keepState(): PutBack {
    return this.engine.keepState();
  }

  get ticks(): number {
    return this.registers.ticks;
  }
  set ticks(value: number) {
    this.registers.ticks = value;
  }
  spend(ticks: number): void {
    this.registers.spend(ticks);
  }
  get userInstructions(): number {
    const { registers } = this;
    return registers.number(STATE.RETIRED_USER) + (registers.cpl === 3 ? registers.count : 0);
  }
  get instructions(): number {
    const { registers } = this;
    return registers.number(STATE.RETIRED_USER) + registers.number(STATE.RETIRED_KERNEL) + registers.count;
  }

  gprLo(n: number): number {
    return this.registers.get(gpr(n));
  }
  gprHi(n: number): number {
    return this.registers.high(gpr(n));
  }
  setGpr(n: number, lo: number, hi: number): void {
    this.registers.setPair(gpr(n), lo, hi);
  }
  gprAddress(n: number): VirtualAddress {
    return this.registers.number(gpr(n));
  }
  setGprAddress(n: number, va: VirtualAddress): void {
    this.registers.setNumber(gpr(n), va);
  }
  get rip(): VirtualAddress {
    return this.registers.rip;
  }
  set rip(va: VirtualAddress) {
    this.registers.rip = va;
  }
  get rflags(): number {
    return this.engine.exceptions.rflags;
  }
  set rflags(value: number) {
    this.engine.exceptions.rflags = value;
  }

  get cpl(): number {
    return this.registers.cpl;
  }
  get cs(): number {
    return this.registers.selector(CS);
  }
  set cs(selector: number) {
    this.registers.setSelector(CS, selector);
    this.registers.enterRing((selector & 3) === 3 ? 3 : 0);
  }
  get ss(): number {
    return this.registers.selector(SS);
  }
  set ss(selector: number) {
    this.registers.setSelector(SS, selector);
  }
  get fsBase(): VirtualAddress {
    return this.registers.number(STATE.FS_BASE);
  }
  set fsBase(va: VirtualAddress) {
    this.registers.setNumber(STATE.FS_BASE, va);
  }
  get gsBase(): VirtualAddress {
    return this.registers.number(STATE.GS_BASE);
  }
  set gsBase(va: VirtualAddress) {
    this.registers.setNumber(STATE.GS_BASE, va);
  }
  get kernelGsBase(): VirtualAddress {
    return this.registers.number(STATE.KERNEL_GS_BASE);
  }
  set kernelGsBase(va: VirtualAddress) {
    this.registers.setNumber(STATE.KERNEL_GS_BASE, va);
  }
  get cr2(): VirtualAddress {
    return this.registers.number(STATE.CR2);
  }
  set cr2(va: VirtualAddress) {
    this.registers.setNumber(STATE.CR2, va);
  }
  get cr0(): number {
    return this.registers.get(STATE.CR0);
  }
  set cr0(value: number) {
    writeControl(this.engine, 0, BigInt(value >>> 0));
  }
  get cr4(): number {
    return this.registers.get(STATE.CR4);
  }
  set cr4(value: number) {
    writeControl(this.engine, 4, BigInt(value >>> 0));
  }
  get xcr0(): number {
    return this.registers.get(STATE.XCR0);
  }
  set xcr0(value: number) {
    this.registers.set(STATE.XCR0, value);
  }
  get cr3(): number {
    return this.registers.number(STATE.CR3);
  }
  set cr3(value: number) {
    this.engine.core.writeCr3(BigInt(value));
  }
  switchCr3(value: number, kept: boolean): void {
    this.engine.core.writeCr3(kept ? BigInt(value) | NO_FLUSH : BigInt(value));
  }
  rdmsr(msr: number): VirtualAddress {
    const { engine, registers } = this;
    const value = readMsr(registers, msr, () => timeStamp(registers, engine.tscRate));
    if (value === undefined) throw new RangeError(`there is no MSR 0x${msr.toString(16)}`);
    return Number(BigInt.asIntN(64, value));
  }
  wrmsr(msr: number, value: VirtualAddress): void {
    if (!writeMsr(this.registers, msr, BigInt(value))) {
      throw new RangeError(`MSR 0x${msr.toString(16)} does not take the value ${value}`);
    }
  }
  setIdt(base: VirtualAddress, limit: number): void {
    this.registers.setNumber(STATE.IDT_BASE, base);
    this.registers.set(STATE.IDT_LIMIT, limit);
  }
  setGdt(base: VirtualAddress, limit: number): void {
    this.registers.setNumber(STATE.GDT_BASE, base);
    this.registers.set(STATE.GDT_LIMIT, limit);
  }
  seedRandom(seed: number): void {
    this.registers.setPair(STATE.RANDOM, seed, 0);
  }
  fxImage(): Uint8Array {
    return fxImage(this.registers);
  }
  setFxImage(image: Uint8Array): boolean {
    return setFxImage(this.registers, image);
  }
  setTss(base: VirtualAddress): void {
    this.registers.setNumber(STATE.TSS_BASE, base);
  }
}
