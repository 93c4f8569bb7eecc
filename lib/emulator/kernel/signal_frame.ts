import {
  SA_NODEFER,
  SA_ONSTACK,
  SA_RESETHAND,
  SA_RESTORER,
  SIG_DFL,
  SIGCHLD,
  SS_AUTODISARM,
  SS_DISABLE,
} from '../../abi/signal';
import { clearFpu, FX_SIZE, restoreFpu } from './fpu';
import { SELECTOR } from './layout';
import { REG } from './ptregs';
import type { SigAction, SigInfo } from './signal';
import { SigSet } from './sigset';
import type { TaskStruct } from './task';
import { claimedFeatures, fpuFrame, hasXstate, isClosed, restoreXstate, XSTATE_FRAME_SIZE } from './xstate';

/**
 * struct rt_sigframe (arch/x86/include/asm/sigframe.h): the return address, struct ucontext, siginfo.
 * struct ucontext: flags, link, stack (ss_sp, ss_flags, ss_size), sigcontext, sigmask.
 */
const FRAME = { PRETCODE: 0, UC: 8, INFO: 312, SIZE: 440 } as const;
const UC = { FLAGS: 0, LINK: 8, STACK: 16, MCONTEXT: 40, SIGMASK: 296, SIZE: 304 } as const;
/** Registers of struct sigcontext in order, eight bytes each. */
const SIGCONTEXT: readonly number[] = [
  REG.R8,
  REG.R9,
  REG.R10,
  REG.R11,
  REG.R12,
  REG.R13,
  REG.R14,
  REG.R15,
  REG.DI,
  REG.SI,
  REG.BP,
  REG.BX,
  REG.DX,
  REG.AX,
  REG.CX,
  REG.SP,
  REG.IP,
  REG.FLAGS,
];
const SC = { CS: 144, SS: 150, ERR: 152, TRAPNO: 160, OLDMASK: 168, CR2: 176, FPSTATE: 184 } as const;
/** UC_FP_XSTATE, UC_SIGCONTEXT_SS and UC_STRICT_RESTORE_SS: asm/ucontext.h. */
const UC_FLAGS = 7;
const RED_ZONE = 128;
/** Flags a handler starts without: DF, RF, TF. */
const CLEARED_FLAGS = 0x10500;
/** Flags that sigreturn may set: FIX_EFLAGS. */
const USER_FLAGS = 0x40000 | 0x800 | 0x400 | 0x100 | 0x80 | 0x40 | 0x10 | 0x4 | 0x1 | 0x10000;

const onAltStack = (task: TaskStruct, sp: number): boolean => {
  const { altStack } = task.pending;
  return (altStack.flags & SS_AUTODISARM) === 0 && sp > altStack.sp && sp - altStack.sp <= altStack.size;
};

/** Flags of the alternate stack as sigaltstack(2) shows them. */
export function altStackFlags(task: TaskStruct): number {
  const { altStack } = task.pending;
  if (altStack.size === 0) return SS_DISABLE;
  return (onAltStack(task, task.regs.get(REG.SP)) ? 1 : 0) | (altStack.flags & SS_AUTODISARM);
}

/** x64_setup_rt_frame: the task goes on in its handler, and returns through the frame. False when it does not fit. */
export function setupFrame(task: TaskStruct, info: SigInfo, action: SigAction): boolean {
  const { regs, pending } = task;
  if ((action.flags & SA_RESTORER) === 0) return false;
  const alt = pending.altStack;
  let sp = regs.get(REG.SP) - RED_ZONE;
  if (action.flags & SA_ONSTACK && alt.size > 0 && !onAltStack(task, regs.get(REG.SP)))
    sp = alt.sp + alt.size;
  // fpu__alloc_mathframe: the floating-point state lies above the frame.
  const fpstate = Math.floor((sp - XSTATE_FRAME_SIZE) / 64) * 64;
  sp = Math.floor((fpstate - FRAME.SIZE) / 16) * 16 - 8;

  const frame = new Uint8Array(FRAME.SIZE);
  const view = new DataView(frame.buffer);
  const mask = pending.saved ?? pending.blocked;
  putAddress(view, FRAME.PRETCODE, action.restorer);
  writeContext(task, view, mask);
  putAddress(view, FRAME.UC + UC.MCONTEXT + SC.FPSTATE, fpstate);
  frame.set(encodeSigInfo(info), FRAME.INFO);
  const { cpu } = task.kernel;
  if (!task.mem.copyOut(fpstate, fpuFrame(cpu.fx)) || !task.mem.copyOut(sp, frame)) return false;
  clearFpu(cpu.fx);
  if (alt.flags & SS_AUTODISARM) pending.altStack = { sp: 0, size: 0, flags: SS_DISABLE };

  const blocked = new SigSet(pending.blocked.lo | action.mask.lo, pending.blocked.hi | action.mask.hi);
  if ((action.flags & SA_NODEFER) === 0) {
    if (info.signo <= 32) blocked.lo |= 1 << (info.signo - 1);
    else blocked.hi |= 1 << (info.signo - 33);
  }
  pending.blocked.assign(blocked.lo, blocked.hi);
  pending.saved = undefined;
  regs.set(REG.DI, info.signo);
  regs.set(REG.SI, sp + FRAME.INFO);
  regs.set(REG.DX, sp + FRAME.UC);
  regs.set(REG.AX, 0);
  regs.set(REG.IP, action.handler);
  regs.set(REG.SP, sp);
  regs.set(REG.CS, SELECTOR.USER_CS);
  regs.set(REG.SS, SELECTOR.USER_DS);
  regs.set(REG.FLAGS, regs.lo(REG.FLAGS) & ~CLEARED_FLAGS);
  regs.set(REG.ORIG_AX, -1);
  if (action.flags & SA_RESETHAND) task.process.actions[info.signo] = { ...action, handler: SIG_DFL };
  return true;
}

