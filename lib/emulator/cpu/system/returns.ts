import { ACCESS, isCanonical } from '../../mm/pagetable';
import { RFLAGS, STATUS } from '../flags/kinds';
import { Raised } from '../linear';
import { STATE } from '../state';
import { VECTOR } from '../vectors';
import { drop, gprField, isUser, type Machine, peek, type SystemInstruction } from './machine';

const CS = 1;
const SS = 2;
const DATA_SEGMENTS = [0, 3, 4, 5];

/** Flags that a program may always change by POPF and IRET. */
const FREE = STATUS | RFLAGS.TF | RFLAGS.DF | RFLAGS.NT | RFLAGS.AC | RFLAGS.ID;

/** Flags that POPF and IRET take from the image: IF when CPL is within IOPL, IOPL only at CPL 0. */
function changeable(m: Machine): number {
  const { cpl } = m.registers;
  const iopl = (m.registers.get(STATE.SYSTEM_FLAGS) & RFLAGS.IOPL) >> 12;
  return FREE | (cpl <= iopl ? RFLAGS.IF : 0) | (cpl === 0 ? RFLAGS.IOPL : 0);
}

/** POPF; RF is cleared. SDM vol. 2, "POPF". */
export const popf: SystemInstruction = (m, inst) => {
  const image = Number(peek(m, inst.size) & 0xffffffffn);
  let mask = changeable(m);
  if (inst.size === 2) mask &= 0xffff;
  m.exceptions.rflags = ((m.exceptions.rflags & ~mask) | (image & mask)) & ~RFLAGS.RF;
  drop(m, inst.size);
};

/**
 * IRET from 64-bit mode: RIP, CS, RFLAGS, RSP and SS are always popped. SDM vol. 2, "IRET/IRETD/IRETQ". Code segments
 * that are not 64-bit cannot be returned to: compatibility mode is not here, and they count as bad selectors.
 */
export const iret: SystemInstruction = (m, inst) => {
  const { registers, exceptions } = m;
  if (registers.get(STATE.SYSTEM_FLAGS) & RFLAGS.NT) throw new Raised(VECTOR.GP);
  const { size } = inst;
  const [ripLow, ripHigh, csImage, , flagImage, , rspLow, rspHigh, ssImage] = popped(m, size);
  const cs = csImage & 0xffff;
  const ss = ssImage & 0xffff;
  const ring = checkCode(m, cs);
  checkStack(m, ss, ring);
  const target = (ripHigh | 0) * 2 ** 32 + ripLow;
  if (!isCanonical(target)) throw new Raised(VECTOR.GP);

  let mask = changeable(m) | RFLAGS.RF;
  if (size === 2) mask &= 0xffff;
  exceptions.rflags = (exceptions.rflags & ~mask) | (flagImage & mask);
  registers.setPair(gprField(4), rspLow, rspHigh);
  registers.setSelector(CS, cs);
  registers.setSelector(SS, ss);
  registers.rip = target;
  if (ring !== registers.cpl) enterOuterRing(m, ring);
};

/** The five words on the stack that IRET takes, by their halves. */
function popped(m: Machine, size: number): readonly number[] {
  const { registers, linear } = m;
  const at = size === 8 ? linear.span(registers.number(gprField(4)), 40, ACCESS.READ, isUser(m)) : -1;
  const words: number[] = [];
  for (let n = 0; n < 5; n++) {
    if (at >= 0) words.push(registers.get(4 * (at + 2 * n)), registers.high(4 * (at + 2 * n)));
    else {
      const word = peek(m, size, n * size);
      words.push(Number(word & 0xffffffffn), Number(word >> 32n));
    }
  }
  return words;
}

function enterOuterRing(m: Machine, ring: 0 | 3): void {
  const { registers } = m;
  registers.enterRing(ring);
  registers.setNumber(STATE.RETURN_TICKS, registers.ticks);
  for (const n of DATA_SEGMENTS) dropUnreachable(m, n, ring);
}

/** A far return: RIP and CS, and for an outer ring RSP and SS past what the caller left. SDM vol. 2, "RET". */
export function returnFar(m: Machine, size: number, dropped: number): void {
  const { registers } = m;
  const cs = Number(peek(m, size, size) & 0xffffn);
  const target = Number(BigInt.asIntN(64, peek(m, size)));
  const ring = checkCode(m, cs);
  const outer = ring !== registers.cpl;
  const above = 2 * size + dropped;
  const rsp = outer ? peek(m, size, above) : registers.big(gprField(4)) + BigInt(above);
  const ss = outer ? Number(peek(m, size, above + size) & 0xffffn) : registers.selector(SS);
  if (outer) checkStack(m, ss, ring);
  if (!isCanonical(target)) throw new Raised(VECTOR.GP);
  registers.setBig(gprField(4), BigInt.asUintN(64, outer ? rsp + BigInt(dropped) : rsp));
  registers.setSelector(CS, cs);
  registers.setSelector(SS, ss);
  registers.rip = target;
  if (outer) enterOuterRing(m, ring);
}

function checkCode(m: Machine, cs: number): 0 | 3 {
  const error = cs & ~3;
  if (error === 0) throw new Raised(VECTOR.GP);
  const s = m.exceptions.segment(cs, VECTOR.GP, error);
  const rpl = cs & 3;
  const dplFits = s.conforming ? s.dpl <= rpl : s.dpl === rpl;
  if (!s.code || !s.long || rpl < m.registers.cpl || !dplFits || (rpl !== 0 && rpl !== 3))
    throw new Raised(VECTOR.GP, error);
  if (!s.present) throw new Raised(VECTOR.NP, error);
  return rpl;
}

function checkStack(m: Machine, ss: number, ring: number): void {
  const error = ss & ~3;
  if (error === 0) {
    if (ring === 3 || (ss & 3) !== ring) throw new Raised(VECTOR.GP);
    return;
  }
  const s = m.exceptions.segment(ss, VECTOR.GP, error);
  if ((ss & 3) !== ring || !s.data || !s.readWrite || s.dpl !== ring) throw new Raised(VECTOR.GP, error);
  if (!s.present) throw new Raised(VECTOR.SS, error);
}

/** On the way to an outer ring, data segments that it may not use are made null. */
function dropUnreachable(m: Machine, register: number, ring: number): void {
  const selector = m.registers.selector(register);
  if ((selector & ~3) === 0) return;
  try {
    const { dpl, conforming } = m.exceptions.segment(selector, VECTOR.GP, 0);
    if (dpl >= ring || conforming) return;
  } catch (problem) {
    if (!(problem instanceof Raised)) throw problem;
  }
  m.registers.setSelector(register, 0);
}

/** CLI and STI above IOPL never get here: they are privileged rows. */
export const interruptFlag =
  (on: boolean): SystemInstruction =>
  ({ registers }) => {
    const flags = registers.get(STATE.SYSTEM_FLAGS);
    registers.set(STATE.SYSTEM_FLAGS, on ? flags | RFLAGS.IF : flags & ~RFLAGS.IF);
  };

/** CLAC and STAC change AC; they are there with SMAP, which CPUID does not announce. */
export const undefinedHere: SystemInstruction = () => {
  throw new Raised(VECTOR.UD);
};
