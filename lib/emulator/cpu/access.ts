import type { Inst } from './decode/inst';
import { hasMemoryOperand } from './decode/operand';

/** Mnemonics whose first operand is only read, and those where it is only written. The rest read and write it. */
const READ = new Set(
  'cmp test bt push jmp call ljmp lcall verr verw mul div idiv nop clflush ldmxcsr'.split(' '),
);
const WRITTEN = /^(mov|movzx|movsx|movsxd|movbe|movnti|pop|set.*|str|sldt|smsw|sgdt|sidt|stmxcsr)$/;
const NO_ACCESS = new Set('lea nop invlpg prefetchnta prefetcht0 prefetcht1 prefetcht2 prefetchw'.split(' '));

/** Whether the instruction accesses a memory operand that is written out. */
export function hasAccess(inst: Inst): boolean {
  return hasMemoryOperand(inst) && !NO_ACCESS.has(inst.encoding.mnemonic);
}

/** Whether that operand is loaded and stored. */
export function accesses(inst: Inst): [loads: boolean, stores: boolean] {
  const first = inst.operands[0].place;
  const { mnemonic } = inst.encoding;
  // Vectors are stored and not changed in memory.
  if (first === 'W' || inst.operands[1]?.place === 'V') return [false, true];
  if (first !== 'E' && first !== 'M' && first !== 'O') return [true, false];
  if (inst.operands.length === 1 && mnemonic === 'imul') return [true, false];
  if (READ.has(mnemonic)) return [true, false];
  if (WRITTEN.test(mnemonic)) return [false, true];
  return [true, true];
}
