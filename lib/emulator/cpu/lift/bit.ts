import { FAMILY, RFLAGS, STATUS } from '../flags/kinds';
import type { I32, I64, Local64 } from '../wasm/code';
import type { Builder, Var } from './builder';
import type { Word } from './memory';
import type { Lift } from './table';

/**
 * BT and its kin. With a register as bit offset and memory as base, the operand is a bit string: the offset, signed,
 * also moves the address. SDM vol. 2, section 3.1.1.9 and "BT".
 */
const bitTest =
  (change: ((b: Builder, x: Word, mask: Word) => Word) | undefined): Lift =>
  (b) => {
    const byImmediate = b.operand(1).place === 'I';
    const offset = b.hold(byImmediate ? b.word(b.inst.immLo & (b.bits - 1)) : b.read(1));
    const mask = () => b.shl(b.word(1), b.and(b.use(offset), b.word(b.bits - 1)));
    let at: Local64 | undefined;
    if (b.isMemory(0)) {
      at = b.effectiveAddress(() => {
        if (byImmediate) return b.i64(0);
        const distance = b.size === 8 ? (b.use(offset) as I64) : b.extendS(b.signed(b.use(offset)) as I32);
        const units = b.shrs64(distance, b.i64(Math.log2(b.bits)));
        return b.shl64(units, b.i64(Math.log2(b.size)));
      });
    }
    let x: Var;
    if (change === undefined) x = b.hold(at === undefined ? b.read(0) : b.loadAt(at, b.size, b.stackUse()));
    else if (at === undefined) x = b.update(0, (old) => change(b, b.use(old), mask()));
    else x = b.modifyAt(at, b.size, b.stackUse(), (old) => change(b, b.use(old), mask()));
    // ZF is kept by definition, the other flags are undefined and kept too.
    b.patchFlags(RFLAGS.CF, () => {
      const bit = b.shru(b.use(x), b.and(b.use(offset), b.word(b.bits - 1)));
      return b.and32(b.to32(bit), b.i32(1));
    });
  };

/** BSF BSR: a source of zero sets ZF and leaves the destination. */
const scan =
  (found: (b: Builder, x: Var) => Word): Lift =>
  (b) => {
    const x = b.hold(b.read(1));
    b.when(b.eqz32(b.eqz(b.use(x))), () => b.write(0, found(b, x)));
    b.flags(FAMILY.LOGIC, x);
  };

/** TZCNT LZCNT: CF says that the source was zero, ZF that the count is. */
const count =
  (counted: (b: Builder, x: Var) => Word): Lift =>
  (b) => {
    const x = b.hold(b.read(1));
    const n = b.hold(counted(b, x));
    b.setFlags(
      FAMILY.SHIFT,
      b.size,
      () => b.get64(n),
      () => b.extendU(b.eqz(b.use(x))),
    );
    b.write(0, b.use(n));
  };

export const BIT: Record<string, Lift> = {
  bt: bitTest(undefined),
  bts: bitTest((b, x, mask) => b.or(x, mask)),
  btr: bitTest((b, x, mask) => b.and(x, b.xor(mask, b.word(-1)))),
  btc: bitTest((b, x, mask) => b.xor(x, mask)),
  bsf: scan((b, x) => b.ctz(b.use(x))),
  bsr: scan((b, x) => b.sub(b.word(b.wide ? 63 : 31), b.clz(b.use(x)))),
  // A bit above the operand stops the count at its size.
  tzcnt: count((b, x) => b.ctz(b.size >= 4 ? b.use(x) : b.or(b.use(x), b.word(1 << b.bits)))),
  lzcnt: count((b, x) => (b.size >= 4 ? b.clz(b.use(x)) : b.sub(b.clz(b.use(x)), b.word(32 - b.bits)))),
  popcnt: (b) => {
    const x = b.hold(b.read(1));
    // ZF follows the source; all other flags are cleared.
    if (b.wants(STATUS)) b.setFlagBits(b.shl32(b.eqz(b.use(x)), b.i32(6)));
    b.write(0, b.popcnt(b.use(x)));
  },
};
