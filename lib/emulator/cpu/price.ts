import { ENCODINGS } from '../../isa/table';
import { accesses, hasAccess } from './access';
import type { Inst } from './decode/inst';
import type { PriceOf } from './region/translate';
import type { InstructionCosts } from './types';

/**
 * What an instruction costs: its encoding's price, plus a load and a store for what it does with a memory operand that
 * is written out. Accesses that belong to the instruction itself (stack, strings) are in the encoding's price. Never
 * less than a tick, so that time moves with every instruction.
 */
export function instructionPrice(costs: InstructionCosts): PriceOf {
  // Every instruction of new code is asked about, and these three things decide.
  const known = new Float64Array(4 * ENCODINGS.length);
  return (inst) => {
    const which = 4 * inst.encoding.id + (inst.mod !== 3 ? 2 : 0) + (inst.lock ? 1 : 0);
    return known[which] || (known[which] = priceOf(inst, costs));
  };
}

function priceOf(inst: Inst, costs: InstructionCosts): number {
  let ticks = costs.byEncoding[inst.encoding.id];
  if (hasAccess(inst)) {
    const [loads, stores] = accesses(inst);
    ticks += (loads ? costs.load : 0) + (stores ? costs.store : 0);
    if (inst.lock || inst.encoding.mnemonic === 'xchg') ticks += costs.lock ?? 0;
  }
  return Math.max(1, Math.round(ticks));
}
