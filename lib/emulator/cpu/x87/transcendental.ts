import { STATE } from '../state';
import type { Func, Long, LongVar, Word, WordVar } from '../wasm/func';
import { invalid, setInfinity, setZero } from './arithmetic';
import {
  atanSixteenth,
  HALF_LOG2_E,
  inverse,
  inverseFactorial,
  LN2,
  ONE,
  PI_66,
  QUARTER_PI,
} from './constants';
import {
  complement,
  constant,
  minus,
  normaliseWide,
  over,
  plus,
  polynomial,
  shiftRight,
  subtractFrom,
  times,
  type Wide,
  wide,
} from './fixed';
import { BIAS, EARLY, FSW, INTEGER_BIT, KIND, OPERAND_DENORMAL } from './format';
import type { Library } from './library';
import { exponent, normalise, sign } from './number';
import { clearExceptions, raise, setIndefinite, setResult, signExponent, significand } from './stack';

/**
 * Transcendental functions. They are worked out to more than a hundred bits and then rounded, so that nearly always the
 * result is the right one of the two nearest; processors promise less than one unit in the last place (SDM vol. 1,
 * section 8.3.10).
 */

/** An exponent that makes a fraction of 2^128 with its top bit set a number in [1/2, 1). */
const HALF = BIAS - 1;

/** A number as a fraction with its top bit set, and the exponent that goes with it. */
interface Float {
  readonly e: WordVar;
  readonly m: Wide;
}

/** The value of a normalised number below 1 as a fraction of 2^128. */
function fraction(f: Func, { e, m }: Float): Wide {
  const x = { hi: f.long(m.hi), lo: f.long(m.lo) };
  shiftRight(f, x, f.w(HALF).sub(e));
  return x;
}

/** Rounds a product of two fractions as the result. It is never exact. */
function roundProduct(lib: Library, f: Func, negative: Word, e: Word, a: Wide, b: Wide): void {
  const p = wide(f);
  times(lib, f, p, a, b);
  const left = normaliseWide(f, p);
  lib.call(f, 'round', negative, e.sub(left), p.hi, p.lo.or(1), f.l(1));
}

const SINE = Array.from({ length: 14 }, (_, n) => inverseFactorial(2 * n + 3));
const COSINE = Array.from({ length: 14 }, (_, n) => inverseFactorial(2 * n + 2));
/** x^2n / (2n + 3): what follows the first term of arctangents and their hyperbolic kin. */
const ODD = (terms: number) => Array.from({ length: terms }, (_, n) => inverse(2 * n + 3));

function loadFloat(f: Func, at: Word): { se: WordVar; m: LongVar } {
  return { se: f.word(signExponent(f, at)), m: f.long(significand(f, at)) };
}

