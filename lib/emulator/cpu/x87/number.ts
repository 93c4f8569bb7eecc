import { STATE } from '../state';
import type { Func, Long, LongVar, Word, WordVar } from '../wasm/func';
import { FSW, INTEGER_BIT, KIND, MAX_EXPONENT, OPERAND_DENORMAL, QUIET, ROUND } from './format';
import type { Library } from './library';
import { raise, setIndefinite, setResult } from './stack';

export const exponent = (se: Word): Word => se.and(MAX_EXPONENT);
export const sign = (se: Word): Word => se.shr(15).and(1);
export const rounding = (f: Func): Word => f.load16(STATE.FCW).shr(10).and(3);
/** Whether a small number is one of others. */
export const among = (f: Func, n: Word, ...others: number[]): Word =>
  f
    .w(others.reduce((bits, other) => bits | (1 << other), 0))
    .shr(n)
    .and(1);

/** Brings a significand's highest bit to the top; the exponent goes down with it, below 1 for denormals. */
export function normalise(f: Func, e: WordVar, m: LongVar): void {
  f.if(e.not(), () => e.set(1));
  shiftToTop(f, e, m);
}

/** The same where an exponent of 0 is one below 1, and not a denormal's mark. */
export function shiftToTop(f: Func, e: WordVar, m: LongVar): void {
  const left = f.long(m.clz());
  m.set(m.shl(left));
  e.set(e.sub(left.word()));
}

/** Shifts hi:lo right by 0 to 127 and more; what falls out stays as a lowest bit of 1. */
export function shiftRightSticky(f: Func, hi: LongVar, lo: LongVar, by: Word): void {
  const n = f.long(by.signed());
  f.if(n.ge(128), () => {
    lo.set(hi.or(lo).ne(0).long());
    hi.set(0);
    n.set(0);
  });
  f.if(n.ge(64), () => {
    lo.set(hi.or(lo.ne(0).long()));
    hi.set(0);
    n.set(n.sub(64));
  });
  f.if(n.ne(0), () => {
    const lost = f.long(lo.shl(f.l(64).sub(n)).ne(0).long());
    lo.set(
      lo
        .shr(n)
        .or(hi.shl(f.l(64).sub(n)))
        .or(lost),
    );
    hi.set(hi.shr(n));
  });
}

/** The unit in the last place of a significand of 24, 53 or 64 bits, by the precision control. SDM vol. 1, table 8-2. */
export const precisionUnit = (f: Func): Long => {
  const control = f.load16(STATE.FCW).shr(8).and(3);
  return control.not().pickLong(1n << 40n, control.eq(2).pickLong(1n << 11n, 1));
};

/** Whether hi:lo, cut to whole `unit`s, has to go up. */
function goesUp(f: Func, negative: Word, hi: Long, lo: Long, unit: LongVar): Word {
  const mode = f.word(rounding(f));
  const up = f.word(0);
  const rest = f.long(hi.and(unit.sub(1)));
  const inexact = rest.or(lo).ne(0);
  f.if(
    mode.eq(ROUND.NEAREST),
    () => {
      // Against a half, which is the top bit of lo when the unit is 1.
      const half = f.long(unit.shr(1));
      const above = f.word(0);
      const tie = f.word(0);
      f.if(
        unit.eq(1),
        () => {
          above.set(lo.gtu(INTEGER_BIT));
          tie.set(lo.eq(INTEGER_BIT));
        },
        () => {
          above.set(rest.gtu(half).or(rest.eq(half).and(lo.ne(0))));
          tie.set(rest.eq(half).and(lo.eq(0)));
        },
      );
      up.set(above.or(tie.and(hi.and(unit).ne(0))));
    },
    () => {
      const away = mode.eq(ROUND.UP).and(negative.not()).or(mode.eq(ROUND.DOWN).and(negative));
      up.set(away.and(inexact));
    },
  );
  return up;
}

