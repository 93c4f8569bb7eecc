import { type Inst, RIP_BASE } from '../../emulator/cpu/decode/inst';
import { type Operand, operandSize } from '../../emulator/cpu/decode/operand';
import { addressing, general, segment, vector } from './registers';
import type { Style } from './style';

const PTR: Record<number, string> = {
  1: 'BYTE PTR ',
  2: 'WORD PTR ',
  4: 'DWORD PTR ',
  8: 'QWORD PTR ',
  10: 'TBYTE PTR ',
  16: 'XMMWORD PTR ',
};

/** Size of an operand in bytes; 0 for one that has none. */
export const sizeOf = (operand: Operand, inst: Inst): number =>
  operand.size === 't' ? 10 : operandSize(operand, inst.size);

/** Whether an operand is in memory that the instruction's modrm addresses, or at a written-out address. */
export function isMemory({ place }: Operand, inst: Inst): boolean {
  return place === 'M' || place === 'O' || (inst.mod !== 3 && /^[EWQ]$/.test(place));
}

/** An operand as text. */
export function printOperand(operand: Operand, inst: Inst, style: Style): string {
  const register = registerOf(operand, inst);
  const percent = style.syntax === 'att' ? '%' : '';
  if (register !== undefined) return percent + register;
  switch (operand.place) {
    case 'X':
      return stringOperand('ds', 6, operand, inst, style);
    case 'Y':
      return stringOperand('es', 7, operand, inst, style);
    case 'J':
      return target(inst.target, style);
    case 'I':
      return immediate(operand, inst, style);
    case 'one':
      return style.syntax === 'att' ? '$1' : '1';
    default:
      return memory(operand, inst, style);
  }
}

/** Name of the register that an operand is; undefined for others. SDM vol. 2, appendix A.2.1. */
function registerOf(operand: Operand, inst: Inst): string | undefined {
  const size = sizeOf(operand, inst);
  const { rex, reg, rm, mod } = inst;
  switch (operand.place) {
    case 'G':
      return general(reg, size, rex);
    case 'R':
      return general(rm, size, rex);
    case 'Z':
      return general(rm, size, rex);
    case 'E':
      return mod === 3 ? general(rm, size, rex) : undefined;
    case 'B':
      return general(inst.vvvv, size);
    case 'V':
      return vector(reg);
    case 'U':
      return vector(rm);
    case 'W':
      return mod === 3 ? vector(rm) : undefined;
    case 'P':
      return `mm${reg & 7}`;
    case 'N':
      return `mm${rm & 7}`;
    case 'Q':
      return mod === 3 ? `mm${rm & 7}` : undefined;
    case 'F':
      return `st(${rm & 7})`;
    case 'S':
      return segment(operand.register >= 0 ? operand.register : reg);
    case 'C':
      return `cr${reg}`;
    case 'D':
      return `dr${reg}`;
    case 'fixed':
      return fixed(operand, inst);
    default:
      return undefined;
  }
}

function fixed(operand: Operand, inst: Inst): string {
  if (operand.size === '') return 'st';
  return operand.size === 'x' ? vector(operand.register) : general(operand.register, sizeOf(operand, inst));
}

/** An address where code goes or data lies. */
function target(address: number, style: Style): string {
  return style.name(address) ?? style.number(BigInt.asUintN(64, BigInt(address)));
}

function immediate(operand: Operand, inst: Inst, style: Style): string {
  const first = inst.operands.find(({ place }) => place === 'I') === operand;
  const whole = first
    ? (BigInt(inst.immHi | 0) << 32n) | BigInt(inst.immLo >>> 0)
    : BigInt.asUintN(32, BigInt(inst.imm2));
  // Of the operand's own width: a byte that is sign-extended has that of its instruction.
  const size = operand.size === 's' || operand.size === 'z' ? inst.size : sizeOf(operand, inst) || 1;
  const text = style.immediate(BigInt.asIntN(size * 8, whole), size * 8);
  if (style.syntax === 'att') return `$${text}`;
  // A bare name would be what lies there.
  return /^[-\d]/.test(text) ? text : `OFFSET ${text}`;
}

