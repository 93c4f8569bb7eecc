import { STATE } from '../state';
import { Code, type FuncIndex, type I32, type I64, type Local32, type Local64 } from '../wasm/code';
import { OP, TYPE } from '../wasm/opcodes';

/**
 * IEEE 754 arithmetic on bits, for whatever the processor's own arithmetic does not answer as the SDM has it: rounding
 * by MXCSR, denormals, the payload of NaNs, and the exception flags of each operation (gathered in STATE.FP_FLAGS).
 * A number is taken apart into sign, exponent and significand, whose leading one is at bit 62: its value is
 * sig * 2^(exp - 62). Bit 0 is sticky: it stands for all that was shifted out. SDM vol. 1 sections 4.8, 4.9 and 11.5.
 */

const { I32: i32, I64: i64 } = TYPE;

/** Exception flags, in their MXCSR places; the mask of each is seven bits higher. SDM vol. 1, figure 10-3. */
export const FLAG = { IE: 1, DE: 2, ZE: 4, OE: 8, UE: 16, PE: 32 } as const;
export const MXCSR = { DAZ: 0x40, OM: 0x400, UM: 0x800, RC: 0x6000, RC_SHIFT: 13, FTZ: 0x8000 } as const;
/** Values of MXCSR.RC. */
export const ROUND = { NEAREST: 0, DOWN: 1, UP: 2, ZERO: 3 } as const;

/** Operations of `arithmetic`, and then those of `ordered`. */
export const OPERATION = {
  ADD: 0,
  SUB: 1,
  MUL: 2,
  DIV: 3,
  SQRT: 4,
  MIN: 5,
  MAX: 6,
  CMP: 7,
  COMI: 8,
  UCOMI: 9,
} as const;

const zero = (c: Code): I32 => c.i32(0);
const mxcsr = (c: Code): I32 => c.load32(zero(c), STATE.MXCSR);
const has = (c: Code, bit: number): I32 => c.ne32(c.and32(mxcsr(c), c.i32(bit)), zero(c));
const roundingMode = (c: Code): I32 => c.and32(c.shru32(mxcsr(c), c.i32(MXCSR.RC_SHIFT)), c.i32(3));

function raise(c: Code, flags: number): void {
  c.store32(zero(c), c.or32(c.load32(zero(c), STATE.FP_FLAGS), c.i32(flags)), STATE.FP_FLAGS);
}

/** The sizes of a format that is known only when running: `double` is 1 or 0. */
class Format {
  /** Bits of the fraction. */
  readonly fraction: Local32;
  /** The exponent field of infinities and NaNs. */
  readonly top: Local32;

  constructor(
    private readonly c: Code,
    readonly double: Local32,
  ) {
    this.fraction = c.local32();
    this.top = c.local32();
    c.set(this.fraction, c.select32(c.i32(52), c.i32(23), c.get(double)));
    c.set(this.top, c.select32(c.i32(0x7ff), c.i32(0xff), c.get(double)));
  }

  bias(): I32 {
    return this.c.shru32(this.c.get(this.top), this.c.i32(1));
  }
  private fraction64(): I64 {
    return this.c.extendU(this.c.get(this.fraction));
  }
  /** Sign, exponent field and fraction put together. */
  pack(sign: I32, field: () => I32, fraction: () => I64): I64 {
    const { c } = this;
    const signBit = c.shl64(c.extendU(sign), c.select64(c.i64(63), c.i64(31), c.get(this.double)));
    return c.or64(signBit, c.or64(c.shl64(c.extendU(field()), this.fraction64()), fraction()));
  }
  infinity(sign: I32): I64 {
    return this.pack(
      sign,
      () => this.c.get(this.top),
      () => this.c.i64(0),
    );
  }
  zero(sign: I32): I64 {
    return this.pack(
      sign,
      () => zero(this.c),
      () => this.c.i64(0),
    );
  }
  /** The NaN that invalid operations answer: negative and quiet. SDM vol. 1, table 4-3. */
  indefinite(): I64 {
    const { c } = this;
    return c.select64(c.i64pair(0, 0xfff80000 | 0), c.i64pair(0xffc00000 | 0, 0), c.get(this.double));
  }
  /** The bit that makes a NaN quiet. */
  quietBit(): I64 {
    return this.c.shl64(this.c.i64(1), this.c.sub64(this.fraction64(), this.c.i64(1)));
  }
}

