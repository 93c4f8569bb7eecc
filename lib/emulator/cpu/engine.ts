import { isCanonical, type VirtualAddress } from '../mm/pagetable';
import { PAGE_SIZE, type PhysicalMemory } from '../mm/physical';
import type { PutBack } from '../snapshot/keeper';
import { CodeCache } from './cache';
import { buildCore, type Core } from './core/core';
import { MAX_FUEL } from './core/meter';
import { nameAbsent } from './decode/absent';
import type { Inst, Undecodable } from './decode/inst';
import { Exceptions, type Source, TripleFault } from './exceptions';
import { DYNAMIC, RFLAGS } from './flags/kinds';
import type { Site } from './lift/emitter';
import { Linear, Raised } from './linear';
import { bytesOf, type Made, TIER } from './region/made';
import { SharedCode, sharedCode } from './region/shared';
import type { PriceOf } from './region/translate';
import { Registers } from './registers';
import { CPU_RESERVED, LAYOUT, LEAVE, SLOTS, STATE } from './state';
import type { Identity, Machine } from './system/machine';
import { SYSTEM_INSTRUCTIONS, softwareVector } from './system/table';
import {
  EXIT,
  type Fault,
  type InstructionCosts,
  type Observed,
  SERVICE,
  type Service,
  TICKS_PER_CYCLE,
  TIME,
} from './types';
import { VECTOR } from './vectors';

const CR0_AM = 1 << 18;
/** Not an EXIT: the run goes on. */
const GO_ON = -1;
/** What regions leave with, by SERVICE. */
const SERVED = [LEAVE.NEXT, LEAVE.SERVED, LEAVE.VMCALL];
const notServed = (): Service => SERVICE.NOT;
const NO_BYTES = new Uint8Array(0);

/** The last exception that user code raised, and where: with its bytes, or the code that was made from them. */
interface Faulted {
  readonly raised: Raised;
  readonly rip: VirtualAddress;
  readonly site: Site | undefined;
  readonly made: Made | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** Runs translated code, and does what it leaves to JavaScript: translation, exceptions, system instructions. */
export class Engine implements Machine {
  readonly registers: Registers;
  readonly linear: Linear;
  readonly exceptions: Exceptions;
  readonly core: Core;
  readonly tscRate: number;
  readonly times = new Float64Array(Object.keys(TIME).length);
  serve: () => Service = notServed;
  private faulted: Faulted | undefined;
  deadBecause = '';
  private readonly cache: CodeCache;
  private readonly price: PriceOf;
  private delivered = 0;
  private observed: Observed = { breakpoints: new Set(), counting: false };

  constructor(
    private readonly phys: PhysicalMemory,
    private readonly costs: InstructionCosts,
    readonly identity: Identity,
  ) {
    this.registers = new Registers(phys);
    this.linear = new Linear(phys, this.registers);
    this.tscRate = costs.tscPerCycle / TICKS_PER_CYCLE;
    this.registers.set(STATE.GUEST_BASE, phys.base);
    this.registers.set(STATE.GUEST_BYTES, phys.frames * PAGE_SIZE);
    this.registers.set(STATE.GUEST_FRAMES, phys.codeOffset);
    const codeWritten = (host: number, length: number) => {
      const at = host - phys.base;
      return this.cache.bytesWritten(Math.floor(at / PAGE_SIZE), at % PAGE_SIZE, length) ? 1 : 0;
    };
    const vmcall = () => {
      this.registers.readTimes(this.times);
      return SERVED[this.serve()];
    };
    this.core = buildCore(phys.memory, codeWritten, vmcall);
    const code = sharedCode(costs);
    this.price = code.price;
    this.cache = new CodeCache(phys, this.linear, this.core, code);
    this.exceptions = new Exceptions(this.registers, this.linear, this.core.stateFlags);
    phys.onCodeWritten = (pfn) => this.cache.frameWritten(pfn);
  }

  run(untilTicks: number): number {
    const { registers } = this;
    // Most runs go on under the limit of the one before.
    if (!registers.isLimit(untilTicks)) this.refuel(untilTicks);
    for (;;) {
      const exit = this.spend();
      registers.readTimes(this.times);
      if (exit !== EXIT.LIMIT || this.times[TIME.NOW] >= untilTicks) return exit;
      this.refuel(untilTicks);
    }
  }

