import { VECTOR } from '../vectors';
import type { Builder } from './builder';
import { LIFTS } from './table';

/** Privileged instructions that raise #UD, not #GP, above CPL 0. */
const UNKNOWN_TO_USERS = new Set(['vmcall', 'clac', 'stac']);

/** Writes what the builder's instruction does. */
export function lift(b: Builder): void {
  const { encoding } = b.inst;
  if (encoding.privileged && b.cpl === 3) {
    b.raise(UNKNOWN_TO_USERS.has(encoding.mnemonic) ? VECTOR.UD : VECTOR.GP);
    return;
  }
  const write = LIFTS[encoding.mnemonic];
  if (write === undefined)
    throw new Error(`no lift for ${encoding.mnemonic}: add one in lib/emulator/cpu/lift`);
  write(b);
}