/** rt_sigreturn: takes the registers back from the frame. False when the frame cannot be read. */
export function restoreFrame(task: TaskStruct): boolean {
  const { regs, pending } = task;
  const bytes = task.mem.copyIn(regs.get(REG.SP), UC.SIZE);
  if (bytes === undefined) return false;
  const view = new DataView(bytes.buffer);
  if (!restoreFpuFrom(task, address(view, UC.MCONTEXT + SC.FPSTATE))) return false;
  pending.blocked.assign(view.getUint32(UC.SIGMASK, true), view.getUint32(UC.SIGMASK + 4, true));
  SIGCONTEXT.forEach((reg, i) => {
    if (reg === REG.FLAGS) return;
    const at = UC.MCONTEXT + i * 8;
    regs.setHalves(reg, view.getUint32(at, true), view.getUint32(at + 4, true));
  });
  const flags = view.getUint32(UC.MCONTEXT + SIGCONTEXT.indexOf(REG.FLAGS) * 8, true);
  regs.set(REG.FLAGS, (regs.lo(REG.FLAGS) & ~USER_FLAGS) | (flags & USER_FLAGS));
  regs.set(REG.CS, view.getUint16(UC.MCONTEXT + SC.CS, true) | 3);
  regs.set(REG.SS, view.getUint16(UC.MCONTEXT + SC.SS, true) | 3);
  regs.set(REG.ORIG_AX, -1);
  pending.altStack = {
    sp: address(view, UC.STACK),
    flags: view.getUint32(UC.STACK + 8, true) & ~1,
    size: address(view, UC.STACK + 16),
  };
  return true;
}

/** fpu__restore_sig: without a pointer the state is that of a fresh program. */
function restoreFpuFrom(task: TaskStruct, at: number): boolean {
  const { cpu } = task.kernel;
  if (at === 0) {
    clearFpu(cpu.fx);
    return true;
  }
  const image = task.mem.copyIn(at, FX_SIZE);
  if (image === undefined) return false;
  if (hasXstate(image)) {
    const frame = task.mem.copyIn(at, XSTATE_FRAME_SIZE);
    if (frame === undefined) return false;
    if (isClosed(frame)) return restoreXstate(cpu.fx, frame, claimedFeatures(image));
  }
  return restoreFpu(cpu.fx, image);
}

function writeContext(task: TaskStruct, view: DataView, mask: SigSet): void {
  const { regs, pending } = task;
  const uc = FRAME.UC;
  putAddress(view, uc + UC.FLAGS, UC_FLAGS);
  putAddress(view, uc + UC.STACK, pending.altStack.sp);
  view.setUint32(uc + UC.STACK + 8, altStackFlags(task), true);
  putAddress(view, uc + UC.STACK + 16, pending.altStack.size);
  const mc = uc + UC.MCONTEXT;
  SIGCONTEXT.forEach((reg, i) => {
    view.setUint32(mc + i * 8, regs.lo(reg), true);
    view.setUint32(mc + i * 8 + 4, regs.hi(reg), true);
  });
  view.setUint16(mc + SC.CS, regs.lo(REG.CS), true);
  view.setUint16(mc + SC.SS, regs.lo(REG.SS), true);
  const { trap } = task.thread;
  putAddress(view, mc + SC.ERR, trap.errorCode);
  putAddress(view, mc + SC.TRAPNO, trap.vector);
  putAddress(view, mc + SC.CR2, trap.cr2);
  view.setUint32(mc + SC.OLDMASK, mask.lo, true);
  view.setUint32(mc + SC.OLDMASK + 4, mask.hi, true);
  view.setUint32(uc + UC.SIGMASK, mask.lo, true);
  view.setUint32(uc + UC.SIGMASK + 4, mask.hi, true);
}

/** siginfo_t as the user sees it: 128 bytes, a union after the first three fields. */
export function encodeSigInfo(info: SigInfo): Uint8Array {
  const bytes = new Uint8Array(128);
  const view = new DataView(bytes.buffer);
  if (info.raw !== undefined) bytes.set(info.raw);
  view.setInt32(0, info.signo, true);
  view.setInt32(8, info.code, true);
  if (info.trap) {
    putAddress(view, 16, info.address);
    return bytes;
  }
  if (info.raw !== undefined) return bytes;
  if (info.timer !== undefined) {
    view.setInt32(16, info.timer.id, true);
    view.setInt32(20, info.timer.overrun, true);
    view.setUint32(24, info.value?.lo ?? 0, true);
    view.setUint32(28, info.value?.hi ?? 0, true);
    return bytes;
  }
  view.setInt32(16, info.pid, true);
  view.setUint32(20, info.uid, true);
  if (info.signo === SIGCHLD && info.status !== undefined) view.setInt32(24, info.status, true);
  else if (info.value) {
    view.setUint32(24, info.value.lo, true);
    view.setUint32(28, info.value.hi, true);
  }
  return bytes;
}

function putAddress(view: DataView, at: number, value: number): void {
  view.setUint32(at, value >>> 0, true);
  view.setUint32(at + 4, Math.floor(value / 2 ** 32) >>> 0, true);
}

function address(view: DataView, at: number): number {
  return view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}

/** AT_MINSIGSTKSZ: room for one frame with the floating-point state, each aligned (init_sigframe_size). */
export const MIN_SIGNAL_STACK = Math.ceil((FRAME.SIZE + 15 + XSTATE_FRAME_SIZE + 63) / 16) * 16;
