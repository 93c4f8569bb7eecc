import { EFAULT, EINTR, EINVAL, ERESTART_RESTARTBLOCK, ERESTARTNOHAND } from '../../abi/errno';
import { RLIMIT_FSIZE } from '../../abi/process';
import { SIG_IGN } from '../../abi/signal';
import type { File, Path } from '../vfs/types';
import type { FilesStruct } from './fs/fdtable';
import type { Kernel } from './kernel';
import type { MmStruct } from './mm/mm_struct';
import type { MemoryPolicy } from './mm/policy';
import type { UserAccess } from './mm/uaccess';
import type { TaskParts } from './new_task';
import type { NsProxy } from './nsproxy';
import { isOrphaned } from './pgrp';
import type { PidNamespace } from './pid_namespace';
import { ProcView } from './proc';
import type { Ptrace } from './ptrace/state';
import type { PtRegs } from './ptregs';
import type { Pending, SignalStruct } from './signal';
import { SigSet } from './sigset';
import type { Rseq } from './sys/rseq';
import type { SeccompState } from './sys/seccomp';
import type { Timer } from './time/timers';
import type { Blocked, Credentials, FsContext, IoCounts, Result, Task, TaskProc } from './types';

/** What a task is doing. */
export const TASK = { RUNNABLE: 0, SLEEPING: 1, STOPPED: 2, TRACED: 3, ZOMBIE: 4, DEAD: 5 } as const;

/** The processor's side of a task while another one runs: struct thread_struct. */
export interface ThreadStruct {
  /** Top of the kernel stack, and its frames. */
  readonly stackTop: number;
  readonly stackFrames: readonly number[];
  readonly slot: number;
  /** Where it goes on in kernel mode. */
  sp: number;
  ip: number;
  /** Its x87 and SSE state as FXSAVE writes it. */
  readonly fx: Uint8Array;
  fsBase: number;
  gsBase: number;
  /** The last exception that became a signal, as every signal frame from then on shows it. */
  trap: Trap;
}

/** trap_nr, error_code and cr2 of struct thread_struct. */
export interface Trap {
  vector: number;
  errorCode: number;
  cr2: number;
}

/** The call a task is in. */
export interface CurrentCall {
  abi: 0 | 1;
  nr: number;
  /** Low halves of the first two arguments, which the price of a call may hang on. */
  arg0: number;
  arg1: number;
  /** The tracer's row, or -1; kept until the task is in user mode again. */
  row: number;
  /** A row whose exit code has not been timed yet, or -1. */
  unreturned: number;
}

/** Virtual time a task has used, in ticks. */
export interface TaskTimes {
  user: number;
  system: number;
  /** CLOCK_MONOTONIC at its start, in ns. */
  started: number;
  minorFaults: number;
  majorFaults: number;
  voluntarySwitches: number;
  involuntarySwitches: number;
  readonly io: IoCounts;
}

/** struct task_struct. What handlers of files see of it is `Task`. */
export class TaskStruct implements Task {
  comm = '';
  state: number = TASK.RUNNABLE;
  readonly children = new Set<TaskStruct>();
  /** Why it sleeps, when it does. */
  blocked: Blocked | undefined;
  /** Its sleep's deadline. */
  timer: Timer | undefined;
  /** The deadline woke it. */
  timedOut = false;
  /** Status as wait4 stores it, once it has ended. */
  exitStatus = 0;
  /** The signal its parent gets when it ends: the low byte of clone's flags. */
  exitSignal = 0;
  /** set_tid_address(2). */
  clearChildTid = 0;
  robustList = 0;
  /** rseq(2). */
  rseq: Rseq | undefined;
  /** The parent of a vfork waits until the child has its own memory. */
  vforkDone: (() => void) | undefined;
  /** Set when the way to user mode has to look at it: signals, a switch. */
  exitWork = false;
  exe: Path | undefined;
  /** Goes on with a sleep that a signal cut short: restart_block. */
  restart: (() => Result) | undefined;
  /** A thread that execs takes its leader's. */
  pid: number;
  readonly tgid: number;
  parent: TaskStruct | undefined;
  files: FilesStruct;
  fs: FsContext;
  cred: Credentials;
  nsproxy: NsProxy;
  readonly pidNamespace: PidNamespace;
  readonly process: SignalStruct;
  /** When the processor was last taken from it, in ticks. */
  offSince = 0;
  readonly call: CurrentCall = { abi: 0, nr: -1, arg0: 0, arg1: 0, row: -1, unreturned: -1 };
  readonly times: TaskTimes;
  /** What may not be asked for any more: seccomp(2). */
  seccomp: SeccompState | undefined;
  /** Who traces it, and whom it traces: ptrace(2). */
  ptrace: Ptrace | undefined;
  readonly tracees = new Set<TaskStruct>();
  /** prctl(2): PR_SET_NO_NEW_PRIVS, PR_SET_PDEATHSIG and PR_SET_TIMERSLACK. */
  noNewPrivileges = false;
  parentDeathSignal = 0;
  timerSlack = 50_000;
  /** personality(2). */
  personality = 0;
  /** set_mempolicy(2). */
  mempolicy: MemoryPolicy | undefined;
  /** How it is scheduled: sched(7). */
  readonly sched = {
    policy: 0,
    priority: 0,
    nice: 0,
    resetOnFork: false,
    ioPriority: 0,
    /** Processors it may run on, as a mask, and the one it ran on last. */
    affinity: 0,
    cpu: 0,
    /** Parts of a turn that it has saved up: what a low weight comes to. */
    credit: 0,
    /** It called sched_yield(2). */
    yielded: false,
  };