/** A number of a format, taken apart. */
class Parts {
  readonly sign: Local32;
  readonly field: Local32;
  /** The fraction, its highest bit at bit 63. */
  readonly fraction: Local64;
  readonly exp: Local32;
  readonly sig: Local64;

  constructor(
    private readonly c: Code,
    private readonly format: Format,
    private readonly bits: Local64,
  ) {
    this.sign = c.local32();
    this.field = c.local32();
    this.fraction = c.local64();
    this.exp = c.local32();
    this.sig = c.local64();
    const { double } = format;
    const place = () => c.select64(c.i64(63), c.i64(31), c.get(double));
    c.set(this.sign, c.and32(c.wrap(c.shru64(c.get(bits), place())), c.i32(1)));
    const shifted = c.wrap(c.shru64(c.get(bits), c.extendU(c.get(format.fraction))));
    c.set(this.field, c.and32(shifted, c.get(format.top)));
    c.set(this.fraction, c.shl64(c.get(bits), c.select64(c.i64(12), c.i64(41), c.get(double))));
  }

  isNan(): I32 {
    const { c } = this;
    return c.and32(this.hasTopField(), c.ne64(c.get(this.fraction), c.i64(0)));
  }
  /** A NaN whose quiet bit is clear. */
  isSignalling(): I32 {
    const { c } = this;
    return c.and32(this.isNan(), c.eqz32(c.wrap(c.shru64(c.get(this.fraction), c.i64(63)))));
  }
  private hasTopField(): I32 {
    return this.c.eq32(this.c.get(this.field), this.c.get(this.format.top));
  }
  /** Once it is known that it is no NaN. */
  isInfinity(): I32 {
    return this.hasTopField();
  }
  /** After `normalise`. */
  isZero(): I32 {
    return this.c.eqz64(this.c.get(this.sig));
  }
  isDenormal(): I32 {
    const { c } = this;
    return c.and32(c.eqz32(c.get(this.field)), c.ne64(c.get(this.fraction), c.i64(0)));
  }
  /** Where MXCSR.DAZ says so, makes a denormal zero, in the bits too. */
  applyDaz(): void {
    const { c } = this;
    c.when(c.and32(this.isDenormal(), has(c, MXCSR.DAZ)), () => {
      c.set(this.fraction, c.i64(0));
      c.set(this.bits, this.format.zero(c.get(this.sign)));
    });
  }
  /** Finds exponent and significand of a finite number; zero has a significand of zero. */
  normalise(): void {
    const { c } = this;
    const shift = c.local64();
    c.when(
      c.eqz32(c.get(this.field)),
      () => {
        c.set(this.sig, c.i64(0));
        c.when(c.ne64(c.get(this.fraction), c.i64(0)), () => {
          c.set(shift, c.op64(OP.I64_CLZ, c.get(this.fraction)));
          c.set(this.exp, c.sub32(c.sub32(zero(c), c.wrap(c.get(shift))), this.format.bias()));
          c.set(this.sig, c.shru64(c.shl64(c.get(this.fraction), c.get(shift)), c.i64(1)));
        });
      },
      () => {
        c.set(this.exp, c.sub32(c.get(this.field), this.format.bias()));
        c.set(this.sig, c.or64(c.shru64(c.get(this.fraction), c.i64(2)), c.i64pair(0, 0x40000000)));
      },
    );
  }
}

/** Shifts right and keeps what was shifted out as a sticky bit; `count` is at least 0. */
function shiftRightJam(c: Code, value: Local64, count: Local32): void {
  c.when(
    c.geu32(c.get(count), c.i32(64)),
    () => c.set(value, c.extendU(c.ne64(c.get(value), c.i64(0)))),
    () =>
      c.when(c.get(count), () => {
        const out = c.shl64(c.get(value), c.sub64(c.i64(64), c.extendU(c.get(count))));
        const sticky = c.local64();
        c.set(sticky, c.extendU(c.ne64(out, c.i64(0))));
        c.set(value, c.or64(c.shru64(c.get(value), c.extendU(c.get(count))), c.get(sticky)));
      }),
  );
}

