import type { Inst } from '../decode/inst';
import { Segment } from '../exceptions';
import { STATE } from '../state';
import { gprField, type Machine, readWord, type SystemInstruction, setLow } from './machine';

/** ZF of RFLAGS. */
const ZERO = 0x40;

/** System descriptors that LAR and LSL know in long mode: LDT, TSS, busy TSS, and for LAR call gates. SDM vol. 2, "LAR". */
const WITH_RIGHTS = new Set([2, 9, 11, 12]);
const WITH_LIMIT = new Set([2, 9, 11]);

/** The descriptor that a selector names, if this CPL and its RPL may look at it. */
function visible(m: Machine, selector: number): Segment | undefined {
  const { registers, linear } = m;
  const offset = selector & 0xfff8;
  // There is no local descriptor table.
  if ((selector & ~3) === 0 || (selector & 4) !== 0) return undefined;
  if (offset + 7 > registers.get(STATE.GDT_LIMIT)) return undefined;
  const [low, high] = linear.readHalves(registers.number(STATE.GDT_BASE) + offset);
  const s = new Segment(low, high);
  const open = s.code && s.conforming;
  return open || Math.max(registers.cpl, selector & 3) <= s.dpl ? s : undefined;
}

const isSystem = ({ high }: Segment): boolean => ((high >>> 12) & 1) === 0;
const typeOf = ({ high }: Segment): number => (high >>> 8) & 15;

function setZero(m: Machine, zero: boolean): void {
  const { exceptions } = m;
  exceptions.rflags = zero ? exceptions.rflags | ZERO : exceptions.rflags & ~ZERO;
}

/** LAR and LSL: ZF says whether the register was set. */
const about =
  (systemTypes: ReadonlySet<number>, value: (segment: Segment) => number): SystemInstruction =>
  (m, inst) => {
    const descriptor = visible(m, readWord(m, inst));
    const known = descriptor !== undefined && (!isSystem(descriptor) || systemTypes.has(typeOf(descriptor)));
    if (known) writeRegister(m, inst, value(descriptor));
    setZero(m, known);
  };

function writeRegister(m: Machine, { reg, size }: Inst, value: number): void {
  const field = gprField(reg);
  if (size === 2) m.registers.set(field, (m.registers.get(field) & 0xffff0000) | (value & 0xffff));
  else setLow(m, reg, value);
}

export const lar = about(WITH_RIGHTS, ({ high }) => high & 0x00ffff00);
export const lsl = about(WITH_LIMIT, ({ low, high }) => {
  const limit = (low & 0xffff) | (high & 0xf0000);
  const inPages = ((high >>> 23) & 1) === 1;
  return inPages ? limit * 4096 + 4095 : limit;
});

/** VERR and VERW: whether a segment can be read, or written. */
const verify =
  (allows: (segment: Segment) => boolean): SystemInstruction =>
  (m, inst) => {
    const descriptor = visible(m, readWord(m, inst));
    setZero(m, descriptor !== undefined && !isSystem(descriptor) && allows(descriptor));
  };
export const verr = verify(({ code, readWrite }) => !code || readWrite);
export const verw = verify(({ code, readWrite }) => !code && readWrite);
