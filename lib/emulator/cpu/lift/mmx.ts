import { STATE } from '../state';
import { VECTOR } from '../vectors';
import type { I32, I64, Local64, V128 } from '../wasm/code';
import { SIMD } from '../wasm/simd';
import { FSW } from '../x87/format';
import type { Builder } from './builder';
import { STACK } from './memory';
import { CONVERT } from './sse/convert';
import { INTEGER } from './sse/integer';
import { lanes, selectors } from './sse/lanes';
import { SHUFFLE } from './sse/shuffle';
import type { Lift } from './table';

/**
 * MMX: its registers are the significands of the x87's, by their own number. What SSE has too is done by SSE's lift on
 * the low halves of vectors. SDM vol. 1, chapter 9; vol. 3, section 12.2 for what happens to the x87 state.
 */

const REGISTER = 16;
const at = (n: number): number => STATE.ST + REGISTER * (n & 7);

/** Before any MMX instruction: a pending x87 exception. */
function wait(b: Builder): void {
  b.raiseIf(b.and32(b.load32(b.i32(0), STATE.FSW), b.i32(FSW.ES)), VECTOR.MF);
}
/** All registers count as full, and the top of the stack is register 0. */
function enter(b: Builder): void {
  b.store16(b.i32(0), b.and32(b.load16u(b.i32(0), STATE.FSW), b.i32(~FSW.TOP)), STATE.FSW);
  b.store8(b.i32(0), b.i32(0xff), STATE.FTW);
}

const get = (b: Builder, n: number): I64 => b.load64(b.i32(0), at(n));
const getVector = (b: Builder, n: number): V128 => b.loadVector(b.i32(0), at(n), SIMD.V128_LOAD64_ZERO);
/** Writes a register; its sign and exponent become all ones. */
function set(b: Builder, n: number, value: Local64): void {
  b.store64(b.i32(0), b.get(value), at(n));
  b.store16(b.i32(0), b.i32(0xffff), at(n) + 8);
}

/** The source of 64 bits, or 32 for the unpack instructions, as the low part of a vector. */
function source(b: Builder, i: number): V128 {
  if (!b.isMemory(i)) return getVector(b, b.registerOf(i));
  return b.loadVectorAt(b.effectiveAddress(), b.sizeOf(i) === 4 ? 4 : 8, false, b.stackUse());
}

/** Two low halves side by side. */
const joined = (b: Builder, x: V128, y: V128): V128 => b.shuffle(lanes(8, [0, 2]), x, y);
const low = (b: Builder, v: V128): Local64 => b.holdSized(b.extract64(0, v), 8) as Local64;

/**
 * SSE's lift on the operands. `joins`: it makes the low half of its result out of the whole destination, so that has to
 * hold both operands. `half`: which half of the result counts.
 */
const packed =
  (lift: Lift, joins = false, half: 0 | 1 = 0): Lift =>
  (b) => {
    wait(b);
    const to = b.registerOf(0);
    const shifts = b.operand(1).place === 'I';
    const y = b.holdVector(shifts ? b.repeat32(0) : source(b, 1));
    const x = b.holdVector(joins ? joined(b, getVector(b, to), b.get(y)) : getVector(b, to));
    b.lowHalves = { x, y: joins ? x : y };
    lift(b);
    b.lowHalves = undefined;
    enter(b);
    set(b, to, b.holdSized(b.extract64(half, b.get(x)), 8) as Local64);
  };

const JOINING = /^(packsswb|packuswb|packssdw|phaddw|phaddd|phaddsw|phsubw|phsubd|phsubsw)$/;
const OPERATIONS =
  'punpcklbw punpcklwd punpckldq packsswb pcmpgtb pcmpgtw pcmpgtd packuswb packssdw pcmpeqb pcmpeqw pcmpeqd psrlw ' +
  'psrld psrlq paddq pmullw psubusb psubusw pminub pand paddusb paddusw pmaxub pandn pavgb psraw psrad pavgw pmulhuw ' +
  'pmulhw psubsb psubsw pminsw por paddsb paddsw pmaxsw pxor psllw pslld psllq pmuludq pmaddwd psadbw psubb psubw ' +
  'psubd psubq paddb paddw paddd phaddw phaddd phaddsw pmaddubsw phsubw phsubd phsubsw psignb psignw psignd pmulhrsw ' +
  'pabsb pabsw pabsd';