export function defineNumbers(lib: Library): void {
  lib.define('kind', ['word', 'long'], 'word', (f, se, m) => {
    const e = f.word(exponent(se));
    f.if(e.not(), () => f.return(m.ne(0).pick(KIND.DENORMAL, KIND.ZERO)));
    f.if(m.ge(0), () => f.return(KIND.UNSUPPORTED));
    f.if(e.ne(MAX_EXPONENT), () => f.return(KIND.NORMAL));
    f.if(m.shl(1).not(), () => f.return(KIND.INFINITY));
    f.answer(m.and(QUIET).ne(0).pick(KIND.QUIET, KIND.SIGNALLING));
  });

  // Makes the result out of two operands of which one is no number, and answers 1; else notes denormals and answers 0.
  // SDM vol. 1, table 4-7.
  lib.define('noNumber', ['word', 'long', 'word', 'long'], 'word', (f, a, ma, b, mb) => {
    const ka = f.word(lib.word(f, 'kind', a, ma));
    const kb = f.word(lib.word(f, 'kind', b, mb));
    const either = (kind: number) => ka.eq(kind).or(kb.eq(kind));
    f.if(either(KIND.UNSUPPORTED), () => {
      raise(f, FSW.IE);
      setIndefinite(f);
      f.return(1);
    });
    f.if(ka.lt(KIND.QUIET).and(kb.lt(KIND.QUIET)), () => {
      f.if(either(KIND.DENORMAL).or(f.load(OPERAND_DENORMAL)), () => raise(f, FSW.DE));
      f.return(0);
    });
    f.if(either(KIND.SIGNALLING), () => raise(f, FSW.IE));
    // A number gives way to a NaN, a signalling NaN to a quiet one; of two alike the larger significand stays.
    const first = f.word(ka.gt(kb));
    f.if(ka.eq(KIND.QUIET).and(kb.eq(KIND.SIGNALLING)), () => first.set(1));
    f.if(ka.eq(KIND.SIGNALLING).and(kb.eq(KIND.QUIET)), () => first.set(0));
    f.if(ka.eq(kb), () => {
      first.set(ma.gtu(mb).or(ma.eq(mb).and(sign(a).not())));
    });
    setResult(f, first.pick(a, b), first.pickLong(ma, mb).or(QUIET));
    f.answer(1);
  });

  // The same for one operand.
  lib.define('noNumber1', ['word', 'long'], 'word', (f, a, ma) => {
    f.store(0, OPERAND_DENORMAL);
    f.answer(lib.word(f, 'noNumber', a, ma, a, ma));
  });

  // Rounds hi:lo x 2^(e - bias - 63), whose highest bit is set, to whole units, as the result. SDM vol. 1, section 4.8.4;
  // underflow and overflow: sections 8.5.4 and 8.5.5. Tininess is found after rounding.
  lib.define('round', ['word', 'word', 'long', 'long', 'long'], undefined, (f, negative, e, hi, lo, unit) => {
    const signBit = f.word(negative.shl(15));
    const masks = f.word(f.load16(STATE.FCW));
    const up = f.word();
    f.if(e.le(0), () => {
      // With an exponent without bounds: would it round up to the smallest normal number?
      const wouldGrow = f.word(0);
      f.if(e.not(), () => {
        up.set(goesUp(f, negative, hi, lo, unit));
        wouldGrow.set(up.and(hi.and(unit.neg()).add(unit).eq(0)));
      });
      f.if(wouldGrow.not(), () => {
        f.if(
          masks.and(FSW.UE).not(),
          () => {
            raise(f, FSW.UE);
            e.set(e.add(24576));
            // So small that no other exponent helps.
            f.if(e.le(0), () => {
              raise(f, FSW.PE);
              setResult(f, signBit, f.l(0));
              f.return();
            });
          },
          () => {
            shiftRightSticky(f, hi, lo, f.w(1).sub(e));
            f.if(hi.and(unit.sub(1)).or(lo).ne(0), () => raise(f, FSW.UE));
            e.set(0);
          },
        );
      });
      f.if(wouldGrow, () => {
        shiftRightSticky(f, hi, lo, f.w(1).sub(e));
        e.set(0);
      });
    });
    up.set(goesUp(f, negative, hi, lo, unit));
    f.if(hi.and(unit.sub(1)).or(lo).ne(0), () => raise(f, FSW.PE));
    hi.set(hi.and(unit.neg()));
    f.if(up, () => {
      raise(f, FSW.C1);
      hi.set(hi.add(unit));
      f.if(hi.not(), () => {
        hi.set(INTEGER_BIT);
        e.set(e.add(1));
      });
    });
    // A denormal that rounded up to a normal number.
    f.if(e.not().and(hi.lt(0)), () => e.set(1));
    f.if(e.ge(MAX_EXPONENT), () => {
      raise(f, FSW.OE);
      f.if(masks.and(FSW.OE).not(), () => {
        e.set(e.sub(24576));
        // So large that no other exponent helps.
        f.if(e.ge(MAX_EXPONENT), () => {
          raise(f, FSW.PE | FSW.C1);
          hi.set(INTEGER_BIT);
          e.set(MAX_EXPONENT);
        });
        setResult(f, signBit.or(e), hi);
        f.return();
      });
      const mode = f.word(rounding(f));
      const toInfinity = mode
        .eq(ROUND.NEAREST)
        .or(mode.eq(ROUND.UP).and(negative.not()))
        .or(mode.eq(ROUND.DOWN).and(negative));
      f.store(f.load(STATE.X87_EXCEPTIONS).and(~FSW.C1), STATE.X87_EXCEPTIONS);
      raise(f, FSW.PE);
      f.if(
        toInfinity,
        () => {
          raise(f, FSW.C1);
          setResult(f, signBit.or(MAX_EXPONENT), INTEGER_BIT);
        },
        () => setResult(f, signBit.or(MAX_EXPONENT - 1), unit.neg()),
      );
      f.return();
    });
    f.if(hi.not(), () => e.set(0));
    setResult(f, signBit.or(e), hi);
  });
}
