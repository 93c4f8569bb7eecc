import { STATE } from '../../state';
import { VECTOR } from '../../vectors';
import type { I32, I64, Local64 } from '../../wasm/code';
import { SIMD } from '../../wasm/simd';
import type { Builder } from '../builder';
import { STACK } from '../memory';
import type { Lift } from '../table';
import { lanes } from './lanes';

/** Moves between registers and memory. SDM vol. 2, the page of each. */

const whole =
  (aligned: boolean): Lift =>
  (b) =>
    b.writeVector(0, b.readVector(1, aligned), aligned);

/** Stores the low element of a register. */
function storeLow(b: Builder, n: number, size: 4 | 8): void {
  const v = b.xmm(n);
  const value = size === 8 ? b.extract64(0, v) : b.extract32(SIMD.I32X4_EXTRACT_LANE, 0, v);
  b.storeAt(b.effectiveAddress(), size, b.holdSized(value, size), b.stackUse());
}

/** MOVSS and MOVSD: a load clears what is above, a move between registers leaves it. */
const scalar =
  (size: 4 | 8): Lift =>
  (b) => {
    if (b.isMemory(0)) return storeLow(b, b.registerOf(1), size);
    const to = b.registerOf(0);
    if (b.isMemory(1)) return b.setXmm(to, b.readVector(1));
    const low =
      size === 8
        ? [16, 17, 18, 19, 20, 21, 22, 23, 8, 9, 10, 11]
        : [16, 17, 18, 19, 4, 5, 6, 7, 8, 9, 10, 11];
    b.setXmm(to, b.shuffle([...low, 12, 13, 14, 15], b.xmm(to), b.xmm(b.registerOf(1))));
  };

/** Moves half a register to or from memory. */
const half =
  (lane: 0 | 1): Lift =>
  (b) => {
    if (b.isMemory(0)) {
      const value = b.holdSized(b.extract64(lane, b.xmm(b.registerOf(1))), 8);
      b.storeAt(b.effectiveAddress(), 8, value, b.stackUse());
      return;
    }
    const to = b.registerOf(0);
    const value = b.holdSized(b.loadAt(b.effectiveAddress(), 8, b.stackUse()), 8) as Local64;
    b.setXmm(to, b.replaceLane(SIMD.I64X2_REPLACE_LANE, lane, b.xmm(to), b.get(value)));
  };

const ZEROS = () => Array.from({ length: 16 }, () => 0);

/** MOVD and MOVQ with general registers or memory: the rest of the vector becomes zero. */
const general =
  (size: 4 | 8): Lift =>
  (b) => {
    if (b.operand(0).place === 'V') {
      if (b.isMemory(1)) {
        b.setXmm(b.registerOf(0), b.loadVectorAt(b.effectiveAddress(), size, false, b.stackUse()));
        return;
      }
      const op = size === 8 ? SIMD.I64X2_REPLACE_LANE : SIMD.I32X4_REPLACE_LANE;
      b.setXmm(b.registerOf(0), b.replaceLane(op, 0, b.v128(ZEROS()), b.read(1)));
      return;
    }
    const from = b.xmm(b.registerOf(1));
    b.write(0, size === 8 ? b.extract64(0, from) : b.extract32(SIMD.I32X4_EXTRACT_LANE, 0, from));
  };

/** MOVQ: also between vector registers, where it clears the upper half. */
const movq: Lift = (b) => {
  if (!b.inst.operands.some((o) => o.place === 'W')) return general(8)(b);
  if (b.isMemory(0)) return storeLow(b, b.registerOf(1), 8);
  const from = b.readVector(1);
  b.setXmm(b.registerOf(0), b.isMemory(1) ? from : b.shuffle(lanes(8, [0, 2]), from, b.v128(ZEROS())));
};

/** Sign bits of the elements as a number. */
const signs =
  (op: number): Lift =>
  (b) =>
    b.write(0, b.testVector(op, b.xmm(b.registerOf(1))));

/**
 * MASKMOVDQU: the bytes whose mask byte has its highest bit set, at DS:rDI. Whether bytes that are left out may fault
 * is up to the processor; here, as on the real one that was asked, all sixteen have to be writable.
 */
