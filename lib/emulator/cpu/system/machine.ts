import { isCanonical, type VirtualAddress } from '../../mm/pagetable';
import type { Core } from '../core/core';
import { type Inst, RIP_BASE } from '../decode/inst';
import type { Exceptions } from '../exceptions';
import { type Linear, Raised } from '../linear';
import type { Registers } from '../registers';
import { STATE } from '../state';
import { VECTOR } from '../vectors';

/** What a system instruction works on. */
export interface Machine {
  readonly registers: Registers;
  readonly linear: Linear;
  readonly exceptions: Exceptions;
  readonly core: Core;
  readonly identity: Identity;
  /** Whether accesses that are not aligned raise #AC. */
  readonly checksAlignment: boolean;
  /** TSC ticks per tick of virtual time. */
  readonly tscRate: number;
  /** Forgets the translation of one page, or of all, in every address space. */
  invlpg(va: VirtualAddress): void;
  flushTlb(): void;
}

/** What CPUID says of the processor beyond what the code here can do. */
export interface Identity {
  /** Twelve characters. */
  readonly vendor: string;
  /** Up to 47 characters. */
  readonly brand: string;
  /** Family, model and stepping in leaf 1's form. */
  readonly signature: number;
}

/** Carries out one instruction; RIP is moved past it beforehand. An exception is thrown as Raised. */
export type SystemInstruction = (m: Machine, inst: Inst) => void;

export const gprField = (n: number): number => STATE.GPR + 8 * n;
export const isUser = (m: Machine): boolean => m.registers.cpl === 3;

/** Writes the low half of a register and clears the high one, as 32-bit results do. */
export function setLow(m: Machine, n: number, value: number): void {
  m.registers.setPair(gprField(n), value, 0);
}

/** Linear address of the memory operand. */
export function effectiveAddress(m: Machine, inst: Inst): VirtualAddress {
  const { registers } = m;
  let sum = BigInt(inst.displacement);
  if (inst.base === RIP_BASE) sum += BigInt(inst.next);
  else if (inst.base >= 0) sum += registers.big(gprField(inst.base));
  if (inst.index >= 0) sum += registers.big(gprField(inst.index)) << BigInt(inst.scale);
  if (inst.addressSize === 4) sum &= 0xffffffffn;
  if (inst.segment >= 0) sum += registers.big(inst.segment === 4 ? STATE.FS_BASE : STATE.GS_BASE);
  const address = BigInt.asIntN(64, sum);
  const va = Number(address);
  if (!isCanonical(va)) {
    const stack = inst.segment < 0 && (inst.base === 4 || inst.base === 5);
    throw new Raised(stack ? VECTOR.SS : VECTOR.GP);
  }
  return va;
}

/** Operand E of 16 bits: memory or a register's low word. */
export function readWord(m: Machine, inst: Inst): number {
  if (inst.mod === 3) return m.registers.get(gprField(inst.rm)) & 0xffff;
  return Number(m.linear.read(effectiveAddress(m, inst), 2, isUser(m)));
}

/** Writes a 16-bit value to operand E: as a word to memory, zero-extended to the operand size in a register. */
export function writeWord(m: Machine, inst: Inst, value: number): void {
  const field = gprField(inst.rm);
  if (inst.mod !== 3) m.linear.write(effectiveAddress(m, inst), 2, BigInt(value), isUser(m));
  else if (inst.size === 2) m.registers.set(field, (m.registers.get(field) & 0xffff0000) | value);
  else setLow(m, inst.rm, value);
}

/** Reads from the stack, `offset` bytes above its top. */
export function peek(m: Machine, size: number, offset = 0): bigint {
  const { registers, linear } = m;
  const at = Number(BigInt.asIntN(64, registers.big(gprField(4)) + BigInt(offset)));
  if (!isCanonical(at)) throw new Raised(VECTOR.SS);
  return linear.read(at, size, isUser(m));
}
export function drop(m: Machine, bytes: number): void {
  const field = gprField(4);
  m.registers.setBig(field, m.registers.big(field) + BigInt(bytes));
}
