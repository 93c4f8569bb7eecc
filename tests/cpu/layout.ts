/** Where a case's code and data lie, on the real processor (oracle.c) and on ours. The same numbers are in oracle.c. */
export const CODE = 0x10000000;
export const DATA = 0x20000000;
export const PAGE = 4096;
/** Writable pages at DATA; one read-only page follows them, and nothing after it. */
export const DATA_PAGES = 2;
export const FS_BASE = 0x20000100;
export const GS_BASE = 0x1ffff000;
/** int3, which fills the code page after the case's code and so ends it. */
export const INT3 = 0xcc;
/** Bytes of the FXSAVE image that mean something. SDM vol. 1, table 10-2. */
export const FX = 416;

/** One case: code, and the state it starts in. */
export interface Case {
  code: Uint8Array;
  /** Where in the code page it begins; it may reach up to the page's end, after which nothing is mapped. */
  offset: number;
  /** rax rcx rdx rbx rsp rbp rsi rdi r8 to r15. */
  gpr: bigint[];
  flags: number;
  /** XMM0 to XMM15, and MXCSR. */
  xmm: bigint[];
  mxcsr: number;
  /** x87 state, in an FXSAVE64 image whose other fields do not count. */
  fx: Uint8Array;
  /** Decides the contents of the data pages. */
  seed: number;
  /** Ends with a function whose result may be one unit in the last place off. */
  rough: boolean;
  /** Its instructions in order. */
  steps: Step[];
}

/** One instruction of a case: where it begins, and the flag bits that it leaves defined and undefined. */
export interface Step {
  offset: number;
  defined: number;
  undefined: number;
}

/** The state a case ended in. */
export interface Outcome {
  gpr: bigint[];
  rip: bigint;
  xmm: bigint[];
  mxcsr: number;
  flags: number;
  vector: number;
  error: number;
  cr2: bigint;
  /** Changed words of the data pages, by offset. */
  memory: Map<number, number>;
  fx: Uint8Array;
}

const INPUT = 400 + FX;
const OUTPUT = 168 + FX;
/** MXCSR and XMM0 in an answer. */
const MXCSR = 168 + 24;
const XMM = 168 + 160;

/** The image of a case with all its fields. */
export function fullFx({ fx, xmm, mxcsr }: Case): Uint8Array {
  const image = fx.slice();
  const view = new DataView(image.buffer);
  view.setUint32(24, mxcsr, true);
  for (let i = 0; i < 32; i++)
    view.setBigUint64(160 + i * 8, BigInt.asUintN(64, xmm[i >> 1] >> BigInt((i & 1) * 64)), true);
  return image;
}

/** Words that are special as floats, or as a part of one. */
const SPECIAL = [
  ...[0, 1, 0x80000000, 0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001, 0x7ff00000],
  ...[0xfff00000, 0x7ff80000, 0x3ff00000, 0x3f800000, 0x000fffff, 0x007fffff, 0x7fff, 0xffffffff],
];

/** Fills data pages as oracle.c does. */
export function fillData(words: Uint32Array, seed: number): void {
  let x = seed;
  for (let i = 0; i < words.length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    words[i] = x & 7 ? x : SPECIAL[(x >>> 3) & 15];
  }
}

/** Cases as oracle.c reads them. */
export function encodeCases(cases: readonly Case[]): Uint8Array {
  const bytes = new Uint8Array(cases.length * INPUT);
  const view = new DataView(bytes.buffer);
  cases.forEach((test, n) => {
    const { code, offset, gpr, flags, seed } = test;
    const at = n * INPUT;
    view.setUint16(at, code.length, true);
    view.setUint16(at + 2, offset, true);
    view.setUint32(at + 4, seed, true);
    view.setBigUint64(at + 8, BigInt(flags), true);
    for (let i = 0; i < 16; i++) view.setBigUint64(at + 16 + i * 8, BigInt.asUintN(64, gpr[i]), true);
    bytes.set(code, at + 144);
    bytes.set(fullFx(test), at + 400);
  });
  return bytes;
}

/** oracle.c's answers; undefined for a case that ran too long. */
export function decodeOutcomes(bytes: Uint8Array): (Outcome | undefined)[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const outcomes: (Outcome | undefined)[] = [];
  let at = 0;
  while (at + OUTPUT <= bytes.length) {
    const u64 = (offset: number) => view.getBigUint64(at + offset, true);
    const u32 = (offset: number) => view.getUint32(at + offset, true);
    const memory = new Map<number, number>();
    const changed = u32(164);
    for (let i = 0; i < changed; i++) {
      const pair = OUTPUT + i * 8;
      memory.set(u32(pair), u32(pair + 4));
    }
    const outcome: Outcome = {
      gpr: Array.from({ length: 16 }, (_, i) => u64(i * 8)),
      rip: u64(128),
      flags: Number(u64(136)),
      cr2: u64(144),
      vector: u32(152),
      error: u32(156),
      xmm: Array.from({ length: 16 }, (_, i) => u64(XMM + i * 16) | (u64(XMM + 8 + i * 16) << 64n)),
      mxcsr: u32(MXCSR),
      memory,
      fx: bytes.slice(at + 168, at + OUTPUT),
    };
    outcomes.push(u32(160) ? undefined : outcome);
    at += OUTPUT + changed * 8;
  }
  return outcomes;
}
