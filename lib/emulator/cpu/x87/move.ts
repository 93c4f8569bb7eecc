import { STATE } from '../state';
import type { Func, Word } from '../wasm/func';
import { FSW, INDEFINITE, OPERAND_M, OPERAND_SE, ROUND } from './format';
import type { Library } from './library';
import { rounding } from './number';
import { clearExceptions, raise, setIndefinite, setResult, signExponent, significand } from './stack';

/** Moves between registers, and what touches nothing but the stack. SDM vol. 1, section 8.3.3. */
export function defineMoves(lib: Library): void {
  // ST(0) with its sign worked on: kept bits, then flipped ones. FABS and FCHS.
  lib.define('x87Sign', ['word', 'word'], undefined, (f, keep, flip) => {
    f.if(lib.word(f, 'missing', 0).not(), () => {
      const at = f.word(lib.word(f, 'at', 0));
      setResult(f, signExponent(f, at).and(keep).xor(flip), significand(f, at));
    });
    lib.call(f, 'finish', 0, 0);
  });

  const take = (f: Func, i: Word): void => {
    const at = f.word(lib.word(f, 'at', i));
    setResult(f, signExponent(f, at), significand(f, at));
  };
  const empty = (f: Func, i: Word | number): Word => lib.word(f, 'full', f.w(i)).not();

  // FLD ST(i).
  lib.define('x87Duplicate', ['word'], undefined, (f, i) => {
    clearExceptions(f);
    take(f, i);
    f.if(empty(f, i), () => {
      raise(f, FSW.IE | FSW.SF);
      setIndefinite(f);
      lib.call(f, 'pushAnyway');
      f.return();
    });
    lib.call(f, 'push');
  });

  // FST and FSTP ST(i).
  lib.define('x87Copy', ['word', 'word'], undefined, (f, i, pops) => {
    f.if(lib.word(f, 'missing', 0).not(), () => take(f, f.w(0)));
    lib.call(f, 'finish', i, pops);
  });

  // FSTPNCE: an empty register is not copied, but popped.
  lib.define('x87CopyAny', ['word'], undefined, (f, i) => {
    clearExceptions(f);
    take(f, f.w(0));
    f.if(empty(f, 0).not(), () => lib.call(f, 'put', i));
    lib.call(f, 'pop', 1);
    f.store16(f.load16(STATE.FSW).and(~FSW.C1), STATE.FSW);
  });

  // FCMOVcc, when its condition holds or a register is empty.
  lib.define('x87Move', ['word', 'word'], undefined, (f, i, condition) => {
    f.if(lib.word(f, 'missing', i).not(), () => {
      take(f, condition.pick(i, 0));
      // C1 stays.
      raise(f, f.load16(STATE.FSW).and(FSW.C1));
    });
    lib.call(f, 'finish', 0, 0);
  });

  // FXCH: what is empty counts as the indefinite.
  lib.define('x87Exchange', ['word'], undefined, (f, i) => {
    clearExceptions(f);
    const fill = (n: Word | number) => f.if(empty(f, n), () => raise(f, FSW.IE | FSW.SF));
    fill(0);
    fill(i);
    f.if(lib.word(f, 'settle').and(FSW.IE).not(), () => {
      const [a, b] = [f.word(lib.word(f, 'at', 0)), f.word(lib.word(f, 'at', i))];
      const [emptyA, emptyB] = [f.word(empty(f, 0)), f.word(empty(f, i))];
      const se = f.word(emptyA.pick(INDEFINITE.SE, signExponent(f, a)));
      const m = f.long(emptyA.pickLong(INDEFINITE.M, significand(f, a)));
      setResult(
        f,
        emptyB.pick(INDEFINITE.SE, signExponent(f, b)),
        emptyB.pickLong(INDEFINITE.M, significand(f, b)),
      );
      lib.call(f, 'put', 0);
      setResult(f, se, m);
      lib.call(f, 'put', i);
    });
  });

  // FFREE and FFREEP.
  lib.define('x87Free', ['word', 'word'], undefined, (f, i, pops) => {
    const bit = f.w(1).shl(lib.word(f, 'at', i).shr(4));
    f.store8(f.load8(STATE.FTW).and(bit.xor(-1)), STATE.FTW);
    f.store16(f.load16(STATE.FSW).and(~FSW.C1), STATE.FSW);
    lib.call(f, 'pop', pops);
  });

  // FINCSTP and FDECSTP.
  lib.define('x87Turn', ['word'], undefined, (f, by) => {
    f.store16(f.load16(STATE.FSW).and(~FSW.C1), STATE.FSW);
    lib.call(f, 'turn', by);
  });

  // A constant that lies between two numbers: the lower one, and whether the upper one is nearer. SDM vol. 2, "FLD1".
  lib.define('x87Constant', ['word', 'long', 'word'], undefined, (f, se, m, nearerUp) => {
    const mode = f.word(rounding(f));
    const up = mode.eq(ROUND.NEAREST).and(nearerUp).or(mode.eq(ROUND.UP));
    f.store(se, OPERAND_SE);
    f.storeLong(m.add(up.long()), OPERAND_M);
    lib.call(f, 'x87LoadPlain');
  });

  // FNINIT. SDM vol. 1, section 8.1.2.
  lib.define('x87Init', [], undefined, (f) => {
    f.store16(0x37f, STATE.FCW);
    f.store16(0, STATE.FSW);
    f.store16(0, STATE.FTW);
    f.store16(0, STATE.FOP);
    f.storeLong(0, STATE.FIP);
    f.storeLong(0, STATE.FDP);
  });

  // ES and B follow exceptions and masks: after FLDCW, FLDENV and their kin.
  lib.define('x87Summarise', [], undefined, (f) => {
    const pending = f.load16(STATE.FSW).and(f.load16(STATE.FCW).xor(-1)).and(0x3f);
    const rest = f.load16(STATE.FSW).and(~(FSW.ES | FSW.B));
    f.store16(rest.or(pending.ne(0).pick(FSW.ES | FSW.B, 0)), STATE.FSW);
  });
}
