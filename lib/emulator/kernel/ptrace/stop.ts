import * as P from '../../../abi/ptrace';
import {
  CLD_STOPPED,
  CLD_TRAPPED,
  SA_NOCLDSTOP,
  SI_USER,
  SIG_IGN,
  SIGCHLD,
  SIGKILL,
  SIGSTOP,
  SIGTRAP,
} from '../../../abi/signal';
import { REG } from '../ptregs';
import type { SigInfo } from '../signal';
import { TASK, type TaskStruct } from '../task';
import type { Blocked, Result } from '../types';
import { link, type Ptrace, type PtraceStop } from './state';
import { isStepping, singleStep, stepAfterCall } from './step';

/** Bits above SIGTRAP in the codes of stops. */
const SYSGOOD = 0x80;
const EVENT_SHIFT = 8;

/** ptrace_stop: the tracee stands still, and its tracer is told. */
export function ptraceStop(task: TaskStruct, stop: PtraceStop): void {
  const { ptrace } = task;
  if (ptrace === undefined) return;
  task.kernel.sched.remove(task);
  task.state = TASK.TRACED;
  ptrace.stop = stop;
  ptrace.unwaited = true;
  ptrace.listening = false;
  if (stop.kind !== 'group') ptrace.message = stop.message;
  tellTracer(task, ptrace, stop.kind === 'group' ? CLD_STOPPED : CLD_TRAPPED, stop.code & 0x7f);
}

/** do_notify_parent_cldstop, for a tracer. */
function tellTracer(task: TaskStruct, { tracer }: Ptrace, code: number, status: number): void {
  tracer.process.childExit.wakeAll();
  const action = tracer.process.actions[SIGCHLD];
  if (action.handler === SIG_IGN || action.flags & SA_NOCLDSTOP) return;
  const { pid, cred, kernel } = task;
  kernel.signals.send(tracer, { signo: SIGCHLD, code, pid, uid: cred.uid, address: 0, status });
}

/** siginfo of a stop that no signal made: ptrace_do_notify. */
function ownInfo(task: TaskStruct, code: number): SigInfo {
  return { signo: SIGTRAP, code, pid: task.pid, uid: task.cred.uid, address: 0 };
}

function eventStop(task: TaskStruct, event: number, message: number): PtraceStop {
  const code = SIGTRAP | (event << EVENT_SHIFT);
  return { kind: 'event', code, info: ownInfo(task, code), message };
}

/** A stop in the middle of a call, which goes on with `then`. */
function stopped(stop: PtraceStop, then: () => Result): Blocked {
  return { queues: [], why: 'its tracer', uninterruptible: true, stop, again: then };
}

/** ptrace_event_enabled: the tracer asked to be told of it. */
export const tracesEvent = ({ ptrace }: TaskStruct, event: number): boolean =>
  ptrace !== undefined && (ptrace.options & (1 << event)) !== 0;

/** ptrace_event: tells the tracer of what it asked to be told of. */
export function ptraceEvent(task: TaskStruct, event: number, message: number, then: () => Result): Result {
  if (!tracesEvent(task, event)) return then();
  return stopped(eventStop(task, event, message), then);
}

/** The event of a task's end, outside of a call: `then` ends it. False when nobody asked for it. */
export function exitEvent(task: TaskStruct, status: number, then: () => void): boolean {
  if (!tracesEvent(task, P.PTRACE_EVENT_EXIT)) return false;
  const end = () => {
    then();
    return 0;
  };
  ptraceStop(task, eventStop(task, P.PTRACE_EVENT_EXIT, status));
  task.blocked = { queues: [], why: 'its tracer', uninterruptible: true, again: end };
  return true;
}

/** The tracer wants to see calls begin and end. */
export function stopsAtCalls(task: TaskStruct): boolean {
  const going = task.ptrace?.going;
  return going === 'syscall' || going === 'sysemu' || going === 'sysemu-step';
}

const callCode = ({ options }: Ptrace): number => SIGTRAP | (options & P.PTRACE_O_TRACESYSGOOD ? SYSGOOD : 0);