function defineAngles(lib: Library): void {
  // Reduces a normal number to at most a quarter of pi: STATE has the fraction, the exponent and the octant's half.
  const REDUCED = { HI: STATE.X87_WIDE + 8, LO: STATE.X87_WIDE + 16, E: STATE.X87_WIDE + 24 };
  lib.define('reduceAngle', ['word', 'long'], 'word', (f, e, m) => {
    const rest = { hi: f.long(0), lo: f.long(m) };
    const quadrant = f.word(0);
    const at = f.word(e);
    const small = e.lt(HALF).or(e.eq(HALF).and(m.leu(0xc90fdaa22168c234n)));
    f.if(
      small,
      () => {
        rest.hi.set(m);
        rest.lo.set(0);
      },
      () => {
        // In units of 2^-65 half of pi is PI_66, and the number is m * 2^(e - 16381).
        const steps = f.word(e.sub(BIAS - 2));
        const pi = constant(f, PI_66);
        const below = () => rest.hi.ltu(pi.hi).or(rest.hi.eq(pi.hi).and(rest.lo.ltu(pi.lo)));
        f.while(steps.gt(0), () => {
          rest.hi.set(rest.hi.shl(1).or(rest.lo.shr(63)));
          rest.lo.set(rest.lo.shl(1));
          quadrant.set(quadrant.shl(1).and(3));
          f.if(below().not(), () => {
            minus(f, rest, pi);
            quadrant.set(quadrant.add(1));
          });
          steps.set(steps.sub(1));
        });
        // More than half of it: the rest to the next one.
        const half = constant(f, PI_66 >> 1n);
        f.if(rest.hi.gtu(half.hi).or(rest.hi.eq(half.hi).and(rest.lo.gtu(half.lo))), () => {
          subtractFrom(f, PI_66, rest);
          quadrant.set(quadrant.add(1).or(0x100));
        });
        const left = normaliseWide(f, rest);
        at.set(f.w(HALF + 128 - 65).sub(left));
      },
    );
    f.storeLong(rest.hi, REDUCED.HI);
    f.storeLong(rest.lo, REDUCED.LO);
    f.store(at, REDUCED.E);
    // Bits 0 and 1: quadrants; bit 8: the rest counts backwards.
    f.answer(quadrant.and(0x103));
  });

  const reduced = (f: Func): Float => {
    const m = wide(f);
    m.hi.set(f.loadLong(REDUCED.HI));
    m.lo.set(f.loadLong(REDUCED.LO));
    return { e: f.word(f.load(REDUCED.E)), m };
  };

  // Sine and cosine of the reduced angle, into the result.
  lib.define('sine', ['word'], undefined, (f, negative) => {
    const r = reduced(f);
    const x = fraction(f, r);
    const z = wide(f);
    times(lib, f, z, x, x);
    const factor = polynomial(lib, f, z, SINE, true);
    times(lib, f, factor, factor, z);
    complement(f, factor);
    roundProduct(lib, f, negative, r.e, r.m, factor);
  });
  const cosineOf = (f: Func): Wide => {
    const x = fraction(f, reduced(f));
    const z = wide(f);
    times(lib, f, z, x, x);
    const cosine = polynomial(lib, f, z, COSINE, true);
    times(lib, f, cosine, cosine, z);
    complement(f, cosine);
    return cosine;
  };
  lib.define('cosine', ['word'], undefined, (f, negative) => {
    const cosine = cosineOf(f);
    lib.call(f, 'round', negative, f.w(HALF), cosine.hi, cosine.lo.or(1), f.l(1));
  });
  // Their quotient, or its inverse.
  lib.define('tangent', ['word', 'word'], undefined, (f, negative, inverted) => {
    const r = reduced(f);
    const x = fraction(f, r);
    const z = wide(f);
    times(lib, f, z, x, x);
    const sine = polynomial(lib, f, z, SINE, true);
    times(lib, f, sine, sine, z);
    complement(f, sine);
    times(lib, f, sine, sine, r.m);
    const shift = normaliseWide(f, sine);
    const e = f.word(r.e.sub(shift));
    const cosine = cosineOf(f);
    // Both have their top bit set: half of the dividend is below the divisor.
    const quotient = wide(f);
    f.if(
      inverted,
      () => {
        shiftRight(f, cosine, f.w(1));
        over(lib, f, quotient, cosine, sine);
        e.set(f.w(2 * HALF + 1).sub(e));
      },
      () => {
        shiftRight(f, sine, f.w(1));
        over(lib, f, quotient, sine, cosine);
        e.set(e.add(1));
      },
    );
    const left = normaliseWide(f, quotient);
    lib.call(f, 'round', negative, e.sub(left), quotient.hi, quotient.lo.or(1), f.l(1));
  });

  /** What FSIN, FCOS, FPTAN and FSINCOS have in common: operands without an angle. Answers 1 when that was all. */
  lib.define('angleOperand', ['word', 'long'], 'word', (f, se, m) => {
    f.if(lib.word(f, 'noNumber1', se, m), () => f.return(1));
    f.if(lib.word(f, 'kind', se, m).eq(KIND.INFINITY), () => {
      invalid(f);
      f.return(1);
    });
    f.answer(0);
  });

  const large = (se: Word) => exponent(se).ge(BIAS + 63);
  const clearC2 = (f: Func) => f.store16(f.load16(STATE.FSW).and(~FSW.C2), STATE.FSW);
  const sineOf = (f: Func, se: Word, quadrant: Word, cosine: Word | number) => {
    const q = f.word(quadrant.and(3).add(cosine));
    // sin is odd and repeats after four quadrants; the rest of an angle that counts backwards changes sign once more.
    const back = quadrant.shr(8).and(q.and(1).not());
    const flip = f.word(q.shr(1).and(1).xor(back));
    f.if(f.w(cosine).not(), () => flip.set(flip.xor(sign(se))));
    f.if(
      q.and(1),
      () => lib.call(f, 'cosine', flip),
      () => lib.call(f, 'sine', flip),
    );
  };

  // An angle below 2^-68 is its own sine and tangent, inexact, whatever the rounding: seen on Intel's processors.
  const isTiny = (e: Word) => e.lt(BIAS - 68);
  const itself = (f: Func, se: Word, e: Word, m: Long) => {
    lib.call(f, 'round', sign(se), e, m, f.l(0), f.l(1));
    raise(f, e.le(0).pick(FSW.UE | FSW.PE, FSW.PE));
  };

  // Sine, or cosine, of a number that is not zero and below 2^63.
  lib.define('sineOrCosine', ['word', 'long', 'word'], undefined, (f, se, m, cosine) => {
    f.if(m.not(), () => {
      f.if(
        cosine,
        () => setResult(f, BIAS, INTEGER_BIT),
        () => setResult(f, se, 0),
      );
      f.return();
    });
    const e = f.word(exponent(se));
    normalise(f, e, m);
    f.if(isTiny(e), () => {
      f.if(
        cosine,
        () => {
          setResult(f, BIAS, INTEGER_BIT);
          raise(f, FSW.PE);
        },
        () => itself(f, se, e, m),
      );
      f.return();
    });
    sineOf(f, se, f.word(lib.word(f, 'reduceAngle', e, m)), cosine);
  });

  // FSIN and FCOS.
  lib.define('x87Sine', ['word'], undefined, (f, cosine) => {
    const { se, m } = loadFloat(f, f.word(lib.word(f, 'at', 0)));
    clearC2(f);
    f.if(lib.word(f, 'missing', 0).not(), () => {
      f.if(lib.word(f, 'angleOperand', se, m).not(), () => {
        f.if(
          large(se),
          () => {
            setResult(f, se, m);
            f.store16(f.load16(STATE.FSW).or(FSW.C2), STATE.FSW);
          },
          () => lib.call(f, 'sineOrCosine', se, m, cosine),
        );
      });
    });
    lib.call(f, 'finish', 0, 0);
  });

  // FSINCOS and FPTAN: two results. The second, the cosine or 1, is pushed.
  lib.define('x87SinePair', ['word'], undefined, (f, tangent) => {
    const { se, m } = loadFloat(f, f.word(lib.word(f, 'at', 0)));
    clearC2(f);
    const other = { se: f.word(0xffff), m: f.long(INTEGER_BIT | (1n << 62n)) };
    const same = () => {
      other.se.set(f.load(STATE.X87_RESULT + 8));
      other.m.set(f.loadLong(STATE.X87_RESULT));
    };
    f.if(lib.word(f, 'missing', 0).not(), () => {
      f.if(
        lib.word(f, 'full', 7),
        () => {
          raise(f, FSW.IE | FSW.SF | FSW.C1);
          setIndefinite(f);
        },
        () => {
          f.if(
            lib.word(f, 'angleOperand', se, m),
            () => same(),
            () => {
              f.if(large(se), () => {
                lib.call(f, 'settle');
                f.store16(f.load16(STATE.FSW).or(FSW.C2), STATE.FSW);
                f.return();
              });
              f.if(
                tangent,
                () => {
                  setResult(f, se, 0);
                  f.if(m.ne(0), () => {
                    const [e, angle] = [f.word(exponent(se)), f.long(m)];
                    normalise(f, e, angle);
                    f.if(
                      isTiny(e),
                      () => itself(f, se, e, angle),
                      () => {
                        const q = f.word(lib.word(f, 'reduceAngle', e, angle));
                        const flip = q.and(1).xor(sign(se)).xor(q.shr(8));
                        lib.call(f, 'tangent', flip.and(1), q.and(1));
                      },
                    );
                  });
                  other.se.set(BIAS);
                  other.m.set(INTEGER_BIT);
                },
                () => {
                  lib.call(f, 'sineOrCosine', se, m, 1);
                  same();
                  lib.call(f, 'sineOrCosine', se, m, 0);
                },
              );
            },
          );
        },
      );
    });
    f.if(lib.word(f, 'settle').and(EARLY).not(), () => {
      lib.call(f, 'put', 0);
      lib.call(f, 'turn', -1);
      setResult(f, other.se, other.m);
      lib.call(f, 'put', 0);
    });
  });

  // FPATAN: the angle of the point (ST(0), ST(1)). SDM vol. 2, table 3-40.
  lib.define('arctangent', ['word', 'long', 'word', 'long'], undefined, (f, y, my, x, mx) => {
    f.store(0, OPERAND_DENORMAL);
    f.if(lib.word(f, 'noNumber', y, my, x, mx), () => f.return());
    const ky = f.word(lib.word(f, 'kind', y, my));
    const kx = f.word(lib.word(f, 'kind', x, mx));
    const negative = f.word(sign(y));
    /** A multiple of a quarter of pi. */
    const quarters = (n: Word) => {
      const angle = wide(f, 0n);
      const left = f.word(n);
      f.if(n.not(), () => {
        setZero(f, negative);
        f.return();
      });
      f.while(left, () => {
        const quarter = wide(f, QUARTER_PI >> 2n);
        plus(f, angle, quarter);
        left.set(left.sub(1));
      });
      const moved = normaliseWide(f, angle);
      lib.call(f, 'round', negative, f.w(HALF + 2).sub(moved), angle.hi, angle.lo.or(1), f.l(1));
      f.return();
    };
    const behind = f.word(sign(x));
    f.if(ky.eq(KIND.INFINITY), () => {
      f.if(kx.eq(KIND.INFINITY), () => quarters(behind.pick(3, 1)));
      quarters(f.w(2));
    });
    f.if(kx.eq(KIND.INFINITY).or(ky.not()), () => quarters(behind.pick(4, 0)));
    f.if(kx.not(), () => quarters(f.w(2)));

    const [ey, ex] = [f.word(exponent(y)), f.word(exponent(x))];
    normalise(f, ey, my);
    normalise(f, ex, mx);
    const steep = f.word(ey.gt(ex).or(ey.eq(ex).and(my.gtu(mx))));
    f.if(steep, () => {
      const [e, m] = [f.word(ex), f.long(mx)];
      ex.set(ey);
      mx.set(my);
      ey.set(e);
      my.set(m);
    });
    // t = y / x, at most 1.
    const e = f.word(ey.sub(ex));
    const [small, big] = [wide(f, 0n), wide(f, 0n)];
    small.hi.set(my);
    big.hi.set(mx);
    const t = wide(f);
    const angle: Float = { e: f.word(), m: wide(f) };
    f.if(
      e.lt(-4),
      () => {
        shiftRight(f, small, f.w(1));
        over(lib, f, t, small, big);
        angle.e.set(e.add(HALF + 1).sub(normaliseWide(f, t)));
        const x0 = fraction(f, { e: angle.e, m: t });
        const z = wide(f);
        times(lib, f, z, x0, x0);
        const factor = polynomial(lib, f, z, ODD(16), true);
        times(lib, f, factor, factor, z);
        complement(f, factor);
        times(lib, f, angle.m, t, factor);
        angle.e.set(angle.e.sub(normaliseWide(f, angle.m)));
      },
      () => {
        // k = the sixteenths in t; what is left of the angle has the tangent (16 y - k x) / (16 x + k y).
        shiftRight(f, small, f.w(8).sub(e));
        shiftRight(f, big, f.w(8));
        const k = f.word(small.hi.shl(4).divu(big.hi.add(1)).word());
        const n = wide(f, 0n);
        const d = wide(f, 0n);
        const sixteen = (to: Wide, from: Wide) => {
          to.hi.set(from.hi.shl(4).or(from.lo.shr(60)));
          to.lo.set(from.lo.shl(4));
        };
        sixteen(n, small);
        sixteen(d, big);
        const count = f.word(k);
        f.while(count, () => {
          minus(f, n, big);
          plus(f, d, small);
          count.set(count.sub(1));
        });
        over(lib, f, t, n, d);
        const z = wide(f);
        times(lib, f, z, t, t);
        const factor = polynomial(lib, f, z, ODD(16), true);
        times(lib, f, factor, factor, z);
        complement(f, factor);
        times(lib, f, angle.m, t, factor);
        for (let n16 = 1; n16 <= 16; n16++)
          f.if(k.eq(n16), () => plus(f, angle.m, constant(f, atanSixteenth(n16))));
        angle.e.set(f.w(HALF).sub(normaliseWide(f, angle.m)));
      },
    );
    // pi/2 - angle, pi - angle, or their sum: in units of 2^-126.
    f.if(steep.or(behind), () => {
      shiftRight(f, angle.m, f.w(HALF + 2).sub(angle.e));
      f.if(steep, () => {
        f.if(
          behind,
          () => plus(f, angle.m, constant(f, QUARTER_PI >> 1n)),
          () => subtractFrom(f, QUARTER_PI >> 1n, angle.m),
        );
      });
      f.if(steep.not(), () => subtractFrom(f, QUARTER_PI, angle.m));
      angle.e.set(f.w(HALF + 2).sub(normaliseWide(f, angle.m)));
    });
    lib.call(f, 'round', negative, angle.e, angle.m.hi, angle.m.lo.or(1), f.l(1));
  });
}

