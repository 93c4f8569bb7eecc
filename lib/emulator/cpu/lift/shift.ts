import { FAMILY, RFLAGS } from '../flags/kinds';
import type { I32, I64, Local32, Local64 } from '../wasm/code';
import { OP } from '../wasm/opcodes';
import type { Builder, Var } from './builder';
import type { Word } from './memory';
import type { Lift } from './table';

/** A shift count: masked to 5 bits, or 6 for 64-bit operands; known when translating, or held in a word. */
interface Count {
  readonly known: number | undefined;
  /** Pushes it as a word. */
  word(): Word;
  /** Pushes it as an i32. */
  small(): I32;
}

function countOf(b: Builder, operand: number): Count {
  const mask = b.size === 8 ? 63 : 31;
  const { place } = b.operand(operand);
  if (place === 'one' || place === 'I') {
    const known = place === 'one' ? 1 : b.inst.immLo & mask;
    return { known, word: () => b.word(known), small: () => b.i32(known) };
  }
  const held = b.temp32();
  b.set(held, b.and32(b.wrap(b.register(1)), b.i32(mask)));
  return { known: undefined, word: () => b.from32(b.get(held)), small: () => b.get(held) };
}

/** Runs `body`, which leaves flags, unless the count is zero: then all flags stay. */
function unlessZero(b: Builder, count: Count, body: () => void): void {
  if (count.known === 0) return;
  if (count.known !== undefined) body();
  else b.maybeSetFlags(count.small(), body);
}

/** The lowest bit of a word, as an i32. */
const lowest = (b: Builder, w: Word): I32 => b.and32(b.to32(w), b.i32(1));
const highest = (b: Builder, v: Var): I32 => lowest(b, b.shru(b.use(v), b.word(b.bits - 1)));

interface Shift {
  result(b: Builder, x: Var, count: Count): Word;
  carry(b: Builder, x: Var, count: Count): I32;
  /** OF for a shift by one: the only count for which it is defined. */
  overflow(b: Builder, x: Var, result: Var, carry: Local32): I32;
}

/** SHL SHR SAR: CF is the last bit that left. SDM vol. 2, "SAL/SAR/SHL/SHR". */
const shift =
  ({ result, carry, overflow }: Shift): Lift =>
  (b) => {
    const count = countOf(b, 1);
    let shifted: Var | undefined;
    const x = b.update(0, (old) => {
      shifted = b.hold(b.mask(result(b, old, count)));
      return b.use(shifted);
    });
    const kept = shifted as Var;
    if (!b.wants(RFLAGS.CF | RFLAGS.PF | RFLAGS.ZF | RFLAGS.SF | RFLAGS.OF)) return;
    unlessZero(b, count, () => {
      const out = b.temp32();
      if (b.wants(RFLAGS.CF | RFLAGS.OF)) b.set(out, carry(b, x, count));
      b.setFlags(
        FAMILY.SHIFT,
        b.size,
        () => b.get64(kept),
        () => {
          if (!b.wants(RFLAGS.CF | RFLAGS.OF)) return b.i64(0);
          const over = b.shl32(overflow(b, x, kept, out), b.i32(11));
          return b.extendU(b.or32(over, b.get(out)));
        },
      );
    });
  };

const oneLess = (b: Builder, count: Count): Word => b.sub(count.word(), b.word(1));

const shl = shift({
  result: (b, x, count) => b.shl(b.use(x), count.word()),
  carry: (b, x, count) =>
    b.size >= 4
      ? lowest(b, b.shru(b.use(x), b.sub(b.word(b.bits), count.word())))
      : lowest(b, b.shru(b.shl(b.use(x), count.word()), b.word(b.bits))),
  overflow: (b, _x, result, carry) => b.xor32(highest(b, result), b.get(carry)),
});

const shr = shift({
  result: (b, x, count) => b.shru(b.use(x), count.word()),
  carry: (b, x, count) => lowest(b, b.shru(b.use(x), oneLess(b, count))),
  overflow: (b, x) => highest(b, x),
});

const sar = shift({
  result: (b, x, count) => b.shrs(b.signed(b.use(x)), count.word()),
  carry: (b, x, count) => lowest(b, b.shrs(b.signed(b.use(x)), oneLess(b, count))),
  overflow: (b) => b.i32(0),
});

/** Leaves CF and OF as given and the other flags as they are. */
function carryAndOverflow(b: Builder, carry: () => I32, overflow: () => I32): void {
  b.patchFlags(RFLAGS.CF | RFLAGS.OF, () => b.or32(carry(), b.shl32(overflow(), b.i32(11))));
}

/** ROL ROR: a byte or a word is repeated over 32 bits, so that one wasm rotate does. SDM vol. 2, "RCL/RCR/ROL/ROR". */
const rotate =
  (left: boolean): Lift =>
  (b) => {
    const count = countOf(b, 1);
    let rotated: Var | undefined;
    b.update(0, (old) => {
      const repeated =
        b.size === 1
          ? b.mul(b.use(old), b.word(0x01010101))
          : b.size === 2
            ? b.mul(b.use(old), b.word(0x00010001))
            : b.use(old);
      const turned = left ? b.rotl(repeated, count.word()) : b.rotr(repeated, count.word());
      rotated = b.hold(b.mask(turned));
      return b.use(rotated);
    });
    const result = rotated as Var;
    const second = () => lowest(b, b.shru(b.use(result), b.word(b.bits - 2)));
    unlessZero(b, count, () =>
      left
        ? carryAndOverflow(
            b,
            () => lowest(b, b.use(result)),
            () => b.xor32(highest(b, result), lowest(b, b.use(result))),
          )
        : carryAndOverflow(
            b,
            () => highest(b, result),
            () => b.xor32(highest(b, result), second()),
          ),
    );
  };

