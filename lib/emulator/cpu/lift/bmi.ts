import { FAMILY, RFLAGS } from '../flags/kinds';
import { STATE } from '../state';
import { VECTOR } from '../vectors';
import type { I64, Local64 } from '../wasm/code';
import type { Builder, Var } from './builder';
import type { Word } from './memory';
import type { Lift } from './table';

/** Flags of a result with a carry of its own; OF is cleared. */
function withCarry(b: Builder, result: Var, carry: () => I64): void {
  b.setFlags(FAMILY.SHIFT, b.size, () => b.get64(result), carry);
}

/** BLSR BLSMSK BLSI: the source and what is one below it, or its negative. CF tells of a source of zero. */
const lowest =
  (result: (b: Builder, x: Var) => Word, carryIfZero: boolean): Lift =>
  (b) => {
    const x = b.hold(b.read(1));
    const made = b.hold(result(b, x));
    withCarry(b, made, () => {
      const zero = b.eqz(b.use(x));
      return b.extendU(carryIfZero ? zero : b.eqz32(zero));
    });
    b.write(0, b.use(made));
  };
const oneLess = (b: Builder, x: Var): Word => b.sub(b.use(x), b.word(1));

/** A mask of the low bits, as many as `n` says; all of them from the operand's size on. */
function lowMask(b: Builder, n: Var): Word {
  const all = b.word(-1);
  const some = b.sub(b.shl(b.word(1), b.use(n)), b.word(1));
  return b.select(all, some, b.eqz32(b.ltu(b.use(n), b.word(b.bits))));
}

const bextr: Lift = (b) => {
  const x = b.hold(b.read(1));
  const control = b.hold(b.read(2));
  const start = b.hold(b.and(b.use(control), b.word(255)));
  const length = b.hold(b.and(b.shru(b.use(control), b.word(8)), b.word(255)));
  const shifted = b.select(b.shru(b.use(x), b.use(start)), b.word(0), b.ltu(b.use(start), b.word(b.bits)));
  const result = b.hold(b.and(shifted, lowMask(b, length)));
  b.flags(FAMILY.LOGIC, result);
  b.write(0, b.use(result));
};

const bzhi: Lift = (b) => {
  const x = b.hold(b.read(1));
  const n = b.hold(b.and(b.read(2), b.word(255)));
  const result = b.hold(b.and(b.use(x), lowMask(b, n)));
  withCarry(b, result, () => b.extendU(b.eqz32(b.ltu(b.use(n), b.word(b.bits)))));
  b.write(0, b.use(result));
};

/** MULX: no flags. With one register for both halves the high one stays. SDM vol. 2, "MULX". */
const mulx: Lift = (b) => {
  const y = b.hold(b.read(2));
  const x = b.hold(b.readRegister(2, b.size));
  if (b.size === 8) {
    const high = b.temp64();
    b.set(high, b.call64(b.helper('mulhu'), b.get(x as Local64), b.get(y as Local64)));
    b.write(1, b.mul(b.use(x), b.use(y)));
    b.write(0, b.get(high));
    return;
  }
  const product = b.temp64();
  b.set(product, b.mul64(b.get64(x), b.get64(y)));
  b.write(1, b.wrap(b.get(product)));
  b.write(0, b.wrap(b.shru64(b.get(product), b.i64(32))));
};

/** PDEP and PEXT walk over the bits of the mask, from the lowest. */
const perBit =
  (deposit: boolean): Lift =>
  (b) => {
    const x = b.hold(b.read(1));
    const mask = b.hold(b.read(2));
    const result = b.hold(b.word(0));
    const bit = b.hold(b.word(1));
    const set = (v: Var, w: Word) => b.set(v as Local64, w as I64);
    const low = () => b.and(b.use(mask), b.sub(b.word(0), b.use(mask)));
    b.block((done) => {
      b.loop((next) => {
        b.brIf(done, b.eqz(b.use(mask)));
        const source = deposit ? b.use(bit) : low();
        const taken = b.ne(b.and(b.use(x), source), b.word(0));
        b.when(taken, () => set(result, b.or(b.use(result), deposit ? low() : b.use(bit))));
        set(mask, b.and(b.use(mask), b.sub(b.use(mask), b.word(1))));
        set(bit, b.shl(b.use(bit), b.word(1)));
        b.br(next);
      });
    });
    b.write(0, b.use(result));
  };