/** What rounding in a mode adds before the low bits are cut: half, nothing, or all but one of a unit. */
function increment(c: Code, mode: Local32, sign: Local32, drop: () => I64): I64 {
  const half = c.shl64(c.i64(1), c.sub64(drop(), c.i64(1)));
  const unit = c.sub64(c.shl64(c.i64(1), drop()), c.i64(1));
  const directed = c.select64(unit, c.i64(0), isAway(c, mode, sign));
  return c.select64(half, directed, c.eqz32(c.get(mode)));
}

/** Whether a mode rounds numbers of a sign away from zero. */
function isAway(c: Code, mode: Local32, sign: Local32): I32 {
  const away = c.add32(c.i32(ROUND.UP), c.mul32(c.get(sign), c.i32(ROUND.DOWN - ROUND.UP)));
  return c.eq32(away, c.get(mode));
}

/** roundPack(sign, exp, sig, double): the number rounded into its format by MXCSR, with its flags. */
export function roundPack(): Code {
  const c = new Code([i32, i32, i64, i32]);
  const sign = c.param32(0);
  const exp = c.param32(1);
  const sig = c.param64(2);
  const format = new Format(c, c.param32(3));
  const mode = c.local32();
  const tiny = c.local32();
  const count = c.local32();
  const low = c.local64();
  const drop = c.local64();
  const rounded = c.local64();
  const isNearest = () => c.eqz32(c.get(mode));
  const unmasked = () => c.eqz32(has(c, MXCSR.UM));
  c.set(mode, roundingMode(c));
  c.set(drop, c.sub64(c.i64(62), c.extendU(c.get(format.fraction))));
  const least = () => c.sub32(c.i32(1), format.bias());
  const lowBits = () => c.and64(c.get(sig), c.sub64(c.shl64(c.i64(1), c.get(drop)), c.i64(1)));

  c.when(c.op32(OP.I32_LT_S, c.get(exp), least()), () => {
    c.set(tiny, c.i32(1));
    // Tininess is detected after rounding: what rounds up to the least normal number, had it any exponent, is not tiny.
    const up = c.add64(
      c.get(sig),
      increment(c, mode, sign, () => c.get(drop)),
    );
    const carried = c.lts64(up, c.i64(0));
    const justBelow = c.eq32(c.get(exp), c.sub32(least(), c.i32(1)));
    c.when(c.and32(carried, justBelow), () => c.set(tiny, zero(c)));
    c.when(c.and32(c.and32(c.get(tiny), has(c, MXCSR.FTZ)), has(c, MXCSR.UM)), () => {
      raise(c, FLAG.UE | FLAG.PE);
      c.return64(format.zero(c.get(sign)));
    });
    // Without a mask the result is given up, and PE is about the one that a larger exponent range would have.
    c.when(c.and32(c.get(tiny), unmasked()), () => {
      c.when(c.ne64(lowBits(), c.i64(0)), () => raise(c, FLAG.PE));
      raise(c, FLAG.UE);
      c.return64(c.i64(0));
    });
    c.set(count, c.sub32(least(), c.get(exp)));
    shiftRightJam(c, sig, count);
    c.set(exp, least());
  });

  c.set(low, lowBits());
  c.set(
    rounded,
    c.shru64(
      c.add64(
        c.get(sig),
        increment(c, mode, sign, () => c.get(drop)),
      ),
      c.get(drop),
    ),
  );
  // Half way between two: the even one.
  const half = c.shl64(c.i64(1), c.sub64(c.get(drop), c.i64(1)));
  const tie = c.eq64(c.get(low), half);
  c.when(c.and32(tie, isNearest()), () => c.set(rounded, c.and64(c.get(rounded), c.i64(-2))));
  const inexact = () => c.ne64(c.get(low), c.i64(0));
  c.when(inexact(), () => raise(c, FLAG.PE));
  c.when(c.and32(c.get(tiny), inexact()), () => raise(c, FLAG.UE));

  const past = c.shru64(c.shru64(c.get(rounded), c.extendU(c.get(format.fraction))), c.i64(1));
  c.when(c.ne64(past, c.i64(0)), () => {
    c.set(rounded, c.shru64(c.get(rounded), c.i64(1)));
    c.set(exp, c.add32(c.get(exp), c.i32(1)));
  });
  c.when(c.op32(OP.I32_GT_S, c.get(exp), format.bias()), () => {
    raise(c, FLAG.OE);
    c.when(has(c, MXCSR.OM), () => raise(c, FLAG.PE));
    const infinite = format.infinity(c.get(sign));
    const towards = c.eqz32(c.or32(isNearest(), isAway(c, mode, sign)));
    // The largest finite number stands just below infinity.
    c.return64(c.sub64(infinite, c.extendU(towards)));
  });
  const one = () => c.shl64(c.i64(1), c.extendU(c.get(format.fraction)));
  c.set(count, c.select32(c.add32(c.get(exp), format.bias()), zero(c), c.geu64(c.get(rounded), one())));
  format.pack(
    c.get(sign),
    () => c.get(count),
    () => c.and64(c.get(rounded), c.sub64(one(), c.i64(1))),
  );
  return c;
}

