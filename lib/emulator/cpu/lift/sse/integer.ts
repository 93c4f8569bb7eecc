import { RFLAGS } from '../../flags/kinds';
import type { I32, Local128, V128 } from '../../wasm/code';
import { OP } from '../../wasm/opcodes';
import { SIMD } from '../../wasm/simd';
import type { Builder } from '../builder';
import type { Lift } from '../table';
import { everyOther, interleaved, lanes } from './lanes';

/** Integer operations. WebAssembly has most of them as they are; the rest is put together. SDM vol. 2, the page of each. */

/** Destination and source to destination. */
const binary =
  (op: (b: Builder, x: V128, y: V128) => V128): Lift =>
  (b) => {
    const to = b.registerOf(0);
    b.setXmm(to, op(b, b.xmm(to), b.readVector(1)));
  };
/** The same, of values that are needed more than once. */
const held = (op: (b: Builder, x: Local128, y: Local128) => V128): Lift =>
  binary((b, x, y) => {
    // On the stack y is above x.
    const [second, first] = [b.holdVector(y), b.holdVector(x)];
    return op(b, first, second);
  });
const plain = (op: number): Lift => binary((b, x, y) => b.vector(op, x, y));

const PLAIN: Record<string, number> = {
  paddb: SIMD.I8X16_ADD,
  paddw: SIMD.I16X8_ADD,
  paddd: SIMD.I32X4_ADD,
  paddq: SIMD.I64X2_ADD,
  psubb: SIMD.I8X16_SUB,
  psubw: SIMD.I16X8_SUB,
  psubd: SIMD.I32X4_SUB,
  psubq: SIMD.I64X2_SUB,
  paddsb: SIMD.I8X16_ADD_SAT_S,
  paddsw: SIMD.I16X8_ADD_SAT_S,
  paddusb: SIMD.I8X16_ADD_SAT_U,
  paddusw: SIMD.I16X8_ADD_SAT_U,
  psubsb: SIMD.I8X16_SUB_SAT_S,
  psubsw: SIMD.I16X8_SUB_SAT_S,
  psubusb: SIMD.I8X16_SUB_SAT_U,
  psubusw: SIMD.I16X8_SUB_SAT_U,
  pavgb: SIMD.I8X16_AVGR_U,
  pavgw: SIMD.I16X8_AVGR_U,
  pminub: SIMD.I8X16_MIN_U,
  pmaxub: SIMD.I8X16_MAX_U,
  pminsb: SIMD.I8X16_MIN_S,
  pmaxsb: SIMD.I8X16_MAX_S,
  pminsw: SIMD.I16X8_MIN_S,
  pmaxsw: SIMD.I16X8_MAX_S,
  pminuw: SIMD.I16X8_MIN_U,
  pmaxuw: SIMD.I16X8_MAX_U,
  pminsd: SIMD.I32X4_MIN_S,
  pmaxsd: SIMD.I32X4_MAX_S,
  pminud: SIMD.I32X4_MIN_U,
  pmaxud: SIMD.I32X4_MAX_U,
  pmullw: SIMD.I16X8_MUL,
  pmulld: SIMD.I32X4_MUL,
  pmaddwd: SIMD.I32X4_DOT_I16X8_S,
  pcmpeqb: SIMD.I8X16_EQ,
  pcmpeqw: SIMD.I16X8_EQ,
  pcmpeqd: SIMD.I32X4_EQ,
  pcmpeqq: SIMD.I64X2_EQ,
  pcmpgtb: SIMD.I8X16_GT_S,
  pcmpgtw: SIMD.I16X8_GT_S,
  pcmpgtd: SIMD.I32X4_GT_S,
  pcmpgtq: SIMD.I64X2_GT_S,
  packsswb: SIMD.I8X16_NARROW_I16X8_S,
  packuswb: SIMD.I8X16_NARROW_I16X8_U,
  packssdw: SIMD.I16X8_NARROW_I32X4_S,
  packusdw: SIMD.I16X8_NARROW_I32X4_U,
  ...Object.fromEntries(['pand', 'andps', 'andpd'].map((name) => [name, SIMD.V128_AND])),
  ...Object.fromEntries(['por', 'orps', 'orpd'].map((name) => [name, SIMD.V128_OR])),
  ...Object.fromEntries(['pxor', 'xorps', 'xorpd'].map((name) => [name, SIMD.V128_XOR])),
};

/** NOT the destination, AND the source. */
const andNot = held((b, x, y) => b.vector(SIMD.V128_ANDNOT, b.get(y), b.get(x)));