/** String instructions name their operands in full. */
function stringOperand(name: string, register: number, operand: Operand, inst: Inst, style: Style): string {
  const from = name === 'ds' && inst.segment >= 0 ? segment(inst.segment) : name;
  const address = addressing(register, inst);
  return style.syntax === 'att'
    ? `%${from}:(%${address})`
    : `${PTR[sizeOf(operand, inst)]}${from}:[${address}]`;
}

function memory(operand: Operand, inst: Inst, style: Style): string {
  const prefix = inst.segment >= 0 ? `${style.syntax === 'att' ? '%' : ''}${segment(inst.segment)}:` : '';
  if (style.syntax === 'att') return prefix + attMemory(operand, inst, style);
  const size = inst.encoding.mnemonic === 'lea' ? 0 : sizeOf(operand, inst);
  return (PTR[size] ?? '') + intelMemory(operand, inst, style, prefix);
}

/** `disp(base,index,scale)`. */
function attMemory(operand: Operand, inst: Inst, style: Style): string {
  const { base, index, scale } = inst;
  if (operand.place === 'O') return absolute(inst, style);
  if (base === RIP_BASE) {
    const named = style.name(ripTarget(inst));
    return `${named ?? style.number(BigInt(inst.displacement))}(%${ripName(inst)})`;
  }
  if (base < 0 && index < 0) return absolute(inst, style);
  const displacement = inst.displacement === 0 && base >= 0 ? '' : place(inst, style);
  const first = base < 0 ? '' : `%${addressing(base, inst)}`;
  const second = index < 0 ? '' : `,%${addressing(index, inst)},${1 << scale}`;
  return `${displacement}(${first}${second})`;
}

/** `[base+index*scale+disp]`. */
function intelMemory(operand: Operand, inst: Inst, style: Style, prefix: string): string {
  const { base, index, scale, displacement } = inst;
  if (operand.place === 'O' || (base < 0 && index < 0)) return `${prefix || 'ds:'}${absolute(inst, style)}`;
  if (base === RIP_BASE) {
    const named = style.name(ripTarget(inst));
    if (named !== undefined) return `${prefix}${named}[${ripName(inst)}]`;
  }
  const name = base === RIP_BASE ? ripName(inst) : base < 0 ? '' : addressing(base, inst);
  const sum = [name, index < 0 ? '' : `${addressing(index, inst)}*${1 << scale}`].filter(Boolean).join('+');
  if (displacement === 0 && base >= 0 && base !== RIP_BASE) return `${prefix}[${sum}]`;
  const offset = place(inst, style);
  return `${prefix}[${sum}${offset.startsWith('-') ? '' : '+'}${offset}]`;
}

/** A displacement: the name of an array that an index goes into, or a number. */
function place(inst: Inst, style: Style): string {
  const { displacement, base } = inst;
  const named = base < 0 && displacement > 0 ? style.name(displacement) : undefined;
  return named ?? style.number(BigInt(displacement));
}

function absolute(inst: Inst, style: Style): string {
  const { immLo, immHi, displacement } = inst;
  const written = inst.operands.some(({ place: where }) => where === 'O');
  const address = written
    ? (BigInt(immHi >>> 0) << 32n) | BigInt(immLo >>> 0)
    : BigInt.asUintN(8 * inst.addressSize, BigInt(displacement));
  const named = inst.segment < 0 && address < 2n ** 53n ? style.name(Number(address)) : undefined;
  return named ?? style.number(address);
}

const ripName = (inst: Inst): string => (inst.addressSize === 4 ? 'eip' : 'rip');

/** Where a rip-relative operand lies. */
export const ripTarget = (inst: Inst): number => inst.next + inst.displacement;