/** What the functions here call. */
export interface SoftFloat {
  roundPack: FuncIndex;
  mulhu: FuncIndex;
  divu: FuncIndex;
}

/** arithmetic(op, double, a, b): sum, difference, product, quotient, or the square root of `a`. */
export function arithmetic({ roundPack: round, mulhu, divu }: SoftFloat): Code {
  const c = new Code([i32, i32, i64, i64]);
  const op = c.param32(0);
  const double = c.param32(1);
  const aBits = c.param64(2);
  const bBits = c.param64(3);
  const format = new Format(c, double);
  const a = new Parts(c, format, aBits);
  const b = new Parts(c, format, bBits);
  const is = (operation: number) => c.eq32(c.get(op), c.i32(operation));
  const invalid = () => {
    raise(c, FLAG.IE);
    c.return64(format.indefinite());
  };
  const pack = (sign: I32, exp: () => I32, sig: () => I64): void =>
    c.return64(c.call64(round, sign, exp(), sig(), c.get(double)));

  // The first operand's NaN goes before the second's. SDM vol. 1, table 4-7.
  c.when(c.or32(a.isNan(), b.isNan()), () => {
    c.when(c.or32(a.isSignalling(), b.isSignalling()), () => raise(c, FLAG.IE));
    c.return64(c.or64(c.select64(c.get(aBits), c.get(bBits), a.isNan()), format.quietBit()));
  });
  for (const x of [a, b]) {
    x.applyDaz();
    x.normalise();
  }
  const denormal = () => c.when(c.or32(a.isDenormal(), b.isDenormal()), () => raise(c, FLAG.DE));

  c.when(is(OPERATION.SQRT), () => {
    c.when(a.isZero(), () => c.return64(c.get(aBits)));
    c.when(c.get(a.sign), invalid);
    c.when(a.isInfinity(), () => c.return64(c.get(aBits)));
    denormal();
    squareRoot(c, a);
    pack(
      zero(c),
      () => c.get(a.exp),
      () => c.get(a.sig),
    );
  });

  const sign = c.local32();
  c.set(sign, c.xor32(c.get(a.sign), c.get(b.sign)));
  c.when(is(OPERATION.MUL), () => {
    const bad = c.or32(c.and32(a.isInfinity(), b.isZero()), c.and32(b.isInfinity(), a.isZero()));
    c.when(bad, invalid);
    denormal();
    c.when(c.or32(a.isInfinity(), b.isInfinity()), () => c.return64(format.infinity(c.get(sign))));
    c.when(c.or32(a.isZero(), b.isZero()), () => c.return64(format.zero(c.get(sign))));
    const high = c.local64();
    const [x, y] = [() => c.shl64(c.get(a.sig), c.i64(1)), () => c.shl64(c.get(b.sig), c.i64(1))];
    c.set(high, c.call64(mulhu, x(), y()));
    const lower = c.ne64(c.mul64(x(), y()), c.i64(0));
    c.set(high, c.or64(c.extendU(lower), c.get(high)));
    c.set(a.exp, c.add32(c.get(a.exp), c.get(b.exp)));
    carryDown(c, high, a.exp);
    pack(
      c.get(sign),
      () => c.get(a.exp),
      () => c.get(high),
    );
  });

  c.when(is(OPERATION.DIV), () => {
    c.when(c.or32(c.and32(a.isInfinity(), b.isInfinity()), c.and32(a.isZero(), b.isZero())), invalid);
    c.when(a.isInfinity(), () => {
      denormal();
      c.return64(format.infinity(c.get(sign)));
    });
    c.when(b.isZero(), () => {
      raise(c, FLAG.ZE);
      c.return64(format.infinity(c.get(sign)));
    });
    denormal();
    c.when(c.or32(a.isZero(), b.isInfinity()), () => c.return64(format.zero(c.get(sign))));
    // A quotient of 63 or 64 bits out of 128 by 64.
    const quotient = c.local64();
    const fits = c.call32(divu, c.i64(0), c.get(a.sig), c.shl64(c.get(b.sig), c.i64(1)));
    c.when(c.eqz32(fits), () => c.unreachable());
    const rest = c.ne64(c.load64(zero(c), STATE.REMAINDER), c.i64(0));
    c.set(quotient, c.or64(c.extendU(rest), c.load64(zero(c), STATE.QUOTIENT)));
    c.set(a.exp, c.sub32(c.sub32(c.get(a.exp), c.get(b.exp)), c.i32(1)));
    carryDown(c, quotient, a.exp);
    pack(
      c.get(sign),
      () => c.get(a.exp),
      () => c.get(quotient),
    );
  });

  c.when(is(OPERATION.SUB), () => c.set(b.sign, c.xor32(c.get(b.sign), c.i32(1))));
  const differ = () => c.ne32(c.get(a.sign), c.get(b.sign));
  c.when(c.and32(c.and32(a.isInfinity(), b.isInfinity()), differ()), invalid);
  denormal();
  c.when(a.isInfinity(), () => c.return64(format.infinity(c.get(a.sign))));
  c.when(b.isInfinity(), () => c.return64(format.infinity(c.get(b.sign))));
  // A sum of zero is positive, unless both are negative or rounding is downward. SDM vol. 1 section 4.8.3.1.
  const down = () => c.eq32(roundingMode(c), c.i32(ROUND.DOWN));
  c.when(c.and32(a.isZero(), b.isZero()), () =>
    c.return64(format.zero(c.select32(down(), c.get(a.sign), differ()))),
  );
  const swap = c.local64();
  const swap32 = c.local32();
  const behind = c.and32(c.op32(OP.I32_LT_S, c.get(a.exp), c.get(b.exp)), c.eqz32(b.isZero()));
  c.when(c.or32(behind, a.isZero()), () => {
    for (const [x, y] of [
      [a.exp, b.exp],
      [a.sign, b.sign],
    ] as const) {
      c.set(swap32, c.get(x));
      c.set(x, c.get(y));
      c.set(y, c.get(swap32));
    }
    c.set(swap, c.get(a.sig));
    c.set(a.sig, c.get(b.sig));
    c.set(b.sig, c.get(swap));
  });
  c.set(swap32, c.sub32(c.get(a.exp), c.get(b.exp)));
  c.when(c.eqz32(b.isZero()), () => shiftRightJam(c, b.sig, swap32));
  c.when(
    differ(),
    () => {
      c.set(a.sig, c.sub64(c.get(a.sig), c.get(b.sig)));
      c.when(a.isZero(), () => c.return64(format.zero(down())));
      c.when(c.lts64(c.get(a.sig), c.i64(0)), () => {
        c.set(a.sig, c.sub64(c.i64(0), c.get(a.sig)));
        c.set(a.sign, c.get(b.sign));
      });
      c.set(swap, c.sub64(c.op64(OP.I64_CLZ, c.get(a.sig)), c.i64(1)));
      c.set(a.sig, c.shl64(c.get(a.sig), c.get(swap)));
      c.set(a.exp, c.sub32(c.get(a.exp), c.wrap(c.get(swap))));
    },
    () => {
      c.set(a.sig, c.add64(c.get(a.sig), c.get(b.sig)));
      carryDown(c, a.sig, a.exp);
    },
  );
  c.call64(round, c.get(a.sign), c.get(a.exp), c.get(a.sig), c.get(double));
  return c;
}