  constructor(
    readonly kernel: Kernel,
    parts: TaskParts,
    public mem: UserAccess,
    /** Signals blocked and pending for this thread. */
    readonly pending: Pending,
    readonly thread: ThreadStruct,
    readonly regs: PtRegs,
  ) {
    this.pid = parts.pid;
    this.tgid = parts.tgid;
    this.parent = parts.parent;
    this.files = parts.files;
    this.fs = parts.fs;
    this.cred = parts.cred;
    this.nsproxy = parts.nsproxy;
    this.pidNamespace = parts.nsproxy.pid;
    this.process = parts.process;
    this.sched.affinity = kernel.sched.present;
    this.times = {
      user: 0,
      system: 0,
      started: kernel.monotonic(),
      minorFaults: 0,
      majorFaults: 0,
      voluntarySwitches: 0,
      involuntarySwitches: 0,
      io: { bytesRead: 0, bytesWritten: 0, reads: 0, writes: 0 },
    };
  }

  get mm(): MmStruct {
    return this.mem.mm;
  }

  get ppid(): number {
    return this.parent?.tgid ?? INIT_PID;
  }

  get tty(): File | undefined {
    return this.process.tty;
  }

  setTty(tty: File | undefined): void {
    this.process.tty = tty;
  }

  get blockedSignals(): SigSet {
    return this.pending.blocked;
  }

  ignores(sig: number): boolean {
    return this.pending.blocked.has(sig) || this.process.actions[sig].handler === SIG_IGN;
  }

  get orphaned(): boolean {
    return isOrphaned(this.kernel, this.process.pgid);
  }

  get alive(): boolean {
    return this.state < TASK.ZOMBIE;
  }

  signal(sig: number): void {
    this.kernel.signals.send(this, { signo: sig, code: 0, pid: this.tgid, uid: this.cred.uid, address: 0 });
  }

  get fileSizeLimit(): number {
    return this.process.rlimits[RLIMIT_FSIZE * 2];
  }

  get signalPending(): boolean {
    return this.kernel.signals.hasDeliverable(this);
  }

  restartWith(restart: () => Result): number {
    this.restart = restart;
    return -ERESTART_RESTARTBLOCK;
  }

  withSignalMask(mask: number, size: number, call: () => Result): Result {
    if (mask === 0) return call();
    if (size !== 8) return -EINVAL;
    const bytes = this.mem.copyIn(mask, 8);
    if (bytes === undefined) return -EFAULT;
    const { pending } = this;
    const { blocked } = pending;
    const view = new DataView(bytes.buffer);
    const saved = new SigSet(blocked.lo, blocked.hi);
    pending.saved = saved;
    blocked.assign(view.getUint32(0, true), view.getUint32(4, true));
    return restoreAfter(this, call(), saved);
  }

  get proc(): TaskProc {
    return new ProcView(this);
  }
}

/** restore_saved_sigmask_unless: a call that a signal ends leaves the mask for the handler's frame to save. */
function restoreAfter(task: TaskStruct, result: Result, saved: SigSet): Result {
  if (typeof result !== 'number')
    return { ...result, again: (timedOut) => restoreAfter(task, result.again(timedOut), saved) };
  task.exitWork = true;
  if (result === -EINTR || result === -ERESTARTNOHAND) return result;
  task.pending.blocked.assign(saved.lo, saved.hi);
  task.pending.saved = undefined;
  return result;
}

/** Parent of the first process and of orphans; it is no task here. */
const INIT_PID = 1;
