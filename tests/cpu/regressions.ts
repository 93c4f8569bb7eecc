import { resetFx } from './fx';
import { type Case, PAGE } from './layout';

/** A case that once went wrong: hex code, and of the registers those that matter. */
export interface Regression {
  note: string;
  code: string;
  gpr?: Record<number, bigint>;
  flags?: number;
  xmm?: Record<number, bigint>;
  mxcsr?: number;
  seed?: number;
  /** Its last byte is the page's last one. */
  atEnd?: boolean;
  /** Flags to leave out at the end, by their bits. */
  undefined?: number;
}

export const REGRESSIONS: readonly Regression[] = [
  // shl dx, 1; jge over a loop; btr r10, rbp.
  {
    note: 'btr keeps ZF where two ways meet',
    code: '66d1e2410f8d0500000090ffc975fb490fb3ea',
    seed: 273006085,
  },
  {
    note: 'the four sizes of push and pop keep rsp in step',
    code: '66506650505b665b',
    gpr: { 4: 0x20001000n },
  },
  { note: 'stc after dec of a quadword', code: '4aff0d8e10001048f9', seed: -1942689621 },
  { note: 'cmpxchg16b of no address at all', code: '480fc78d0c952e9b', gpr: { 5: 0x5faebde784d189d4n } },
  {
    note: 'an unmasked overflow whose product would be exact with a larger exponent',
    code: '66450f59cf',
    xmm: { 9: 0x41e00000000000007ffc0000deadbeefn, 15: 0x7f7fffffac918eef03f7fffffffa0012n },
    mxcsr: 0x800,
  },
  {
    note: 'an unmasked underflow whose product would be exact with a larger exponent',
    code: '66410f59c9',
    xmm: { 1: 0x4b000000c2c3028f3ec1fe7ebf1cd184n, 9: 0x40n },
    mxcsr: 0x158e,
  },
  { note: 'maskmovdqu of nothing to no address', code: '660ff7d7', gpr: { 7: 0x1000n } },
  {
    note: 'a comparison of a denormal, which ucomiss notices too',
    code: '440f2ec9',
    xmm: { 9: 0x63626362646264636162616300626163n },
  },
  { note: 'pi plus one, times one, in a register', code: 'd9ebd9e8dcc1dec9' },
  { note: 'mov of a segment register that is none', code: '8cf0' },
  { note: 'lfence with another modrm.rm', code: '0faeea' },
  { note: 'a prefetch of a register', code: '0f0dd8' },
  { note: 'F3 90 that names r8', code: 'f34990', gpr: { 0: 1n, 8: 2n } },
  {
    note: 'a page fault in repe cmps puts the flags back',
    code: 'f3a7',
    gpr: { 1: 0x20n, 6: 0x20002ff0n, 7: 0x20002ff0n },
  },
  {
    note: 'rep movs of nothing with short addresses cuts its registers',
    code: 'f367a4',
    gpr: { 1: 0x100000000n, 6: 0x120000000n, 7: 0x120000010n },
  },
  {
    note: 'the dot product of two NaNs',
    code: '66440f3a418a2df6ffffff',
    gpr: { 2: 0x20001cf3n },
    xmm: { 9: 0xfff40000000001237ff0000000000001n },
    seed: 1920063713,
  },
  {
    note: 'the flags before an MMX instruction that reports an x87 exception',
    code: '682c0c0000d92c24ddd8347f0f6ac20aff',
    gpr: { 4: 0x20001000n },
    flags: 0x2d7,
  },
  { note: 'fxsave whose unwritten end cannot be written', code: '0fae0425501e0020' },
  {
    note: 'an undefined opcode of which an immediate would be on the next page',
    code: '0f3f764c6322',
    atEnd: true,
  },
  { note: 'a far pointer of 16 bits that ends with the page', code: '66ea32ea7b6f', atEnd: true },
  {
    note: 'a far pointer of 32 bits with REX.W, of which the end is on the next page',
    code: '6648ea32ea7b6f',
    atEnd: true,
  },
  { note: 'an undefined opcode that ends with the page', code: '0f3c76c0', atEnd: true },
  { note: 'movsxd of 16 bits at the end of memory', code: '66630425fe2f0020' },
  {
    note: 'the remainder of a denormal with one zero before its first bit',
    code: '680dc0000048b813d7b4287d03c0d150db2c24680080000048b8d0f49d63f3e14b4c50db2c24d9f8',
    gpr: { 4: 0x20001000n },
  },
];

/** A regression as a case. */
export function toCase(regression: Regression): Case {
  const {
    code,
    gpr = {},
    xmm = {},
    mxcsr = 0x1f80,
    flags = 0x202,
    seed = 1,
    undefined: left = 0,
    atEnd = false,
  } = regression;
  const bytes = Uint8Array.from(Buffer.from(code, 'hex'));
  return {
    code: bytes,
    offset: atEnd ? PAGE - bytes.length : 0,
    gpr: Array.from({ length: 16 }, (_, n) => gpr[n] ?? 0n),
    flags,
    xmm: Array.from({ length: 16 }, (_, n) => xmm[n] ?? 0n),
    mxcsr,
    fx: resetFx(),
    seed,
    rough: false,
    steps: [{ offset: 0, defined: 0, undefined: left }],
  };
}
