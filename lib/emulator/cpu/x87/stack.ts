import { STATE } from '../state';
import type { Func, Long, Word, WordLike } from '../wasm/func';
import { EARLY, EXCEPTIONS, FSW, INDEFINITE, M, RESULT_M, RESULT_SE, SE } from './format';
import type { Library } from './library';

/** Remembers exceptions, as bits of FSW; they are put there when the instruction is done. */
export function raise(f: Func, bits: WordLike): void {
  f.store(f.load(STATE.X87_EXCEPTIONS).or(bits), STATE.X87_EXCEPTIONS);
}
export const clearExceptions = (f: Func): void => f.store(0, STATE.X87_EXCEPTIONS);

/** The result of the instruction, until it is put where it belongs. */
export function setResult(f: Func, se: WordLike, m: Long | number | bigint): void {
  f.store(se, RESULT_SE);
  f.storeLong(m, RESULT_M);
}
export const setIndefinite = (f: Func): void => setResult(f, INDEFINITE.SE, INDEFINITE.M);

/** The number in the register that lies `at` bytes into the register file. */
export const significand = (f: Func, at: Word): Long => f.loadLong(STATE.ST + M, at);
export const signExponent = (f: Func, at: Word): Word => f.load16(STATE.ST + SE, at);

/** The register stack: SDM vol. 1, section 8.1.2. Tags are kept abridged, a bit for each register that is not empty. */
export function defineStack(lib: Library): void {
  lib.define('top', [], 'word', (f) => f.answer(f.load16(STATE.FSW).shr(11).and(7)));

  // Where ST(i) lies, in bytes into the register file.
  lib.define('at', ['word'], 'word', (f, i) => f.answer(lib.word(f, 'top').add(i).and(7).shl(4)));

  lib.define('full', ['word'], 'word', (f, i) => {
    f.answer(f.load8(STATE.FTW).shr(lib.word(f, 'top').add(i).and(7)).and(1));
  });

  // Puts the result into ST(i).
  lib.define('put', ['word'], undefined, (f, i) => {
    const at = f.word(lib.word(f, 'at', i));
    f.storeLong(f.loadLong(RESULT_M), STATE.ST + M, at);
    f.store16(f.load(RESULT_SE), STATE.ST + SE, at);
    f.store8(f.load8(STATE.FTW).or(f.w(1).shl(at.shr(4))), STATE.FTW);
  });

  lib.define('turn', ['word'], undefined, (f, by) => {
    const top = lib.word(f, 'top').add(by).and(7).shl(11);
    f.store16(f.load16(STATE.FSW).and(~FSW.TOP).or(top), STATE.FSW);
  });

  lib.define('pop', ['word'], undefined, (f, times) => {
    f.while(times, () => {
      f.store8(f.load8(STATE.FTW).and(f.w(1).shl(lib.word(f, 'top')).xor(-1)), STATE.FTW);
      lib.call(f, 'turn', 1);
      times.set(times.sub(1));
    });
  });

  // Puts the exceptions into FSW, C1 with them; answers those that are not masked.
  lib.define('settle', [], 'word', (f) => {
    const met = f.word(f.load(STATE.X87_EXCEPTIONS));
    const unmasked = f.word(met.and(f.load16(STATE.FCW).xor(-1)).and(EXCEPTIONS));
    // An early one stops the instruction before it meets any other.
    f.if(unmasked.and(EARLY), () => {
      f.if(met.and(FSW.SF).not(), () => met.set(met.and(EARLY)));
    });
    const summary = unmasked.ne(0).pick(FSW.ES | FSW.B, 0);
    f.store16(f.load16(STATE.FSW).and(~FSW.C1).or(met).or(summary), STATE.FSW);
    f.answer(unmasked);
  });

  lib.define('pushAnyway', [], undefined, (f) => {
    f.if(lib.word(f, 'settle').and(EARLY).not(), () => {
      lib.call(f, 'turn', -1);
      lib.call(f, 'put', 0);
    });
  });

  // Pushes the result, or does what a full stack calls for. SDM vol. 1, section 8.5.1.1.
  lib.define('push', [], undefined, (f) => {
    f.if(lib.word(f, 'full', 7), () => {
      f.store(FSW.IE | FSW.SF | FSW.C1, STATE.X87_EXCEPTIONS);
      setIndefinite(f);
    });
    lib.call(f, 'pushAnyway');
  });

  // Puts the result into ST(i) and pops, unless an exception that is not masked forbids it.
  lib.define('finish', ['word', 'word'], undefined, (f, i, pops) => {
    f.if(lib.word(f, 'settle').and(EARLY).not(), () => {
      lib.call(f, 'put', i);
      lib.call(f, 'pop', pops);
    });
  });

  // An empty register was read: answers 1 when any of ST(0) and ST(i) is, with the indefinite as the result.
  lib.define('missing', ['word'], 'word', (f, i) => {
    clearExceptions(f);
    f.if(lib.word(f, 'full', 0).and(lib.word(f, 'full', i)), () => f.return(0));
    raise(f, FSW.IE | FSW.SF);
    setIndefinite(f);
    f.answer(1);
  });
}
