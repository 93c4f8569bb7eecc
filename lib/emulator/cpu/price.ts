import type { Inst } from './decode/inst';
import { hasMemoryOperand } from './decode/operand';
import type { PriceOf } from './region/translate';
import type { InstructionCosts } from './types';

/** Mnemonics whose first operand is only read, and those where it is only written. The rest read and write it. */
const READ = new Set('cmp test bt push jmp call mul div idiv nop clflush'.split(' '));
const WRITTEN = /^(mov|movzx|movsx|movsxd|movbe|movnti|pop|set.*|str|sgdt|sidt)$/;
const NO_ACCESS = new Set('lea nop invlpg prefetchnta prefetcht0 prefetcht1 prefetcht2 prefetchw'.split(' '));

/**
 * What an instruction costs: its encoding's price, plus a load and a store for what it does with a memory operand that
 * is written out. Accesses that belong to the instruction itself (stack, strings) are in the encoding's price. Never
 * less than a tick, so that time moves with every instruction.
 */
export function instructionPrice(costs: InstructionCosts): PriceOf {
  return (inst) => {
    let ticks = costs.byEncoding[inst.encoding.id];
    if (hasMemoryOperand(inst) && !NO_ACCESS.has(inst.encoding.mnemonic)) {
      const [loads, stores] = accesses(inst);
      ticks += (loads ? costs.load : 0) + (stores ? costs.store : 0);
      if (inst.lock || inst.encoding.mnemonic === 'xchg') ticks += costs.lock ?? 0;
    }
    return Math.max(1, Math.round(ticks));
  };
}

/** Whether the memory operand is loaded and stored. */
function accesses(inst: Inst): [loads: boolean, stores: boolean] {
  const first = inst.operands[0].place;
  const { mnemonic } = inst.encoding;
  if (first !== 'E' && first !== 'M' && first !== 'O') return [true, false];
  if (inst.operands.length === 1 && mnemonic === 'imul') return [true, false];
  if (READ.has(mnemonic)) return [true, false];
  if (WRITTEN.test(mnemonic)) return [false, true];
  return [true, true];
}
