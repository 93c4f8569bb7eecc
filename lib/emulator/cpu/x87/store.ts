import { STATE } from '../state';
import type { Func, LongLike, Word } from '../wasm/func';
import { EARLY, FSW, INTEGER_BIT, KIND, QUIET, ROUND } from './format';
import type { Library } from './library';
import { among, exponent, rounding, shiftRightSticky, sign } from './number';
import { raise, signExponent, significand } from './stack';

/**
 * Stores to memory go in three steps, as the memory may fault: the value is worked out, and whether it is to be stored
 * at all; it is stored; then exceptions and pops take effect.
 */
const out = (f: Func, value: LongLike): void => f.storeLong(value, STATE.X87_OUT);

/** Exceptions met so far that are not masked. */
const unmasked = (f: Func): Word => f.load(STATE.X87_EXCEPTIONS).and(f.load16(STATE.FCW).xor(-1));

/** An exception that forbids the store: the early ones, and overflow and underflow. SDM vol. 1, section 8.5.4. */
const forbidden = (f: Func): Word => unmasked(f).and(EARLY | FSW.OE | FSW.UE);

/** A binary format: bits of its fraction and its exponent. */
interface Format {
  readonly fraction: number;
  readonly exponent: number;
}
const SINGLE: Format = { fraction: 23, exponent: 8 };
const DOUBLE: Format = { fraction: 52, exponent: 11 };

