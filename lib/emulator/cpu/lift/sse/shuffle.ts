import type { I32 } from '../../wasm/code';
import { SIMD } from '../../wasm/simd';
import type { Lift } from '../table';
import { interleaved, lanes, selectors } from './lanes';

/** Instructions that put elements in another order. SDM vol. 2, the page of each. */

/** Bytes of destination and source, as the immediate has it. */
const chosen =
  (bytes: (imm: number) => number[]): Lift =>
  (b) => {
    const to = b.registerOf(0);
    b.setXmm(to, b.shuffle(bytes(b.inst.immLo & 0xff), b.xmm(to), b.readVector(1)));
  };
/** Bytes of the source alone. */
const rearranged =
  (bytes: (imm: number) => number[]): Lift =>
  (b) => {
    const source = b.holdVector(b.readVector(1));
    b.setXmm(b.registerOf(0), b.shuffle(bytes(b.inst.immLo & 0xff), b.get(source), b.get(source)));
  };

/** Elements of the source where the immediate has a bit. */
const blend = (width: number): Lift =>
  chosen((imm) => {
    const count = 16 / width;
    return lanes(
      width,
      Array.from({ length: count }, (_, i) => (imm & (1 << i) ? count + i : i)),
    );
  });

/** Elements of the source where XMM0's have their highest bit set. */
const blendByMask =
  (width: 1 | 4 | 8): Lift =>
  (b) => {
    const source = b.holdVector(b.readVector(1));
    const to = b.registerOf(0);
    const less = { 1: SIMD.I8X16_LT_S, 4: SIMD.I32X4_LT_S, 8: SIMD.I64X2_LT_S }[width];
    const mask = b.holdVector(b.vector(less, b.xmm(0), b.repeat32(0)));
    b.setXmm(to, b.vector(SIMD.V128_BITSELECT, b.get(source), b.xmm(to), b.get(mask)));
  };

/** INSERTPS: an element of a register (bits 7:6), or memory, at a place (5:4); bits 3:0 clear elements. */
const insertps: Lift = (b) => {
  const imm = b.inst.immLo & 0xff;
  const from = b.isMemory(1) ? 0 : imm >> 6;
  const source = b.holdVector(b.readVector(1));
  const to = b.registerOf(0);
  const value: I32 = b.extract32(SIMD.I32X4_EXTRACT_LANE, from, b.get(source));
  const held = b.temp32();
  b.set(held, value);
  const inserted = b.replaceLane(SIMD.I32X4_REPLACE_LANE, (imm >> 4) & 3, b.xmm(to), b.get(held));
  const kept = [0, 1, 2, 3].flatMap((i) => new Array<number>(4).fill(imm & (1 << i) ? 0 : 255));
  b.setXmm(to, b.vector(SIMD.V128_AND, inserted, b.v128(kept)));
};

/** PSHUFB: bytes chosen by the source's low four bits; zero where its highest bit is set. */
const pshufb: Lift = (b) => {
  const to = b.registerOf(0);
  const index = b.vector(SIMD.V128_AND, b.readVector(1), b.repeat32(0x8f8f8f8f | 0));
  const held = b.holdVector(index);
  b.setXmm(to, b.vector(SIMD.I8X16_SWIZZLE, b.xmm(to), b.get(held)));
};

/** PALIGNR: sixteen bytes out of destination and source side by side. */
const palignr: Lift = (b) => {
  const source = b.holdVector(b.readVector(1));
  const to = b.registerOf(0);
  const count = b.inst.immLo & 0xff;
  const range = (from: number, end: number) => Array.from({ length: 16 }, (_, i) => Math.min(i + from, end));
  if (count >= 32) b.setXmm(to, b.repeat32(0));
  // From 16 on, zeros follow the destination's last byte.
  else if (count >= 16) b.setXmm(to, b.shuffle(range(count - 16, 16), b.xmm(to), b.repeat32(0)));
  else b.setXmm(to, b.shuffle(range(count, 32), b.get(source), b.xmm(to)));
};

export const SHUFFLE: Record<string, Lift> = {
  unpcklps: chosen(() => interleaved(4, false)),
  unpckhps: chosen(() => interleaved(4, true)),
  unpcklpd: chosen(() => interleaved(8, false)),
  unpckhpd: chosen(() => interleaved(8, true)),
  shufps: chosen((imm) => {
    const [a, b, c, d] = selectors(imm);
    return lanes(4, [a, b, c + 4, d + 4]);
  }),
  shufpd: chosen((imm) => lanes(8, [imm & 1, 2 + ((imm >> 1) & 1)])),
  pshufd: rearranged((imm) => lanes(4, selectors(imm))),
  pshuflw: rearranged((imm) => lanes(2, [...selectors(imm), 4, 5, 6, 7])),
  pshufhw: rearranged((imm) => lanes(2, [0, 1, 2, 3, ...selectors(imm).map((n) => n + 4)])),
  movddup: rearranged(() => lanes(8, [0, 0])),
  movsldup: rearranged(() => lanes(4, [0, 0, 2, 2])),
  movshdup: rearranged(() => lanes(4, [1, 1, 3, 3])),
  blendps: blend(4),
  blendpd: blend(8),
  pblendw: blend(2),
  pblendvb: blendByMask(1),
  blendvps: blendByMask(4),
  blendvpd: blendByMask(8),
  insertps,
  pshufb,
  palignr,
};
