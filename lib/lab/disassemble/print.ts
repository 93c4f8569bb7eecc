import type { Inst, Undecodable } from '../../emulator/cpu/decode/inst';
import { nameOf, written } from './mnemonic';
import { isMemory, printOperand } from './operand';
import type { Style } from './style';

/** An instruction as text: what objdump prints, with names where the style has some. */
export function printInstruction(inst: Inst, style: Style): string {
  const { encoding } = inst;
  const name = nameOf(inst, style.syntax);
  // 66 90: the padding that does nothing to ax.
  if (encoding.mnemonic === 'nop' && encoding.opcode === 0x90 && inst.size === 2)
    return style.syntax === 'att' ? 'xchg %ax, %ax' : 'xchg ax, ax';
  const branch = encoding.mnemonic === 'call' || encoding.mnemonic === 'jmp';
  const operands = written(inst).map((operand) => {
    const text = printOperand(operand, inst, style);
    const indirect = branch && style.syntax === 'att' && operand.place !== 'J';
    return indirect && (isMemory(operand, inst) || operand.place === 'E') ? `*${text}` : text;
  });
  // enter is written alike in both.
  if (style.syntax === 'att' && encoding.mnemonic !== 'enter') operands.reverse();
  return operands.length === 0 ? name : `${name} ${operands.join(', ')}`;
}

/** Bytes that are no instruction here. */
export function printBytes(bytes: Uint8Array): string {
  return `.byte ${[...bytes].map((b) => `0x${b.toString(16).padStart(2, '0')}`).join(', ')}`;
}

export const isInstruction = (inst: Inst | Undecodable): inst is Inst => inst.encoding !== undefined;
