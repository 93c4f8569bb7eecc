import { describe, expect, it } from 'vitest';
import { PhysicalMemory } from '../../mm/physical';
import { multShift, Timekeeper } from './timekeeping';
import { VDSO } from './vvar';

const settings = {
  ghz: 3.65,
  tscGhz: 2.6,
  tscPerCycle: 2.6 / 3.65,
  epoch: { sec: 1_735_689_600, nsec: 999_999_999 },
  uptime: 0,
};
const make = () => {
  const phys = new PhysicalMemory(0, 16);
  const clock = new Timekeeper(settings, phys, phys.alloc());
  return { phys, clock };
};

describe('multShift', () => {
  it('is what Linux chooses for a TSC of 2.6 GHz', () => {
    expect(multShift(2_600_000)).toEqual({ mult: 6452775, shift: 24 });
  });
});

describe('Timekeeper', () => {
  it('does not depend on when the base was moved', () => {
    const { clock } = make();
    const { clock: other } = make();
    for (let ticks = 0; ticks < 3e9; ticks += 123_456_789) {
      other.advance(ticks);
      expect(other.monotonicAt(ticks)).toBe(clock.monotonicAt(ticks));
    }
  });

  it('counts a second in a second', () => {
    const { clock } = make();
    expect(Math.abs(clock.monotonicAt(3.65e9 * 64) - 1e9)).toBeLessThan(200);
  });

  it('finds the tick of a time', () => {
    const { clock } = make();
    for (const ns of [1, 1000, 123_456_789, 4e9]) {
      const ticks = clock.ticksAt(ns);
      expect(clock.monotonicAt(ticks)).toBeGreaterThanOrEqual(ns);
      expect(clock.monotonicAt(ticks - 200)).toBeLessThan(ns);
    }
  });

  it('carries nanoseconds of the epoch', () => {
    const { clock } = make();
    expect(clock.toRealtime(1)).toEqual({ sec: 1_735_689_601, nsec: 0 });
  });

  it('publishes what the vDSO needs to answer the same', () => {
    const { phys, clock } = make();
    clock.advance(clock.jiffyTicks * 5 + 7);
    const view = new DataView(phys.memory.buffer, phys.offset(clock.vvar), 4096);
    const ticks = clock.jiffyTicks * 5 + 1_000_000;
    const delta = BigInt(clock.tsc(ticks)) - view.getBigUint64(VDSO.CYCLE_LAST, true);
    const base = VDSO.BASETIME + 16;
    const shift = BigInt(view.getUint32(VDSO.SHIFT, true));
    const nsec =
      (delta * BigInt(view.getUint32(VDSO.MULT, true)) + view.getBigUint64(base + 8, true)) >> shift;
    const total = view.getBigUint64(base, true) * 1_000_000_000n + nsec;
    expect(Number(total)).toBe(clock.monotonicAt(ticks));
    expect(view.getUint32(VDSO.SEQ, true) % 2).toBe(0);
  });
});
