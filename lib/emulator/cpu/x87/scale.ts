import { STATE } from '../state';
import type { Func, LongVar, WordVar } from '../wasm/func';
import { invalid, setInfinity, setZero } from './arithmetic';
import { setCondition } from './compare';
import { BIAS, EARLY, FSW, INTEGER_BIT, KIND, MAX_EXPONENT, OPERAND_DENORMAL } from './format';
import type { Library } from './library';
import { exponent, normalise, rounding, shiftRightSticky, shiftToTop, sign } from './number';
import { clearExceptions, raise, setIndefinite, setResult, signExponent, significand } from './stack';

/** ST(0), or ST(1), in variables. */
function load(lib: Library, f: Func, i: number): { se: WordVar; m: LongVar } {
  const at = f.word(lib.word(f, 'at', i));
  return { se: f.word(signExponent(f, at)), m: f.long(significand(f, at)) };
}

/** Conditions that FPREM leaves alone when it finds no remainder. */
const KEPT = FSW.C0 | FSW.C3;

/** Operations on exponents and integer parts: FRNDINT FSCALE FXTRACT FPREM FPREM1. SDM vol. 2. */
export function defineScaling(lib: Library): void {
  lib.define('x87RoundInteger', [], undefined, (f) => {
    f.if(lib.word(f, 'missing', 0).not(), () => {
      const { se, m } = load(lib, f, 0);
      f.if(lib.word(f, 'noNumber1', se, m).not(), () => {
        const e = f.word(exponent(se));
        f.if(
          e.ge(BIAS + 63).or(m.eq(0)),
          () => setResult(f, se, m),
          () => {
            const [hi, lo] = [f.long(m), f.long(0)];
            shiftRightSticky(f, hi, lo, f.w(BIAS + 63).sub(e));
            const up = f.word(lib.word(f, 'roundsUp', sign(se), hi, lo, rounding(f)));
            f.if(lo.ne(0), () => raise(f, up.pick(FSW.PE | FSW.C1, FSW.PE)));
            hi.set(hi.add(up.long()));
            f.if(
              hi.not(),
              () => setZero(f, sign(se)),
              () => {
                const left = f.long(hi.clz());
                setResult(f, se.and(0x8000).or(f.w(BIAS + 63).sub(left.word())), hi.shl(left));
              },
            );
          },
        );
      });
    });
    lib.call(f, 'finish', 0, 0);
  });

  lib.define('scale', ['word', 'long', 'word', 'long'], undefined, (f, a, ma, b, mb) => {
    f.store(0, OPERAND_DENORMAL);
    f.if(lib.word(f, 'noNumber', a, ma, b, mb), () => f.return());
    const ka = f.word(lib.word(f, 'kind', a, ma));
    const kb = f.word(lib.word(f, 'kind', b, mb));
    f.if(kb.eq(KIND.INFINITY), () => {
      f.if(
        sign(b),
        () =>
          f.if(
            ka.eq(KIND.INFINITY),
            () => invalid(f),
            () => setZero(f, sign(a)),
          ),
        () =>
          f.if(
            ka.not(),
            () => invalid(f),
            () => setInfinity(f, sign(a)),
          ),
      );
      f.return();
    });
    f.if(ka.eq(KIND.INFINITY).or(ka.not()), () => {
      setResult(f, a, ma);
      f.return();
    });
    // A scale of 2^16 and more is as good as any.
    const e = f.word(exponent(a));
    const by = f.word(0);
    const eb = f.word(exponent(b));
    f.if(eb.ge(BIAS), () => {
      f.if(
        eb.ge(BIAS + 16),
        () => by.set(0x10000),
        () =>
          by.set(
            mb
              .shr(
                f
                  .w(BIAS + 63)
                  .sub(eb)
                  .long(),
              )
              .word(),
          ),
      );
      f.if(sign(b), () => by.set(f.w(0).sub(by)));
    });
    f.if(by.not(), () => {
      f.if(e.ne(0), () => {
        setResult(f, a, ma);
        f.return();
      });
    });
    normalise(f, e, ma);
    lib.call(f, 'round', sign(a), e.add(by), ma, f.l(0), f.l(1));
  });

  lib.define('x87Scale', [], undefined, (f) => {
    f.if(lib.word(f, 'missing', 1).not(), () => {
      const [a, b] = [load(lib, f, 0), load(lib, f, 1)];
      lib.call(f, 'scale', a.se, a.m, b.se, b.m);
    });
    lib.call(f, 'finish', 0, 0);
  });

  lib.define('x87Extract', [], undefined, (f) => {
    const power = { se: f.word(0xffff), m: f.long(INTEGER_BIT | (1n << 62n)) };
    const { se, m } = load(lib, f, 0);
    const same = () => {
      power.se.set(f.load(STATE.X87_RESULT + 8));
      power.m.set(f.loadLong(STATE.X87_RESULT));
    };
    f.if(lib.word(f, 'missing', 0).not(), () => {
      f.if(
        lib.word(f, 'full', 7),
        () => {
          raise(f, FSW.IE | FSW.SF | FSW.C1);
          setIndefinite(f);
        },
        () =>
          f.if(
            lib.word(f, 'noNumber1', se, m),
            () => same(),
            () => {
              const k = f.word(lib.word(f, 'kind', se, m));
              setResult(f, se, m);
              f.if(k.not(), () => {
                raise(f, FSW.ZE);
                power.m.set(INTEGER_BIT);
              });
              f.if(k.eq(KIND.INFINITY), () => {
                power.se.set(MAX_EXPONENT);
                power.m.set(m);
              });
              f.if(k.eq(KIND.NORMAL).or(k.eq(KIND.DENORMAL)), () => {
                const e = f.word(exponent(se));
                normalise(f, e, m);
                setResult(f, se.and(0x8000).or(BIAS), m);
                lib.call(f, 'x87OperandInteger', e.sub(BIAS).signed());
                power.se.set(f.load(STATE.X87_OPERAND + 8));
                power.m.set(f.loadLong(STATE.X87_OPERAND));
              });
            },
          ),
      );
    });
    // The exponent takes the place of the operand, and the significand goes on top.
    f.if(lib.word(f, 'settle').and(EARLY).not(), () => {
      const [topSe, topM] = [f.word(f.load(STATE.X87_RESULT + 8)), f.long(f.loadLong(STATE.X87_RESULT))];
      setResult(f, power.se, power.m);
      lib.call(f, 'put', 0);
      lib.call(f, 'turn', -1);
      setResult(f, topSe, topM);
      lib.call(f, 'put', 0);
    });
  });

  // The partial remainder of ST(0) by ST(1), of the quotient cut off, or with `nearest` rounded; answers C0 C2 C3.
  lib.define('remainder', ['word', 'long', 'word', 'long', 'word'], 'word', (f, a, ma, b, mb, nearest) => {
    f.store(0, OPERAND_DENORMAL);
    const kept = f.word(f.load16(STATE.FSW).and(KEPT));
    f.if(lib.word(f, 'noNumber', a, ma, b, mb), () => f.return(kept));
    const ka = f.word(lib.word(f, 'kind', a, ma));
    const kb = f.word(lib.word(f, 'kind', b, mb));
    f.if(ka.eq(KIND.INFINITY).or(kb.not()), () => {
      clearExceptions(f);
      invalid(f);
      f.return(kept);
    });
    const [ea, eb] = [f.word(exponent(a)), f.word(exponent(b))];
    f.if(ka.not(), () => {
      setResult(f, a, ma);
      f.return(0);
    });
    normalise(f, ea, ma);
    f.if(kb.eq(KIND.INFINITY), () => {
      lib.call(f, 'round', sign(a), ea, ma, f.l(0), f.l(1));
      f.return(0);
    });
    normalise(f, eb, mb);
    const distance = f.word(ea.sub(eb));
    const quotient = f.long(0);
    const negative = f.word(sign(a));
    const over = f.word(0);
    const partial = f.word(distance.ge(64));
    f.if(distance.ge(0), () => {
      const steps = f.word(partial.pick(distance.and(31).or(32), distance));
      ea.set(ea.sub(steps));
      f.repeat(() => {
        quotient.set(quotient.shl(1));
        f.if(over.or(ma.geu(mb)), () => {
          ma.set(ma.sub(mb));
          quotient.set(quotient.or(1));
        });
        f.if(steps.ne(0), () => {
          over.set(ma.lt(0));
          ma.set(ma.shl(1));
        });
        steps.set(steps.sub(1));
        return steps.ge(0);
      });
    });
    f.if(nearest.and(partial.not()), () => {
      f.if(distance.ge(0), () => {
        const twice = f.long(ma.shl(1));
        const larger = ma.lt(0).or(twice.gtu(mb)).or(twice.eq(mb).and(quotient.word()));
        f.if(larger.and(1), () => {
          ma.set(mb.sub(ma));
          negative.set(negative.xor(1));
          quotient.set(quotient.add(1));
        });
      });
      f.if(distance.eq(-1).and(ma.gtu(mb)), () => {
        // 2 b - a, in units of half a bit of b.
        ma.set(mb.shl(1).sub(ma));
        negative.set(negative.xor(1));
        quotient.set(1);
      });
    });
    f.if(
      ma.not(),
      () => setZero(f, sign(a)),
      () => {
        shiftToTop(f, ea, ma);
        lib.call(f, 'round', negative, ea, ma, f.l(0), f.l(1));
      },
    );
    f.if(partial, () => f.return(FSW.C2));
    const q = f.word(quotient.word());
    f.if(q.and(1), () => raise(f, FSW.C1));
    f.answer(q.and(2).ne(0).pick(FSW.C3, 0).or(q.and(4).ne(0).pick(FSW.C0, 0)));
  });

  lib.define('x87Remainder', ['word'], undefined, (f, nearest) => {
    // Without a remainder C0 and C3 stay.
    const kept = f.word(f.load16(STATE.FSW).and(KEPT));
    setCondition(f, kept);
    f.if(lib.word(f, 'missing', 1).not(), () => {
      const [a, b] = [load(lib, f, 0), load(lib, f, 1)];
      setCondition(f, lib.word(f, 'remainder', a.se, a.m, b.se, b.m, nearest));
    });
    const unmasked = f.load(STATE.X87_EXCEPTIONS).and(f.load16(STATE.FCW).xor(-1));
    f.if(unmasked.and(EARLY), () => setCondition(f, kept));
    lib.call(f, 'finish', 0, 0);
  });
}