/** High halves of 16-bit products. */
const mulHigh = (low: number, high: number): Lift =>
  held((b, x, y) => {
    const first = b.vector(low, b.get(x), b.get(y));
    return b.shuffle(everyOther(2, true), first, b.vector(high, b.get(x), b.get(y)));
  });

/** Products of the even elements of 32 bits. */
const mulEven = (op: number): Lift =>
  held((b, x, y) => {
    const even = (v: Local128) => b.shuffle(lanes(4, [0, 2, 0, 2]), b.get(v), b.get(v));
    return b.vector(op, even(x), even(y));
  });

/** PSADBW: sums of absolute differences of bytes in each half. */
const psadbw = held((b, x, y) => {
  const less = b.vector(SIMD.I8X16_SUB_SAT_U, b.get(x), b.get(y));
  const difference = b.vector(SIMD.V128_OR, less, b.vector(SIMD.I8X16_SUB_SAT_U, b.get(y), b.get(x)));
  const words = b.vector(SIMD.I16X8_EXTADD_PAIRWISE_I8X16_U, difference);
  const quarters = b.holdVector(b.vector(SIMD.I32X4_EXTADD_PAIRWISE_I16X8_U, words));
  const low = b.vector(SIMD.V128_AND, b.get(quarters), b.repeat64(-1, 0));
  return b.vector(SIMD.I64X2_ADD, low, b.shiftVector(SIMD.I64X2_SHR_U, b.get(quarters), b.i32(32)));
});

/** Neighbours of both operands added or subtracted. */
const horizontal = (width: 2 | 4, op: number): Lift =>
  held((b, x, y) => {
    const even = b.shuffle(everyOther(width, false), b.get(x), b.get(y));
    return b.vector(op, even, b.shuffle(everyOther(width, true), b.get(x), b.get(y)));
  });

/** PMADDUBSW: unsigned bytes of the destination times signed ones of the source, neighbours added with saturation. */
const pmaddubsw = held((b, x, y) => {
  const product = (unsigned: number, signed: number) =>
    b.holdVector(b.vector(SIMD.I16X8_MUL, b.vector(unsigned, b.get(x)), b.vector(signed, b.get(y))));
  const low = product(SIMD.I16X8_EXTEND_LOW_I8X16_U, SIMD.I16X8_EXTEND_LOW_I8X16_S);
  const high = product(SIMD.I16X8_EXTEND_HIGH_I8X16_U, SIMD.I16X8_EXTEND_HIGH_I8X16_S);
  const even = b.shuffle(everyOther(2, false), b.get(low), b.get(high));
  return b.vector(SIMD.I16X8_ADD_SAT_S, even, b.shuffle(everyOther(2, true), b.get(low), b.get(high)));
});

/** PMULHRSW: as WebAssembly has it, but -1 times -1 overflows to -1 where that saturates. */
const pmulhrsw = held((b, x, y) => {
  const product = b.vector(SIMD.I16X8_Q15MULR_SAT_S, b.get(x), b.get(y));
  const lowest = b.vector(SIMD.I16X8_EQ, b.get(x), b.repeat32(0x80008000 | 0));
  const both = b.vector(SIMD.V128_AND, lowest, b.vector(SIMD.I16X8_EQ, b.get(y), b.repeat32(0x80008000 | 0)));
  return b.vector(SIMD.V128_XOR, product, both);
});

/** PSIGNB and its kin: the destination, its negative or zero by the sign of the source. */
const sign = (negate: number, less: number, equal: number): Lift =>
  held((b, x, y) => {
    const zero = () => b.repeat32(0);
    const negative = b.vector(negate, b.get(x));
    const chosen = b.vector(SIMD.V128_BITSELECT, negative, b.get(x), b.vector(less, b.get(y), zero()));
    return b.vector(SIMD.V128_ANDNOT, chosen, b.vector(equal, b.get(y), zero()));
  });

const unary =
  (op: (b: Builder, y: V128) => V128): Lift =>
  (b) =>
    b.setXmm(b.registerOf(0), op(b, b.readVector(1)));

