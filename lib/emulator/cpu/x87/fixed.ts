import { STATE } from '../state';
import type { Func, Long, LongVar, Word } from '../wasm/func';
import { multiply } from './arithmetic';
import type { Library } from './library';
import { shiftRightSticky } from './number';

/** Fractions of 2^128 in two words: results have their lower word in STATE. */
const LOW = STATE.X87_WIDE;
const WORD = (1n << 64n) - 1n;

export interface Wide {
  readonly hi: LongVar;
  readonly lo: LongVar;
}
export const wide = (f: Func, value?: bigint): Wide => ({
  hi: f.long(value === undefined ? undefined : value >> 64n),
  lo: f.long(value === undefined ? undefined : value & WORD),
});

export function defineFixed(lib: Library): void {
  // The upper half of a product, but for a few units in its last place.
  lib.define('wideMultiply', ['long', 'long', 'long', 'long'], 'long', (f, ah, al, bh, bl) => {
    const [hi, lo, carry, rest] = [f.long(), f.long(), f.long(), f.long()];
    multiply(f, hi, lo, ah, bh);
    const add = (x: LongVar, y: LongVar) => {
      multiply(f, carry, rest, x, y);
      lo.set(lo.add(carry));
      hi.set(hi.add(lo.ltu(carry).long()));
    };
    add(ah, bl);
    add(al, bh);
    f.storeLong(lo, LOW);
    f.answer(hi);
  });

  // A quotient below 1, a bit a step.
  lib.define('wideDivide', ['long', 'long', 'long', 'long'], 'long', (f, ah, al, bh, bl) => {
    const [qh, ql] = [f.long(0), f.long(0)];
    const step = f.word(128);
    f.repeat(() => {
      const out = f.word(ah.lt(0));
      ah.set(ah.shl(1).or(al.shr(63)));
      al.set(al.shl(1));
      const fits = f.word(out.or(ah.gtu(bh)).or(ah.eq(bh).and(al.geu(bl))));
      qh.set(qh.shl(1).or(ql.shr(63)));
      ql.set(ql.shl(1).or(fits.long()));
      f.if(fits, () => {
        ah.set(ah.sub(bh).sub(al.ltu(bl).long()));
        al.set(al.sub(bl));
      });
      step.set(step.sub(1));
      return step;
    });
    f.storeLong(ql, LOW);
    f.answer(qh);
  });
}

/** to = a * b. */
export function times(lib: Library, f: Func, to: Wide, a: Wide, b: Wide): void {
  to.hi.set(lib.long(f, 'wideMultiply', a.hi, a.lo, b.hi, b.lo));
  to.lo.set(f.loadLong(LOW));
}
export function over(lib: Library, f: Func, to: Wide, a: Wide, b: Wide): void {
  to.hi.set(lib.long(f, 'wideDivide', a.hi, a.lo, b.hi, b.lo));
  to.lo.set(f.loadLong(LOW));
}
/** to = to + a, or to - a. */
export function plus(f: Func, to: Wide, a: { hi: Long; lo: Long }): void {
  const low = f.long(a.lo);
  to.lo.set(to.lo.add(low));
  to.hi.set(to.hi.add(a.hi).add(to.lo.ltu(low).long()));
}
export function minus(f: Func, to: Wide, a: { hi: Long; lo: Long }): void {
  const low = f.long(a.lo);
  to.hi.set(to.hi.sub(a.hi).sub(to.lo.ltu(low).long()));
  to.lo.set(to.lo.sub(low));
}
export const constant = (f: Func, value: bigint) => ({ hi: f.l(value >> 64n), lo: f.l(value & WORD) });
/** to = value - to. */
export function subtractFrom(f: Func, value: bigint, to: Wide): void {
  const held = wide(f, value & ((1n << 128n) - 1n));
  minus(f, held, to);
  to.hi.set(held.hi);
  to.lo.set(held.lo);
}
/** 1 - to, where 1 itself is as large as can be. */
export function complement(f: Func, to: Wide): void {
  f.if(
    to.hi.or(to.lo).not(),
    () => {
      to.hi.set(-1);
      to.lo.set(-1);
    },
    () => subtractFrom(f, 0n, to),
  );
}
export const shiftRight = (f: Func, x: Wide, by: Word): void => shiftRightSticky(f, x.hi, x.lo, by);
/** Moves the highest bit to the top; answers by how much. */
export function normaliseWide(f: Func, x: Wide): Word {
  const moved = f.word(0);
  f.if(x.hi.not(), () => {
    x.hi.set(x.lo);
    x.lo.set(0);
    moved.set(64);
  });
  const left = f.long(x.hi.clz());
  f.if(left.ne(0).and(x.hi.ne(0)), () => {
    x.hi.set(x.hi.shl(left).or(x.lo.shr(f.l(64).sub(left))));
    x.lo.set(x.lo.shl(left));
    moved.set(moved.add(left.word()));
  });
  return moved;
}

/** c0 - z (c1 - z (c2 - ...)), or with plus signs; all of it below 1. */
export function polynomial(
  lib: Library,
  f: Func,
  z: Wide,
  coefficients: readonly bigint[],
  alternating: boolean,
): Wide {
  const sum = wide(f, coefficients[coefficients.length - 1]);
  for (let n = coefficients.length - 2; n >= 0; n--) {
    times(lib, f, sum, sum, z);
    if (alternating) subtractFrom(f, coefficients[n], sum);
    else plus(f, sum, constant(f, coefficients[n]));
  }
  return sum;
}
