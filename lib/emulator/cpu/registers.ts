import type { VirtualAddress } from '../mm/pagetable';
import type { PhysicalMemory } from '../mm/physical';
import { COUNT_BITS, MAX_FUEL } from './core/meter';
import { FAMILY } from './flags/kinds';
import { LAYOUT, STATE } from './state';
import { TIME } from './types';

const HIGH = 2 ** 32;
/** The tables of the caches begin here. */
const SAVED_END = LAYOUT.SLOT_TABLE;
const COUNT_MASK = 2 ** COUNT_BITS - 1;

/** The processor's state in memory, as JavaScript reads and writes it. */
export class Registers {
  private readonly u32: Uint32Array;
  private readonly i32: Int32Array;
  private readonly f64: Float64Array;

  constructor({ u32, i32, f64 }: PhysicalMemory) {
    this.u32 = u32;
    this.i32 = i32;
    this.f64 = f64;
  }

  /** A 32-bit field, unsigned. */
  get(field: number): number {
    return this.u32[field >>> 2];
  }
  set(field: number, value: number): void {
    this.u32[field >>> 2] = value;
  }
  high(field: number): number {
    return this.u32[(field >>> 2) + 1];
  }
  setPair(field: number, lo: number, hi: number): void {
    this.u32[field >>> 2] = lo;
    this.u32[(field >>> 2) + 1] = hi;
  }
  /** A 64-bit field as a signed number; exact for addresses and times. */
  number(field: number): number {
    return this.i32[(field >>> 2) + 1] * HIGH + this.u32[field >>> 2];
  }
  setNumber(field: number, value: number): void {
    this.u32[field >>> 2] = value;
    this.i32[(field >>> 2) + 1] = Math.floor(value / HIGH);
  }
  /** A 64-bit field, all its bits. */
  big(field: number): bigint {
    return (BigInt(this.u32[(field >>> 2) + 1]) << 32n) | BigInt(this.u32[field >>> 2]);
  }
  setBig(field: number, value: bigint): void {
    this.setPair(field, Number(value & 0xffffffffn), Number((value >> 32n) & 0xffffffffn));
  }
  setDouble(field: number, value: number): void {
    this.f64[field >>> 3] = value;
  }

  /** Makes these the status flags, as bits of RFLAGS. */
  setStatus(bits: number): void {
    this.set(STATE.FLAG_KIND, FAMILY.BITS);
    this.setPair(STATE.FLAG_A, bits, 0);
  }

  /** The processor's state, without what belongs to its caches. */
  save(): Uint32Array {
    return this.u32.slice(0, SAVED_END >>> 2);
  }
  load(saved: Uint32Array): void {
    this.u32.set(saved.subarray(0, STATE.TLB_KERNEL >>> 2));
    this.u32.set(saved.subarray(STATE.STEPPING >>> 2), STATE.STEPPING >>> 2);
  }

  get rip(): VirtualAddress {
    return this.number(STATE.RIP);
  }
  set rip(va: VirtualAddress) {
    this.setNumber(STATE.RIP, va);
  }
  get cpl(): 0 | 3 {
    return this.u32[STATE.CPL >>> 2] as 0 | 3;
  }
  /** A selector by the segment register's number in encoding order. */
  selector(n: number): number {
    return this.get(STATE.SELECTORS + 4 * n);
  }
  setSelector(n: number, value: number): void {
    this.set(STATE.SELECTORS + 4 * n, value & 0xffff);
  }

  // The meter: core/meter.ts ----------------------------------------------------------------------------------------
  /** Ticks that may still be spent; negative when more was spent than there was. */
  get fuel(): number {
    return this.i32[(STATE.METER >>> 2) + 1] * 256 + (this.u32[STATE.METER >>> 2] >>> COUNT_BITS);
  }
  set fuel(ticks: number) {
    const high = Math.floor(ticks / 256);
    this.i32[(STATE.METER >>> 2) + 1] = high;
    this.u32[STATE.METER >>> 2] = ((ticks - high * 256) << COUNT_BITS) | this.count;
  }
  /** Takes fuel away: a whole number of ticks below 2^30. */
  spend(ticks: number): void {
    const at = STATE.METER >>> 2;
    const low = (this.u32[at] >>> COUNT_BITS) - (ticks & 255);
    this.u32[at] = (low << COUNT_BITS) | (this.u32[at] & COUNT_MASK);
    this.i32[at + 1] -= (ticks >>> 8) + (low < 0 ? 1 : 0);
  }
  /** Retired instructions that are still in the meter. */
  get count(): number {
    return this.u32[STATE.METER >>> 2] & COUNT_MASK;
  }
  set count(n: number) {
    const at = STATE.METER >>> 2;
    this.u32[at] = (this.u32[at] & ~COUNT_MASK) | n;
  }
  /** Takes the count of instructions out of the meter; to be done before CPL changes. */
  settleCount(): void {
    const counter = this.cpl === 3 ? STATE.RETIRED_USER : STATE.RETIRED_KERNEL;
    this.setNumber(counter, this.number(counter) + this.count);
    this.count = 0;
  }

  /** Virtual time at which the fuel will be used up. */
  get limit(): number {
    return this.number(STATE.LIMIT);
  }
  /** Virtual time in ticks. Time that passes otherwise is fuel spent too, so that the limit stays where it is. */
  get ticks(): number {
    return this.limit - this.fuel;
  }
  set ticks(value: number) {
    const fuel = this.limit - value;
    if (Math.abs(fuel) <= MAX_FUEL) this.fuel = fuel;
    else this.setTime(value, 0);
  }
  isLimit(ticks: number): boolean {
    return this.number(STATE.LIMIT) === ticks;
  }
  /** Writes what Cpu.times tells. */
  readTimes(times: Float64Array): void {
    const { i32, u32 } = this;
    const [limit, meter] = [STATE.LIMIT >>> 2, STATE.METER >>> 2];
    const [trap, back] = [STATE.TRAP_TICKS >>> 2, STATE.RETURN_TICKS >>> 2];
    const fuel = i32[meter + 1] * 256 + (u32[meter] >>> COUNT_BITS);
    times[TIME.NOW] = i32[limit + 1] * HIGH + u32[limit] - fuel;
    times[TIME.TRAP] = i32[trap + 1] * HIGH + u32[trap];
    times[TIME.RETURN] = i32[back + 1] * HIGH + u32[back];
  }
  /** Sets virtual time, and how long code may run from there. */
  setTime(ticks: number, fuel: number): void {
    this.setNumber(STATE.LIMIT, ticks + fuel);
    this.fuel = fuel;
  }

  /** Makes `cpl` the privilege level: the run loop then looks for code translated for it. */
  enterRing(cpl: 0 | 3): void {
    this.settleCount();
    this.set(STATE.CPL, cpl);
    this.set(STATE.CONTEXT, this.get(cpl === 3 ? STATE.CONTEXT_USER : STATE.CONTEXT_KERNEL));
  }
}