/** Brings a leading one at bit 63 down to bit 62. */
function carryDown(c: Code, sig: Local64, exp: Local32): void {
  c.when(c.lts64(c.get(sig), c.i64(0)), () => {
    c.set(sig, c.or64(c.shru64(c.get(sig), c.i64(1)), c.and64(c.get(sig), c.i64(1))));
    c.set(exp, c.add32(c.get(exp), c.i32(1)));
  });
}

/** The square root by the schoolbook method, a bit a step: 55 bits and what is left as the sticky bit. */
function squareRoot(c: Code, { exp, sig }: Parts): void {
  const root = c.local64();
  const rest = c.local64();
  const trial = c.local64();
  const steps = c.local32();
  c.when(c.and32(c.get(exp), c.i32(1)), () => c.set(sig, c.shl64(c.get(sig), c.i64(1))));
  c.set(exp, c.shrs32(c.get(exp), c.i32(1)));
  c.set(root, c.i64(0));
  c.set(rest, c.i64(0));
  c.set(steps, c.i32(55));
  c.loop((next) => {
    c.set(rest, c.or64(c.shl64(c.get(rest), c.i64(2)), c.shru64(c.get(sig), c.i64(62))));
    c.set(sig, c.shl64(c.get(sig), c.i64(2)));
    c.set(trial, c.or64(c.shl64(c.get(root), c.i64(2)), c.i64(1)));
    c.set(root, c.shl64(c.get(root), c.i64(1)));
    c.when(c.geu64(c.get(rest), c.get(trial)), () => {
      c.set(rest, c.sub64(c.get(rest), c.get(trial)));
      c.set(root, c.or64(c.get(root), c.i64(1)));
    });
    c.set(steps, c.sub32(c.get(steps), c.i32(1)));
    c.brIf(next, c.get(steps));
  });
  c.set(sig, c.or64(c.shl64(c.get(root), c.i64(8)), c.extendU(c.ne64(c.get(rest), c.i64(0)))));
}