const maskmovdqu: Lift = (b) => {
  const at = b.temp64();
  const offset = b.inst.addressSize === 4 ? b.and64(b.register(7), b.i64(0xffffffff)) : b.register(7);
  b.set(at, b.inSegment(offset));
  const mask = b.holdVector(b.shiftVector(SIMD.I8X16_SHR_S, b.xmm(b.registerOf(1)), b.i32(7)));
  b.modifyVectorAt(at, STACK.NONE, (old) => {
    const kept = b.holdVector(old);
    return b.vector(SIMD.V128_BITSELECT, b.xmm(b.registerOf(0)), b.get(kept), b.get(mask));
  });
};

/** Bits of MXCSR that there are; setting another is #GP. SDM vol. 1, figure 10-3. */
const MXCSR_RESERVED = ~0xffff;

const ldmxcsr: Lift = (b) => {
  const value = b.temp32();
  b.set(value, b.read(0) as I32);
  b.raiseIf(b.and32(b.get(value), b.i32(MXCSR_RESERVED)), VECTOR.GP);
  b.store32(b.i32(0), b.get(value), STATE.MXCSR);
};
const stmxcsr: Lift = (b) => b.write(0, b.load32(b.i32(0), STATE.MXCSR));

/** Element inserted from a general register or memory; the immediate counts modulo the number of elements. */
const insert =
  (op: number, count: number): Lift =>
  (b) => {
    const value = b.read(2 - 1);
    const size = b.sizeOf(1);
    const held = b.holdSized(value, size);
    const to = b.registerOf(0);
    b.setXmm(to, b.replaceLane(op, b.inst.immLo & (count - 1), b.xmm(to), b.use(held) as I32 | I64));
  };

const extract =
  (op: number, count: number, size: 1 | 2 | 4): Lift =>
  (b) => {
    const value = b.extract32(op, b.inst.immLo & (count - 1), b.xmm(b.registerOf(1)));
    if (b.isMemory(0)) b.storeAt(b.effectiveAddress(), size, b.holdSized(value, size), b.stackUse());
    else b.writeRegister(b.registerOf(0), 4, value);
  };

export const MOVE: Record<string, Lift> = {
  movaps: whole(true),
  movapd: whole(true),
  movdqa: whole(true),
  movntdqa: whole(true),
  // Hints about caches, which are not modelled.
  movntps: whole(true),
  movntpd: whole(true),
  movntdq: whole(true),
  movups: whole(false),
  movupd: whole(false),
  movdqu: whole(false),
  lddqu: whole(false),
  movss: scalar(4),
  movsd: scalar(8),
  movlps: half(0),
  movlpd: half(0),
  movhps: half(1),
  movhpd: half(1),
  movhlps: (b) => {
    const to = b.registerOf(0);
    b.setXmm(to, b.shuffle(lanes(8, [3, 1]), b.xmm(to), b.xmm(b.registerOf(1))));
  },
  movlhps: (b) => {
    const to = b.registerOf(0);
    b.setXmm(to, b.shuffle(lanes(8, [0, 2]), b.xmm(to), b.xmm(b.registerOf(1))));
  },
  movd: general(4),
  movq,
  movmskps: signs(SIMD.I32X4_BITMASK),
  movmskpd: signs(SIMD.I64X2_BITMASK),
  pmovmskb: signs(SIMD.I8X16_BITMASK),
  maskmovdqu,
  ldmxcsr,
  stmxcsr,
  pinsrb: insert(SIMD.I8X16_REPLACE_LANE, 16),
  pinsrw: insert(SIMD.I16X8_REPLACE_LANE, 8),
  pinsrd: insert(SIMD.I32X4_REPLACE_LANE, 4),
  pinsrq: insert(SIMD.I64X2_REPLACE_LANE, 2),
  pextrb: extract(SIMD.I8X16_EXTRACT_LANE_U, 16, 1),
  pextrw: extract(SIMD.I16X8_EXTRACT_LANE_U, 8, 2),
  pextrd: extract(SIMD.I32X4_EXTRACT_LANE, 4, 4),
  pextrq: (b) => b.write(0, b.extract64(b.inst.immLo & 1, b.xmm(b.registerOf(1)))),
  extractps: extract(SIMD.I32X4_EXTRACT_LANE, 4, 4),
};
