import type { Inst } from '../decode/inst';
import { Raised } from '../linear';
import { VECTOR } from '../vectors';
import { clts, invlpg, lmsw, movControl, smsw } from './control_registers';
import { executeCpuid } from './cpuid';
import { lar, lsl, verr, verw } from './descriptors';
import { callFar, jumpFar, retFar } from './far';
import type { SystemInstruction } from './machine';
import { rdmsr, wrmsr } from './msr';
import { interruptFlag, iret, popf, undefinedHere } from './returns';
import {
  lgdt,
  lidt,
  lldt,
  loadPointer,
  ltr,
  movToSegment,
  popSegment,
  sgdt,
  sidt,
  sldt,
  str,
} from './segments';
import { fldenv, fnsave, fnstenv, frstor, fxrstor, fxsave } from './x87';
import { xgetbv, xrstor, xsave, xsavec, xsaveopt, xsetbv } from './xsave';

/** MOV and POP of registers that are not general ones. There are no debug registers. */
const mov: SystemInstruction = (m, inst) => {
  const places = inst.operands.map((o) => o.place);
  if (places.includes('C')) movControl(m, inst);
  else if (places[0] === 'S') movToSegment(m, inst);
  else throw new Raised(VECTOR.UD);
};

const nothing: SystemInstruction = () => {};

/** Instructions that generated code leaves to TypeScript: rare, or deep in tables in memory. */
export const SYSTEM_INSTRUCTIONS: Readonly<Record<string, SystemInstruction>> = {
  mov,
  pop: popSegment,
  popf,
  iret,
  cpuid: executeCpuid,
  rdmsr,
  wrmsr,
  cli: interruptFlag(false),
  sti: interruptFlag(true),
  clac: undefinedHere,
  stac: undefinedHere,
  sysenter: undefinedHere,
  sysexit: undefinedHere,
  rdpmc: undefinedHere,
  lgdt,
  lidt,
  sgdt,
  sidt,
  lldt,
  ltr,
  str,
  sldt,
  verr,
  verw,
  lar,
  lsl,
  smsw,
  lmsw,
  clts,
  lss: loadPointer(2),
  lfs: loadPointer(4),
  lgs: loadPointer(5),
  ljmp: jumpFar,
  lcall: callFar,
  retf: retFar,
  invlpg,
  fldenv,
  fnstenv,
  frstor,
  fnsave,
  fxsave,
  fxrstor,
  xsave,
  xsaveopt,
  xsavec,
  xrstor,
  xgetbv,
  xsetbv,
  // Caches are not modelled.
  invd: nothing,
  wbinvd: nothing,
};

/** Vector of a software interrupt; undefined for other instructions. */
export function softwareVector(inst: Inst): number | undefined {
  switch (inst.encoding.mnemonic) {
    case 'int':
      return inst.immLo & 0xff;
    case 'int3':
      return VECTOR.BP;
    case 'int1':
      return VECTOR.DB;
    default:
      return undefined;
  }
}
