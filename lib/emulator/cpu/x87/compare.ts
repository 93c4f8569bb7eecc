import { STATE } from '../state';
import type { Func, LongVar, Word } from '../wasm/func';
import {
  CONDITION,
  EARLY,
  FSW,
  KIND,
  MAX_EXPONENT,
  OPERAND_DENORMAL,
  OPERAND_M,
  OPERAND_SE,
  QUIET,
} from './format';
import type { Library } from './library';
import { among, exponent, normalise, sign } from './number';
import { clearExceptions, raise, signExponent, significand } from './stack';

/** The condition code of a comparison. SDM vol. 1, table 8-6. */
const GREATER = 0;
const LESS = FSW.C0;
const EQUAL = FSW.C3;
const UNORDERED = CONDITION;

/** Leaves C0 C2 C3 in the status word. */
export function setCondition(f: Func, code: Word | number): void {
  f.store16(f.load16(STATE.FSW).and(~CONDITION).or(code), STATE.FSW);
}

export function defineCompare(lib: Library): void {
  // The condition code of a compared with b. Quiet NaNs are invalid too, unless `quiet`.
  lib.define('order', ['word', 'long', 'word', 'long', 'word'], 'word', (f, a, ma, b, mb, quiet) => {
    const ka = f.word(lib.word(f, 'kind', a, ma));
    const kb = f.word(lib.word(f, 'kind', b, mb));
    const bad = (k: Word) =>
      among(f, k, KIND.SIGNALLING, KIND.UNSUPPORTED).or(k.eq(KIND.QUIET).and(quiet.not()));
    f.if(bad(ka).or(bad(kb)), () => {
      raise(f, FSW.IE);
      f.return(UNORDERED);
    });
    f.if(ka.ge(KIND.QUIET).or(kb.ge(KIND.QUIET)), () => f.return(UNORDERED));
    const denormal = ka.eq(KIND.DENORMAL).or(kb.eq(KIND.DENORMAL)).or(f.load(OPERAND_DENORMAL));
    f.if(denormal, () => raise(f, FSW.DE));
    f.if(ka.or(kb).not(), () => f.return(EQUAL));
    f.if(ka.not(), () => f.return(sign(b).pick(GREATER, LESS)));
    f.if(kb.not(), () => f.return(sign(a).pick(LESS, GREATER)));
    f.if(sign(a).ne(sign(b)), () => f.return(sign(a).pick(LESS, GREATER)));
    const [ea, eb] = [f.word(exponent(a)), f.word(exponent(b))];
    f.if(ka.ne(KIND.INFINITY), () => normalise(f, ea, ma));
    f.if(kb.ne(KIND.INFINITY), () => normalise(f, eb, mb));
    f.if(ea.eq(eb).and(ma.eq(mb)), () => f.return(EQUAL));
    const below = ea.lt(eb).or(ea.eq(eb).and(ma.ltu(mb)));
    f.answer(below.ne(sign(a)).pick(LESS, GREATER));
  });

  const finish = (f: Func, code: Word, pops: Word): void => {
    f.if(lib.word(f, 'settle').and(EARLY).not(), () => lib.call(f, 'pop', pops));
    setCondition(f, code);
  };
  const number = (f: Func, at: Word) => [signExponent(f, at), significand(f, at)] as const;

  // ST(0) with ST(i). FCOM and FUCOM, once or twice with a pop.
  lib.define('x87Compare', ['word', 'word', 'word'], undefined, (f, i, quiet, pops) => {
    const code = f.word(UNORDERED);
    f.if(lib.word(f, 'missing', i).not(), () => {
      f.store(0, OPERAND_DENORMAL);
      const [a, b] = [f.word(lib.word(f, 'at', 0)), f.word(lib.word(f, 'at', i))];
      code.set(lib.word(f, 'order', ...number(f, a), ...number(f, b), quiet));
    });
    finish(f, code, pops);
  });

  // ST(0) with the operand, or for FTST with zero.
  lib.define('x87CompareM', ['word'], undefined, (f, pops) => {
    const code = f.word(UNORDERED);
    f.if(lib.word(f, 'missing', 0).not(), () => {
      const a = f.word(lib.word(f, 'at', 0));
      code.set(lib.word(f, 'order', ...number(f, a), f.load(OPERAND_SE), f.loadLong(OPERAND_M), 0));
    });
    finish(f, code, pops);
  });

  // FCOMI and FUCOMI: ZF PF CF. C1 is cleared by an empty register alone. SDM vol. 2, "FCOMI".
  lib.define('x87CompareFlags', ['word', 'word', 'word'], 'word', (f, i, quiet, pops) => {
    const code = f.word(UNORDERED);
    const kept = f.word(f.load16(STATE.FSW).and(FSW.C1));
    f.if(
      lib.word(f, 'missing', i),
      () => kept.set(0),
      () => {
        f.store(0, OPERAND_DENORMAL);
        const [a, b] = [f.word(lib.word(f, 'at', 0)), f.word(lib.word(f, 'at', i))];
        code.set(lib.word(f, 'order', ...number(f, a), ...number(f, b), quiet));
      },
    );
    f.if(lib.word(f, 'settle').and(EARLY).not(), () => lib.call(f, 'pop', pops));
    f.store16(f.load16(STATE.FSW).or(kept), STATE.FSW);
    // C0 C2 C3 have the distances of CF PF ZF.
    f.answer(code.shr(8));
  });

  // FXAM. SDM vol. 2, table 3-42.
  lib.define('x87Examine', [], undefined, (f) => {
    const at = f.word(lib.word(f, 'at', 0));
    const se = f.word(signExponent(f, at));
    const k = f.word(lib.word(f, 'kind', se, significand(f, at)));
    const code = f.word(0);
    const is = (kind: number, bits: number) => f.if(k.eq(kind), () => code.set(bits));
    is(KIND.ZERO, FSW.C3);
    is(KIND.NORMAL, FSW.C2);
    is(KIND.DENORMAL, FSW.C3 | FSW.C2);
    is(KIND.INFINITY, FSW.C2 | FSW.C0);
    is(KIND.QUIET, FSW.C0);
    is(KIND.SIGNALLING, FSW.C0);
    f.if(lib.word(f, 'full', 0).not(), () => code.set(FSW.C3 | FSW.C0));
    setCondition(f, code);
    f.store16(f.load16(STATE.FSW).and(~FSW.C1).or(sign(se).shl(9)), STATE.FSW);
  });
}