/** A number's bits as a double, which has every value of either format. */
function asF64(c: Code, bits: Local64, double: Local32) {
  const value = c.localF64();
  c.when(
    c.get(double),
    () => c.set(value, c.fromBits64(c.get(bits))),
    () => c.set(value, c.promoteBits32(c.wrap(c.get(bits)))),
  );
  return value;
}

/**
 * ordered(op, double, a, b, predicate): MIN and MAX; CMP, all ones or zeros; COMI and UCOMI, their ZF PF CF.
 * SDM vol. 2, "MINPS", "CMPPS", "COMISS".
 */
export function ordered(): Code {
  const c = new Code([i32, i32, i64, i64, i32]);
  const op = c.param32(0);
  const double = c.param32(1);
  const aBits = c.param64(2);
  const bBits = c.param64(3);
  const predicate = c.param32(4);
  const format = new Format(c, double);
  const a = new Parts(c, format, aBits);
  const b = new Parts(c, format, bBits);
  const is = (operation: number) => c.eq32(c.get(op), c.i32(operation));
  const unordered = c.local32();
  const relation = c.local32();
  c.set(unordered, c.or32(a.isNan(), b.isNan()));
  const extreme = () => c.or32(is(OPERATION.MIN), is(OPERATION.MAX));
  // Predicates 1 2 5 6 ask for an order, and a quiet NaN is invalid there too; as it is for MIN, MAX and COMI.
  const asks = c.and32(is(OPERATION.CMP), c.and32(c.shru32(c.i32(0x66), c.get(predicate)), c.i32(1)));
  c.set(relation, c.or32(asks, c.or32(extreme(), is(OPERATION.COMI))));
  c.when(c.get(unordered), () => {
    const signalling = c.or32(a.isSignalling(), b.isSignalling());
    c.when(c.or32(signalling, c.get(relation)), () => raise(c, FLAG.IE));
  });
  for (const x of [a, b]) x.applyDaz();
  const denormal = c.or32(a.isDenormal(), b.isDenormal());
  c.when(c.and32(denormal, c.eqz32(c.get(unordered))), () => raise(c, FLAG.DE));
  const [x, y] = [asF64(c, aBits, double), asF64(c, bBits, double)];
  const less = () => c.testF64(OP.F64_LT, c.get(x), c.get(y));
  const more = () => c.testF64(OP.F64_GT, c.get(x), c.get(y));
  const equal = () => c.testF64(OP.F64_EQ, c.get(x), c.get(y));
  c.when(is(OPERATION.MIN), () => c.return64(c.select64(c.get(aBits), c.get(bBits), less())));
  c.when(is(OPERATION.MAX), () => c.return64(c.select64(c.get(aBits), c.get(bBits), more())));
  c.when(is(OPERATION.CMP), () => {
    // eq lt le unord, and their opposites.
    const kind = () => c.and32(c.get(predicate), c.i32(3));
    const lessOrEqual = () => c.or32(less(), c.and32(equal(), c.eq32(kind(), c.i32(2))));
    c.set(relation, c.select32(equal(), lessOrEqual(), c.eqz32(kind())));
    c.set(relation, c.select32(c.get(unordered), c.get(relation), c.eq32(kind(), c.i32(3))));
    c.set(relation, c.xor32(c.get(relation), c.shru32(c.get(predicate), c.i32(2))));
    c.return64(c.sub64(c.i64(0), c.extendU(c.get(relation))));
  });
  const compared = () => c.or32(less(), c.shl32(equal(), c.i32(6)));
  c.extendU(c.select32(c.i32(0x45), compared(), c.get(unordered)));
  return c;
}

