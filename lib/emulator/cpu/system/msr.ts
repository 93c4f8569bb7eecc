import { isCanonical } from '../../mm/pagetable';
import { Raised } from '../linear';
import type { Registers } from '../registers';
import { STATE } from '../state';
import { VECTOR } from '../vectors';
import { gprField, type SystemInstruction } from './machine';

/** Model-specific registers that are here, and what may be written to them. SDM vol. 4, table 2-2. */
interface Msr {
  readonly field: number;
  readonly holds: 'address' | 'word' | 'any' | 'efer';
}
const MSRS: Readonly<Record<number, Msr>> = {
  3221225600: { field: STATE.EFER, holds: 'efer' },
  3221225601: { field: STATE.STAR, holds: 'any' },
  3221225602: { field: STATE.LSTAR, holds: 'address' },
  3221225603: { field: STATE.CSTAR, holds: 'address' },
  3221225604: { field: STATE.FMASK, holds: 'word' },
  3221225728: { field: STATE.FS_BASE, holds: 'address' },
  3221225729: { field: STATE.GS_BASE, holds: 'address' },
  3221225730: { field: STATE.KERNEL_GS_BASE, holds: 'address' },
  3221225731: { field: STATE.TSC_AUX, holds: 'word' },
};
const TSC = 0x10;

/** EFER: SCE LME LMA NXE; LMA is the processor's own, and LME cannot change while paging is on. */
const EFER_KNOWN = 0xd01n;
const EFER_FIXED = 0x500n;

/** Reads an MSR; undefined when there is none of that number. */
export function readMsr(registers: Registers, msr: number, tsc: () => bigint): bigint | undefined {
  if (msr === TSC) return tsc();
  const found = MSRS[msr];
  return found && registers.big(found.field);
}

/** Writes an MSR; answers false when there is none, or it does not take the value. */
export function writeMsr(registers: Registers, msr: number, value: bigint): boolean {
  const found = MSRS[msr];
  if (found === undefined) return false;
  let kept = BigInt.asUintN(64, value);
  switch (found.holds) {
    case 'address':
      if (!isCanonical(Number(BigInt.asIntN(64, kept)))) return false;
      break;
    case 'word':
      if (kept >> 32n !== 0n) return false;
      break;
    case 'efer':
      if ((kept & ~EFER_KNOWN) !== 0n) return false;
      kept |= EFER_FIXED;
      break;
    case 'any':
      break;
  }
  registers.setBig(found.field, kept);
  return true;
}

/** The time-stamp counter as RDTSC answers it. */
export function timeStamp(registers: Registers, rate: number): bigint {
  return BigInt(Math.trunc(registers.ticks * rate));
}

const RAX = 0;
const RCX = 1;
const RDX = 2;

export const rdmsr: SystemInstruction = ({ registers, tscRate }) => {
  const value = readMsr(registers, registers.get(gprField(RCX)), () => timeStamp(registers, tscRate));
  if (value === undefined) throw new Raised(VECTOR.GP);
  registers.setBig(gprField(RAX), value & 0xffffffffn);
  registers.setBig(gprField(RDX), value >> 32n);
};

export const wrmsr: SystemInstruction = ({ registers }) => {
  const value = (BigInt(registers.get(gprField(RDX))) << 32n) | BigInt(registers.get(gprField(RAX)));
  if (!writeMsr(registers, registers.get(gprField(RCX)), value)) throw new Raised(VECTOR.GP);
};