const shift =
  (operation: (b: Builder, x: Word, count: Word) => Word): Lift =>
  (b) => {
    const x = b.hold(b.read(1));
    const count = b.operand(2).place === 'I' ? b.word(b.inst.immLo & 255) : b.read(2);
    const held = b.hold(count);
    b.write(0, operation(b, b.use(x), b.use(held)));
  };

/** ADCX and ADOX: one flag is carry in and out, the others stay. */
const addWith =
  (flag: number): Lift =>
  (b) => {
    const y = b.hold(b.read(1));
    const x = b.hold(b.read(0));
    const flags = b.temp32();
    b.set(flags, b.flagBits());
    const carry = b.hold(b.from32(b.ne32(b.and32(b.get(flags), b.i32(flag)), b.i32(0))));
    const first = b.hold(b.add(b.use(x), b.use(y)));
    const sum = b.hold(b.add(b.use(first), b.use(carry)));
    b.patchFlags(flag, () => {
      const out = b.or32(b.ltu(b.use(first), b.use(x)), b.ltu(b.use(sum), b.use(first)));
      return b.mul32(out, b.i32(flag));
    });
    b.write(0, b.use(sum));
  };

/**
 * RDRAND and RDSEED: numbers from the machine's seed, so that runs repeat. G. Steele, D. Lea, C. Flood, "Fast Splittable
 * Pseudorandom Number Generators", section 4. There is always one: CF is set, and the other flags are cleared.
 */
const random: Lift = (b) => {
  const z = b.temp64();
  b.set(z, b.add64(b.load64(b.i32(0), STATE.RANDOM), b.i64pair(0x7f4a7c15, 0x9e3779b9 | 0)));
  b.store64(b.i32(0), b.get(z), STATE.RANDOM);
  const mix = (distance: number, lo: number, hi: number) => {
    const mixed = b.xor64(b.get(z), b.shru64(b.get(z), b.i64(distance)));
    b.set(z, b.mul64(mixed, b.i64pair(lo | 0, hi | 0)));
  };
  mix(30, 0x1ce4e5b9, 0xbf58476d);
  mix(27, 0x133111eb, 0x94d049bb);
  const last = b.temp64();
  b.set(last, b.xor64(b.get(z), b.shru64(b.get(z), b.i64(31))));
  b.write(0, b.mask(b.from64(b.get(last))));
  b.setFlagBits(b.i32(RFLAGS.CF));
};

const FSGSBASE = 1 << 16;

/** RDFSBASE and its kin are there when CR4.FSGSBASE is set. SDM vol. 2, "RDFSBASE/RDGSBASE". */
const base =
  (field: number, write: boolean): Lift =>
  (b) => {
    b.raiseIf(b.eqz32(b.and32(b.load32(b.i32(0), STATE.CR4), b.i32(FSGSBASE))), VECTOR.UD);
    if (!write) return b.write(0, b.from64(b.load64(b.i32(0), field)));
    const value = b.temp64();
    b.set(value, b.to64(b.read(0)));
    const extended = b.shrs64(b.shl64(b.get(value), b.i64(16)), b.i64(16));
    b.raiseIf(b.ne64(extended, b.get(value)), VECTOR.GP);
    b.store64(b.i32(0), b.get(value), field);
  };

export const BMI: Record<string, Lift> = {
  andn: (b) => {
    const result = b.hold(b.and(b.xor(b.read(1), b.word(-1)), b.read(2)));
    b.flags(FAMILY.LOGIC, result);
    b.write(0, b.use(result));
  },
  bextr,
  bzhi,
  blsr: lowest((b, x) => b.and(oneLess(b, x), b.use(x)), true),
  blsmsk: lowest((b, x) => b.xor(oneLess(b, x), b.use(x)), true),
  blsi: lowest((b, x) => b.and(b.sub(b.word(0), b.use(x)), b.use(x)), false),
  mulx,
  pdep: perBit(true),
  pext: perBit(false),
  rorx: shift((b, x, count) => b.rotr(x, count)),
  sarx: shift((b, x, count) => b.shrs(x, count)),
  shlx: shift((b, x, count) => b.shl(x, count)),
  shrx: shift((b, x, count) => b.shru(x, count)),
  adcx: addWith(RFLAGS.CF),
  adox: addWith(RFLAGS.OF),
  rdrand: random,
  rdseed: random,
  rdpid: (b) => b.write(0, b.load64(b.i32(0), STATE.TSC_AUX)),
  rdfsbase: base(STATE.FS_BASE, false),
  rdgsbase: base(STATE.GS_BASE, false),
  wrfsbase: base(STATE.FS_BASE, true),
  wrgsbase: base(STATE.GS_BASE, true),
};