/** Shifts of elements. A count beyond their width shifts all bits out; an arithmetic one leaves the sign. */
const shift =
  (op: number, bits: number, arithmetic: boolean): Lift =>
  (b) => {
    const to = b.registerOf(0);
    if (b.operand(1).place === 'I') {
      const count = b.inst.immLo & 0xff;
      if (count < bits) b.setXmm(to, b.shiftVector(op, b.xmm(to), b.i32(count)));
      else if (arithmetic) b.setXmm(to, b.shiftVector(op, b.xmm(to), b.i32(bits - 1)));
      else b.setXmm(to, b.repeat32(0));
      return;
    }
    const count = b.temp64();
    b.set(count, b.extract64(0, b.readVector(1)));
    const fits: () => I32 = () => b.ltu64(b.get(count), b.i64(bits));
    if (arithmetic) {
      const capped = b.select32(b.wrap(b.get(count)), b.i32(bits - 1), fits());
      const cut = b.temp32();
      b.set(cut, capped);
      b.setXmm(to, b.shiftVector(op, b.xmm(to), b.get(cut)));
      return;
    }
    const shifted = b.shiftVector(op, b.xmm(to), b.wrap(b.get(count)));
    const mask = b.splat(SIMD.I32X4_SPLAT, b.sub32(b.i32(0), fits()));
    b.setXmm(to, b.vector(SIMD.V128_AND, shifted, mask));
  };

/** Shifts of the whole register by bytes; zeros come in. */
const shiftBytes =
  (left: boolean): Lift =>
  (b) => {
    const to = b.registerOf(0);
    const count = Math.min(b.inst.immLo & 0xff, 16);
    const bytes = Array.from({ length: 16 }, (_, i) => {
      const from = left ? i - count : i + count;
      return from < 0 || from > 15 ? 16 : from;
    });
    b.setXmm(to, b.shuffle(bytes, b.xmm(to), b.repeat32(0)));
  };

/** PTEST: ZF when no bit is in both, CF when the source has none beyond the destination's. The others become 0. */
const ptest: Lift = (b) => {
  const source = b.holdVector(b.readVector(1));
  const to = b.registerOf(0);
  const none = (v: V128) => b.eqz32(b.testVector(SIMD.V128_ANY_TRUE, v));
  const zero = b.mul32(none(b.vector(SIMD.V128_AND, b.xmm(to), b.get(source))), b.i32(RFLAGS.ZF));
  b.setFlagBits(b.or32(zero, none(b.vector(SIMD.V128_ANDNOT, b.get(source), b.xmm(to)))));
};

/** PHMINPOSUW: the least of eight unsigned words, and the first place where it is. */
const phminposuw: Lift = (b) => {
  const source = b.holdVector(b.readVector(1));
  const least = b.temp128();
  b.set(least, b.get(source));
  for (const distance of [4, 2, 1]) {
    const turned = lanes(
      2,
      Array.from({ length: 8 }, (_, i) => (i + distance) & 7),
    );
    const other = b.shuffle(turned, b.get(least), b.get(least));
    b.set(least, b.vector(SIMD.I16X8_MIN_U, b.get(least), other));
  }
  const places = b.testVector(SIMD.I16X8_BITMASK, b.vector(SIMD.I16X8_EQ, b.get(source), b.get(least)));
  const place = b.temp32();
  b.set(place, b.op32(OP.I32_CTZ, places));
  const low = b.extract32(SIMD.I16X8_EXTRACT_LANE_U, 0, b.get(least));
  const word = b.temp32();
  b.set(word, b.or32(low, b.shl32(b.get(place), b.i32(16))));
  b.setXmm(b.registerOf(0), b.replaceLane(SIMD.I32X4_REPLACE_LANE, 0, b.repeat32(0), b.get(word)));
};

/** MPSADBW: eight sums of four absolute differences, at successive places of the destination. */
const mpsadbw = held((b, x, y) => {
  const imm = b.inst.immLo;
  const first = imm & 4;
  const block = (imm & 3) * 4;
  const sum = b.temp128();
  const extend = (bytes: number[], v: Local128) =>
    b.vector(SIMD.I16X8_EXTEND_LOW_I8X16_U, b.shuffle(bytes, b.get(v), b.get(v)));
  for (let j = 0; j < 4; j++) {
    const a = extend(
      Array.from({ length: 16 }, (_, i) => (first + j + i) & 15),
      x,
    );
    const other = extend(new Array<number>(16).fill(block + j), y);
    const difference = b.vector(SIMD.I16X8_ABS, b.vector(SIMD.I16X8_SUB, a, other));
    b.set(sum, j === 0 ? difference : b.vector(SIMD.I16X8_ADD, difference, b.get(sum)));
  }
  return b.get(sum);
});

