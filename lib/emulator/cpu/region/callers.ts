import type { VirtualAddress } from '../../mm/pagetable';
import type { Inst, Undecodable } from '../decode/inst';

/** Words of the stack that are looked at. */
export const STACK_WORDS = 6;
/** E8 rel32, and FF /2 with its address; the usual ones first. */
const CALL_LENGTHS = [5, 2, 3, 6, 7, 4];

/**
 * Where kernel functions that are running return to, the innermost first, as far as the top of the stack tells: words
 * that follow a call. A word that only looks so does no harm, as a return is compared before it is taken for granted.
 */
export function kernelCallers(
  stack: readonly VirtualAddress[],
  decode: (rip: VirtualAddress) => Inst | Undecodable,
): VirtualAddress[] {
  const isCall = (rip: VirtualAddress, length: number): boolean => {
    const inst = decode(rip);
    return inst.encoding?.mnemonic === 'call' && inst.length === length;
  };
  return stack.filter((word) => word < 0 && CALL_LENGTHS.some((length) => isCall(word - length, length)));
}