  /** Sets the limit, as far ahead as the meter can count. */
  private refuel(untilTicks: number): void {
    const { registers } = this;
    const { ticks } = registers;
    registers.settleCount();
    registers.setTime(ticks, Math.min(untilTicks - ticks, MAX_FUEL));
    // Above any meter: the run loop begins with a slice of its own.
    registers.setPair(STATE.SLICE_FLOOR, 0xffffffff, 0x7fffffff);
  }

  /** What runs are to show: nothing, which costs nothing, or breakpoints and counts. */
  observe(observed: Observed): void {
    const { breakpoints, counting } = this.observed;
    if (observed.breakpoints === breakpoints && observed.counting === counting) return;
    this.observed = observed;
    if (observed.counting !== counting) {
      if (observed.counting) this.cache.forgetCounts();
      this.cache.use(observed.counting ? new SharedCode(this.costs, true) : sharedCode(this.costs));
    }
    if (!sameSet(observed.breakpoints, breakpoints)) this.cache.setBreakpoints(observed.breakpoints);
  }
  executions(): Map<VirtualAddress, number> {
    return this.cache.executions();
  }

  /** Runs until the fuel is used up, or something leaves the processor. */
  private spend(): number {
    const { registers, core } = this;
    while (registers.fuel > 0) {
      let exit: number;
      if (registers.get(STATE.SYSTEM_FLAGS) & RFLAGS.TF) {
        exit = this.stepTrapped();
      } else if (this.checksAlignment) {
        exit = this.stepOne();
      } else {
        const why = core.run();
        // Near the limit, code that asks before every instruction finds the exact place to stop.
        exit = why === LEAVE.LIMIT && registers.fuel > 0 ? this.runSingle() : this.left(why);
      }
      if (exit !== GO_ON) return exit;
    }
    return EXIT.LIMIT;
  }

  /** Runs the rest of the basic block at RIP, asking for fuel before every instruction. */
  private runSingle(): number {
    const { registers, cache, core } = this;
    const { rip, cpl } = registers;
    const fetch = cache.fetcher(cpl);
    const inst = cache.decode(rip, fetch);
    if (inst.encoding === undefined) return this.undecodable(inst);
    const tier = this.checksAlignment ? TIER.ALIGNED : TIER.SINGLE;
    const region = cache.known(rip, cpl, tier) ?? cache.make(inst, cpl, tier, fetch);
    return this.left(core.runOne(region.index));
  }

  /** With CR0.AM and RFLAGS.AC, programs are told of accesses that are not aligned. */
  get checksAlignment(): boolean {
    const { registers } = this;
    const asked = registers.get(STATE.SYSTEM_FLAGS) & RFLAGS.AC;
    return asked !== 0 && registers.cpl === 3 && (registers.get(STATE.CR0) & CR0_AM) !== 0;
  }

  /** Runs one instruction; answers EXIT.STOP, or why it left the processor. */
  step(): number {
    const exit = this.stepOne();
    this.registers.readTimes(this.times);
    return exit === GO_ON ? EXIT.STOP : exit;
  }

  /** With one tick of fuel a second instruction does not start. */
  private stepOne(): number {
    const { registers } = this;
    const { fuel } = registers;
    registers.settleCount();
    registers.setTime(registers.ticks, 1);
    const exit = this.runSingle();
    registers.setTime(registers.ticks, fuel + registers.fuel - 1);
    return exit;
  }

  /** One instruction under RFLAGS.TF: #DB follows it, unless it raised something. SDM vol. 3 section 17.3.1.4. */
  private stepTrapped(): number {
    const { delivered, registers } = this;
    const { cpl } = registers;
    const exit = this.stepOne();
    if (exit !== GO_ON || this.delivered !== delivered) return exit;
    // `syscall` has cleared TF by IA32_FMASK before the trap could come.
    if (registers.cpl < cpl && (registers.get(STATE.SYSTEM_FLAGS) & RFLAGS.TF) === 0) return exit;
    return this.deliver(new Raised(VECTOR.DB), 'fault');
  }

