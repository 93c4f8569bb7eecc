import {
  CLOCK_BOOTTIME,
  CLOCK_MONOTONIC,
  CLOCK_MONOTONIC_COARSE,
  CLOCK_MONOTONIC_RAW,
  CLOCK_REALTIME,
  CLOCK_REALTIME_COARSE,
  CLOCK_TAI,
} from '../../../abi/time';
import type { PhysicalMemory } from '../../mm/physical';
import { NSEC_PER_SEC } from './constants';
import type { Timekeeper } from './timekeeping';

/** struct vdso_time_data (include/vdso/datapage.h): two of them, for the clocks that NTP steers and the raw one. */
export const VDSO = {
  SEQ: 0,
  CLOCK_MODE: 4,
  CYCLE_LAST: 8,
  MAX_CYCLES: 16,
  MASK: 24,
  MULT: 32,
  SHIFT: 36,
  BASETIME: 40,
  HRTIMER_RES: 240,
  SIZE: 248,
} as const;
const VDSO_CLOCKMODE_TSC = 1;

/** Writes what the vDSO reads. The sequence is odd while it is being written. */
export function writeVvar(phys: PhysicalMemory, pfn: number, clock: Timekeeper, sequence: number): void {
  const page = new DataView(phys.memory.buffer, phys.offset(pfn), 4096);
  const shift = BigInt(clock.shift);
  for (const at of [0, VDSO.SIZE]) {
    page.setUint32(at + VDSO.SEQ, sequence - 1, true);
    page.setInt32(at + VDSO.CLOCK_MODE, VDSO_CLOCKMODE_TSC, true);
    page.setBigUint64(at + VDSO.CYCLE_LAST, BigInt(clock.cycleLast), true);
    page.setBigUint64(at + VDSO.MAX_CYCLES, 2n ** 63n / BigInt(clock.mult), true);
    page.setBigUint64(at + VDSO.MASK, 2n ** 64n - 1n, true);
    page.setUint32(at + VDSO.MULT, clock.mult, true);
    page.setUint32(at + VDSO.SHIFT, clock.shift, true);
    page.setUint32(at + VDSO.HRTIMER_RES, 1, true);
  }
  const base = (at: number, id: number, sec: number, nsec: bigint) => {
    page.setBigUint64(at + VDSO.BASETIME + id * 16, BigInt(sec), true);
    page.setBigUint64(at + VDSO.BASETIME + id * 16 + 8, nsec, true);
  };
  const sec = Math.floor(clock.baseNs / NSEC_PER_SEC);
  const nsec = clock.baseNs - sec * NSEC_PER_SEC;
  const wall = clock.toRealtime(clock.baseNs);
  const shifted = (ns: number) => (BigInt(ns) << shift) + BigInt(clock.baseFraction);
  for (const id of [CLOCK_REALTIME, CLOCK_TAI]) base(0, id, wall.sec, shifted(wall.nsec));
  for (const id of [CLOCK_MONOTONIC, CLOCK_BOOTTIME]) base(0, id, sec, shifted(nsec));
  base(0, CLOCK_REALTIME_COARSE, wall.sec, BigInt(wall.nsec));
  base(0, CLOCK_MONOTONIC_COARSE, sec, BigInt(nsec));
  base(VDSO.SIZE, CLOCK_MONOTONIC_RAW, sec, shifted(nsec));
  for (const at of [0, VDSO.SIZE]) page.setUint32(at + VDSO.SEQ, sequence, true);
}