/** Bytes of destination and source in an order. */
const shuffled =
  (bytes: (imm: number) => number[]): Lift =>
  (b) => {
    wait(b);
    const to = b.registerOf(0);
    const y = b.holdVector(source(b, 1));
    const value = low(b, b.shuffle(bytes(b.inst.immLo & 255), b.get(y), getVector(b, to)));
    enter(b);
    set(b, to, value);
  };

const pshufb: Lift = (b) => {
  wait(b);
  const to = b.registerOf(0);
  const index = b.vector(SIMD.V128_AND, source(b, 1), b.repeat32(0x87878787 | 0));
  const held = b.holdVector(index);
  const value = low(b, b.vector(SIMD.I8X16_SWIZZLE, getVector(b, to), b.get(held)));
  enter(b);
  set(b, to, value);
};

/** MOVD and MOVQ: a register to or from memory or a general register. */
const move: Lift = (b) => {
  wait(b);
  if (b.operand(0).place === 'P') {
    const to = b.registerOf(0);
    const wide = b.sizeOf(1) === 8;
    let value: I64;
    if (b.operand(1).place === 'Q') value = b.isMemory(1) ? (b.read(1) as I64) : get(b, b.registerOf(1));
    else value = wide ? (b.read(1) as I64) : b.extendU(b.read(1) as I32);
    const held = b.holdSized(value, 8) as Local64;
    enter(b);
    return set(b, to, held);
  }
  const value = b.holdSized(get(b, b.registerOf(1)), 8) as Local64;
  if (b.operand(0).place === 'Q' && !b.isMemory(0)) set(b, b.registerOf(0), value);
  else if (b.sizeOf(0) === 4) b.write(0, b.wrap(b.get(value)));
  else b.write(0, b.get(value));
  enter(b);
};

const pinsrw: Lift = (b) => {
  wait(b);
  const shift = 16 * (b.inst.immLo & 3);
  const word = b.holdSized(b.and32(b.read(1) as I32, b.i32(0xffff)), 2);
  const to = b.registerOf(0);
  const mask = (0xffffn << BigInt(shift)) ^ 0xffffffffffffffffn;
  const kept = b.and64(get(b, to), b.i64pair(Number(mask & 0xffffffffn) | 0, Number(mask >> 32n) | 0));
  const inserted = b.shl64(b.extendU(b.use(word) as I32), b.i64(shift));
  const value = b.holdSized(b.or64(kept, inserted), 8) as Local64;
  enter(b);
  set(b, to, value);
};

const pextrw: Lift = (b) => {
  wait(b);
  const word = b.shru64(get(b, b.registerOf(1)), b.i64(16 * (b.inst.immLo & 3)));
  b.write(0, b.and32(b.wrap(word), b.i32(0xffff)));
  enter(b);
};

const pmovmskb: Lift = (b) => {
  wait(b);
  b.write(0, b.testVector(SIMD.I8X16_BITMASK, getVector(b, b.registerOf(1))));
  enter(b);
};

/** MASKMOVQ: the bytes whose mask byte has its highest bit set, at DS:rDI. */
const maskmovq: Lift = (b) => {
  wait(b);
  // The registers are MMX's even where the store faults.
  enter(b);
  const to = b.temp64();
  const offset = b.inst.addressSize === 4 ? b.and64(b.register(7), b.i64(0xffffffff)) : b.register(7);
  b.set(to, b.inSegment(offset));
  const mask = low(b, b.shiftVector(SIMD.I8X16_SHR_S, getVector(b, b.registerOf(1)), b.i32(7)));
  b.modifyAt(to, 8, STACK.NONE, (old) => {
    const fresh = b.and64(get(b, b.registerOf(0)), b.get(mask));
    return b.or64(fresh, b.and64(b.get(old as Local64), b.xor64(b.get(mask), b.i64(-1))));
  });
};

