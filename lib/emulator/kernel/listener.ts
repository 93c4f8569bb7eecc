import type { PtRegs } from './ptregs';
import type { Task, Work } from './types';

/** One system call as the tracer is told of it. The object is reused from call to call: copy what you keep. */
export interface CallEvent {
  task: Task;
  /** The user's registers, as the entry code saved them. */
  regs: Pick<PtRegs, 'get' | 'lo' | 'hi'>;
  /** 0 x86-64, 1 i386. */
  abi: 0 | 1;
  nr: number;
  /** Virtual time in ticks: of the trap, and when the handler began. */
  trapTicks: number;
  handlerTicks: number;
  /** Ticks that the task has spent in user mode so far. */
  userTicks: number;
}

/** Listens to what tasks do. The kernel's logic never depends on what a listener does. */
export interface Tracer {
  /** A call has reached its handler, which has not run yet. Answers a row number, or -1 when it is not recorded. */
  enter(call: CallEvent): number;
  /** The handler has answered: `ret` is its value, or a negative errno. `ticks` is when it was done. */
  leave(row: number, task: Task, ret: number, ticks: number): void;
  /** The call of `row`, or its way back to user mode, has waited for `ticks`: other tasks ran, or nobody did. */
  slept?(row: number, ticks: number): void;
  /** The task reached user mode again at `ticks` after the call of `row`: the exit code's cost is known. */
  returned(row: number, ticks: number): void;
  /** The call of `row` never returns: its task has ended. If it ended by this call, `leave` still says what it cost. */
  never(row: number): void;
  /** The first process has its program: the execve that strace's first line shows, and that no program made. */
  started?(task: Task, program: StartedProgram): void;
  /** A signal was delivered, or a process ended: lines of their own in strace. */
  event(task: Task, event: TraceEvent, ticks: number): void;
}

export interface StartedProgram {
  readonly path: string;
  readonly argv: readonly string[];
  /** Variables in the environment. */
  readonly envc: number;
}

export type TraceEvent =
  | { kind: 'exited'; status: number }
  | { kind: 'killed'; signal: number; core: boolean }
  | { kind: 'stopped'; signal: number }
  /** `siginfo` answers the bytes of siginfo_t. */
  | { kind: 'signal'; signal: number; siginfo: () => Uint8Array };

/** Prices what handlers did. Answers ticks, which the kernel adds to virtual time. */
export interface Pricing {
  /**
   * The handler of call `nr` answered `ret` after doing `work`. Low halves of the first two arguments tell clocks and
   * ioctl requests apart.
   */
  call(abi: 0 | 1, nr: number, work: Work, ret: number, arg0?: number, arg1?: number): number;
  /** A page fault served: which kind of page was made present. */
  fault(kind: 'anon' | 'zero' | 'file' | 'cow' | 'spurious'): number;
  /** One task put in another's place. */
  contextSwitch(): number;
}