/** narrow or widen(a, toDouble): between the two formats. SDM vol. 2, "CVTSD2SS", "CVTSS2SD". */
export function changeFormat({ roundPack: round }: Pick<SoftFloat, 'roundPack'>): Code {
  const c = new Code([i64, i32]);
  const bits = c.param64(0);
  const toDouble = c.param32(1);
  const fromDouble = c.local32();
  c.set(fromDouble, c.xor32(c.get(toDouble), c.i32(1)));
  const from = new Format(c, fromDouble);
  const to = new Format(c, toDouble);
  const a = new Parts(c, from, bits);
  c.when(a.isNan(), () => {
    c.when(a.isSignalling(), () => raise(c, FLAG.IE));
    // The payload keeps its highest bits.
    const fraction = () => c.shru64(c.get(a.fraction), c.select64(c.i64(12), c.i64(41), c.get(toDouble)));
    c.return64(
      c.or64(
        to.pack(c.get(a.sign), () => c.get(to.top), fraction),
        to.quietBit(),
      ),
    );
  });
  c.when(a.isInfinity(), () => c.return64(to.infinity(c.get(a.sign))));
  a.applyDaz();
  a.normalise();
  c.when(a.isZero(), () => c.return64(to.zero(c.get(a.sign))));
  c.when(a.isDenormal(), () => raise(c, FLAG.DE));
  c.call64(round, c.get(a.sign), c.get(a.exp), c.get(a.sig), c.get(toDouble));
  return c;
}

/** fromInteger(n, double): a signed integer of 64 bits, rounded. */
export function fromInteger({ roundPack: round }: Pick<SoftFloat, 'roundPack'>): Code {
  const c = new Code([i64, i32]);
  const n = c.param64(0);
  const shift = c.local64();
  const sign = c.local32();
  const exp = c.local32();
  const one = c.local32();
  c.when(c.eqz64(c.get(n)), () => c.return64(c.i64(0)));
  c.set(sign, c.lts64(c.get(n), c.i64(0)));
  c.when(c.get(sign), () => c.set(n, c.sub64(c.i64(0), c.get(n))));
  c.set(shift, c.op64(OP.I64_CLZ, c.get(n)));
  c.set(exp, c.sub32(c.i32(63), c.wrap(c.get(shift))));
  c.set(n, c.shl64(c.get(n), c.get(shift)));
  c.set(one, c.i32(1));
  shiftRightJam(c, n, one);
  c.call64(round, c.get(sign), c.get(exp), c.get(n), c.get(c.param32(1)));
  return c;
}