/** A conversion of SSE whose result, of two integers, goes to an MMX register. */
const toIntegers =
  (lift: Lift): Lift =>
  (b) => {
    wait(b);
    const y = b.holdVector(b.readVector(1));
    const x = b.holdVector(b.repeat32(0));
    // What is above the operand has no part in it.
    if (b.sizeOf(1) === 8) b.set(y, joined(b, b.get(y), b.repeat32(0)));
    // The registers are MMX's even where the conversion raises an exception.
    enter(b);
    b.lowHalves = { x, y };
    lift(b);
    b.lowHalves = undefined;
    const value = low(b, b.get(x));
    set(b, b.registerOf(0), value);
  };
/** One whose operand is in an MMX register, or memory: only a register counts as MMX. */
const fromIntegers =
  (lift: Lift, keepsHigh: boolean): Lift =>
  (b) => {
    if (!b.isMemory(1)) wait(b);
    const y = b.holdVector(source(b, 1));
    if (!b.isMemory(1)) enter(b);
    const x = b.holdVector(b.repeat32(0));
    b.lowHalves = { x, y };
    lift(b);
    b.lowHalves = undefined;
    const to = b.registerOf(0);
    b.setXmm(to, keepsHigh ? b.shuffle(lanes(8, [0, 3]), b.get(x), b.xmm(to)) : b.get(x));
  };

export const MMX: Record<string, Lift> = {
  ...Object.fromEntries(
    OPERATIONS.split(' ').map((name) => [name, packed(INTEGER[name] ?? SHUFFLE[name], JOINING.test(name))]),
  ),
  // The upper elements of 64 bits are the upper half of what the lower ones of 128 bits become.
  punpckhbw: packed((b) => INTEGER.punpcklbw(b), false, 1),
  punpckhwd: packed((b) => INTEGER.punpcklwd(b), false, 1),
  punpckhdq: packed((b) => INTEGER.punpckldq(b), false, 1),
  emms: (b) => {
    wait(b);
    b.store8(b.i32(0), b.i32(0), STATE.FTW);
    b.store16(b.i32(0), b.and32(b.load16u(b.i32(0), STATE.FSW), b.i32(~FSW.TOP)), STATE.FSW);
  },
  movd: move,
  movq: move,
  movntq: move,
  pshufw: shuffled((imm) => lanes(2, [...selectors(imm), 4, 5, 6, 7])),
  // Sixteen bytes, source below destination, then zeros, which the upper half of the source has.
  palignr: shuffled((imm) =>
    Array.from({ length: 16 }, (_, i) => {
      const byte = i + imm;
      return byte < 8 ? byte : byte < 16 ? byte + 8 : 8;
    }),
  ),
  pshufb,
  pinsrw,
  pextrw,
  pmovmskb,
  maskmovq,
  movq2dq: (b) => {
    wait(b);
    b.setXmm(b.registerOf(0), getVector(b, b.registerOf(1)));
    enter(b);
  },
  movdq2q: (b) => {
    wait(b);
    const value = low(b, b.xmm(b.registerOf(1)));
    enter(b);
    set(b, b.registerOf(0), value);
  },
  cvtps2pi: toIntegers(CONVERT.cvtps2dq),
  cvttps2pi: toIntegers(CONVERT.cvttps2dq),
  cvtpd2pi: toIntegers(CONVERT.cvtpd2dq),
  cvttpd2pi: toIntegers(CONVERT.cvttpd2dq),
  cvtpi2ps: fromIntegers(CONVERT.cvtdq2ps, true),
  cvtpi2pd: fromIntegers(CONVERT.cvtdq2pd, false),
};
