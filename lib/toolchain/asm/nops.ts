/** No-operations by length: SDM vol. 2 "NOP", table 4-12, and beyond nine bytes with 66 and 2E prefixes, as GNU as pads. */
const NOPS: readonly number[][] = [
  [],
  [0x90],
  [0x66, 0x90],
  [0x0f, 0x1f, 0x00],
  [0x0f, 0x1f, 0x40, 0x00],
  [0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
  [0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
];
const LONGEST = NOPS.length - 1;
/** More no-operations than this are jumped over. */
const MOST = 7;

/** Padding between pieces of code that may be run through. */
export function codePadding(length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  if (Math.ceil(length / LONGEST) > MOST) {
    const short = length - 2 <= 127;
    at = short ? 2 : 5;
    out[0] = short ? 0xeb : 0xe9;
    const distance = length - at;
    for (let i = 1; i < at; i++) out[i] = distance >>> (8 * (i - 1));
  }
  fill(out, at, LONGEST);
  return out;
}

/** Padding between input sections of code. GNU ld knows the same no-operations up to ten bytes: bfd/cpu-i386.c. */
export function linkerPadding(length: number): Uint8Array {
  const out = new Uint8Array(length);
  fill(out, 0, LONGEST - 1);
  return out;
}

function fill(out: Uint8Array, from: number, longest: number): void {
  for (let at = from; at < out.length; ) {
    const nop = NOPS[Math.min(longest, out.length - at)];
    out.set(nop, at);
    at += nop.length;
  }
}