function defineLogarithms(lib: Library): void {
  // F2XM1, for -1 to 1.
  lib.define('power', ['word', 'long'], undefined, (f, se, m) => {
    f.if(lib.word(f, 'noNumber1', se, m), () => f.return());
    const k = f.word(lib.word(f, 'kind', se, m));
    const e = f.word(exponent(se));
    const negative = f.word(sign(se));
    f.if(k.not(), () => {
      setResult(f, se, m);
      f.return();
    });
    // From 1 on: 1 and -1/2, which count as inexact. Beyond, where the manual says nothing, the operand stays.
    f.if(e.ge(BIAS), () => {
      f.if(k.ne(KIND.INFINITY), () => raise(f, FSW.PE));
      f.if(
        e.eq(BIAS).and(m.eq(INTEGER_BIT)),
        () => setResult(f, negative.pick(0x8000 | HALF, BIAS), INTEGER_BIT),
        () => {
          setResult(f, se, m);
        },
      );
      f.if(k.eq(KIND.INFINITY).and(negative), () => setResult(f, 0x8000 | BIAS, INTEGER_BIT));
      f.return();
    });
    normalise(f, e, m);
    const number: Float = { e, m: wide(f, 0n) };
    number.m.hi.set(m);
    const y = fraction(f, number);
    times(lib, f, y, y, wide(f, LN2));
    // (exp(y) - 1) / y = 1 + y/2 (1 + y/3 (...)), of which `sum` is what follows the 1; or 1 - y/2 (1 - y/3 (...)).
    const sum = wide(f, 0n);
    const TERMS = 28;
    f.if(
      negative,
      () => {
        complement(f, sum);
        for (let n = TERMS; n >= 2; n--) {
          times(lib, f, sum, sum, y);
          times(lib, f, sum, sum, wide(f, inverse(n)));
          complement(f, sum);
        }
        times(lib, f, sum, sum, wide(f, LN2));
      },
      () => {
        const step = wide(f);
        for (let n = TERMS; n >= 2; n--) {
          times(lib, f, step, y, wide(f, inverse(n)));
          times(lib, f, sum, sum, step);
          plus(f, sum, step);
        }
        const ln2 = wide(f, LN2);
        times(lib, f, sum, sum, ln2);
        plus(f, sum, ln2);
      },
    );
    roundProduct(lib, f, negative, e, number.m, sum);
  });
  lib.define('x87Power', [], undefined, (f) => {
    const { se, m } = loadFloat(f, f.word(lib.word(f, 'at', 0)));
    f.if(lib.word(f, 'missing', 0).not(), () => lib.call(f, 'power', se, m));
    lib.call(f, 'finish', 0, 0);
  });

  /** 2/ln 2 artanh(u) = u (2/ln 2)(1 + u^2/3 + ...): the factor of u over 4. */
  const logarithmFactor = (f: Func, u: Float): Wide => {
    const x = fraction(f, u);
    const z = wide(f);
    times(lib, f, z, x, x);
    const factor = polynomial(lib, f, z, ODD(24), false);
    times(lib, f, factor, factor, z);
    const scale = wide(f, HALF_LOG2_E);
    times(lib, f, factor, factor, scale);
    plus(f, factor, scale);
    return factor;
  };

  /** y times a logarithm that is a fraction with an exponent. */
  const timesLogarithm = (f: Func, y: Word, my: LongVar, log: Float, negative: Word, inexact: Word) => {
    const ey = f.word(exponent(y));
    normalise(f, ey, my);
    const factor = wide(f, 0n);
    factor.hi.set(my);
    const p = wide(f);
    times(lib, f, p, factor, log.m);
    const left = normaliseWide(f, p);
    const e = ey.add(log.e).sub(HALF).sub(left);
    // Even an exact logarithm counts as inexact.
    raise(f, FSW.PE);
    lib.call(f, 'round', sign(y).xor(negative), e, p.hi, p.lo.or(inexact.long()), f.l(1));
  };

  // FYL2X: y times the binary logarithm of x. SDM vol. 2, table 3-48.
  lib.define('logarithm', ['word', 'long', 'word', 'long'], undefined, (f, y, my, x, mx) => {
    f.store(0, OPERAND_DENORMAL);
    f.if(lib.word(f, 'noNumber', y, my, x, mx), () => f.return());
    const ky = f.word(lib.word(f, 'kind', y, my));
    const kx = f.word(lib.word(f, 'kind', x, mx));
    const bad = () => {
      clearExceptions(f);
      invalid(f);
      f.return();
    };
    f.if(kx.not(), () => {
      // The logarithm is minus infinity.
      f.if(ky.not(), bad);
      f.if(ky.ne(KIND.INFINITY), () => {
        clearExceptions(f);
        raise(f, FSW.ZE);
      });
      setInfinity(f, sign(y).xor(1));
      f.return();
    });
    f.if(sign(x), bad);
    f.if(kx.eq(KIND.INFINITY), () => {
      f.if(ky.not(), bad);
      setInfinity(f, sign(y));
      f.return();
    });
    const e = f.word(exponent(x));
    normalise(f, e, mx);
    const one = f.word(e.eq(BIAS).and(mx.eq(INTEGER_BIT)));
    const below = f.word(e.lt(BIAS));
    f.if(ky.eq(KIND.INFINITY), () => {
      f.if(one, bad);
      setInfinity(f, sign(y).xor(below));
      f.return();
    });
    f.if(ky.not().or(one), () => {
      setZero(f, sign(y).xor(below));
      f.return();
    });
    // x = 2^power * m, with m from the root of 1/2 to the root of 2; u = (m - 1) / (m + 1).
    const power = f.word(e.sub(BIAS));
    const less = f.word(0);
    const gap = f.long(mx.sub(INTEGER_BIT));
    const sum = wide(f, 0n);
    f.if(mx.gtu(0xb504f333f9de6484n), () => {
      power.set(power.add(1));
      less.set(1);
      gap.set(mx.neg());
    });
    const log: Float = { e: f.word(), m: wide(f, 0n) };
    f.if(
      gap.not(),
      () => log.e.set(0),
      () => {
        const left = f.long(gap.clz());
        // m + 1, which is 2^64 + mx or 2^63 + mx: 65 bits, moved to the top.
        sum.hi.set(less.pickLong(mx, mx.add(INTEGER_BIT)).shr(1).or(INTEGER_BIT));
        sum.lo.set(mx.shl(63));
        const numerator = wide(f, 0n);
        numerator.hi.set(gap.shl(left).shr(1));
        numerator.lo.set(gap.shl(left).shl(63));
        const u: Float = { e: f.word(), m: wide(f) };
        over(lib, f, u.m, numerator, sum);
        u.e.set(f.w(HALF).sub(left.word()).sub(normaliseWide(f, u.m)));
        times(lib, f, log.m, u.m, logarithmFactor(f, u));
        log.e.set(u.e.add(2).sub(normaliseWide(f, log.m)));
      },
    );
    const inexact = f.word(gap.ne(0));
    const negative = f.word(less);
    f.if(power.ne(0), () => {
      // The power and the logarithm of m, in units of 2^-112.
      negative.set(power.lt(0));
      const size = f.long(negative.pick(f.w(0).sub(power), power).long());
      const whole = wide(f, 0n);
      whole.hi.set(size.shl(48));
      f.if(inexact, () => {
        shiftRight(f, log.m, f.w(HALF + 16).sub(log.e));
        f.if(
          less.eq(negative),
          () => plus(f, whole, log.m),
          () => minus(f, whole, log.m),
        );
      });
      log.m.hi.set(whole.hi);
      log.m.lo.set(whole.lo);
      log.e.set(f.w(HALF + 16).sub(normaliseWide(f, log.m)));
    });
    timesLogarithm(f, y, my, log, negative, inexact);
  });

  // FYL2XP1: y times the binary logarithm of x + 1, for x between plus and minus 1 - the root of 1/2.
  lib.define('logarithmPlus', ['word', 'long', 'word', 'long'], undefined, (f, y, my, x, mx) => {
    f.store(0, OPERAND_DENORMAL);
    f.if(lib.word(f, 'noNumber', y, my, x, mx), () => f.return());
    const ky = f.word(lib.word(f, 'kind', y, my));
    const kx = f.word(lib.word(f, 'kind', x, mx));
    const bad = () => {
      clearExceptions(f);
      invalid(f);
      f.return();
    };
    const negative = f.word(sign(x));
    f.if(kx.eq(KIND.INFINITY), () => {
      f.if(negative.or(ky.not()), bad);
      setInfinity(f, sign(y));
      f.return();
    });
    f.if(ky.eq(KIND.INFINITY), () => {
      f.if(kx.not(), bad);
      setInfinity(f, sign(y).xor(negative));
      f.return();
    });
    f.if(kx.not().or(ky.not()), () => {
      setZero(f, sign(y).xor(negative));
      f.return();
    });
    const e = f.word(exponent(x));
    normalise(f, e, mx);
    // Outside the range the manual says nothing: 1 + x where there is a logarithm of it, else the operand.
    f.if(e.ge(BIAS), () => {
      f.if(
        negative,
        () => {
          raise(f, FSW.PE);
          setResult(f, x, mx);
        },
        () => {
          const one = f.long(0);
          f.if(e.lt(BIAS + 64), () => one.set(f.l(INTEGER_BIT).shr(e.sub(BIAS).long())));
          mx.set(mx.add(one));
          f.if(mx.ltu(one), () => {
            mx.set(mx.shr(1).or(INTEGER_BIT));
            e.set(e.add(1));
          });
          lib.call(f, 'logarithm', y, my, e, mx);
        },
      );
      f.return();
    });
    f.if(e.eq(HALF).and(negative), () => {
      mx.set(mx.neg());
      normalise(f, e, mx);
      lib.call(f, 'logarithm', y, my, e, mx);
      f.return();
    });
    const number: Float = { e, m: wide(f, 0n) };
    number.m.hi.set(mx);
    // u = x / (2 + x), with the divisor in units of 2^-126.
    const sum = fraction(f, number);
    shiftRight(f, sum, f.w(2));
    f.if(
      negative,
      () => subtractFrom(f, ONE >> 1n, sum),
      () => plus(f, sum, constant(f, ONE >> 1n)),
    );
    shiftRight(f, number.m, f.w(2));
    const u: Float = { e: f.word(), m: wide(f) };
    over(lib, f, u.m, number.m, sum);
    u.e.set(e.sub(normaliseWide(f, u.m)));
    const log: Float = { e: f.word(), m: wide(f) };
    times(lib, f, log.m, u.m, logarithmFactor(f, u));
    log.e.set(u.e.add(2).sub(normaliseWide(f, log.m)));
    timesLogarithm(f, y, my, log, negative, f.w(1));
  });
}

export function defineTranscendental(lib: Library): void {
  defineAngles(lib);
  defineLogarithms(lib);
  // Functions of ST(1) and ST(0) whose result replaces both.
  const binary = (name: string, of: string) =>
    lib.define(name, [], undefined, (f) => {
      f.if(lib.word(f, 'missing', 1).not(), () => {
        const y = loadFloat(f, f.word(lib.word(f, 'at', 1)));
        const x = loadFloat(f, f.word(lib.word(f, 'at', 0)));
        lib.call(f, of, y.se, y.m, x.se, x.m);
      });
      lib.call(f, 'finish', 1, 1);
    });
  binary('x87Arctangent', 'arctangent');
  binary('x87Logarithm', 'logarithm');
  binary('x87LogarithmPlus', 'logarithmPlus');
}
