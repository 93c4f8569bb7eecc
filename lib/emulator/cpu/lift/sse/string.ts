import type { I32, Local32 } from '../../wasm/code';
import { OP } from '../../wasm/opcodes';
import { SIMD } from '../../wasm/simd';
import type { Builder } from '../builder';
import type { Lift } from '../table';

/** PCMPESTRI and its kin: the comparison is in core/pcmpstr.ts, what is made of it here. SDM vol. 2 section 4.1. */

const RAX = 0;
const RCX = 1;
const RDX = 2;
/** The answer is an element mask, or the index is that of the last one. */
const MOST = 0x40;

/** The magnitude of a length in a register, at most 16, which is more than there are words but stays so. */
function explicitLength(b: Builder, n: number): Local32 {
  const length = b.temp32();
  const wide = b.temp64();
  b.set(wide, b.inst.size === 8 ? b.register(n) : b.extendS(b.wrap(b.register(n))));
  const sign = b.shrs64(b.get(wide), b.i64(63));
  b.set(wide, b.sub64(b.xor64(sign, b.get(wide)), b.shrs64(b.get(wide), b.i64(63))));
  b.set(length, b.select32(b.wrap(b.get(wide)), b.i32(16), b.ltu64(b.get(wide), b.i64(16))));
  return length;
}

const implicitLength = (b: Builder): Local32 => {
  const length = b.temp32();
  b.set(length, b.i32(-1));
  return length;
};

const compare =
  (explicit: boolean, index: boolean): Lift =>
  (b) => {
    const control = b.inst.immLo & 0xff;
    const y = b.holdVector(b.readVector(1, false));
    const length = (n: number) => (explicit ? explicitLength(b, n) : implicitLength(b));
    const [xLength, yLength] = [length(RAX), length(RDX)];
    const answer = b.temp32();
    const x = b.holdVector(b.xmm(b.registerOf(0)));
    const args = [b.get(x), b.get(y), b.get(xLength), b.get(yLength)] as const;
    b.set(answer, b.call32(b.helper('pcmpstr'), ...args, b.i32(control)));
    const bits = b.temp32();
    b.set(bits, b.and32(b.get(answer), b.i32(0xffff)));
    if (index) writeIndex(b, control, bits);
    else writeMask(b, control, bits);
    b.setFlagBits(b.shru32(b.get(answer), b.i32(16)));
  };

/** The place of the first or last bit, or the number of elements where there is none. */
function writeIndex(b: Builder, control: number, bits: Local32): void {
  const count = control & 1 ? 8 : 16;
  let place: I32;
  if (control & MOST) {
    const last = b.sub32(b.i32(31), b.op32(OP.I32_CLZ, b.get(bits)));
    place = b.select32(last, b.i32(count), b.get(bits));
  } else {
    place = b.op32(OP.I32_CTZ, b.or32(b.get(bits), b.i32(1 << count)));
  }
  b.writeRegister(RCX, 4, place);
}

/** The bits themselves, or elements of all ones where they are set, in XMM0. */
function writeMask(b: Builder, control: number, bits: Local32): void {
  if ((control & MOST) === 0) {
    b.setXmm(0, b.replaceLane(SIMD.I32X4_REPLACE_LANE, 0, b.repeat32(0), b.get(bits)));
    return;
  }
  // Each element looks at a bit of its own.
  const words = (control & 1) !== 0;
  const own = words
    ? Array.from({ length: 16 }, (_, i) => (i & 1 ? 0 : 1 << (i >> 1)))
    : Array.from({ length: 16 }, (_, i) => 1 << (i & 7));
  const spread = b.holdVector(b.splat(SIMD.I16X8_SPLAT, b.get(bits)));
  const bytes = Array.from({ length: 16 }, (_, i) => (words ? i & 1 : i >> 3));
  const looked = b.holdVector(
    b.vector(SIMD.V128_AND, b.shuffle(bytes, b.get(spread), b.get(spread)), b.v128(own)),
  );
  b.setXmm(0, b.vector(words ? SIMD.I16X8_EQ : SIMD.I8X16_EQ, b.get(looked), b.v128(own)));
}

export const COMPARE_STRINGS: Record<string, Lift> = {
  pcmpestri: compare(true, true),
  pcmpestrm: compare(true, false),
  pcmpistri: compare(false, true),
  pcmpistrm: compare(false, false),
};
