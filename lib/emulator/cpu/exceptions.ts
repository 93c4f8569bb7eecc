import { ACCESS, isCanonical, type VirtualAddress } from '../mm/pagetable';
import { RESERVED_ONE, RFLAGS, STATUS } from './flags/kinds';
import { type Linear, Raised } from './linear';
import type { Registers } from './registers';
import { STATE } from './state';
import { hasErrorCode, VECTOR } from './vectors';

const RSP = STATE.GPR + 8 * 4;
const CS = 1;
const SS = 2;

/** Where an event comes from: it decides the checks and the bits of error codes. SDM vol. 3 section 6.13. */
export type Source = 'fault' | 'software' | 'external';

/** Thrown when a third fault comes while a double fault is being delivered. */
export class TripleFault {
  constructor(readonly why: string) {}
}

const CONTRIBUTORY: ReadonlySet<number> = new Set([VECTOR.DE, VECTOR.TS, VECTOR.NP, VECTOR.SS, VECTOR.GP]);
/** Exceptions whose saved RIP is after the instruction; the rest are faults, whose saved RFLAGS has RF set. */
const TRAPS: ReadonlySet<number> = new Set([VECTOR.DB, VECTOR.NMI, VECTOR.BP, VECTOR.OF]);

/** Delivery of exceptions and interrupts through the IDT in guest memory. SDM vol. 3 chapter 6, sections 12 to 15. */
export class Exceptions {
  constructor(
    private readonly registers: Registers,
    private readonly linear: Linear,
    private readonly status: () => number,
  ) {}

  /** RFLAGS as PUSHF would see it, with RF. */
  get rflags(): number {
    return this.status() | this.registers.get(STATE.SYSTEM_FLAGS) | RESERVED_ONE;
  }
  set rflags(value: number) {
    const { registers } = this;
    registers.setStatus(value & STATUS);
    registers.set(STATE.SYSTEM_FLAGS, (value & ~STATUS) | RESERVED_ONE);
  }

  /**
   * Delivers an exception; faults on the way lead to #DF and to TripleFault. SDM vol. 3, table 6-5. When a software
   * interrupt cannot be delivered, that is a fault of the instruction at `faultRip`.
   */
  deliver(raised: Raised, source: Source, faultRip: VirtualAddress): void {
    let current = raised;
    let from = source;
    for (;;) {
      try {
        if (current.vector === VECTOR.PF) this.registers.setNumber(STATE.CR2, current.address);
        this.enter(current.vector, current.errorCode, from);
        return;
      } catch (problem) {
        if (!(problem instanceof Raised)) throw problem;
        if (current.vector === VECTOR.DF)
          throw new TripleFault(
            `exception ${problem.vector} (error code ${problem.errorCode}) while delivering a double fault at rip ` +
              `0x${this.registers.big(STATE.RIP).toString(16)}; first came exception ${raised.vector}`,
          );
        current = escalate(current, from, problem);
        from = 'fault';
        this.registers.rip = faultRip;
      }
    }
  }

  private enter(vector: number, errorCode: number, source: Source): void {
    const { registers, linear } = this;
    // In an error code: bit 0 the event was external to the program, bit 1 the index is into the IDT.
    const external = source === 'software' ? 0 : 1;
    const inIdt = vector * 8 + 2 + external;
    if (vector * 16 + 15 > registers.get(STATE.IDT_LIMIT)) throw new Raised(VECTOR.GP, inIdt);
    const gate = registers.number(STATE.IDT_BASE) + vector * 16;
    const [low, high] = linear.readHalves(gate);
    const [top] = linear.readHalves(gate + 8);
    const type = (high >>> 8) & 0x1f;
    if (type !== 0xe && type !== 0xf) throw new Raised(VECTOR.GP, inIdt);
    const { cpl } = registers;
    if (source === 'software' && ((high >>> 13) & 3) < cpl) throw new Raised(VECTOR.GP, inIdt);
    if ((high & 0x8000) === 0) throw new Raised(VECTOR.NP, inIdt);
    const target = (top | 0) * 2 ** 32 + (((high & 0xffff0000) | (low & 0xffff)) >>> 0);
    const selector = low >>> 16;
    const ring = this.handlerRing(selector, external);
    if (!isCanonical(target)) throw new Raised(VECTOR.GP, external);

    const flags = this.rflags;
    const image = flags | (source === 'fault' && !TRAPS.has(vector) ? RFLAGS.RF : 0);
    const frame = [registers.selector(SS), 0, registers.get(RSP), registers.high(RSP), image, 0];
    frame.push(registers.selector(CS), 0, registers.get(STATE.RIP), registers.high(STATE.RIP));
    if (source === 'fault' && hasErrorCode(vector)) frame.push(errorCode, 0);
    const rsp = this.push(this.stackFor(high & 7, ring), frame, external);

    const interruptGate = type === 0xe ? RFLAGS.IF : 0;
    this.rflags = flags & ~(RFLAGS.TF | RFLAGS.NT | RFLAGS.RF | interruptGate);
    registers.setNumber(RSP, rsp);
    if (ring !== cpl) {
      registers.setSelector(SS, ring);
      registers.enterRing(ring);
    }
    registers.setSelector(CS, (selector & ~3) | ring);
    registers.rip = target;
  }