/** Makes FTST's zero the operand. */
export function defineOperands(lib: Library): void {
  lib.define('x87OperandZero', [], undefined, (f) => {
    f.store(0, OPERAND_SE);
    f.storeLong(0, OPERAND_M);
    f.store(0, OPERAND_DENORMAL);
  });

  const extend = (name: string, fraction: number, exponentBits: number): void =>
    lib.define(name, ['long'], undefined, (f, bits) => {
      const bias = (1 << (exponentBits - 1)) - 1;
      const top = (1 << exponentBits) - 1;
      const e = f.word(bits.shr(fraction).word().and(top));
      const se = f.word(
        bits
          .shr(fraction + exponentBits)
          .word()
          .and(1)
          .shl(15),
      );
      const m: LongVar = f.long(bits.shl(63 - fraction).and((1n << 63n) - 1n));
      f.store(0, OPERAND_DENORMAL);
      f.if(
        e.not(),
        () => {
          f.if(m.ne(0), () => {
            f.store(1, OPERAND_DENORMAL);
            const left = f.long(m.clz());
            m.set(m.shl(left));
            se.set(se.or(f.w(16383 - bias + 1).sub(left.word())));
          });
        },
        () => {
          m.set(m.or(1n << 63n));
          se.set(se.or(e.eq(top).pick(MAX_EXPONENT, e.add(16383 - bias))));
        },
      );
      f.store(se, OPERAND_SE);
      f.storeLong(m, OPERAND_M);
    });
  // The operand out of single and double precision.
  extend('x87OperandSingle', 23, 8);
  extend('x87OperandDouble', 52, 11);

  // The operand out of an integer.
  lib.define('x87OperandInteger', ['long'], undefined, (f, value) => {
    f.store(0, OPERAND_DENORMAL);
    const se = f.word(0);
    f.if(value.ne(0), () => {
      se.set(value.lt(0).pick(0x8000, 0));
      f.if(value.lt(0), () => value.set(value.neg()));
      const left = f.long(value.clz());
      value.set(value.shl(left));
      se.set(se.or(f.w(16383 + 63).sub(left.word())));
    });
    f.store(se, OPERAND_SE);
    f.storeLong(value, OPERAND_M);
  });

  // The operand as it is, in extended precision.
  lib.define('x87OperandExtended', ['word', 'long'], undefined, (f, se, m) => {
    f.store(0, OPERAND_DENORMAL);
    f.store(se, OPERAND_SE);
    f.storeLong(m, OPERAND_M);
  });

  // FLD of single or double precision: signalling NaNs and denormals are noticed. SDM vol. 2, "FLD".
  lib.define('x87Load', [], undefined, (f) => {
    clearExceptions(f);
    const m = f.long(f.loadLong(OPERAND_M));
    const k = f.word(lib.word(f, 'kind', f.load(OPERAND_SE), m));
    f.if(k.eq(KIND.SIGNALLING), () => {
      raise(f, FSW.IE);
      m.set(m.or(QUIET));
    });
    f.if(f.load(OPERAND_DENORMAL), () => raise(f, FSW.DE));
    f.store(f.load(OPERAND_SE), STATE.X87_RESULT + 8);
    f.storeLong(m, STATE.X87_RESULT);
    f.if(lib.word(f, 'full', 7), () => {
      lib.call(f, 'push');
      f.return();
    });
    // A denormal is loaded even where it is not masked.
    f.if(lib.word(f, 'settle').and(FSW.IE).not(), () => {
      lib.call(f, 'turn', -1);
      lib.call(f, 'put', 0);
    });
  });

  // FLD of extended precision, FILD, FBLD and constants: nothing is noticed.
  lib.define('x87LoadPlain', [], undefined, (f) => {
    clearExceptions(f);
    f.store(f.load(OPERAND_SE), STATE.X87_RESULT + 8);
    f.storeLong(f.loadLong(OPERAND_M), STATE.X87_RESULT);
    lib.call(f, 'push');
  });

  // FBLD: eighteen digits, two a byte, and a sign.
  lib.define('x87OperandDecimal', ['long', 'word'], undefined, (f, low, high) => {
    const value = f.long(0);
    const shift = f.long(60);
    const digit = (d: Word) => value.set(value.mul(10).add(d.long()));
    digit(high.shr(4).and(15));
    digit(high.and(15));
    f.repeat(() => {
      digit(low.shr(shift).word().and(15));
      shift.set(shift.sub(4));
      return shift.ge(0);
    });
    lib.call(f, 'x87OperandInteger', value);
    f.store(f.load(OPERAND_SE).or(high.and(0x8000)), OPERAND_SE);
  });
}
