import { FX } from './layout';
import type { Random } from './random';

/** Fields of the FXSAVE64 image. SDM vol. 1, table 10-2. */
const AT = { FCW: 0, FSW: 2, FTW: 4, FOP: 6, FIP: 8, FDP: 16, MXCSR: 24, MXCSR_MASK: 28, ST: 32, XMM: 160 };
const MXCSR_RESET = 0x1f80;
const EXCEPTIONS = 0x3f;
const SUMMARY = 0x8080;
/** Which way a result was rounded: it follows from the result, so where that may differ, this may. */
const C1 = 0x200;

const SIGNIFICANDS = [
  0n,
  1n,
  0x3fffffffffffffffn,
  0x4000000000000000n,
  0x7fffffffffffffffn,
  0x8000000000000000n,
  0x8000000000000001n,
  0x80000000000003ffn,
  0x8000000000000400n,
  0xc000000000000000n,
  0xc000000000000001n,
  0xfffffffffffff800n,
  0xffffffffffffffffn,
  0xffffff7fffffffffn,
  0xffffff8000000000n,
];
const EXPONENTS = [
  0, 1, 2, 63, 64, 0x3bff, 0x3c00, 0x3f7f, 0x3f80, 0x3f81, 0x3ffe, 0x3fff, 0x4000, 0x400e, 0x401d, 0x401e,
];
const LARGE = [0x403d, 0x403e, 0x403f, 0x407e, 0x407f, 0x43fe, 0x43ff, 0x7ffd, 0x7ffe, 0x7fff];

/** A number of any kind in extended precision, mostly of an ordinary size. */
function writeExtended(view: DataView, at: number, random: Random): void {
  const kind = random.below(8);
  let significand = random.oneIn(3) ? random.pick(SIGNIFICANDS) : random.u64();
  // Short fractions make results that are exact, or ties.
  if (random.oneIn(4)) significand &= -1n << BigInt(random.below(64));
  let exponent = 0x3fff - 70 + random.below(140);
  if (kind < 2) exponent = random.pick(random.oneIn(3) ? LARGE : EXPONENTS);
  if (kind === 2) exponent = random.below(0x8000);
  if (exponent !== 0 && !random.oneIn(40)) significand |= 1n << 63n;
  view.setBigUint64(at, BigInt.asUintN(64, significand), true);
  view.setUint16(at + 8, exponent | (random.oneIn(2) ? 0x8000 : 0), true);
}

/** A random state that FXRSTOR takes: mostly a full stack and masked exceptions. */
export function randomFx(random: Random): Uint8Array {
  const image = new Uint8Array(FX);
  const view = new DataView(image.buffer);
  const masks = random.oneIn(4) ? random.u32() & EXCEPTIONS : EXCEPTIONS;
  const control = (random.u32() & 0xf00) | 0x40 | masks;
  let status = random.oneIn(4) ? random.u32() & 0x7f00 : random.u32() & 0x3800;
  if (random.oneIn(8)) status |= random.u32() & 0x7f;
  // Rarely an exception is pending already: then little else happens.
  if (!random.oneIn(8)) status &= ~(EXCEPTIONS & ~control);
  if (status & ~control & EXCEPTIONS) status |= SUMMARY;
  view.setUint16(AT.FCW, control, true);
  view.setUint16(AT.FSW, status, true);
  view.setUint16(
    AT.FTW,
    random.oneIn(4) ? random.u32() & 0xff : random.pick([0xff, 0x7f, 0xfe, 0x0f, 0xf0]),
    true,
  );
  for (let n = 0; n < 8; n++) writeExtended(view, AT.ST + 16 * n, random);
  // What an earlier instruction left.
  if (random.oneIn(4)) {
    view.setUint16(AT.FOP, random.below(0x800), true);
    view.setBigUint64(AT.FIP, random.u64() >> 17n, true);
    view.setBigUint64(AT.FDP, random.u64() >> 17n, true);
  }
  view.setUint32(AT.MXCSR, MXCSR_RESET, true);
  view.setUint32(AT.MXCSR_MASK, 0xffff, true);
  return image;
}

/** The state after FNINIT, with SSE as after a reset. */
export function resetFx(): Uint8Array {
  const image = new Uint8Array(FX);
  const view = new DataView(image.buffer);
  view.setUint16(AT.FCW, 0x37f, true);
  view.setUint32(AT.MXCSR, MXCSR_RESET, true);
  return image;
}

const hex = (n: number | bigint, digits: number) => n.toString(16).padStart(digits, '0');

/** A register of the stack as sign with exponent, and significand. */
const extended = (view: DataView, n: number): string =>
  `${hex(view.getUint16(AT.ST + 16 * n + 8, true), 4)}.${hex(view.getBigUint64(AT.ST + 16 * n, true), 16)}`;

/** The state a case begins in, for a report. */
export function showFx(image: Uint8Array): string {
  const view = new DataView(image.buffer, image.byteOffset);
  const word = (at: number) => hex(view.getUint16(at, true), 4);
  const stack = Array.from({ length: 8 }, (_, n) => extended(view, n)).join(' ');
  return `fcw ${word(AT.FCW)} fsw ${word(AT.FSW)} ftw ${word(AT.FTW)} ${stack}`;
}

/**
 * What two images differ in, a line each. `rough`: a result may be a unit in the last place off; `pointers`: opcode,
 * instruction and data pointer count.
 */
export function fxDifferences(
  real: Uint8Array,
  ours: Uint8Array,
  rough: boolean,
  pointers: boolean,
): string[] {
  const a = new DataView(real.buffer, real.byteOffset);
  const b = new DataView(ours.buffer, ours.byteOffset);
  const lines: string[] = [];
  const differ = (what: string, x: string, y: string) => {
    if (x !== y) lines.push(`${what}: real ${x}, ours ${y}`);
  };
  const words = { fcw: AT.FCW, fsw: AT.FSW, ftw: AT.FTW };
  for (const [name, at] of Object.entries(words)) {
    const mask = name === 'fsw' && rough ? ~C1 : 0xffff;
    differ(name, hex(a.getUint16(at, true) & mask, 4), hex(b.getUint16(at, true) & mask, 4));
  }
  if (pointers) {
    differ('fop', hex(a.getUint16(AT.FOP, true), 4), hex(b.getUint16(AT.FOP, true), 4));
    // Processors keep as many bits as their linear addresses have: 48, or 57 where there are five levels of page tables.
    const pointer = (view: DataView, at: number) => hex(BigInt.asUintN(48, view.getBigUint64(at, true)), 1);
    differ('fip', pointer(a, AT.FIP), pointer(b, AT.FIP));
    differ('fdp', pointer(a, AT.FDP), pointer(b, AT.FDP));
  }
  for (let n = 0; n < 8; n++) {
    if (rough && near(a, b, n)) continue;
    differ(`st${n}`, extended(a, n), extended(b, n));
  }
  return lines;
}

/** Whether two numbers of one sign are at most a unit in the last place apart. */
function near(a: DataView, b: DataView, n: number): boolean {
  const at = AT.ST + 16 * n;
  const [x, y] = [a.getUint16(at + 8, true), b.getUint16(at + 8, true)];
  if ((x ^ y) & 0x8000) return false;
  const rank = (view: DataView, se: number) =>
    (BigInt(se & 0x7fff) << 63n) + (view.getBigUint64(at, true) & ((1n << 63n) - 1n));
  const distance = rank(a, x) - rank(b, y);
  return distance <= 1n && distance >= -1n;
}
