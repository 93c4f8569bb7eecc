import { EFAULT, EINVAL, EIO } from '../../../abi/errno';
import { FX_SIZE, fpuImage, restoreFpu } from '../fpu';
import { TASK_SIZE_MAX } from '../layout';
import { PT_REGS_WORDS, REG } from '../ptregs';
import type { TaskStruct } from '../task';
import { restoreXstate, XSTATE_SIZE, xstateNote } from '../xstate';
import { TRAP_FLAG } from './step';

/** struct user_regs_struct: pt_regs, then fs_base, gs_base, ds, es, fs and gs. */
export const USER_REGS_SIZE = 216;
/** sizeof struct user, and where its debug registers are. */
export const USER_SIZE = 912;
export const DEBUG_REGISTERS = 848;

const FS_BASE = PT_REGS_WORDS;
const GS_BASE = PT_REGS_WORDS + 1;
/** Flags that a tracer may change: FLAG_MASK of arch/x86/kernel/ptrace.c. */
const FLAG_MASK = 0x40000 | 0x10000 | 0x4000 | 0xdd5 | 0x100;

/** A word of user_regs_struct as its two halves: getreg. */
export function getRegister(task: TaskStruct, index: number): [lo: number, hi: number] {
  const { regs, thread, ptrace } = task;
  if (index === FS_BASE || index === GS_BASE) {
    const base = index === FS_BASE ? thread.fsBase : thread.gsBase;
    return [base >>> 0, Math.floor(base / 2 ** 32) >>> 0];
  }
  if (index >= PT_REGS_WORDS) return [0, 0];
  const lo = regs.lo(index);
  // What the tracer itself has set is not shown.
  if (index === REG.FLAGS && ptrace?.forcedTf) return [(lo & ~TRAP_FLAG) >>> 0, regs.hi(index)];
  return [lo, regs.hi(index)];
}

/** putreg: 0 or -EIO. */
export function setRegister(task: TaskStruct, index: number, lo: number, hi: number): number {
  const { regs, thread, ptrace } = task;
  if (index === FS_BASE || index === GS_BASE) {
    const base = (hi | 0) * 2 ** 32 + (lo >>> 0);
    if (base < 0 || base >= TASK_SIZE_MAX) return -EIO;
    if (index === FS_BASE) thread.fsBase = base;
    else thread.gsBase = base;
    return 0;
  }
  if (index >= PT_REGS_WORDS) return 0;
  if (index === REG.CS || index === REG.SS) {
    if ((lo & 3) !== 3) return -EIO;
    regs.setHalves(index, lo & 0xffff, 0);
    return 0;
  }
  if (index === REG.FLAGS) {
    if (lo & TRAP_FLAG && ptrace) ptrace.forcedTf = false;
    const kept = ptrace?.forcedTf ? TRAP_FLAG : 0;
    regs.setHalves(index, (regs.lo(index) & ~FLAG_MASK) | (lo & FLAG_MASK) | kept, 0);
    return 0;
  }
  regs.setHalves(index, lo, hi);
  return 0;
}

export function readRegisters(task: TaskStruct): Uint8Array {
  const words = new Uint32Array(USER_REGS_SIZE / 4);
  for (let i = 0; i < USER_REGS_SIZE / 8; i++) words.set(getRegister(task, i), i * 2);
  return new Uint8Array(words.buffer);
}

export function writeRegisters(task: TaskStruct, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const error = setRegister(task, at / 8, view.getUint32(at, true), view.getUint32(at + 4, true));
    if (error < 0) return error;
  }
  return 0;
}

/** struct user_fpregs_struct is the image of FXSAVE. */
export const readFpu = (task: TaskStruct): Uint8Array => fpuImage(task.thread.fx);

export function writeFpu(task: TaskStruct, bytes: Uint8Array): number {
  const image = readFpu(task);
  image.set(bytes.subarray(0, FX_SIZE));
  return restoreFpu(task.thread.fx, image) ? 0 : -EIO;
}

export const readXstate = (task: TaskStruct): Uint8Array => xstateNote(task.thread.fx);

/** xstateregs_set: all of it, or nothing. */
export function writeXstate(task: TaskStruct, bytes: Uint8Array): number {
  if (bytes.length !== XSTATE_SIZE) return -EFAULT;
  return restoreXstate(task.thread.fx, bytes) ? 0 : -EINVAL;
}