  /** CPL of the handler: DPL of its code segment, which must be 64-bit and no less privileged. */
  private handlerRing(selector: number, external: number): 0 | 3 {
    if ((selector & ~3) === 0) throw new Raised(VECTOR.GP, external);
    const error = (selector & ~3) + external;
    const { code, dpl, present, long, conforming } = this.segment(selector, VECTOR.GP, error);
    if (!code || !long || dpl > this.registers.cpl) throw new Raised(VECTOR.GP, error);
    if (!present) throw new Raised(VECTOR.NP, error);
    return conforming ? this.registers.cpl : (dpl as 0 | 3);
  }

  private stackFor(ist: number, ring: number): VirtualAddress {
    const { registers, linear } = this;
    const tss = registers.number(STATE.TSS_BASE);
    let top = registers.number(RSP);
    if (ist > 0) top = linear.readAddress(tss + 36 + 8 * (ist - 1));
    else if (ring !== registers.cpl) top = linear.readAddress(tss + 4 + 8 * ring);
    return Math.floor(top / 16) * 16;
  }

  /** Pushes quadwords, given by their halves, onto a stack; answers its new top. */
  private push(top: VirtualAddress, frame: readonly number[], external: number): VirtualAddress {
    const { linear, registers } = this;
    let rsp = top - 4 * frame.length;
    const at = linear.span(rsp, 4 * frame.length, ACCESS.WRITE, false);
    if (at >= 0) {
      for (let i = 0; i < frame.length; i += 2)
        registers.setPair(4 * (at + frame.length - 2 - i), frame[i], frame[i + 1]);
      return rsp;
    }
    rsp = top;
    for (let i = 0; i < frame.length; i += 2) {
      rsp -= 8;
      if (!isCanonical(rsp)) throw new Raised(VECTOR.SS, external);
      linear.write(rsp, 8, (BigInt(frame[i + 1]) << 32n) | BigInt(frame[i] >>> 0));
    }
    return rsp;
  }

  /** A segment of the GDT; raises `vector` with `error` when the selector leads nowhere. */
  segment(selector: number, vector: number, error: number): Segment {
    const { registers, linear } = this;
    const offset = selector & 0xfff8;
    const inLdt = (selector & 4) !== 0;
    if (inLdt || offset + 7 > registers.get(STATE.GDT_LIMIT)) throw new Raised(vector, error);
    const [low, high] = linear.readHalves(registers.number(STATE.GDT_BASE) + offset);
    return new Segment(low, high);
  }
}

/** What a fault that comes while another event is being delivered amounts to. SDM vol. 3, tables 6-4 and 6-5. */
function escalate(first: Raised, source: Source, second: Raised): Raised {
  const firstIsPage = source === 'fault' && first.vector === VECTOR.PF;
  const firstCounts = source === 'fault' && CONTRIBUTORY.has(first.vector);
  const secondCounts = CONTRIBUTORY.has(second.vector);
  const double =
    (firstCounts && secondCounts) || (firstIsPage && (secondCounts || second.vector === VECTOR.PF));
  return double ? new Raised(VECTOR.DF, 0) : second;
}

/** A segment descriptor, by its two halves. SDM vol. 3, figure 3-8. */
export class Segment {
  constructor(
    readonly low: number,
    readonly high: number,
  ) {}

  /** A bit of the high half, by its number in the whole. */
  private bit(n: number): boolean {
    return ((this.high >>> (n - 32)) & 1) === 1;
  }
  get code(): boolean {
    return this.bit(44) && this.bit(43);
  }
  get data(): boolean {
    return this.bit(44) && !this.bit(43);
  }
  /** Readable code, or writable data. */
  get readWrite(): boolean {
    return this.bit(41);
  }
  get conforming(): boolean {
    return this.bit(43) && this.bit(42);
  }
  get dpl(): number {
    return (this.high >>> 13) & 3;
  }
  get present(): boolean {
    return this.bit(47);
  }
  get long(): boolean {
    return this.bit(53);
  }
  get base(): number {
    return (((this.high & 0xff) << 16) | (this.low >>> 16) | (this.high & 0xff000000)) >>> 0;
  }
}
