import { FAMILY, RFLAGS, STATUS } from '../flags/kinds';
import { STATE } from '../state';
import { Code, type FuncIndex, type I32, type I64, type Local64 } from '../wasm/code';
import { OP, TYPE } from '../wasm/opcodes';

const { I32: i32, I64: i64 } = TYPE;

/**
 * flags(kind, a, b): works lazily kept flags out. flags/kinds.ts says what A and B are for each kind. Where the manual
 * leaves all flags undefined they may be anything, but no other bit of RFLAGS comes from here.
 */
export function flags(): Code {
  const c = new Code([i32, i64, i64]);
  const kind = c.param32(0);
  const a = c.param64(1);
  const b = c.param64(2);
  const bits = c.local64();
  const mask = c.local64();
  const top = c.local64();
  const result = c.local64();
  const carries = c.local64();
  const known = c.local32();

  c.when(c.eqz32(c.get(kind)), () => c.return32(c.and32(c.wrap(c.get(a)), c.i32(STATUS))));
  c.set(bits, c.shl64(c.i64(8), c.extendU(c.and32(c.get(kind), c.i32(3)))));
  c.set(mask, c.shru64(c.i64(-1), c.sub64(c.i64(64), c.get(bits))));
  c.set(top, c.sub64(c.get(bits), c.i64(1)));
  c.set(kind, c.shru32(c.get(kind), c.i32(2)));
  c.set(result, c.get(a));

  const is = (family: number) => c.eq32(c.get(kind), c.i32(family));
  // Carry out of each position of x + y = r; for x - y = r the borrow is the same with x complemented. Hacker's
  // Delight, section 2-13.
  const carry = (x: () => I64, r: () => I64) =>
    c.or64(c.and64(x(), c.get(b)), c.and64(c.or64(x(), c.get(b)), r()));
  const complement = (x: Local64) => c.xor64(c.get(x), c.i64(-1));
  c.when(is(FAMILY.ADD), () => {
    c.set(result, c.add64(c.get(a), c.get(b)));
    c.set(
      carries,
      carry(
        () => c.get(a),
        () => complement(result),
      ),
    );
  });
  c.when(is(FAMILY.SUB), () => {
    c.set(result, c.sub64(c.get(a), c.get(b)));
    c.set(
      carries,
      carry(
        () => complement(a),
        () => c.get(result),
      ),
    );
  });
  c.when(is(FAMILY.CARRY), () => c.set(carries, c.get(b)));
  c.set(result, c.and64(c.get(result), c.get(mask)));

  const bit = (condition: I32, flag: number): I32 => c.mul32(condition, c.i32(flag));
  const add = (value: I32): void => c.set(known, c.or32(c.get(known), value));
  const low = (x: I64): I32 => c.and32(c.wrap(x), c.i32(1));
  const highest = () => c.shl64(c.i64(1), c.get(top));
  c.set(known, bit(low(c.shru64(c.get(carries), c.get(top))), RFLAGS.CF));
  const overflow = c.xor64(
    c.shru64(c.get(carries), c.get(top)),
    c.shru64(c.get(carries), c.sub64(c.get(top), c.i64(1))),
  );
  c.set(known, c.or32(bit(low(overflow), RFLAGS.OF), c.get(known)));
  add(bit(low(c.shru64(c.get(carries), c.i64(3))), RFLAGS.AF));
  const nibble = () => c.and32(c.wrap(c.get(a)), c.i32(15));
  // Where nobody wanted CF, inc and dec left B as it was.
  const oldCarry = () => c.and32(c.wrap(c.get(b)), c.i32(RFLAGS.CF));
  c.when(is(FAMILY.INC), () => {
    add(oldCarry());
    add(bit(c.eqz32(nibble()), RFLAGS.AF));
    add(bit(c.eq64(c.get(a), highest()), RFLAGS.OF));
  });
  c.when(is(FAMILY.DEC), () => {
    add(oldCarry());
    add(bit(c.eq32(nibble(), c.i32(15)), RFLAGS.AF));
    add(bit(c.eq64(c.get(a), c.sub64(highest(), c.i64(1))), RFLAGS.OF));
  });
  c.when(is(FAMILY.SHIFT), () => add(c.wrap(c.get(b))));
  add(bit(c.eqz64(c.get(result)), RFLAGS.ZF));
  add(bit(low(c.shru64(c.get(result), c.get(top))), RFLAGS.SF));
  const ones = c.popcnt32(c.and32(c.wrap(c.get(result)), c.i32(0xff)));
  const odd = c.and32(ones, c.i32(1));
  const even = c.eqz32(odd);
  c.and32(c.or32(bit(even, RFLAGS.PF), c.get(known)), c.i32(STATUS));
  return c;
}

/** stateFlags(): the six status flags as they stand in memory. */
export function stateFlags(flagsFunction: FuncIndex): Code {
  const c = new Code([]);
  const zero = () => c.i32(0);
  c.call32(
    flagsFunction,
    c.load32(zero(), STATE.FLAG_KIND),
    c.load64(zero(), STATE.FLAG_A),
    c.load64(zero(), STATE.FLAG_B),
  );
  return c;
}

