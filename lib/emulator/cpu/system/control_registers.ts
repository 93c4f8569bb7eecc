import { Raised } from '../linear';
import type { Registers } from '../registers';
import { STATE } from '../state';
import { VECTOR } from '../vectors';
import {
  effectiveAddress,
  gprField,
  type Machine,
  readWord,
  type SystemInstruction,
  setLow,
  writeWord,
} from './machine';

/** Bits that must stay as they are in long mode: PE and PG of CR0, PAE of CR4. */
const CR0_FIXED = 0x80000001n;
const CR0_KNOWN = 0xe005003fn;
const CR4_PAE = 1n << 5n;
const CR4_PCIDE = 1n << 17n;
/** DE PSE PAE MCE PGE OSFXSR OSXMMEXCPT FSGSBASE PCIDE OSXSAVE SMEP, and TSD PVI VME. */
const CR4_KNOWN = 0x1706ffn | CR4_PCIDE;

const CR0_EM = 1 << 2;
const CR0_TS = 1 << 3;
const CR4_OSFXSR = 1 << 9;

const FIELD: Readonly<Record<number, number>> = { 0: STATE.CR0, 2: STATE.CR2, 4: STATE.CR4 };

/** MOV to and from CR0, CR2 and CR4 (CR3 is in lift/system.ts). SDM vol. 2, "MOV - Move to/from Control Registers". */
export const movControl: SystemInstruction = (m, inst) => {
  const field = FIELD[inst.reg];
  if (field === undefined) throw new Raised(VECTOR.UD);
  if (inst.operands[0].place !== 'C') {
    m.registers.setBig(gprField(inst.rm), m.registers.big(field));
    return;
  }
  writeControl(m, inst.reg, m.registers.big(gprField(inst.rm)));
};

/** Works out whether SSE instructions raise something: #UD with CR0.EM or without CR4.OSFXSR, #NM with CR0.TS. */
export function barSse(registers: Registers): void {
  const cr0 = registers.get(STATE.CR0);
  const undefinedHere = (cr0 & CR0_EM) !== 0 || (registers.get(STATE.CR4) & CR4_OSFXSR) === 0;
  registers.set(STATE.SSE_BARRED, undefinedHere ? VECTOR.UD : cr0 & CR0_TS ? VECTOR.NM : 0);
}

/** Sets CR0, CR2 or CR4, or raises what that raises. */
export function writeControl(m: Machine, n: number, value: bigint): void {
  const { registers } = m;
  const old = registers.big(FIELD[n]);
  if (n === 0 && ((value & CR0_FIXED) !== CR0_FIXED || (value & ~CR0_KNOWN) !== 0n))
    throw new Raised(VECTOR.GP);
  if (n === 4) {
    if ((value & CR4_PAE) === 0n || (value & ~CR4_KNOWN) !== 0n) throw new Raised(VECTOR.GP);
    const enablesPcid = (value & ~old & CR4_PCIDE) !== 0n;
    if (enablesPcid && (registers.big(STATE.CR3) & 0xfffn) !== 0n) throw new Raised(VECTOR.GP);
  }
  registers.setBig(FIELD[n], value);
  barSse(registers);
  if (n !== 2) m.flushTlb();
}

/** SMSW: the low half of CR0, or in a register as much as it holds. SDM vol. 2, "SMSW". */
export const smsw: SystemInstruction = (m, inst) => {
  const cr0 = m.registers.get(STATE.CR0);
  if (inst.mod === 3 && inst.size !== 2) setLow(m, inst.rm, cr0);
  else writeWord(m, inst, cr0 & 0xffff);
};

/** LMSW: PE MP EM TS, of which PE can be set only. */
export const lmsw: SystemInstruction = (m, inst) => {
  const cr0 = m.registers.big(STATE.CR0);
  writeControl(m, 0, (cr0 & ~14n) | (BigInt(readWord(m, inst)) & 14n));
};

export const clts: SystemInstruction = (m) =>
  writeControl(m, 0, m.registers.big(STATE.CR0) & ~BigInt(CR0_TS));

export const invlpg: SystemInstruction = (m, inst) => m.invlpg(effectiveAddress(m, inst));