/** RCL RCR on up to 32 bits: CF stands above the operand in an i64, and the n = bits + 1 of them turn. */
function throughCarryNarrow(b: Builder, left: boolean, count: Count): void {
  const n = b.bits + 1;
  const carry = b.temp32();
  b.set(carry, b.carry());
  const turn = b.temp64();
  const steps = () => b.op32(OP.I32_REM_U, count.small(), b.i32(n));
  b.set(turn, b.extendU(left ? steps() : b.op32(OP.I32_REM_U, b.sub32(b.i32(n), steps()), b.i32(n))));
  const all = b.temp64();
  b.update(0, (old) => {
    b.set(all, b.or64(b.extendU(b.get(old as Local32)), b.shl64(b.extendU(b.get(carry)), b.i64(b.bits))));
    const up = b.shl64(b.get(all), b.get(turn));
    const down = b.shru64(b.get(all), b.sub64(b.i64(n), b.get(turn)));
    b.set(all, b.or64(up, down));
    return b.mask(b.wrap(b.get(all)));
  });
  const bit = (position: number) => b.and32(b.wrap(b.shru64(b.get(all), b.i64(position))), b.i32(1));
  unlessZero(b, count, () =>
    carryAndOverflow(
      b,
      () => bit(b.bits),
      () => b.xor32(bit(b.bits - 1), left ? bit(b.bits) : bit(b.bits - 2)),
    ),
  );
}

/** RCL RCR on 64 bits: three pieces, with shifts by 64 - c split so that c = 1 gives nothing. */
function throughCarryWide(b: Builder, left: boolean, count: Count): void {
  const carry = b.temp64();
  b.set(carry, b.extendU(b.carry()));
  const out = b.temp32();
  const result = b.temp64();
  const c = () => count.word() as I64;
  const rest = () => b.sub64(b.i64(64), c());
  b.update(0, (old) => {
    const x = () => b.get(old as Local64);
    if (left) {
      const up = b.or64(b.shl64(x(), c()), b.shl64(b.get(carry), b.sub64(c(), b.i64(1))));
      b.set(result, b.or64(up, b.shru64(b.shru64(x(), b.i64(1)), rest())));
      b.set(out, b.and32(b.wrap(b.shru64(x(), rest())), b.i32(1)));
    } else {
      const down = b.or64(b.shru64(x(), c()), b.shl64(b.get(carry), rest()));
      b.set(result, b.or64(down, b.shl64(b.shl64(x(), b.i64(1)), rest())));
      b.set(out, b.and32(b.wrap(b.shru64(x(), b.sub64(c(), b.i64(1)))), b.i32(1)));
    }
    return b.select64(b.get(result), x(), count.small());
  });
  unlessZero(b, count, () =>
    carryAndOverflow(
      b,
      () => b.get(out),
      () => {
        const top = b.wrap(b.shru64(b.get(result), b.i64(63)));
        const other = left ? b.get(out) : b.wrap(b.shru64(b.get(result), b.i64(62)));
        return b.and32(b.xor32(top, other), b.i32(1));
      },
    ),
  );
}

const throughCarry =
  (left: boolean): Lift =>
  (b) => {
    const count = countOf(b, 1);
    if (b.size === 8) throughCarryWide(b, left, count);
    else throughCarryNarrow(b, left, count);
  };

/** SHLD SHRD: bits of the second operand come in. For 16 bits, counts above 16 are undefined. SDM vol. 2, "SHLD". */
const double =
  (left: boolean): Lift =>
  (b) => {
    const y = b.hold(b.read(1));
    const count = countOf(b, 2);
    const rest = () => b.sub(b.word(b.bits), count.word());
    let shifted: Var | undefined;
    const x = b.update(0, (old) => {
      const both = left
        ? b.or(b.shl(b.use(old), count.word()), b.shru(b.use(y), rest()))
        : b.or(b.shru(b.use(old), count.word()), b.shl(b.use(y), rest()));
      shifted = b.hold(b.mask(b.select(both, b.use(old), count.small())));
      return b.use(shifted);
    });
    const result = shifted as Var;
    unlessZero(b, count, () =>
      b.setFlags(
        FAMILY.SHIFT,
        b.size,
        () => b.get64(result),
        () => {
          const carry = lowest(b, b.shru(b.use(x), left ? rest() : oneLess(b, count)));
          const signChange = b.xor32(highest(b, x), highest(b, result));
          return b.extendU(b.or32(carry, b.shl32(signChange, b.i32(11))));
        },
      ),
    );
  };

export const SHIFT: Record<string, Lift> = {
  shl,
  shr,
  sar,
  rol: rotate(true),
  ror: rotate(false),
  rcl: throughCarry(true),
  rcr: throughCarry(false),
  shld: double(true),
  shrd: double(false),
};