/** mulhu(a, b): high half of the unsigned product, from four half-word products. Hacker's Delight, section 8-2. */
export function mulhu(): Code {
  const c = new Code([i64, i64]);
  const [aHigh, bHigh, middle, low] = [c.local64(), c.local64(), c.local64(), c.local64()];
  const a = c.param64(0);
  const b = c.param64(1);
  const lower = (x: I64) => c.and64(x, c.i64(0xffffffff));
  const upper = (x: I64) => c.shru64(x, c.i64(32));
  c.set(aHigh, upper(c.get(a)));
  c.set(bHigh, upper(c.get(b)));
  c.set(a, lower(c.get(a)));
  c.set(b, lower(c.get(b)));
  const lowProduct = c.mul64(c.get(a), c.get(b));
  c.set(low, upper(lowProduct));
  c.set(middle, c.add64(c.mul64(c.get(aHigh), c.get(b)), c.get(low)));
  c.set(low, c.add64(c.mul64(c.get(a), c.get(bHigh)), lower(c.get(middle))));
  c.add64(c.add64(c.mul64(c.get(aHigh), c.get(bHigh)), upper(c.get(middle))), upper(c.get(low)));
  return c;
}

/** mulhs(a, b): the unsigned one, less each factor where the other is negative. Hacker's Delight, section 8-3. */
export function mulhs(unsigned: FuncIndex): Code {
  const c = new Code([i64, i64]);
  const a = c.param64(0);
  const b = c.param64(1);
  const ifNegative = (x: Local64, y: Local64) => c.and64(c.shrs64(c.get(x), c.i64(63)), c.get(y));
  const product = c.call64(unsigned, c.get(a), c.get(b));
  c.sub64(c.sub64(product, ifNegative(a, b)), ifNegative(b, a));
  return c;
}

/** divu(lo, hi, divisor): schoolbook division, a bit a step, unless the high half is zero. */
export function divu(): Code {
  const c = new Code([i64, i64, i64]);
  const lo = c.param64(0);
  const hi = c.param64(1);
  const divisor = c.param64(2);
  const step = c.local32();
  const out = c.local64();
  const zero = () => c.i32(0);
  // The quotient fits just when hi < divisor; that covers a divisor of zero.
  c.when(c.geu64(c.get(hi), c.get(divisor)), () => c.return32(zero()));
  c.when(c.eqz64(c.get(hi)), () => {
    c.store64(zero(), c.op64(OP.I64_DIV_U, c.get(lo), c.get(divisor)), STATE.QUOTIENT);
    c.store64(zero(), c.op64(OP.I64_REM_U, c.get(lo), c.get(divisor)), STATE.REMAINDER);
    c.return32(c.i32(1));
  });
  c.set(step, c.i32(64));
  c.loop((next) => {
    c.set(out, c.shrs64(c.get(hi), c.i64(63)));
    c.set(hi, c.or64(c.shl64(c.get(hi), c.i64(1)), c.shru64(c.get(lo), c.i64(63))));
    c.set(lo, c.shl64(c.get(lo), c.i64(1)));
    // A bit that left the top makes hi larger than any divisor.
    c.when(c.or32(c.wrap(c.get(out)), c.geu64(c.get(hi), c.get(divisor))), () => {
      c.set(hi, c.sub64(c.get(hi), c.get(divisor)));
      c.set(lo, c.or64(c.get(lo), c.i64(1)));
    });
    c.set(step, c.sub32(c.get(step), c.i32(1)));
    c.brIf(next, c.get(step));
  });
  c.store64(zero(), c.get(lo), STATE.QUOTIENT);
  c.store64(zero(), c.get(hi), STATE.REMAINDER);
  c.i32(1);
  return c;
}

/** divs(lo, hi, divisor): divides magnitudes; the remainder has the dividend's sign. SDM vol. 2, "IDIV". */
export function divs(unsigned: FuncIndex): Code {
  const c = new Code([i64, i64, i64]);
  const lo = c.param64(0);
  const hi = c.param64(1);
  const divisor = c.param64(2);
  const dividendSign = c.local64();
  const quotientSign = c.local64();
  const quotient = c.local64();
  const zero = () => c.i32(0);
  // (x ^ s) - s negates x when s is -1.
  const withSign = (x: I64, sign: Local64) => c.sub64(c.xor64(x, c.get(sign)), c.get(sign));
  c.set(dividendSign, c.shrs64(c.get(hi), c.i64(63)));
  c.set(quotientSign, c.xor64(c.shrs64(c.get(divisor), c.i64(63)), c.get(dividendSign)));
  c.when(c.wrap(c.get(dividendSign)), () => {
    c.set(hi, c.sub64(c.xor64(c.get(hi), c.i64(-1)), c.extendS(c.sub32(zero(), c.eqz64(c.get(lo))))));
    c.set(lo, c.sub64(c.i64(0), c.get(lo)));
  });
  c.when(c.lts64(c.get(divisor), c.i64(0)), () => c.set(divisor, c.sub64(c.i64(0), c.get(divisor))));
  c.when(c.eqz32(c.call32(unsigned, c.get(lo), c.get(hi), c.get(divisor))), () => c.return32(zero()));
  c.set(quotient, withSign(c.load64(zero(), STATE.QUOTIENT), quotientSign));
  // The magnitude must not have reached the sign bit, except for the most negative quotient.
  c.when(
    c.and32(
      c.wrap(c.shru64(c.xor64(c.get(quotient), c.get(quotientSign)), c.i64(63))),
      c.ne64(c.load64(zero(), STATE.QUOTIENT), c.i64(0)),
    ),
    () => c.return32(zero()),
  );
  c.store64(zero(), c.get(quotient), STATE.QUOTIENT);
  c.store64(zero(), withSign(c.load64(zero(), STATE.REMAINDER), dividendSign), STATE.REMAINDER);
  c.i32(1);
  return c;
}
