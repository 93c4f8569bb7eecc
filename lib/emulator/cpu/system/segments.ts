import { isCanonical } from '../../mm/pagetable';
import { Raised } from '../linear';
import { STATE } from '../state';
import { VECTOR } from '../vectors';
import {
  drop,
  effectiveAddress,
  gprField,
  isUser,
  type Machine,
  peek,
  readWord,
  type SystemInstruction,
  writeWord,
} from './machine';

const CS = 1;
const SS = 2;
const FS = 4;

/** Loads a data segment register, with the checks of MOV and POP. SDM vol. 2, "MOV". */
function loadSegment(m: Machine, register: number, selector: number): void {
  const { registers, exceptions } = m;
  const rpl = selector & 3;
  const error = selector & ~3;
  const { cpl } = registers;
  let base = 0;
  if (error === 0) {
    // A null SS is good only in 64-bit mode below CPL 3.
    if (register === SS && (cpl === 3 || rpl !== cpl)) throw new Raised(VECTOR.GP);
  } else {
    const s = exceptions.segment(selector, VECTOR.GP, error);
    if (register === SS) {
      if (rpl !== cpl || !s.data || !s.readWrite || s.dpl !== cpl) throw new Raised(VECTOR.GP, error);
      if (!s.present) throw new Raised(VECTOR.SS, error);
    } else {
      if (!(s.data || (s.code && s.readWrite))) throw new Raised(VECTOR.GP, error);
      if (s.data && Math.max(rpl, cpl) > s.dpl) throw new Raised(VECTOR.GP, error);
      if (!s.present) throw new Raised(VECTOR.NP, error);
    }
    base = s.base;
  }
  registers.setSelector(register, selector);
  if (register >= FS) registers.setNumber(register === FS ? STATE.FS_BASE : STATE.GS_BASE, base);
}

/** MOV to a segment register. CS cannot be loaded so. */
export const movToSegment: SystemInstruction = (m, inst) => {
  const register = inst.reg & 7;
  if (register === CS || register > 5) throw new Raised(VECTOR.UD);
  loadSegment(m, register, readWord(m, inst));
};

/** POP FS and POP GS. */
export const popSegment: SystemInstruction = (m, inst) => {
  const selector = Number(peek(m, 2));
  loadSegment(m, inst.operands[0].register, selector);
  drop(m, inst.size);
};

/** LSS, LFS and LGS: an offset of the operand's size, then a selector. SDM vol. 2, "LDS/LES/LFS/LGS/LSS". */
export const loadPointer =
  (register: number): SystemInstruction =>
  (m, inst) => {
    const at = effectiveAddress(m, inst);
    const offset = m.linear.read(at, inst.size, isUser(m));
    loadSegment(m, register, Number(m.linear.read(at + inst.size, 2, isUser(m))));
    const field = gprField(inst.reg);
    const kept = inst.size === 2 ? m.registers.big(field) & ~0xffffn : 0n;
    m.registers.setBig(field, kept | offset);
  };

/** LGDT and LIDT: a limit of 2 bytes, then a base of 8. */
const loadTable =
  (base: number, limit: number): SystemInstruction =>
  (m, inst) => {
    const at = effectiveAddress(m, inst);
    const newLimit = m.linear.read(at, 2);
    const newBase = m.linear.readAddress(at + 2);
    if (!isCanonical(newBase)) throw new Raised(VECTOR.GP);
    m.registers.set(limit, Number(newLimit));
    m.registers.setNumber(base, newBase);
  };
export const lgdt = loadTable(STATE.GDT_BASE, STATE.GDT_LIMIT);
export const lidt = loadTable(STATE.IDT_BASE, STATE.IDT_LIMIT);

/** SGDT and SIDT: allowed to users, as CR4.UMIP is not there. */
const storeTable =
  (base: number, limit: number): SystemInstruction =>
  (m, inst) => {
    const image = (m.registers.big(base) << 16n) | BigInt(m.registers.get(limit) & 0xffff);
    m.linear.write(effectiveAddress(m, inst), 10, image, isUser(m));
  };
export const sgdt = storeTable(STATE.GDT_BASE, STATE.GDT_LIMIT);
export const sidt = storeTable(STATE.IDT_BASE, STATE.IDT_LIMIT);

const AVAILABLE_TSS = 9;
const BUSY = 0x200;

/** LTR: reads the 16-byte descriptor and marks it busy. SDM vol. 2, "LTR". */
export const ltr: SystemInstruction = (m, inst) => {
  const { registers, linear, exceptions } = m;
  const selector = readWord(m, inst);
  const error = selector & ~3;
  if (error === 0) throw new Raised(VECTOR.GP);
  const s = exceptions.segment(selector, VECTOR.GP, error);
  if (((s.high >>> 8) & 0x1f) !== AVAILABLE_TSS) throw new Raised(VECTOR.GP, error);
  if (!s.present) throw new Raised(VECTOR.NP, error);
  const at = registers.number(STATE.GDT_BASE) + error;
  const [top] = linear.readHalves(at + 8);
  linear.write(at + 4, 4, BigInt((s.high | BUSY) >>> 0));
  registers.set(STATE.TR, selector);
  registers.setNumber(STATE.TSS_BASE, (top | 0) * 2 ** 32 + s.base);
};

/** LLDT: there are no local descriptor tables here, so only the null selector is taken. */
export const lldt: SystemInstruction = (m, inst) => {
  const selector = readWord(m, inst);
  if ((selector & ~3) !== 0) throw new Raised(VECTOR.GP, selector & ~3);
  m.registers.set(STATE.LDTR, selector);
};

export const sldt: SystemInstruction = (m, inst) => writeWord(m, inst, m.registers.get(STATE.LDTR));
export const str: SystemInstruction = (m, inst) => writeWord(m, inst, m.registers.get(STATE.TR));