export function defineStores(lib: Library): void {
  // Whether hi.lo rounds up to the next integer in hi.
  lib.define('roundsUp', ['word', 'long', 'long', 'word'], 'word', (f, negative, hi, lo, mode) => {
    f.if(lo.not().or(mode.eq(ROUND.ZERO)), () => f.return(0));
    f.if(mode.eq(ROUND.NEAREST), () => {
      f.return(lo.gtu(INTEGER_BIT).or(lo.eq(INTEGER_BIT).and(hi.and(1).word())));
    });
    f.answer(mode.eq(ROUND.UP).ne(negative));
  });

  const narrow = (name: string, { fraction, exponent: exponentBits }: Format): void =>
    lib.define(name, ['word', 'long'], undefined, (f, se, m) => {
      const bias = (1 << (exponentBits - 1)) - 1;
      const top = (1 << exponentBits) - 1;
      const drop = 63 - fraction;
      const k = f.word(lib.word(f, 'kind', se, m));
      const signBit = f.long(
        sign(se)
          .long()
          .shl(fraction + exponentBits),
      );
      const give = (value: LongLike) => {
        out(f, signBit.or(value));
        f.return();
      };
      const infinity = BigInt(top) << BigInt(fraction);
      f.if(k.not(), () => give(0));
      f.if(k.eq(KIND.INFINITY), () => give(infinity));
      f.if(k.eq(KIND.UNSUPPORTED), () => {
        raise(f, FSW.IE);
        out(f, (BigInt(top * 2 + 1) * 2n + 1n) << BigInt(fraction - 1));
        f.return();
      });
      f.if(k.ge(KIND.QUIET), () => {
        f.if(k.eq(KIND.SIGNALLING), () => raise(f, FSW.IE));
        give(
          m
            .or(QUIET)
            .shl(1)
            .shr(drop + 1)
            .or(infinity),
        );
      });
      const e = f.word(exponent(se));
      f.if(e.not(), () => e.set(1));
      const left = f.long(m.clz());
      m.set(m.shl(left));
      e.set(e.sub(left.word()).sub(16383 - bias));
      const negative = sign(se);
      const mode = f.word(rounding(f));
      // Whole units in hi, the rest in lo.
      const [hi, lo] = [f.long(), f.long()];
      const split = (by: Word | number) => {
        hi.set(m);
        lo.set(0);
        shiftRightSticky(f, hi, lo, f.w(by));
      };
      const up = () => lib.word(f, 'roundsUp', negative, hi, lo, mode);
      split(drop);
      const tiny = f.word(e.le(0));
      // Would it round up to the smallest normal number, with an exponent without bounds?
      f.if(e.not(), () => {
        f.if(up(), () => tiny.set(hi.add(1).ne(1n << BigInt(fraction + 1))));
      });
      f.if(e.le(0), () => {
        split(f.w(drop + 1).sub(e));
        e.set(0);
      });
      f.if(tiny, () => {
        f.if(f.load16(STATE.FCW).and(FSW.UE).not(), () => {
          raise(f, FSW.UE);
          give(0);
        });
        f.if(lo.ne(0), () => raise(f, FSW.UE));
      });
      f.if(lo.ne(0), () => raise(f, FSW.PE));
      f.if(up(), () => {
        raise(f, FSW.C1);
        hi.set(hi.add(1));
      });
      // The integer bit, where there is one, adds one to the exponent below it.
      const value = f.long(hi.add(e.ne(0).pick(e.sub(1), 0).long().shl(fraction)));
      f.if(e.ge(top).or(value.geu(infinity)), () => {
        f.store(FSW.OE, STATE.X87_EXCEPTIONS);
        const toInfinity = mode
          .eq(ROUND.NEAREST)
          .or(mode.eq(ROUND.UP).and(negative.not()))
          .or(mode.eq(ROUND.DOWN).and(negative));
        f.if(f.load16(STATE.FCW).and(FSW.OE), () => raise(f, toInfinity.pick(FSW.PE | FSW.C1, FSW.PE)));
        value.set(toInfinity.pickLong(infinity, infinity - 1n));
      });
      give(value);
    });
  narrow('toSingle', SINGLE);
  narrow('toDouble', DOUBLE);

  /** Works out what to store of ST(0); answers whether to store it. */
  const store = (name: string, convert: string, indefinite: bigint): void =>
    lib.define(name, [], 'word', (f) => {
      f.if(
        lib.word(f, 'missing', 0),
        () => out(f, indefinite),
        () => {
          const at = f.word(lib.word(f, 'at', 0));
          lib.call(f, convert, signExponent(f, at), significand(f, at));
        },
      );
      f.answer(forbidden(f).not());
    });
  store('x87StoreSingle', 'toSingle', 0xffc00000n);
  store('x87StoreDouble', 'toDouble', 0xfff8000000000000n);

  // Extended precision is stored as it is.
  lib.define('x87StoreExtended', [], 'word', (f) => {
    const missing = f.word(lib.word(f, 'missing', 0));
    const at = f.word(lib.word(f, 'at', 0));
    out(f, missing.pickLong(INTEGER_BIT | QUIET, significand(f, at)));
    f.store(missing.pick(0xffff, signExponent(f, at)), STATE.X87_OUT_HIGH);
    f.answer(forbidden(f).not());
  });

  // The magnitude of a number as an integer in OUT; `most` is the largest one, on either side of zero. Answers 0 when it
  // is not representable.
  lib.define('toInteger', ['word', 'long', 'word', 'long', 'long'], 'word', (f, se, m, mode, most, least) => {
    const k = f.word(lib.word(f, 'kind', se, m));
    f.if(among(f, k, KIND.INFINITY, KIND.QUIET, KIND.SIGNALLING, KIND.UNSUPPORTED), () => {
      raise(f, FSW.IE);
      f.return(0);
    });
    const e = f.word(exponent(se));
    const [hi, lo] = [f.long(m), f.long(0)];
    f.if(e.ge(16383 + 64), () => {
      raise(f, FSW.IE);
      f.return(0);
    });
    f.if(e.not(), () => e.set(1));
    shiftRightSticky(f, hi, lo, f.w(16383 + 63).sub(e));
    const up = f.word(lib.word(f, 'roundsUp', sign(se), hi, lo, mode));
    const rounded = f.long(hi.add(up.long()));
    f.if(rounded.gtu(sign(se).pickLong(least, most)).or(rounded.ltu(hi)), () => {
      raise(f, FSW.IE);
      f.return(0);
    });
    f.if(lo.ne(0), () => raise(f, up.pick(FSW.PE | FSW.C1, FSW.PE)));
    out(f, rounded);
    f.answer(1);
  });

  const storeInteger = (name: string, bits: bigint): void =>
    lib.define(name, ['word'], 'word', (f, mode) => {
      const most = (1n << (bits - 1n)) - 1n;
      const good = f.word(0);
      const se = f.word(0);
      f.if(lib.word(f, 'missing', 0).not(), () => {
        const at = f.word(lib.word(f, 'at', 0));
        se.set(signExponent(f, at));
        f.if(mode.lt(0), () => mode.set(rounding(f)));
        good.set(lib.word(f, 'toInteger', se, significand(f, at), mode, f.l(most), f.l(most + 1n)));
      });
      const value = f.loadLong(STATE.X87_OUT);
      f.if(
        good,
        () => f.if(sign(se), () => out(f, value.neg())),
        // The integer indefinite.
        () => out(f, most + 1n),
      );
      f.answer(forbidden(f).not());
    });
  // By a rounding mode, or -1 for the one in the control word.
  storeInteger('x87StoreInteger16', 16n);
  storeInteger('x87StoreInteger32', 32n);
  storeInteger('x87StoreInteger64', 64n);

  lib.define('x87StoreDecimal', [], 'word', (f) => {
    const most = 10n ** 18n - 1n;
    const good = f.word(0);
    const se = f.word(0);
    f.if(lib.word(f, 'missing', 0).not(), () => {
      const at = f.word(lib.word(f, 'at', 0));
      se.set(signExponent(f, at));
      good.set(lib.word(f, 'toInteger', se, significand(f, at), rounding(f), f.l(most), f.l(most)));
    });
    f.if(
      good,
      () => {
        const left = f.long(f.loadLong(STATE.X87_OUT));
        const [digits, shift] = [f.long(0), f.long(0)];
        f.repeat(() => {
          digits.set(digits.or(left.remu(10).shl(shift)));
          left.set(left.divu(10));
          shift.set(shift.add(4));
          return shift.ltu(64);
        });
        out(f, digits);
        const high = left.remu(10).or(left.divu(10).shl(4)).word();
        f.store(high.or(sign(se).shl(15)), STATE.X87_OUT_HIGH);
      },
      () => {
        // The packed decimal indefinite. SDM vol. 1, table 4-4.
        out(f, 0xc000000000000000n);
        f.store(0xffff, STATE.X87_OUT_HIGH);
      },
    );
    f.answer(forbidden(f).not());
  });

  // After the store: exceptions take effect, and `pops` when it was one.
  lib.define('x87Stored', ['word'], undefined, (f, pops) => {
    const stored = f.word(forbidden(f).not());
    f.if(lib.word(f, 'settle').or(1).and(stored), () => lib.call(f, 'pop', pops));
  });
}
