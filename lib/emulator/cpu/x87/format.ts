import { STATE } from '../state';

/** Bits of the status word, and the six exceptions' masks in the control word. SDM vol. 1, figures 8-4 and 8-6. */
export const FSW = {
  IE: 1,
  DE: 2,
  ZE: 4,
  OE: 8,
  UE: 16,
  PE: 32,
  SF: 64,
  ES: 128,
  C0: 0x100,
  C1: 0x200,
  C2: 0x400,
  TOP: 0x3800,
  C3: 0x4000,
  B: 0x8000,
} as const;
export const EXCEPTIONS = 0x3f;
/** Exceptions found before anything is computed: unmasked, they leave the destination as it was. */
export const EARLY = FSW.IE | FSW.DE | FSW.ZE;
export const CONDITION = FSW.C0 | FSW.C2 | FSW.C3;

/** Rounding control, bits 10 and 11 of the control word. */
export const ROUND = { NEAREST: 0, DOWN: 1, UP: 2, ZERO: 3 } as const;

/**
 * A number in double extended precision: the significand of 64 bits with its integer bit, and a word of sign and
 * exponent. SDM vol. 1, section 4.2.2.
 */
export const BIAS = 16383;
export const MAX_EXPONENT = 0x7fff;
export const INTEGER_BIT = 1n << 63n;
export const QUIET = 1n << 62n;
/** The real indefinite: the quiet NaN that masked invalid operations answer. */
export const INDEFINITE = { SE: 0xffff, M: INTEGER_BIT | QUIET };

/** Kinds of numbers, as `kind` of x87/number.ts tells them apart. */
export const KIND = {
  ZERO: 0,
  NORMAL: 1,
  /** With an exponent of 0: denormal, and pseudo-denormal. */
  DENORMAL: 2,
  INFINITY: 3,
  QUIET: 4,
  SIGNALLING: 5,
  /** Unnormal, pseudo-infinity, pseudo-NaN: no operand since the 80387. SDM vol. 1, table 8-3. */
  UNSUPPORTED: 6,
} as const;

/** Significand, and sign with exponent, of a number in STATE. */
export const M = 0;
export const SE = 8;
export const RESULT_M = STATE.X87_RESULT + M;
export const RESULT_SE = STATE.X87_RESULT + SE;
export const OPERAND_M = STATE.X87_OPERAND + M;
export const OPERAND_SE = STATE.X87_OPERAND + SE;
/** Nonzero when the operand was a denormal in its own format. */
export const OPERAND_DENORMAL = STATE.X87_OPERAND + 12;
