import type { SigInfo } from '../signal';
import type { TaskStruct } from '../task';
import type { DebugRegisters } from './debug_registers';

/** How a tracee was told to go on: until its next stop, its next call, or its next instruction. */
export type Going = 'cont' | 'syscall' | 'step' | 'sysemu' | 'sysemu-step';

/** Where a tracee stands still. */
export interface PtraceStop {
  readonly kind: 'signal' | 'syscall-entry' | 'syscall-exit' | 'event' | 'group';
  /** As a wait status has it above the low byte: a signal, with an event or 0x80 above it. */
  readonly code: number;
  /** What PTRACE_GETSIGINFO shows; a group stop of an attached tracee has none. */
  info: SigInfo | undefined;
  /** PTRACE_GETEVENTMSG. */
  readonly message: number;
}

/** What a tracee has of its tracer. */
export interface Ptrace {
  readonly tracer: TaskStruct;
  /** PTRACE_SEIZE rather than PTRACE_ATTACH or PTRACE_TRACEME. */
  readonly seized: boolean;
  options: number;
  going: Going;
  stop: PtraceStop | undefined;
  /** The tracer has not waited for the stop yet. */
  unwaited: boolean;
  /** PTRACE_LISTEN: stopped still, but not for the tracer to command. */
  listening: boolean;
  /** JOBCTL_TRAP_STOP: it stops on its way to user mode. */
  trapPending: boolean;
  /** The signal that the tracer lets through, or puts in. */
  injected: SigInfo | undefined;
  /** RFLAGS.TF is the tracer's, not the program's. */
  forcedTf: boolean;
  message: number;
  /** Its debug registers, once the tracer has touched them. */
  debug: DebugRegisters | undefined;
}

/** A task becomes a tracee: __ptrace_link. */
export function link(task: TaskStruct, tracer: TaskStruct, seized: boolean, options: number): Ptrace {
  const ptrace: Ptrace = {
    tracer,
    seized,
    options,
    going: 'cont',
    stop: undefined,
    unwaited: false,
    listening: false,
    trapPending: false,
    injected: undefined,
    forcedTf: false,
    message: 0,
    debug: undefined,
  };
  task.ptrace = ptrace;
  tracer.tracees.add(task);
  return ptrace;
}

/** __ptrace_unlink. */
export function unlink(task: TaskStruct): void {
  task.ptrace?.tracer.tracees.delete(task);
  task.ptrace = undefined;
}