  /** Deals with what made generated code leave. */
  private left(why: number): number {
    switch (why) {
      case LEAVE.VMCALL:
        return EXIT.VMCALL;
      case LEAVE.SERVED:
        return EXIT.SERVED;
      case LEAVE.HLT:
        return EXIT.HLT;
      case LEAVE.MISS:
        return this.miss();
      case LEAVE.HOT:
        return this.hot();
      case LEAVE.FAULT:
        return this.fault();
      case LEAVE.SYSTEM:
        return this.system();
      default:
        return GO_ON;
    }
  }

  /** Finds or makes the region at RIP, and enters it into the jump cache. */
  private miss(): number {
    const { registers, cache } = this;
    const { rip, cpl } = registers;
    if (cpl === 3 && this.observed.breakpoints.has(rip)) return EXIT.STOP;
    let region = cache.known(rip, cpl, TIER.COLD);
    if (region === undefined) {
      const fetch = cache.fetcher(cpl);
      region = cache.recall(rip, cpl, fetch);
      if (region === undefined) {
        const inst = cache.decode(rip, fetch);
        if (inst.encoding === undefined) return this.undecodable(inst);
        region = cache.make(inst, cpl, TIER.COLD, fetch);
      }
    }
    cache.enterJump(region, registers.get(STATE.CONTEXT));
    return GO_ON;
  }

  /** A region is entered often: a larger one takes its place. */
  private hot(): number {
    const { registers, cache } = this;
    const region = cache.findHot(registers.rip, registers.cpl);
    cache.enterJump(region, registers.get(STATE.CONTEXT));
    return GO_ON;
  }

  private undecodable({ rip, length, why }: Undecodable): number {
    if (why === 'fetch') {
      return this.deliver(this.linear.fetchException(rip + length, this.registers.cpl === 3), 'fault');
    }
    return this.deliver(new Raised(why === 'length' ? VECTOR.GP : VECTOR.UD), 'fault');
  }

  /** Puts the state in order after a region left in the middle of a block, before the instruction of the site. */
  private leftAtSite(): Site {
    const { registers, cache } = this;
    const site = cache.region(registers.get(STATE.LAST_REGION)).made.site(registers.get(STATE.RIP));
    registers.rip = site.inst.rip;
    if (site.flagKind !== DYNAMIC) registers.set(STATE.FLAG_KIND, site.flagKind);
    if (site.patched !== 0) {
      const status = (this.core.stateFlags() & ~site.patched) | registers.get(STATE.FLAG_PATCH);
      registers.setStatus(status);
    }
    return site;
  }
  /** Takes back what the block was charged for the instructions after the site's. */
  private refundRest({ inst, ticks, rest }: Site): void {
    if (rest.length > 1) this.takeBack(ticks - this.price(inst), rest.slice(1));
  }
  private takeBack(ticks: number, rest: readonly Inst[]): void {
    this.registers.fuel += ticks;
    this.registers.count -= rest.length;
    if (this.observed.counting && this.registers.cpl === 3) this.cache.count(rest, -1);
  }

  private fault(): number {
    const { registers } = this;
    const site = this.leftAtSite();
    this.takeBack(site.ticks, site.rest);
    const vector = registers.get(STATE.FAULT_VECTOR);
    if (vector === VECTOR.CODE_WRITTEN) {
      registers.set(STATE.STEPPING, 1);
      const exit = this.stepOne();
      registers.set(STATE.STEPPING, 0);
      return exit;
    }
    if (vector === VECTOR.PF && registers.number(STATE.REPEAT_RIP) === registers.rip)
      registers.setStatus(registers.get(STATE.REPEAT_FLAGS));
    const raised = new Raised(vector, registers.get(STATE.FAULT_CODE), registers.number(STATE.FAULT_ADDRESS));
    return this.deliver(raised, 'fault', site);
  }

  private system(): number {
    const { registers } = this;
    const site = this.leftAtSite();
    const { inst } = site;
    registers.rip = inst.next;
    this.refundRest(site);
    const vector = softwareVector(inst);
    if (vector !== undefined) {
      const source: Source = inst.encoding.mnemonic === 'int1' ? 'fault' : 'software';
      return this.deliver(new Raised(vector), source, site);
    }
    try {
      SYSTEM_INSTRUCTIONS[inst.encoding.mnemonic](this, inst);
    } catch (problem) {
      if (!(problem instanceof Raised)) throw problem;
      registers.rip = inst.rip;
      this.takeBack(this.price(inst), site.rest.slice(0, 1));
      return this.deliver(problem, 'fault', site);
    }
    return GO_ON;
  }

