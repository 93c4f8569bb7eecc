import { isCanonical } from '../../mm/pagetable';
import { Raised } from '../linear';
import { STATE } from '../state';
import { VECTOR } from '../vectors';
import { effectiveAddress, gprField, isUser, type Machine, type SystemInstruction } from './machine';
import { returnFar } from './returns';

const CS = 1;
const RSP = gprField(4);

/**
 * Far jumps, calls and returns. SDM vol. 2, "JMP", "CALL", "RET". They lead to 64-bit code segments alone: others, and
 * call gates, count as bad selectors, as compatibility mode is not here.
 */

/** The far pointer in memory: an offset of the operand's size, then a selector. */
function farPointer(m: Machine, inst: Parameters<SystemInstruction>[1]) {
  const at = effectiveAddress(m, inst);
  const selector = Number(m.linear.read(at + inst.size, 2, isUser(m)));
  const offset = m.linear.read(at, inst.size, isUser(m));
  return { selector, offset: Number(BigInt.asIntN(64, offset)) };
}

/** Checks the code segment of a jump or call, which stay in their ring; answers what goes into CS. */
function checkTarget(m: Machine, selector: number, offset: number): number {
  const error = selector & ~3;
  const { cpl } = m.registers;
  if (error === 0) throw new Raised(VECTOR.GP);
  const s = m.exceptions.segment(selector, VECTOR.GP, error);
  const allowed = s.conforming ? s.dpl <= cpl : s.dpl === cpl && (selector & 3) <= cpl;
  if (!s.code || !s.long || !allowed) throw new Raised(VECTOR.GP, error);
  if (!s.present) throw new Raised(VECTOR.NP, error);
  if (!isCanonical(offset)) throw new Raised(VECTOR.GP);
  return error | cpl;
}

export const jumpFar: SystemInstruction = (m, inst) => {
  const { selector, offset } = farPointer(m, inst);
  const cs = checkTarget(m, selector, offset);
  m.registers.setSelector(CS, cs);
  m.registers.rip = offset;
};

export const callFar: SystemInstruction = (m, inst) => {
  const { registers, linear } = m;
  const { size } = inst;
  const { selector, offset } = farPointer(m, inst);
  const cs = checkTarget(m, selector, offset);
  const top = BigInt.asIntN(64, registers.big(RSP) - BigInt(2 * size));
  const at = Number(top);
  if (!isCanonical(at)) throw new Raised(VECTOR.SS);
  const mask = (1n << BigInt(8 * size)) - 1n;
  const back = (registers.big(STATE.RIP) & mask) | (BigInt(registers.selector(CS)) << BigInt(8 * size));
  linear.write(at, 2 * size, back, isUser(m));
  registers.setBig(RSP, top);
  registers.setSelector(CS, cs);
  registers.rip = offset;
};

export const retFar: SystemInstruction = (m, inst) =>
  returnFar(m, inst.size, inst.operands.length > 0 ? inst.immLo & 0xffff : 0);
