import {
  BUS_ADRALN,
  BUS_ADRERR,
  FPE_FLTINV,
  FPE_INTDIV,
  ILL_ILLOPN,
  SEGV_ACCERR,
  SEGV_MAPERR,
  SI_KERNEL,
  SIGBUS,
  SIGFPE,
  SIGILL,
  SIGSEGV,
  SIGTRAP,
  TRAP_TRACE,
} from '../../abi/signal';
import { ACCESS, PF } from '../mm/pagetable';
import { OutOfFrames } from '../mm/physical';
import { simdExceptionCode, x87ExceptionCode } from './fpu';
import type { Kernel } from './kernel';
import { FAULT, handleFault } from './mm/fault';
import type { FaultKind } from './mm/mm_struct';
import { debugTrap } from './ptrace/step';
import { REG } from './ptregs';
import type { TaskStruct } from './task';

/** Exception vectors: SDM vol. 3 table 6-1. */
export const VECTOR = {
  DE: 0,
  DB: 1,
  BP: 3,
  OF: 4,
  BR: 5,
  UD: 6,
  SS: 12,
  GP: 13,
  PF: 14,
  MF: 16,
  AC: 17,
  XM: 19,
} as const;

/** Exceptions for which the processor pushes an error code. */
const WITH_ERROR_CODE: readonly number[] = [VECTOR.SS, VECTOR.GP, VECTOR.AC, 8, 10, 11];

/** Signals that exceptions become: arch/x86/kernel/traps.c. `address` is si_addr: rip, or nothing. */
const SIGNALS: Readonly<Record<number, { signo: number; code: number; address: boolean; what: string }>> = {
  [VECTOR.DE]: { signo: SIGFPE, code: FPE_INTDIV, address: true, what: 'divide error' },
  [VECTOR.DB]: { signo: SIGTRAP, code: TRAP_TRACE, address: true, what: 'single step' },
  [VECTOR.BP]: { signo: SIGTRAP, code: SI_KERNEL, address: false, what: 'breakpoint' },
  [VECTOR.OF]: { signo: SIGSEGV, code: SI_KERNEL, address: false, what: 'overflow' },
  [VECTOR.BR]: { signo: SIGSEGV, code: SI_KERNEL, address: false, what: 'bound range exceeded' },
  [VECTOR.UD]: { signo: SIGILL, code: ILL_ILLOPN, address: true, what: 'illegal instruction' },
  [VECTOR.SS]: { signo: SIGBUS, code: SI_KERNEL, address: false, what: 'stack fault' },
  [VECTOR.GP]: { signo: SIGSEGV, code: SI_KERNEL, address: false, what: 'general protection fault' },
  [VECTOR.MF]: { signo: SIGFPE, code: FPE_FLTINV, address: true, what: 'floating-point exception' },
  [VECTOR.AC]: { signo: SIGBUS, code: BUS_ADRALN, address: false, what: 'unaligned access' },
  [VECTOR.XM]: { signo: SIGFPE, code: FPE_FLTINV, address: true, what: 'floating-point exception' },
};

/** Vectors whose si_code is found in the floating-point state. */
const FLOATING_POINT: Readonly<Record<number, (fx: Uint8Array) => number>> = {
  [VECTOR.MF]: x87ExceptionCode,
  [VECTOR.XM]: simdExceptionCode,
};

/** Serves an exception that user code has raised: the exc_ functions of traps.c and fault.c. */
export function exception(kernel: Kernel, task: TaskStruct, vector: number): void {
  const errorCode = task.regs.lo(REG.ORIG_AX);
  task.regs.set(REG.ORIG_AX, -1);
  if (vector === VECTOR.PF) pageFault(kernel, task, errorCode);
  else raise(kernel, task, vector, errorCode);
}

function pageFault(kernel: Kernel, task: TaskStruct, errorCode: number): void {
  const address = kernel.cpu.cr2;
  const access = errorCode & PF.I ? ACCESS.EXEC : errorCode & PF.W ? ACCESS.WRITE : ACCESS.READ;
  const outcome = handleFault(task.mm, address, access, task.process.stackLimit);
  if (outcome === FAULT.OK) return;
  if (outcome === FAULT.OOM) {
    // It is made again, unless the task has been chosen to end.
    if (!task.process.oomKilled) throw new OutOfFrames(kernel.phys.frames);
    return;
  }
  const verb = access === ACCESS.EXEC ? 'execute' : access === ACCESS.WRITE ? 'write to' : 'read from';
  const where = `${outcome === FAULT.BUS ? 'bus error' : 'segmentation fault'}: ${instruction(kernel, task)} tried to ${verb} ${hex(address)}, ${reason(outcome)}`;
  task.thread.trap = { vector: VECTOR.PF, errorCode, cr2: address };
  kernel.signals.force(task, {
    signo: outcome === FAULT.BUS ? SIGBUS : SIGSEGV,
    code: outcome === FAULT.BUS ? BUS_ADRERR : outcome === FAULT.ACCERR ? SEGV_ACCERR : SEGV_MAPERR,
    pid: 0,
    uid: 0,
    address,
    trap: true,
    note: where,
  });
}

function reason(outcome: number): string {
  if (outcome === FAULT.BUS) return 'which lies beyond the end of the mapped file';
  return outcome === FAULT.ACCERR ? 'which does not allow it' : 'where nothing is mapped';
}

function raise(kernel: Kernel, task: TaskStruct, vector: number, errorCode: number): void {
  const signal = SIGNALS[vector] ?? {
    signo: SIGSEGV,
    code: SI_KERNEL,
    address: false,
    what: `exception ${vector}`,
  };
  const debugCode = vector === VECTOR.DB ? debugTrap(task) : signal.code;
  if (debugCode === undefined) return;
  const floatingPoint = FLOATING_POINT[vector];
  // cr2 stays what the last page fault left there.
  const code = WITH_ERROR_CODE.includes(vector) ? errorCode : 0;
  task.thread.trap = { vector, errorCode: code, cr2: task.thread.trap.cr2 };
  kernel.signals.force(task, {
    signo: signal.signo,
    code: floatingPoint === undefined ? debugCode : floatingPoint(kernel.cpu.fx),
    pid: 0,
    uid: 0,
    address: signal.address ? task.regs.get(REG.IP) : 0,
    trap: true,
    note: `${signal.what} at ${instruction(kernel, task)}`,
  });
}

/** `0x401003: 0f 0b (ud2)`: where the task stands, with the bytes there as far as they can be read. */
function instruction(kernel: Kernel, task: TaskStruct): string {
  const ip = task.regs.get(REG.IP);
  const fault = kernel.cpu.lastFault;
  if (fault === undefined || fault.rip !== ip || fault.bytes.length === 0) return hex(ip);
  const bytes = [...fault.bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ');
  return `${hex(ip)}: ${bytes}${fault.mnemonic ? ` (${fault.mnemonic})` : ''}`;
}

/** An address as programmers write it: the upper half unsigned. */
export function hex(va: number): string {
  return `0x${(va < 0 ? BigInt(va) + 2n ** 64n : BigInt(va)).toString(16)}`;
}

/** A page has been made present: its price, and the task's count. */
export function pageFaultServed(kernel: Kernel, kind: FaultKind): void {
  kernel.charge(kernel.pricing.fault(kind));
  if (kernel.current && kind !== 'spurious') kernel.current.times.minorFaults++;
}
