import type { Encoding, OperandSpec } from '../../../isa/types';
import type { Inst } from './inst';

/** An operand of an encoding, read out of its notation. lib/isa/types.ts, `OperandSpec`. */
export interface Operand {
  /** The letter of the place, or `fixed` for a register by name, or `one` for the constant. */
  readonly place:
    | 'E'
    | 'G'
    | 'M'
    | 'R'
    | 'I'
    | 'J'
    | 'O'
    | 'Z'
    | 'S'
    | 'C'
    | 'D'
    | 'X'
    | 'Y'
    | 'V'
    | 'W'
    | 'U'
    | 'F'
    | 'P'
    | 'Q'
    | 'N'
    | 'B'
    | 'fixed'
    | 'one';
  /** The letter of the size; empty for none. */
  readonly size: string;
  /** Register number of a fixed operand. */
  readonly register: number;
}

const FIXED: Record<string, Operand> = {
  al: { place: 'fixed', size: 'b', register: 0 },
  cl: { place: 'fixed', size: 'b', register: 1 },
  ax: { place: 'fixed', size: 'w', register: 0 },
  dx: { place: 'fixed', size: 'w', register: 2 },
  eax: { place: 'fixed', size: 'd', register: 0 },
  rax: { place: 'fixed', size: 'q', register: 0 },
  rAX: { place: 'fixed', size: 'v', register: 0 },
  fs: { place: 'S', size: 'w', register: 4 },
  gs: { place: 'S', size: 'w', register: 5 },
  xmm0: { place: 'fixed', size: 'x', register: 0 },
  // ST(0).
  st: { place: 'fixed', size: '', register: 0 },
  '1': { place: 'one', size: 'b', register: -1 },
};

/** Reads one operand's notation. */
export function parseOperand(spec: OperandSpec): Operand {
  return FIXED[spec] ?? { place: spec[0] as Operand['place'], size: spec.slice(1), register: -1 };
}

/** Size of an operand in bytes, given the operand size of its instruction; 0 for operands without one. */
export function operandSize(operand: Operand, size: 2 | 4 | 8): 0 | 1 | 2 | 4 | 8 | 16 {
  switch (operand.size) {
    case 'b':
      return 1;
    case 'w':
      return 2;
    case 'd':
      return 4;
    case 'q':
      return 8;
    case 'x':
      return 16;
    case 'y':
      return size === 8 ? 8 : 4;
    case 'v':
    case 'z':
    case 's':
      return size;
    default:
      return 0;
  }
}

/** Whether the instruction's modrm names memory and one of its operands is that. */
export function hasMemoryOperand(inst: Inst): boolean {
  return inst.operands.some(
    ({ place }) =>
      ((place === 'E' || place === 'M' || place === 'W' || place === 'Q') && inst.mod !== 3) || place === 'O',
  );
}

/** Whether the instruction has to do with the XMM registers or MXCSR. */
export function usesSse(inst: Inst): boolean {
  return (
    inst.operands.some(({ place }) => place === 'V' || place === 'W' || place === 'U') ||
    /^(ld|st)mxcsr$/.test(inst.encoding.mnemonic)
  );
}

/** Bytes of the immediate or displacement that an encoding carries for an operand. */
export function immediateSize(operand: Operand, size: 2 | 4 | 8, addressSize: 4 | 8): number {
  if (operand.place === 'O') return addressSize;
  if (operand.place === 'J') return operand.size === 'b' ? 1 : 4;
  if (operand.place !== 'I') return 0;
  switch (operand.size) {
    case 'w':
      return 2;
    case 'v':
      return size;
    case 'z':
      return Math.min(size, 4);
    default:
      return 1;
  }
}

/** Operands of an encoding, parsed once. */
export function operandsOf(encoding: Encoding): readonly Operand[] {
  return encoding.operands.map(parseOperand);
}
