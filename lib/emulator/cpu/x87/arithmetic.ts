import { STATE } from '../state';
import type { Func, LongVar, Word, WordVar } from '../wasm/func';
import {
  BIAS,
  FSW,
  INTEGER_BIT,
  KIND,
  MAX_EXPONENT,
  OPERAND_DENORMAL,
  OPERAND_M,
  OPERAND_SE,
  ROUND,
} from './format';
import type { Library } from './library';
import { exponent, normalise, precisionUnit, rounding, shiftRightSticky, sign } from './number';
import { raise, setIndefinite, setResult, signExponent, significand } from './stack';

/** What an invalid operation answers when it is masked. */
export function invalid(f: Func): void {
  raise(f, FSW.IE);
  setIndefinite(f);
}

/** Answers a zero, or an infinity, of a sign. */
export const setZero = (f: Func, negative: Word): void => setResult(f, negative.shl(15), 0);
export const setInfinity = (f: Func, negative: Word): void =>
  setResult(f, negative.shl(15).or(MAX_EXPONENT), INTEGER_BIT);

/** hi:lo = a * b. Hacker's Delight, section 8-2. */
export function multiply(f: Func, hi: LongVar, lo: LongVar, a: LongVar, b: LongVar): void {
  const [al, ah] = [f.long(a.and(0xffffffff)), f.long(a.shr(32))];
  const [bl, bh] = [f.long(b.and(0xffffffff)), f.long(b.shr(32))];
  const low = f.long(al.mul(bl));
  const middle = f.long(ah.mul(bl).add(low.shr(32)));
  const other = f.long(al.mul(bh).add(middle.and(0xffffffff)));
  hi.set(ah.mul(bh).add(middle.shr(32)).add(other.shr(32)));
  lo.set(other.shl(32).or(low.and(0xffffffff)));
}

/** Quotient and remainder of hi:lo by a divisor whose top bit is set, hi below it. Hacker's Delight, section 9-4. */
export function divide(
  f: Func,
  quotient: LongVar,
  remainder: LongVar,
  hi: LongVar,
  lo: LongVar,
  by: LongVar,
): void {
  const [upper, lower] = [f.long(by.shr(32)), f.long(by.and(0xffffffff))];
  const half = (rest: LongVar, next: LongVar, digit: LongVar): void => {
    digit.set(rest.divu(upper));
    const left = f.long(rest.sub(digit.mul(upper)));
    // The guess is at most 2 too large.
    f.block((done) => {
      f.repeat(() => {
        f.if(digit.leu(0xffffffff).and(digit.mul(lower).leu(left.shl(32).or(next))), done);
        digit.set(digit.sub(1));
        left.set(left.add(upper));
        return left.leu(0xffffffff);
      });
    });
    rest.set(rest.shl(32).or(next).sub(digit.mul(by)));
  };
  const rest = f.long(hi);
  const [first, second] = [f.long(), f.long()];
  half(rest, f.long(lo.shr(32)), first);
  half(rest, f.long(lo.and(0xffffffff)), second);
  quotient.set(first.shl(32).or(second));
  remainder.set(rest);
}

/** Finite, nonzero operands made normal. */
interface Normal {
  readonly e: WordVar;
  readonly m: LongVar;
}
function normal(f: Func, se: Word, m: LongVar): Normal {
  const e = f.word(exponent(se));
  normalise(f, e, m);
  return { e, m };
}

