import { names } from './xlat';

// futex(2): linux/futex.h.
export const FUTEX_WAIT = 0;
export const FUTEX_WAKE = 1;
export const FUTEX_FD = 2;
export const FUTEX_REQUEUE = 3;
export const FUTEX_CMP_REQUEUE = 4;
export const FUTEX_WAKE_OP = 5;
export const FUTEX_LOCK_PI = 6;
export const FUTEX_UNLOCK_PI = 7;
export const FUTEX_TRYLOCK_PI = 8;
export const FUTEX_WAIT_BITSET = 9;
export const FUTEX_WAKE_BITSET = 10;
export const FUTEX_WAIT_REQUEUE_PI = 11;
export const FUTEX_CMP_REQUEUE_PI = 12;
export const FUTEX_LOCK_PI2 = 13;
export const FUTEX_PRIVATE_FLAG = 128;
export const FUTEX_CLOCK_REALTIME = 256;
const operations = {
  FUTEX_WAIT,
  FUTEX_WAKE,
  FUTEX_FD,
  FUTEX_REQUEUE,
  FUTEX_CMP_REQUEUE,
  FUTEX_WAKE_OP,
  FUTEX_LOCK_PI,
  FUTEX_UNLOCK_PI,
  FUTEX_TRYLOCK_PI,
  FUTEX_WAIT_BITSET,
  FUTEX_WAKE_BITSET,
  FUTEX_WAIT_REQUEUE_PI,
  FUTEX_CMP_REQUEUE_PI,
  FUTEX_LOCK_PI2,
};
/** Operations that may name the clock their timeout is of. */
const CLOCKED = new Set([FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_WAIT_REQUEUE_PI]);

/** Operations with and without FUTEX_PRIVATE_FLAG, and FUTEX_CLOCK_REALTIME where it may stand. */
export const FUTEX_OPS = names(
  'FUTEX_???',
  Object.fromEntries(
    Object.entries(operations).flatMap(([name, op]) => {
      const both = [
        [name, op],
        [op === FUTEX_FD ? `${name}|FUTEX_PRIVATE_FLAG` : `${name}_PRIVATE`, op | FUTEX_PRIVATE_FLAG],
      ] as const;
      if (!CLOCKED.has(op)) return both;
      return [
        ...both,
        ...both.map(([n, v]) => [`${n}|FUTEX_CLOCK_REALTIME`, v | FUTEX_CLOCK_REALTIME] as const),
      ];
    }),
  ),
);
export const FUTEX_WAITERS = 0x80000000;
export const FUTEX_OWNER_DIED = 0x40000000;
export const FUTEX_TID_MASK = 0x3fffffff;
/** FUTEX_BITSET_MATCH_ANY: every bit of the set. */
export const FUTEX_BITSET_MATCH_ANY = 0xffffffff;