/** ptrace_report_syscall_entry: stops before the call, which `perform` then makes as the registers have it. */
export function entryStop(task: TaskStruct, perform: () => Result): Blocked {
  const ptrace = task.ptrace as Ptrace;
  const code = callCode(ptrace);
  const emulated = ptrace.going !== 'syscall';
  const info = ownInfo(task, code);
  const stop: PtraceStop = { kind: 'syscall-entry', code, info, message: P.PTRACE_SYSCALL_INFO_ENTRY };
  // PTRACE_SYSEMU: the tracer has answered the call.
  return stopped(stop, emulated ? () => task.regs.get(REG.AX) : perform);
}

/** syscall_exit_work: the call has answered. */
export function afterCall(task: TaskStruct): void {
  const { ptrace } = task;
  if (ptrace === undefined || task.state !== TASK.RUNNABLE) return;
  if (ptrace.going === 'syscall') {
    const code = callCode(ptrace);
    const info = ownInfo(task, code);
    ptraceStop(task, { kind: 'syscall-exit', code, info, message: P.PTRACE_SYSCALL_INFO_EXIT });
  } else stepAfterCall(task, ptrace);
}

/** A handler has been entered under single step: signal_setup_done. */
export function afterHandlerSetup(task: TaskStruct): void {
  const { ptrace } = task;
  if (ptrace === undefined) return;
  if (!isStepping(ptrace)) {
    singleStep(task, ptrace);
    return;
  }
  ptraceStop(task, { kind: 'event', code: SIGTRAP, info: ownInfo(task, SIGTRAP), message: 0 });
}

/**
 * The next signal that a tracee is to act on. What it would take is shown to its tracer first, which stops it; the
 * tracer's answer is taken when it goes on.
 */
export function tracedSignal(task: TaskStruct, ptrace: Ptrace): SigInfo | undefined {
  const { signals } = task.kernel;
  if (ptrace.trapPending) {
    trapStop(task, ptrace);
    return undefined;
  }
  const { injected } = ptrace;
  ptrace.injected = undefined;
  if (injected !== undefined) {
    if (!task.pending.blocked.has(injected.signo)) return injected;
    signals.sendThread(task, injected);
  }
  const info = signals.dequeue(task);
  if (info === undefined || info.signo === SIGKILL) return info;
  ptraceStop(task, { kind: 'signal', code: info.signo, info, message: 0 });
  return undefined;
}

/** do_jobctl_trap: PTRACE_INTERRUPT, the start of an auto-attached child, or the end of a group stop. */
function trapStop(task: TaskStruct, ptrace: Ptrace): void {
  ptrace.trapPending = false;
  groupStop(task, task.process.groupStop || SIGTRAP);
}

/** A tracee takes part in a group stop, or shows that one has ended (with SIGTRAP). */
export function groupStop(task: TaskStruct, signo: number): void {
  const ptrace = task.ptrace as Ptrace;
  const code = ptrace.seized ? signo | (P.PTRACE_EVENT_STOP << EVENT_SHIFT) : signo;
  const info = ptrace.seized ? { ...ownInfo(task, code), signo } : undefined;
  ptraceStop(task, { kind: 'group', code, info, message: 0 });
}

/** JOBCTL_TRAP_STOP: a tracee that runs or sleeps is made to stop; one that stands still by PTRACE_LISTEN traps anew. */
export function requestTrap(task: TaskStruct, ptrace: Ptrace): void {
  ptrace.trapPending = true;
  task.exitWork = true;
  if (task.state === TASK.SLEEPING) task.kernel.sched.wake(task, false);
  else if (task.state === TASK.STOPPED || (task.state === TASK.TRACED && ptrace.listening)) {
    ptrace.stop = undefined;
    wakeTracee(task);
  }
}

/** The task goes on from its stop. */
export function wakeTracee(task: TaskStruct): void {
  task.state = TASK.RUNNABLE;
  task.exitWork = true;
  task.kernel.sched.enqueue(task);
}

/** ptrace_init_task: the child of a tracee that is to be traced as well, and so begins with a stop. */
export function traceChild(task: TaskStruct, child: TaskStruct): void {
  const { ptrace } = task;
  if (ptrace === undefined) return;
  const { tracer, seized, options } = ptrace;
  const own = link(child, tracer, seized, options);
  child.exitWork = true;
  if (seized) own.trapPending = true;
  else child.pending.queue.push({ signo: SIGSTOP, code: SI_USER, pid: 0, uid: 0, address: 0 });
}