  /** Delivers an exception or a software interrupt of the instruction at `site`. */
  private deliver(raised: Raised, source: Source, site?: Site): number {
    const { registers } = this;
    this.delivered++;
    registers.setPair(STATE.REPEAT_RIP, 0xffffffff, 0xffffffff);
    const faultRip = site?.inst.rip ?? registers.rip;
    if (registers.cpl === 3) {
      // A software interrupt is part of the way in; an exception's instruction has been refunded.
      const spent = source === 'software' && site !== undefined ? this.price(site.inst) : 0;
      registers.setNumber(STATE.TRAP_TICKS, registers.ticks - spent);
      if (source === 'fault') this.note(raised, faultRip, site);
    }
    try {
      this.exceptions.deliver(raised, source, faultRip);
    } catch (problem) {
      if (!(problem instanceof TripleFault)) throw problem;
      this.deadBecause = problem.why;
      return EXIT.TRIPLE_FAULT;
    }
    registers.fuel -= this.costs.exception;
    return GO_ON;
  }

  /** Page faults are many, and hardly ever does anybody ask what stands there: that is found out when it is asked. */
  private note(raised: Raised, rip: VirtualAddress, site?: Site): void {
    const { made } = this.cache.region(this.registers.get(STATE.LAST_REGION)) ?? {};
    const known = site !== undefined && made !== undefined;
    const bytes = known ? undefined : this.cache.bytesAt(rip, this.registers.cpl);
    this.faulted = { raised, rip, site, made, bytes };
  }
  get lastFault(): Fault | undefined {
    if (this.faulted === undefined) return undefined;
    const { raised, rip, site, made, bytes } = this.faulted;
    const { vector, errorCode, address } = raised;
    const all = bytes ?? (site && made ? bytesOf(made, site.inst.rip, site.inst.next) : NO_BYTES);
    return {
      vector,
      errorCode,
      rip,
      address: vector === VECTOR.PF ? address : 0,
      bytes: all,
      mnemonic: site?.inst.encoding.mnemonic ?? (vector === VECTOR.UD ? nameAbsent(all) : ''),
    };
  }

  /** An external interrupt; answers whether it was taken. */
  interrupt(vector: number): boolean {
    if ((this.registers.get(STATE.SYSTEM_FLAGS) & RFLAGS.IF) === 0) return false;
    this.deliver(new Raised(vector), 'external');
    return true;
  }

  invlpg(va: VirtualAddress): void {
    if (!isCanonical(va)) return;
    const page = Math.floor(va / PAGE_SIZE) * PAGE_SIZE;
    if (this.cache.hasCode(page)) this.flushTlb();
    else this.core.forgetPage(page | 0, Math.floor(page / 2 ** 32));
  }

  flushRange(start: VirtualAddress, end: VirtualAddress): void {
    const { registers, cache, core } = this;
    if (cache.hasCodeIn(start, end)) core.writeCr3(BigInt(registers.number(STATE.CR3)));
    else core.emptySlot(registers.get(STATE.SLOT));
  }

  /** What is cached of page tables and code is not kept: it is found again. */
  keepState(): PutBack {
    const { registers, faulted, deadBecause, delivered } = this;
    const state = registers.save();
    // What is written from now on differs from what is kept of memory.
    this.core.guardAll();
    return () => {
      Object.assign(this, { faulted, deadBecause, delivered });
      registers.load(state);
      registers.readTimes(this.times);
      this.core.writeCr3(BigInt(registers.number(STATE.CR3)));
      this.flushTlb();
    };
  }

  wipe(): void {
    this.phys.u8.fill(0, 0, this.cache.recordsEnd);
    this.phys.u8.fill(0, LAYOUT.TLBS, CPU_RESERVED);
  }

  flushTlb(): void {
    for (let slot = 0; slot < SLOTS; slot++) this.core.flushSlot(slot);
    this.core.switchSlot(this.registers.get(STATE.SLOT));
  }
}

const sameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every((value) => b.has(value));
