/** Exception vectors. SDM vol. 3, table 6-1. */
export const VECTOR = {
  DE: 0,
  DB: 1,
  NMI: 2,
  BP: 3,
  OF: 4,
  BR: 5,
  UD: 6,
  NM: 7,
  DF: 8,
  TS: 10,
  NP: 11,
  SS: 12,
  GP: 13,
  PF: 14,
  MF: 16,
  AC: 17,
  XM: 19,
  /** Not the processor's: a store hit translated code, and is to be done again as a single instruction. */
  CODE_WRITTEN: 256,
} as const;

/** Exceptions that push an error code. SDM vol. 3, section 6.15. */
export function hasErrorCode(vector: number): boolean {
  return vector === VECTOR.DF || (vector >= VECTOR.TS && vector <= VECTOR.PF) || vector === VECTOR.AC;
}
