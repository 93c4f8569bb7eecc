import { FAMILY, RFLAGS } from '../flags/kinds';
import { VECTOR } from '../vectors';
import type { I64, Local32, Local64 } from '../wasm/code';
import type { Builder, Var } from './builder';
import { STACK, type Word } from './memory';
import type { Lift } from './table';

/** Two-operand sums whose flags follow from the operands. SDM vol. 2, "ADD", "SUB". */
const binary =
  (family: number, operation: (b: Builder, x: Var, y: Var) => Word): Lift =>
  (b) => {
    const y = b.hold(b.read(1));
    const x = b.update(0, (old) => operation(b, old, y));
    b.flags(family, x, y);
  };

/** AND OR XOR: CF and OF are cleared, the rest follow from the result. */
const logic =
  (operation: (b: Builder, x: Word, y: Word) => Word): Lift =>
  (b) => {
    const y = b.hold(b.read(1));
    let result = y;
    b.update(0, (old) => {
      result = b.hold(operation(b, b.use(old), b.use(y)));
      return b.use(result);
    });
    b.flags(FAMILY.LOGIC, result);
  };

/**
 * Sums of three operands. The carries out of all positions are (x & y) | ((x | y) & ~r) for x + y + c = r, and the
 * borrows of x - y - c = r the same with x complemented. Hacker's Delight, section 2-13.
 */
const withCarry =
  (subtract: boolean): Lift =>
  (b) => {
    const y = b.hold(b.read(1));
    const carry = b.hold(b.from32(b.carry()));
    let result = y;
    const x = b.update(0, (old) => {
      const first = subtract ? b.sub(b.use(old), b.use(y)) : b.add(b.use(old), b.use(y));
      const sum = subtract ? b.sub(first, b.use(carry)) : b.add(first, b.use(carry));
      result = b.hold(b.mask(sum));
      return b.use(result);
    });
    const not = (v: Var) => b.xor(b.use(v), b.word(-1));
    b.setFlags(
      FAMILY.CARRY,
      b.size,
      () => b.get64(result),
      () => {
        const left = () => (subtract ? not(x) : b.use(x));
        const both = b.and(left(), b.use(y));
        const either = b.or(left(), b.use(y));
        const rest = b.and(either, subtract ? b.use(result) : not(result));
        return b.to64(b.mask(b.or(both, rest)));
      },
    );
  };

/** INC and DEC leave CF alone. */
const step =
  (family: number, by: 1 | -1): Lift =>
  (b) => {
    const carry = b.wants(RFLAGS.CF) ? b.temp32() : undefined;
    if (carry !== undefined) b.set(carry, b.carry());
    let result: Var | undefined;
    b.update(0, (old) => {
      result = b.hold(b.mask(b.add(b.use(old), b.word(by))));
      return b.use(result);
    });
    const kept = result as Var;
    b.setFlags(
      family,
      b.size,
      () => b.get64(kept),
      carry === undefined ? undefined : () => b.extendU(b.get(carry)),
    );
  };

/** XADD: with one register as both operands the sum wins. SDM vol. 2, "XADD". */
const xadd: Lift = (b) => {
  const y = b.hold(b.read(1));
  const sum = (x: Var) => b.add(b.use(x), b.use(y));
  let x: Var;
  if (b.isMemory(0)) {
    x = b.update(0, sum);
    b.write(1, b.use(x));
  } else {
    x = b.hold(b.read(0));
    b.write(1, b.use(x));
    b.write(0, sum(x));
  }
  b.flags(FAMILY.ADD, x, y);
};

/**
 * CMPXCHG: memory is written in any case, a register only when it equals the accumulator (its upper half stays
 * otherwise, as on the real processor), and the accumulator only when they differ.
 */
const cmpxchg: Lift = (b) => {
  const source = b.hold(b.read(1));
  const accumulator = b.hold(b.readRegister(0, b.size));
  const equals = (x: Var) => b.eq(b.use(accumulator), b.use(x));
  let old: Var;
  if (b.isMemory(0)) {
    old = b.update(0, (x) => b.select(b.use(source), b.use(x), equals(x)));
  } else {
    old = b.hold(b.read(0));
    b.when(equals(old), () => b.write(0, b.use(source)));
  }
  b.when(b.ne(b.use(accumulator), b.use(old)), () => b.writeRegister(0, b.size, b.use(old)));
  b.flags(FAMILY.SUB, accumulator, old);
};

