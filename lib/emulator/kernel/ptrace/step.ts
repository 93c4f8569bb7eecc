import { SIGTRAP, TRAP_BRKPT, TRAP_HWBKPT, TRAP_TRACE } from '../../../abi/signal';
import { REG } from '../ptregs';
import type { TaskStruct } from '../task';
import type { DebugRegisters } from './debug_registers';
import type { Ptrace } from './state';

export const TRAP_FLAG = 0x100;

/** The tracer wants to see every instruction. */
export const isStepping = ({ going }: Ptrace): boolean => going === 'step' || going === 'sysemu-step';

/** Sets or clears RFLAGS.TF, as the tracer and its breakpoints want it: user_enable_single_step. */
export function singleStep(task: TaskStruct, ptrace: Ptrace): void {
  const flags = task.regs.lo(REG.FLAGS);
  if (ptrace.debug?.active) ptrace.debug.remember(task);
  if (isStepping(ptrace) || ptrace.debug?.active) {
    if ((flags & TRAP_FLAG) === 0) ptrace.forcedTf = true;
    task.regs.set(REG.FLAGS, flags | TRAP_FLAG);
  } else hideStep(task, ptrace);
}

/** A handler's frame keeps flags without what is the tracer's. */
export function hideStep(task: TaskStruct, ptrace: Ptrace): void {
  if (!ptrace.forcedTf) return;
  ptrace.forcedTf = false;
  task.regs.set(REG.FLAGS, task.regs.lo(REG.FLAGS) & ~TRAP_FLAG);
}

/** si_code of the trap that follows an instruction; undefined for one that nobody is to see. */
export function debugTrap(task: TaskStruct): number | undefined {
  const { ptrace } = task;
  if (ptrace?.debug === undefined) return TRAP_TRACE;
  const hits = ptrace.debug.active ? ptrace.debug.hits(task) : 0;
  const stepped = isStepping(ptrace) || !ptrace.forcedTf;
  if (hits === 0 && !stepped) return undefined;
  ptrace.debug.note(task, hits, stepped);
  return stepped ? TRAP_TRACE : TRAP_HWBKPT;
}

function trap(task: TaskStruct, code: number): void {
  const address = task.regs.get(REG.IP);
  task.kernel.signals.force(task, { signo: SIGTRAP, code, pid: 0, uid: 0, address, trap: true });
}

/** The tracee is about to go on where one of its breakpoints may be. */
export function breakAtOnce(task: TaskStruct, debug: DebugRegisters): void {
  const hits = debug.active ? debug.standsAt(task) : 0;
  if (hits === 0) return;
  debug.note(task, hits, false);
  trap(task, TRAP_HWBKPT);
}

/** A call has answered: its end counts as a step, and it may have come to a breakpoint. */
export function stepAfterCall(task: TaskStruct, ptrace: Ptrace): void {
  if (ptrace.going === 'step') trap(task, TRAP_BRKPT);
  else if (ptrace.debug?.active) {
    // What the kernel wrote is not the program's doing; rt_sigreturn has put back flags without the tracer's.
    singleStep(task, ptrace);
    breakAtOnce(task, ptrace.debug);
  }
}
