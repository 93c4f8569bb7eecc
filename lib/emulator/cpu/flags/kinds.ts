/**
 * Status flags are kept lazily, as two 64-bit operands A and B and a kind that says how to work the flags out of them.
 * A kind is a family and an operand size: family * 4 + log2(bytes). Operands are zero-extended to 64 bits.
 */
export const FAMILY = {
  /** A holds the flags themselves, in their RFLAGS positions. */
  BITS: 0,
  /** A + B. */
  ADD: 1,
  /** A - B. */
  SUB: 2,
  /** A is the result; CF OF AF are 0. */
  LOGIC: 3,
  /** A is the result, B the carry (or borrow) out of every bit position: sums of three operands. */
  CARRY: 4,
  /** A is the result of adding one; B is the CF from before. */
  INC: 5,
  /** A is the result of subtracting one; B is the CF from before. */
  DEC: 6,
  /** A is the result; B holds CF and OF in their RFLAGS positions. */
  SHIFT: 7,
} as const;

/** Static kind of flags whose kind is known only when running: it is in a local. */
export const DYNAMIC = -1;

/** Bits of RFLAGS. SDM vol. 1, figure 3-8. */
export const RFLAGS = {
  CF: 1,
  PF: 4,
  AF: 0x10,
  ZF: 0x40,
  SF: 0x80,
  TF: 0x100,
  IF: 0x200,
  DF: 0x400,
  OF: 0x800,
  IOPL: 0x3000,
  NT: 0x4000,
  RF: 0x10000,
  AC: 0x40000,
  ID: 0x200000,
} as const;

/** The six status flags. */
export const STATUS = RFLAGS.CF | RFLAGS.PF | RFLAGS.AF | RFLAGS.ZF | RFLAGS.SF | RFLAGS.OF;
/** The bit that always reads as 1. */
export const RESERVED_ONE = 2;

/** Log2 of an operand size in bytes. */
export const log2 = (bytes: 1 | 2 | 4 | 8): number =>
  bytes === 1 ? 0 : bytes === 2 ? 1 : bytes === 4 ? 2 : 3;

/** Kind of `family` at an operand size. */
export const kindOf = (family: number, bytes: 1 | 2 | 4 | 8): number =>
  family === FAMILY.BITS ? 0 : family * 4 + log2(bytes);
export const familyOf = (kind: number): number => kind >> 2;
export const bytesOf = (kind: number): 1 | 2 | 4 | 8 => (1 << (kind & 3)) as 1 | 2 | 4 | 8;
