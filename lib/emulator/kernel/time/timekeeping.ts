import type { PhysicalMemory } from '../../mm/physical';
import { HZ, NSEC_PER_SEC } from './constants';
import { writeVvar } from './vvar';

/** Longest time that one multiplication has to serve, in seconds: __clocksource_update_freq_scale. */
const MAX_SECONDS = 600;
const TICKS_PER_CYCLE = 64;
/** Virtual time is counted exactly up to here. */
const END_OF_TIME = 2 ** 53 - 1;

/** What turns virtual time into time. */
export interface ClockSettings {
  /** Core frequency, and the TSC's. */
  ghz: number;
  tscGhz: number;
  /** TSC counts in a core cycle. */
  tscPerCycle: number;
  /** CLOCK_REALTIME at boot: seconds since 1970 and nanoseconds. */
  epoch: { sec: number; nsec: number };
  /** CLOCK_MONOTONIC when virtual time begins, in ns. */
  uptime: number;
}

/** Seconds and nanoseconds, exact where one number of nanoseconds would not be. */
export interface Timespec64 {
  sec: number;
  nsec: number;
}

/**
 * Clocks, as kernel/time/timekeeping.c keeps them: nanoseconds at the last tick, and a multiplication and shift for
 * TSC counts since. The vDSO reads the same numbers from the vvar page, so both answer the same to the nanosecond.
 */
export class Timekeeper {
  readonly mult: number;
  readonly shift: number;
  /** Ticks of virtual time from one timer tick to the next. */
  readonly jiffyTicks: number;
  /** Virtual time of the next timer tick. */
  nextJiffy: number;
  /** TSC at the last timer tick. */
  cycleLast = 0;
  /** CLOCK_MONOTONIC at `cycleLast`: whole nanoseconds, and the rest in units of 2^-shift. */
  baseNs: number;
  baseFraction = 0;
  /** CLOCK_REALTIME at the last timer tick as one number, rounded as such numbers are. */
  coarseRealtime: number;
  private sequence = 0;
  /** TSC counts in a tick. The same product as rdtsc's, so that both round alike. */
  private readonly tscRate: number;

  constructor(
    readonly settings: ClockSettings,
    private readonly phys: PhysicalMemory,
    /** Frame of the vvar page. */
    readonly vvar: number,
  ) {
    ({ mult: this.mult, shift: this.shift } = multShift(Math.round(settings.tscGhz * 1e6)));
    this.baseNs = settings.uptime;
    this.coarseRealtime = this.realtimeBase();
    this.tscRate = settings.tscPerCycle / TICKS_PER_CYCLE;
    this.jiffyTicks = Math.round((settings.ghz * 1e9 * TICKS_PER_CYCLE) / HZ);
    this.nextJiffy = this.jiffyTicks;
    this.publish();
  }

  /** What rdtsc reads at a virtual time. */
  tsc(ticks: number): number {
    return Math.floor(ticks * this.tscRate);
  }

  /** CLOCK_MONOTONIC in ns at a virtual time, not before the last timer tick. */
  monotonicAt(ticks: number): number {
    const delta = Math.max(0, this.tsc(ticks) - this.cycleLast);
    const product = delta * this.mult + this.baseFraction;
    if (product < Number.MAX_SAFE_INTEGER) return this.baseNs + Math.floor(product / 2 ** this.shift);
    const exact = BigInt(delta) * BigInt(this.mult) + BigInt(this.baseFraction);
    return this.baseNs + Number(exact >> BigInt(this.shift));
  }

  /** CLOCK_REALTIME for a CLOCK_MONOTONIC. */
  toRealtime(monotonicNs: number): Timespec64 {
    const { epoch } = this.settings;
    const sec = Math.floor(monotonicNs / NSEC_PER_SEC);
    const nsec = epoch.nsec + (monotonicNs - sec * NSEC_PER_SEC);
    const carry = nsec >= NSEC_PER_SEC ? 1 : 0;
    return { sec: epoch.sec + sec + carry, nsec: nsec - carry * NSEC_PER_SEC };
  }

  /** Takes the timer ticks that have passed. */
  advance(ticks: number): void {
    if (ticks < this.nextJiffy) return;
    const jiffies = Math.floor(ticks / this.jiffyTicks);
    this.accumulate(jiffies * this.jiffyTicks);
    this.nextJiffy = (jiffies + 1) * this.jiffyTicks;
    this.publish();
  }

  /** The first virtual time at which CLOCK_MONOTONIC has reached `ns`; the end of time when that is beyond it. */
  ticksAt(ns: number): number {
    const counts = ((ns - this.baseNs) * 2 ** this.shift - this.baseFraction) / this.mult;
    let ticks = Math.ceil((this.cycleLast + counts) / this.tscRate);
    if (!(ticks < END_OF_TIME)) return END_OF_TIME;
    while (this.monotonicAt(ticks) < ns) ticks++;
    return ticks;
  }

  /** Length in ns of a stretch of virtual time. */
  ticksToNs(ticks: number): number {
    return Math.floor(ticks / TICKS_PER_CYCLE / this.settings.ghz);
  }

  private accumulate(ticks: number): void {
    const cycles = this.tsc(ticks);
    const shift = BigInt(this.shift);
    const total = BigInt(cycles - this.cycleLast) * BigInt(this.mult) + BigInt(this.baseFraction);
    this.baseNs += Number(total >> shift);
    this.baseFraction = Number(total & ((1n << shift) - 1n));
    this.cycleLast = cycles;
    this.coarseRealtime = this.realtimeBase();
  }

  private realtimeBase(): number {
    const { epoch } = this.settings;
    return epoch.sec * NSEC_PER_SEC + epoch.nsec + this.baseNs;
  }

  private publish(): void {
    this.sequence += 2;
    writeVvar(this.phys, this.vvar, this, this.sequence);
  }
}

/** clocks_calc_mult_shift for a clock of `khz`: ns = counts * mult >> shift, without overflow for MAX_SECONDS. */
export function multShift(khz: number): { mult: number; shift: number } {
  let bits = 32;
  for (let t = Math.floor((MAX_SECONDS * 1000 * khz) / 2 ** 32); t > 0; t = Math.floor(t / 2)) bits--;
  for (let shift = 32; shift > 0; shift--) {
    const mult = Math.floor((1e6 * 2 ** shift + khz / 2) / khz);
    if (mult < 2 ** bits) return { mult, shift };
  }
  throw new Error(`a TSC of ${khz} kHz cannot be turned into nanoseconds`);
}