/** Leaves ZF as the given condition and the other flags as they are. */
const onlyZero = (b: Builder, equal: Local32): void =>
  b.patchFlags(RFLAGS.ZF, () => b.shl32(b.get(equal), b.i32(6)));

/** A 64-bit value out of two registers' low halves. */
const pair = (b: Builder, high: number, low: number): I64 =>
  b.or64(b.shl64(b.register(high), b.i64(32)), b.and64(b.register(low), b.i64(0xffffffff)));

const cmpxchg8b: Lift = (b) => {
  const expected = b.hold(pair(b, 2, 0)) as Local64;
  const source = b.hold(pair(b, 1, 3));
  const equal = b.temp32();
  const old = b.update(0, (x) => {
    b.set(equal, b.eq(b.use(x), b.get(expected)));
    return b.select(b.use(source), b.use(x), b.get(equal));
  }) as Local64;
  b.when(b.eqz32(b.get(equal)), () => {
    b.setRegister(0, b.and64(b.get(old), b.i64(0xffffffff)));
    b.setRegister(2, b.shru64(b.get(old), b.i64(32)));
  });
  onlyZero(b, equal);
};

/** CMPXCHG16B: its operand is aligned, so that both halves lie in one page. */
const cmpxchg16b: Lift = (b) => {
  const at = b.effectiveAddress();
  // A non-canonical address comes first: the access raises #GP, or #SS for the stack.
  const canonical = b.eq64(b.shrs64(b.shl64(b.get(at), b.i64(16)), b.i64(16)), b.get(at));
  const misaligned = b.ne32(b.and32(b.wrap(b.get(at)), b.i32(15)), b.i32(0));
  b.raiseIf(b.and32(canonical, misaligned), VECTOR.GP);
  const high = b.temp64();
  const highAt = b.temp64();
  const equal = b.temp32();
  b.size = 8;
  // The first access asks for write rights on the page; what follows cannot fault.
  b.modifyAt(at, 8, b.stackUse(), (x) => b.use(x));
  b.set(highAt, b.add64(b.get(at), b.i64(8)));
  b.set(high, b.loadAt(highAt, 8) as I64);
  const low = b.modifyAt(at, 8, STACK.NONE, (x) => {
    const lowEqual = b.eq64(b.use(x) as I64, b.register(0));
    b.set(equal, b.and32(lowEqual, b.eq64(b.get(high), b.register(2))));
    return b.select64(b.register(3), b.use(x) as I64, b.get(equal));
  });
  b.modifyAt(highAt, 8, STACK.NONE, (x) => b.select64(b.register(1), b.use(x) as I64, b.get(equal)));
  b.when(b.eqz32(b.get(equal)), () => {
    b.setRegister(0, b.get(low as Local64));
    b.setRegister(2, b.get(high));
  });
  onlyZero(b, equal);
};

export const ALU: Record<string, Lift> = {
  add: binary(FAMILY.ADD, (b, x, y) => b.add(b.use(x), b.use(y))),
  sub: binary(FAMILY.SUB, (b, x, y) => b.sub(b.use(x), b.use(y))),
  adc: withCarry(false),
  sbb: withCarry(true),
  and: logic((b, x, y) => b.and(x, y)),
  or: logic((b, x, y) => b.or(x, y)),
  xor: logic((b, x, y) => b.xor(x, y)),
  inc: step(FAMILY.INC, 1),
  dec: step(FAMILY.DEC, -1),
  cmp: (b) => {
    const x = b.hold(b.read(0));
    const y = b.hold(b.read(1));
    b.flags(FAMILY.SUB, x, y);
  },
  test: (b) => {
    const result = b.hold(b.and(b.read(0), b.read(1)));
    b.flags(FAMILY.LOGIC, result);
  },
  // NEG is 0 - x, flags and all. SDM vol. 2, "NEG".
  neg: (b) => {
    const x = b.update(0, (old) => b.sub(b.word(0), b.use(old)));
    b.setFlags(
      FAMILY.SUB,
      b.size,
      () => b.i64(0),
      () => b.get64(x),
    );
  },
  not: (b) => {
    b.update(0, (old) => b.xor(b.use(old), b.word(-1)));
  },
  xadd,
  cmpxchg,
  cmpxchg8b,
  cmpxchg16b,
};
