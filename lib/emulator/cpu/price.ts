import { accesses, hasAccess } from './access';
import type { PriceOf } from './region/translate';
import type { InstructionCosts } from './types';

/**
 * What an instruction costs: its encoding's price, plus a load and a store for what it does with a memory operand that
 * is written out. Accesses that belong to the instruction itself (stack, strings) are in the encoding's price. Never
 * less than a tick, so that time moves with every instruction.
 */
export function instructionPrice(costs: InstructionCosts): PriceOf {
  return (inst) => {
    let ticks = costs.byEncoding[inst.encoding.id];
    if (hasAccess(inst)) {
      const [loads, stores] = accesses(inst);
      ticks += (loads ? costs.load : 0) + (stores ? costs.store : 0);
      if (inst.lock || inst.encoding.mnemonic === 'xchg') ticks += costs.lock ?? 0;
    }
    return Math.max(1, Math.round(ticks));
  };
}
