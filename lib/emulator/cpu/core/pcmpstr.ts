import { RFLAGS } from '../flags/kinds';
import { STATE } from '../state';
import { Code, type I32, type V128 } from '../wasm/code';
import { OP, TYPE } from '../wasm/opcodes';
import { SIMD } from '../wasm/simd';

/** Fields of the immediate. SDM vol. 2 section 4.1. */
const WORDS = 1;
const SIGNED = 2;
const AGGREGATION = { ANY: 0, RANGES: 1, EACH: 2, ORDERED: 3 } as const;
const NEGATE = 0x10;
/** Negation leaves out what is beyond the second string's end. */
const MASKED = 0x20;

/**
 * pcmpstr(a, b, aLength, bLength, control): IntRes2 of PCMPESTRI and its kin in the low 16 bits, the status flags
 * above. Strings that do not give their lengths end before their first zero element: a length is then -1.
 */
export function pcmpstr(): Code {
  const { I32, V128 } = TYPE;
  const c = new Code([V128, V128, I32, I32, I32]);
  const [a, b] = [c.param128(0), c.param128(1)];
  const [aLength, bLength] = [c.param32(2), c.param32(3)];
  const control = c.param32(4);
  const count = c.local32();
  const [full, aValid, bValid] = [c.local32(), c.local32(), c.local32()];
  const result = c.local32();
  const i = c.local32();
  const zero = () => c.i32(0);
  const has = (bit: number) => c.and32(c.get(control), c.i32(bit));
  const ones = (n: () => I32) => c.sub32(c.shl32(c.i32(1), n()), c.i32(1));
  /** Bits of the elements for which a comparison holds. */
  const bits = (bytes: number, words: number, x: () => V128, y: () => V128): I32 =>
    c.choose32(
      has(WORDS),
      () => c.testVector(SIMD.I16X8_BITMASK, c.vector(words, x(), y())),
      () => c.testVector(SIMD.I8X16_BITMASK, c.vector(bytes, x(), y())),
    );
  c.set(count, c.shru32(c.i32(16), has(WORDS)));
  c.set(
    full,
    ones(() => c.get(count)),
  );
  for (const [length, string] of [
    [aLength, a],
    [bLength, b],
  ] as const) {
    c.when(c.op32(OP.I32_LT_S, c.get(length), zero()), () => {
      const nulls = bits(
        SIMD.I8X16_EQ,
        SIMD.I16X8_EQ,
        () => c.get(string),
        () => c.repeat32(0),
      );
      // A bit beyond the last element stands for a string without an end.
      const marked = c.or32(nulls, c.shl32(c.i32(1), c.get(count)));
      c.set(length, c.op32(OP.I32_CTZ, marked));
    });
    c.when(c.op32(OP.I32_GT_U, c.get(length), c.get(count)), () => c.set(length, c.get(count)));
  }
  c.set(
    aValid,
    ones(() => c.get(aLength)),
  );
  c.set(
    bValid,
    ones(() => c.get(bLength)),
  );

  // Unsigned elements are compared as signed ones with their highest bit turned.
  c.when(c.eqz32(has(SIGNED)), () => {
    const turn = () =>
      c.splat(SIMD.I32X4_SPLAT, c.select32(c.i32(0x80008000 | 0), c.i32(0x80808080 | 0), has(WORDS)));
    for (const string of [a, b]) c.set(string, c.vector(SIMD.V128_XOR, c.get(string), turn()));
  });
  c.storeVector(zero(), c.get(a), STATE.VECTOR_A);
  const element = c.local128();
  /** Takes element `i + plus` of the first string into all of `element`. */
  const take = (plus: number) => {
    c.when(
      has(WORDS),
      () =>
        c.set(
          element,
          c.splat(SIMD.I16X8_SPLAT, c.load16u(c.shl32(c.get(i), c.i32(1)), STATE.VECTOR_A + 2 * plus)),
        ),
      () => c.set(element, c.splat(SIMD.I8X16_SPLAT, c.load8u(c.get(i), STATE.VECTOR_A + plus))),
    );
  };
  const equal = () =>
    bits(
      SIMD.I8X16_EQ,
      SIMD.I16X8_EQ,
      () => c.get(b),
      () => c.get(element),
    );
  const eachOf = (step: number, body: () => void) => {
    c.set(i, zero());
    c.loop((next) => {
      c.when(c.ltu32(c.add32(c.get(i), c.i32(step - 1)), c.get(aLength)), () => {
        body();
        c.set(i, c.add32(c.get(i), c.i32(step)));
        c.br(next);
      });
    });
  };
  const is = (aggregation: number) => c.eq32(has(0xc), c.i32(aggregation << 2));

  c.when(is(AGGREGATION.ANY), () => {
    eachOf(1, () => {
      take(0);
      c.set(result, c.or32(c.get(result), equal()));
    });
    c.set(result, c.and32(c.get(result), c.get(bValid)));
  });
  c.when(is(AGGREGATION.RANGES), () => {
    const inside = c.local32();
    eachOf(2, () => {
      take(0);
      c.set(
        inside,
        bits(
          SIMD.I8X16_LT_S,
          SIMD.I16X8_LT_S,
          () => c.get(b),
          () => c.get(element),
        ),
      );
      take(1);
      const above = bits(
        SIMD.I8X16_GT_S,
        SIMD.I16X8_GT_S,
        () => c.get(b),
        () => c.get(element),
      );
      c.set(inside, c.or32(above, c.get(inside)));
      c.set(result, c.or32(c.get(result), c.xor32(c.get(inside), c.i32(-1))));
    });
    c.set(result, c.and32(c.get(result), c.get(bValid)));
  });
  c.when(is(AGGREGATION.EACH), () => {
    // Where both strings have ended they are equal, where one has they are not.
    const same = bits(
      SIMD.I8X16_EQ,
      SIMD.I16X8_EQ,
      () => c.get(a),
      () => c.get(b),
    );
    c.set(result, c.and32(same, c.and32(c.get(aValid), c.get(bValid))));
    const ended = c.xor32(c.or32(c.get(aValid), c.get(bValid)), c.get(full));
    c.set(result, c.or32(ended, c.get(result)));
  });
  c.when(is(AGGREGATION.ORDERED), () => {
    c.set(result, c.get(full));
    eachOf(1, () => {
      take(0);
      // What lies beyond the second operand's last element counts as equal.
      const here = c.shru32(c.and32(equal(), c.get(bValid)), c.get(i));
      const beyond = c.xor32(c.shru32(c.get(full), c.get(i)), c.get(full));
      c.set(result, c.and32(c.or32(here, beyond), c.get(result)));
    });
  });

  c.when(has(NEGATE), () => {
    const turned = c.select32(c.get(bValid), c.get(full), has(MASKED));
    c.set(result, c.xor32(turned, c.get(result)));
  });

  const flag = (condition: I32, bit: number) => c.mul32(condition, c.i32(bit));
  const carry = flag(c.ne32(c.get(result), zero()), RFLAGS.CF);
  const zeroFlag = c.or32(carry, flag(c.ltu32(c.get(bLength), c.get(count)), RFLAGS.ZF));
  const sign = c.or32(zeroFlag, flag(c.ltu32(c.get(aLength), c.get(count)), RFLAGS.SF));
  const all = c.or32(sign, flag(c.and32(c.get(result), c.i32(1)), RFLAGS.OF));
  c.or32(c.shl32(all, c.i32(16)), c.get(result));
  return c;
}
