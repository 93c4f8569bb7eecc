import { STATE } from '../state';
import type { Code } from '../wasm/code';

/**
 * The meter is one i64 that blocks pay into with a single addition: the high 40 bits are fuel, ticks that may still be
 * spent (signed); the low 24 bits count retired instructions. Virtual time is LIMIT - fuel. The count is taken out of
 * it before it can overflow: each instruction costs a tick at least, and a slice has fewer than 2^24 ticks.
 */
export const COUNT_BITS = 24;
export const TICK = 2 ** COUNT_BITS;

/** Ticks after which a region goes back to the run loop, where the engine can swap optimised code in. */
export const SLICE = 2 ** 22;

/** Most fuel that the meter can hold. */
export const MAX_FUEL = 2 ** 38;

/** Moves the count of retired instructions from METER to the counter of the current privilege level. */
export function normaliseMeter(c: Code): void {
  const zero = () => c.i32(0);
  const counter = c.select32(
    c.i32(STATE.RETIRED_USER),
    c.i32(STATE.RETIRED_KERNEL),
    c.load32(zero(), STATE.CPL),
  );
  const at = c.local32();
  c.set(at, counter);
  const count = () => c.and64(c.load64(zero(), STATE.METER), c.i64(TICK - 1));
  c.store64(c.get(at), c.add64(c.load64(c.get(at)), count()));
  c.store64(zero(), c.and64(c.load64(zero(), STATE.METER), c.i64(-TICK)), STATE.METER);
}