/** A whole number near `x`, which is no NaN, by a rounding mode. */
function rounded(c: Code, x: ReturnType<Code['localF64']>, mode: Local32) {
  const result = c.localF64();
  const by = (value: number, op: number) =>
    c.when(c.eq32(c.get(mode), c.i32(value)), () => c.set(result, c.opF64(op, c.get(x))));
  by(ROUND.NEAREST, OP.F64_NEAREST);
  by(ROUND.DOWN, OP.F64_FLOOR);
  by(ROUND.UP, OP.F64_CEIL);
  by(ROUND.ZERO, OP.F64_TRUNC);
  return result;
}

/** The rounding mode that an operand names: 0 to 3, or 4 for MXCSR's. */
function chooseMode(c: Code, mode: Local32): void {
  c.when(c.and32(c.get(mode), c.i32(4)), () => c.set(mode, roundingMode(c)));
}

/** toInteger(a, double, wide, mode): 32 or 64 bits; what does not fit is the integer indefinite. */
export function toInteger(): Code {
  const c = new Code([i64, i32, i32, i32]);
  const bits = c.param64(0);
  const double = c.param32(1);
  const wide = c.param32(2);
  const mode = c.param32(3);
  const a = new Parts(c, new Format(c, double), bits);
  const limit = c.localF64();
  a.applyDaz();
  chooseMode(c, mode);
  const x = asF64(c, bits, double);
  const whole = rounded(c, x, mode);
  c.when(
    c.get(wide),
    () => c.set(limit, c.f64(2 ** 63)),
    () => c.set(limit, c.f64(2 ** 31)),
  );
  const above = c.testF64(OP.F64_GE, c.get(whole), c.get(limit));
  const below = c.testF64(OP.F64_LT, c.get(whole), c.opF64(OP.F64_SUB, c.f64(0), c.get(limit)));
  c.when(c.or32(c.or32(above, below), a.isNan()), () => {
    raise(c, FLAG.IE);
    c.return64(c.select64(c.i64pair(0, 0x80000000 | 0), c.i64(0x80000000), c.get(wide)));
  });
  c.when(c.testF64(OP.F64_NE, c.get(whole), c.get(x)), () => raise(c, FLAG.PE));
  c.truncF64(c.get(whole));
  return c;
}

/** roundToWhole(a, double, control): ROUNDSD and its kin. Bit 3 of the control keeps PE quiet. SDM vol. 2, table 4-18. */
export function roundToWhole({ roundPack: round }: Pick<SoftFloat, 'roundPack'>): Code {
  const c = new Code([i64, i32, i32]);
  const bits = c.param64(0);
  const double = c.param32(1);
  const control = c.param32(2);
  const format = new Format(c, double);
  const a = new Parts(c, format, bits);
  const mode = c.local32();
  c.when(a.isNan(), () => {
    c.when(a.isSignalling(), () => raise(c, FLAG.IE));
    c.return64(c.or64(c.get(bits), format.quietBit()));
  });
  a.applyDaz();
  c.set(mode, c.and32(c.get(control), c.i32(7)));
  chooseMode(c, mode);
  const x = asF64(c, bits, double);
  const whole = rounded(c, x, mode);
  const loud = c.eqz32(c.and32(c.get(control), c.i32(8)));
  const changed = c.testF64(OP.F64_NE, c.get(whole), c.get(x));
  c.when(c.and32(loud, changed), () => raise(c, FLAG.PE));
  // A whole number of the format stays one: going back to its bits rounds nothing.
  c.when(c.get(double), () => c.return64(c.toBits64(c.get(whole))));
  const wholeBits = c.local64();
  const one = c.local32();
  c.set(one, c.i32(1));
  c.set(wholeBits, c.toBits64(c.get(whole)));
  const parts = new Parts(c, new Format(c, one), wholeBits);
  c.when(parts.isInfinity(), () => c.return64(c.get(bits)));
  parts.normalise();
  c.when(parts.isZero(), () => c.return64(format.zero(c.get(parts.sign))));
  c.call64(round, c.get(parts.sign), c.get(parts.exp), c.get(parts.sig), c.get(double));
  return c;
}