export function defineArithmetic(lib: Library): void {
  const kinds = (f: Func, a: Word, ma: LongVar, b: Word, mb: LongVar) => {
    f.if(lib.word(f, 'noNumber', a, ma, b, mb), () => f.return());
    return [f.word(lib.word(f, 'kind', a, ma)), f.word(lib.word(f, 'kind', b, mb))];
  };

  // a + b, or with `minus` a - b.
  lib.define('add', ['word', 'long', 'word', 'long', 'word'], undefined, (f, a, ma, b, mb, minus) => {
    const [ka, kb] = kinds(f, a, ma, b, mb);
    b.set(b.xor(minus.shl(15)));
    const signs = f.word(sign(a).xor(sign(b)));
    f.if(ka.eq(KIND.INFINITY), () => {
      f.if(
        kb.eq(KIND.INFINITY).and(signs),
        () => invalid(f),
        () => setResult(f, a, ma),
      );
      f.return();
    });
    f.if(kb.eq(KIND.INFINITY), () => {
      setResult(f, b, mb);
      f.return();
    });
    const zero = (negative: Word) => {
      setZero(f, negative);
      f.return();
    };
    const ofDifference = () => rounding(f).eq(ROUND.DOWN);
    f.if(ka.or(kb).not(), () => zero(signs.pick(ofDifference(), sign(a))));
    const unit = precisionUnit(f);
    const [hi, lo, other, low] = [f.long(), f.long(), f.long(), f.long()];
    // A zero counts as a number far below the other.
    f.if(ka.not(), () => {
      a.set(sign(b).shl(15));
      signs.set(0);
    });
    f.if(kb.not(), () => signs.set(0));
    const x = normal(f, a, ma);
    const y = normal(f, b, mb);
    f.if(ka.not(), () => x.e.set(y.e.sub(200)));
    f.if(kb.not(), () => y.e.set(x.e.sub(200)));
    // The larger first.
    f.if(x.e.lt(y.e).or(x.e.eq(y.e).and(ma.ltu(mb))), () => {
      const [se, e] = [f.word(a), f.word(x.e)];
      const m = f.long(ma);
      a.set(b);
      b.set(se);
      x.e.set(y.e);
      y.e.set(e);
      ma.set(mb);
      mb.set(m);
    });
    hi.set(ma);
    other.set(mb);
    shiftRightSticky(f, other, low, x.e.sub(y.e));
    f.if(
      signs,
      () => {
        hi.set(hi.sub(other).sub(low.ne(0).long()));
        lo.set(low.neg());
        f.if(hi.or(lo).not(), () => zero(ofDifference()));
        f.if(hi.not(), () => {
          hi.set(lo);
          lo.set(0);
          x.e.set(x.e.sub(64));
        });
        const left = f.long(hi.clz());
        f.if(left.ne(0), () => {
          hi.set(hi.shl(left).or(lo.shr(f.l(64).sub(left))));
          lo.set(lo.shl(left));
          x.e.set(x.e.sub(left.word()));
        });
      },
      () => {
        hi.set(hi.add(other));
        lo.set(low);
        f.if(hi.ltu(other), () => {
          const lost = f.long(lo.and(1));
          lo.set(lo.shr(1).or(hi.shl(63)).or(lost));
          hi.set(hi.shr(1).or(INTEGER_BIT));
          x.e.set(x.e.add(1));
        });
      },
    );
    lib.call(f, 'round', sign(a), x.e, hi, lo, unit);
  });

  lib.define('multiply', ['word', 'long', 'word', 'long'], undefined, (f, a, ma, b, mb) => {
    const [ka, kb] = kinds(f, a, ma, b, mb);
    const negative = f.word(sign(a).xor(sign(b)));
    f.if(ka.eq(KIND.INFINITY).or(kb.eq(KIND.INFINITY)), () => {
      f.if(
        ka.not().or(kb.not()),
        () => invalid(f),
        () => setInfinity(f, negative),
      );
      f.return();
    });
    f.if(ka.not().or(kb.not()), () => {
      setZero(f, negative);
      f.return();
    });
    const x = normal(f, a, ma);
    const y = normal(f, b, mb);
    const [hi, lo] = [f.long(), f.long()];
    multiply(f, hi, lo, ma, mb);
    const e = f.word(x.e.add(y.e).sub(BIAS - 1));
    f.if(hi.ge(0), () => {
      hi.set(hi.shl(1).or(lo.shr(63)));
      lo.set(lo.shl(1));
      e.set(e.sub(1));
    });
    lib.call(f, 'round', negative, e, hi, lo, precisionUnit(f));
  });

  lib.define('divide', ['word', 'long', 'word', 'long'], undefined, (f, a, ma, b, mb) => {
    const before = f.word(f.load(STATE.X87_EXCEPTIONS));
    const [ka, kb] = kinds(f, a, ma, b, mb);
    const negative = f.word(sign(a).xor(sign(b)));
    f.if(ka.eq(KIND.INFINITY), () => {
      f.if(
        kb.eq(KIND.INFINITY),
        () => invalid(f),
        () => setInfinity(f, negative),
      );
      f.return();
    });
    f.if(kb.eq(KIND.INFINITY), () => {
      setZero(f, negative);
      f.return();
    });
    f.if(kb.not(), () => {
      f.if(
        ka.not(),
        () => invalid(f),
        () => {
          // A division by zero comes before a denormal operand.
          f.store(before.or(FSW.ZE), STATE.X87_EXCEPTIONS);
          setInfinity(f, negative);
        },
      );
      f.return();
    });
    f.if(ka.not(), () => {
      setZero(f, negative);
      f.return();
    });
    const x = normal(f, a, ma);
    const y = normal(f, b, mb);
    const e = f.word(x.e.sub(y.e).add(BIAS));
    const [hi, lo, quotient, remainder] = [f.long(), f.long(), f.long(), f.long()];
    f.if(
      ma.geu(mb),
      () => {
        hi.set(ma.shr(1));
        lo.set(ma.shl(63));
      },
      () => {
        hi.set(ma);
        lo.set(0);
        e.set(e.sub(1));
      },
    );
    divide(f, quotient, remainder, hi, lo, mb);
    // Half a unit, or more, or less: of twice the remainder that is all that matters.
    const more = remainder.lt(0).or(remainder.shl(1).geu(mb));
    const exact = remainder.shl(1).eq(mb).or(remainder.not());
    lo.set(more.long().shl(63).or(exact.not().long()));
    lib.call(f, 'round', negative, e, quotient, lo, precisionUnit(f));
  });

  lib.define('squareRoot', ['word', 'long'], undefined, (f, a, ma) => {
    f.if(lib.word(f, 'noNumber1', a, ma), () => f.return());
    const k = f.word(lib.word(f, 'kind', a, ma));
    f.if(k.not(), () => {
      setResult(f, a, ma);
      f.return();
    });
    f.if(sign(a), () => {
      // A negative operand is invalid before it is a denormal.
      f.store(0, STATE.X87_EXCEPTIONS);
      invalid(f);
      f.return();
    });
    f.if(k.eq(KIND.INFINITY), () => {
      setResult(f, a, ma);
      f.return();
    });
    const { e } = normal(f, a, ma);
    // The root of m * 2^63 or m * 2^64, whichever leaves an even exponent: a bit a step, with the remainder in hi:lo.
    const odd = f.word(e.sub(BIAS).and(1));
    const root = f.long(0);
    const [restHi, rest] = [f.long(0), f.long(0)];
    const [inHi, inLo] = [f.long(odd.pickLong(ma, ma.shr(1))), f.long(odd.pickLong(0, ma.shl(63)))];
    const step = f.word(64);
    f.repeat(() => {
      restHi.set(restHi.shl(2).or(rest.shr(62)));
      rest.set(rest.shl(2).or(inHi.shr(62)));
      inHi.set(inHi.shl(2).or(inLo.shr(62)));
      inLo.set(inLo.shl(2));
      // The trial is 4 * root + 1, in two words.
      const [trialHi, trial] = [f.long(root.shr(62)), f.long(root.shl(2).or(1))];
      const fits = f.word(restHi.gtu(trialHi).or(restHi.eq(trialHi).and(rest.geu(trial))));
      root.set(root.shl(1).or(fits.long()));
      f.if(fits, () => {
        restHi.set(restHi.sub(trialHi).sub(rest.ltu(trial).long()));
        rest.set(rest.sub(trial));
      });
      step.set(step.sub(1));
      return step;
    });
    // The root of the remainder's half unit: above a half when the remainder exceeds the root.
    const low = f.long(
      restHi
        .ne(0)
        .or(rest.gtu(root))
        .pickLong(INTEGER_BIT | 1n, rest.ne(0).long()),
    );
    const result = e.sub(BIAS).sub(odd).sar(1).add(BIAS);
    lib.call(f, 'round', 0, result, root, low, precisionUnit(f));
  });

  /** The operations of D8, by modrm.reg: add mul com comp sub subr div divr. */
  lib.define('operate', ['word', 'word', 'long', 'word', 'long'], undefined, (f, op, a, ma, b, mb) => {
    const is = (n: number, name: string, ...args: (Word | LongVar | number)[]) =>
      f.if(op.eq(n), () => {
        lib.call(f, name, ...args);
        f.return();
      });
    is(0, 'add', a, ma, b, mb, 0);
    is(1, 'multiply', a, ma, b, mb);
    is(4, 'add', a, ma, b, mb, 1);
    is(5, 'add', b, mb, a, ma, 1);
    is(6, 'divide', a, ma, b, mb);
    lib.call(f, 'divide', b, mb, a, ma);
  });

  // ST(0) op ST(i), into ST(to).
  lib.define('x87Arith', ['word', 'word', 'word', 'word'], undefined, (f, op, i, to, pops) => {
    f.if(lib.word(f, 'missing', i).not(), () => {
      const top = f.word(lib.word(f, 'at', 0));
      const other = f.word(lib.word(f, 'at', i));
      f.store(0, OPERAND_DENORMAL);
      const first = f.word(to.pick(other, top));
      const second = f.word(to.pick(top, other));
      const number = (at: Word) => [signExponent(f, at), significand(f, at)] as const;
      lib.call(f, 'operate', op, ...number(first), ...number(second));
    });
    lib.call(f, 'finish', to, pops);
  });

  // ST(0) op the operand.
  lib.define('x87ArithM', ['word'], undefined, (f, op) => {
    f.if(lib.word(f, 'missing', 0).not(), () => {
      const top = f.word(lib.word(f, 'at', 0));
      const args = [signExponent(f, top), significand(f, top), f.load(OPERAND_SE), f.loadLong(OPERAND_M)];
      lib.call(f, 'operate', op, ...args);
    });
    lib.call(f, 'finish', 0, 0);
  });

  lib.define('x87Sqrt', [], undefined, (f) => {
    f.if(lib.word(f, 'missing', 0).not(), () => {
      const top = f.word(lib.word(f, 'at', 0));
      lib.call(f, 'squareRoot', signExponent(f, top), significand(f, top));
    });
    lib.call(f, 'finish', 0, 0);
  });
}