/** PMOVSX and PMOVZX in steps of twice the width. */
function extension(widths: string, signed: boolean): Lift {
  const order = 'bwdq';
  const from = order.indexOf(widths[0]);
  const steps = signed
    ? [SIMD.I16X8_EXTEND_LOW_I8X16_S, SIMD.I32X4_EXTEND_LOW_I16X8_S, SIMD.I64X2_EXTEND_LOW_I32X4_S]
    : [SIMD.I16X8_EXTEND_LOW_I8X16_U, SIMD.I32X4_EXTEND_LOW_I16X8_U, SIMD.I64X2_EXTEND_LOW_I32X4_U];
  return (b) => {
    const narrow = b.isMemory(1) && b.sizeOf(1) === 2;
    let v = narrow ? b.splat(SIMD.I16X8_SPLAT, b.read(1) as I32) : b.readVector(1);
    for (const step of steps.slice(from, order.indexOf(widths[1]))) v = b.vector(step, v);
    b.setXmm(b.registerOf(0), v);
  };
}

const EXTENSIONS = ['bw', 'bd', 'bq', 'wd', 'wq', 'dq'];
const UNPACK: [string, number][] = [
  ['bw', 1],
  ['wd', 2],
  ['dq', 4],
  ['qdq', 8],
];

export const INTEGER: Record<string, Lift> = {
  ...Object.fromEntries(Object.entries(PLAIN).map(([name, op]) => [name, plain(op)])),
  ...Object.fromEntries(
    EXTENSIONS.flatMap((widths) => [
      [`pmovsx${widths}`, extension(widths, true)],
      [`pmovzx${widths}`, extension(widths, false)],
    ]),
  ),
  ...Object.fromEntries(
    UNPACK.flatMap(([widths, width]) =>
      [false, true].map((high) => [
        `punpck${high ? 'h' : 'l'}${widths}`,
        binary((b, x, y) => b.shuffle(interleaved(width, high), x, y)),
      ]),
    ),
  ),
  pandn: andNot,
  andnps: andNot,
  andnpd: andNot,
  pmulhw: mulHigh(SIMD.I32X4_EXTMUL_LOW_I16X8_S, SIMD.I32X4_EXTMUL_HIGH_I16X8_S),
  pmulhuw: mulHigh(SIMD.I32X4_EXTMUL_LOW_I16X8_U, SIMD.I32X4_EXTMUL_HIGH_I16X8_U),
  pmuludq: mulEven(SIMD.I64X2_EXTMUL_LOW_I32X4_U),
  pmuldq: mulEven(SIMD.I64X2_EXTMUL_LOW_I32X4_S),
  psadbw,
  phaddw: horizontal(2, SIMD.I16X8_ADD),
  phaddd: horizontal(4, SIMD.I32X4_ADD),
  phaddsw: horizontal(2, SIMD.I16X8_ADD_SAT_S),
  phsubw: horizontal(2, SIMD.I16X8_SUB),
  phsubd: horizontal(4, SIMD.I32X4_SUB),
  phsubsw: horizontal(2, SIMD.I16X8_SUB_SAT_S),
  pmaddubsw,
  pmulhrsw,
  psignb: sign(SIMD.I8X16_NEG, SIMD.I8X16_LT_S, SIMD.I8X16_EQ),
  psignw: sign(SIMD.I16X8_NEG, SIMD.I16X8_LT_S, SIMD.I16X8_EQ),
  psignd: sign(SIMD.I32X4_NEG, SIMD.I32X4_LT_S, SIMD.I32X4_EQ),
  pabsb: unary((b, y) => b.vector(SIMD.I8X16_ABS, y)),
  pabsw: unary((b, y) => b.vector(SIMD.I16X8_ABS, y)),
  pabsd: unary((b, y) => b.vector(SIMD.I32X4_ABS, y)),
  psrlw: shift(SIMD.I16X8_SHR_U, 16, false),
  psrld: shift(SIMD.I32X4_SHR_U, 32, false),
  psrlq: shift(SIMD.I64X2_SHR_U, 64, false),
  psraw: shift(SIMD.I16X8_SHR_S, 16, true),
  psrad: shift(SIMD.I32X4_SHR_S, 32, true),
  psllw: shift(SIMD.I16X8_SHL, 16, false),
  pslld: shift(SIMD.I32X4_SHL, 32, false),
  psllq: shift(SIMD.I64X2_SHL, 64, false),
  psrldq: shiftBytes(false),
  pslldq: shiftBytes(true),
  ptest,
  phminposuw,
  mpsadbw,
};
