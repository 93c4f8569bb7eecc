import { RLIMIT_AS, RLIMIT_DATA, RLIMIT_STACK } from '../../abi/process';
import {
  CLD_CONTINUED,
  NSIG,
  SA_NOCLDSTOP,
  SA_NOCLDWAIT,
  SI_KERNEL,
  SIG_DFL,
  SIG_IGN,
  SIGBUS,
  SIGCHLD,
  SIGCONT,
  SIGFPE,
  SIGILL,
  SIGKILL,
  SIGSEGV,
  SIGSTOP,
  SIGSYS,
  SIGTRAP,
  SIGTSTP,
  SIGTTIN,
  SIGTTOU,
  SIGURG,
  SIGWINCH,
} from '../../abi/signal';
import type { File } from '../vfs/types';
import type { Kernel } from './kernel';
import { requestTrap } from './ptrace/stop';
import type { WaitQueueHead } from './sched';
import { SigSet } from './sigset';
import { TASK, type TaskStruct } from './task';
import type { CpuTimer } from './time/cpu_timers';
import type { RealTimer } from './time/itimer';
import type { PosixTimer } from './time/posix_timers';
import { shownId } from './user_namespace';

/** A signal on its way: kernel_siginfo. */
export interface SigInfo {
  signo: number;
  code: number;
  pid: number;
  uid: number;
  /** Faulting address (si_addr). */
  address: number;
  /** si_status of SIGCHLD; si_value of a queued signal. */
  status?: number;
  value?: { lo: number; hi: number };
  /** A POSIX timer's signal: si_timerid and si_overrun. */
  timer?: { id: number; overrun: number };
  /** siginfo_t as its sender made it: rt_sigqueueinfo(2). */
  raw?: Uint8Array;
  /** An exception: si_addr stands where others have si_pid. */
  trap?: boolean;
  /** What happened, for the message when it kills. */
  note?: string;
  /** No tracer is told. */
  silent?: boolean;
}

/** struct k_sigaction. */
export interface SigAction {
  readonly handler: number;
  readonly flags: number;
  readonly restorer: number;
  readonly mask: SigSet;
}

/** What one thread has of signals. */
export class Pending {
  readonly queue: SigInfo[] = [];
  readonly blocked = new SigSet();
  /** The mask to go back to when a call that changed it for its duration ends (rt_sigsuspend, ppoll). */
  saved: SigSet | undefined;
  altStack = { sp: 0, size: 0, flags: 2 };
}

/** What the threads of a process share: signal_struct and sighand_struct. */
export class SignalStruct {
  readonly threads = new Set<TaskStruct>();
  readonly queue: SigInfo[] = [];
  actions: SigAction[] = new Array(NSIG + 1).fill(DEFAULT_ACTION);
  readonly rlimits: Float64Array;
  tty: File | undefined;
  /** Readers of signalfds and callers of rt_sigtimedwait sleep here: sighand's signalfd_wqh. */
  readonly signalWait: WaitQueueHead;
  /** Timers of timer_create(2) by id. */
  readonly timers = new Map<number, PosixTimer>();
  nextTimerId = 0;
  /** Timers on CPU time: ITIMER_VIRTUAL, ITIMER_PROF, RLIMIT_CPU and those of timer_create. */
  readonly cpuTimers = new Set<CpuTimer>();
  /** ITIMER_VIRTUAL and ITIMER_PROF, by number. */
  readonly intervalTimers: (CpuTimer | undefined)[] = [];
  /** What children that have been waited for used. */
  readonly childTimes = { user: 0, system: 0, minorFaults: 0, majorFaults: 0, maxRss: 0 };
  /** What threads that have ended used, in ticks. */
  readonly gone = { user: 0, system: 0, minorFaults: 0, majorFaults: 0, voluntary: 0, involuntary: 0 };
  /** Seconds of CPU time at which SIGXCPU comes again. */
  nextXcpu = 0;
  /** pidfds of the process are polled here. */
  readonly ended: WaitQueueHead;
  /** Switches of prctl(2) that the threads share. */
  readonly switches = { dumpable: 1, subreaper: 0, noHugePages: 0, ioFlusher: 0 };
  /** What files of /proc change. */
  readonly adjustable = { oomScoreAdj: 0, coredumpFilter: DEFAULT_COREDUMP_FILTER };
  /** ITIMER_REAL, while it runs. */
  realTimer: RealTimer | undefined;
  /** It runs a program of its own since it was forked: PF_FORKNOEXEC, the other way round. */
  hasExeced = false;
  /** Its parent has ended: init is its parent now. */
  orphan = false;
  /** The first of a pid namespace: signals whose default would end or stop it do nothing (SIGNAL_UNKILLABLE). */
  unkillable = false;
  /** It has been chosen when memory was full. */
  oomKilled = false;
  /** The process is ending, with this status for all its threads. */
  groupExit = false;
  /** The signal that keeps all its threads stopped, or 0. */
  groupStop = 0;
  exitStatus = 0;
  /** Stopped by a signal, or continued, and the parent has not been told. */
  stopSignal = 0;
  continued = false;

  constructor(
    public pgid: number,
    public sid: number,
    rlimits: Float64Array,
    /** Parents in wait4 sleep here. */
    readonly childExit: WaitQueueHead,
  ) {
    this.rlimits = rlimits.slice();
    this.signalWait = childExit.sibling('a signal');
    this.ended = childExit.sibling('a process to end');
  }

  /** RLIMIT_STACK: how far down a stack may grow. */
  get stackLimit(): number {
    return this.rlimits[RLIMIT_STACK * 2];
  }

  /** RLIMIT_DATA and RLIMIT_AS. */
  get dataLimit(): number {
    return this.rlimits[RLIMIT_DATA * 2];
  }

  get addressSpaceLimit(): number {
    return this.rlimits[RLIMIT_AS * 2];
  }

  /** Copies the handlers to a child. */
  copyActions(from: SignalStruct): void {
    this.actions = from.actions.slice();
  }

  /** flush_signal_handlers: exec keeps SIG_IGN and forgets handlers. */
  resetHandlers(): void {
    this.actions = this.actions.map((action) =>
      action.handler === SIG_IGN ? { ...DEFAULT_ACTION, handler: SIG_IGN } : DEFAULT_ACTION,
    );
  }
}

const DEFAULT_ACTION: SigAction = { handler: SIG_DFL, flags: 0, restorer: 0, mask: new SigSet() };

/** MMF_DUMP_FILTER_DEFAULT: anonymous memory, ELF headers and huge pages. */
const DEFAULT_COREDUMP_FILTER = 0x33;
const IGNORED: readonly number[] = [SIGCHLD, SIGCONT, SIGURG, SIGWINCH];
const STOPS: readonly number[] = [SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU];
/** Taken before all others, as they belong to the instruction the task stands at. */
const SYNCHRONOUS: readonly number[] = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGSYS];

export const isStop = (signo: number): boolean => STOPS.includes(signo);
export const isIgnoredByDefault = (signo: number): boolean => IGNORED.includes(signo);

/** Sends and queues signals: kernel/signal.c. */
export class Signals {
  constructor(private readonly kernel: Kernel) {}

  /** Sends to a process: any of its threads takes it. */
  send(task: TaskStruct, info: SigInfo): void {
    this.queue(task, task.process.queue, info);
  }

  /** Sends to one thread (tgkill). */
  sendThread(task: TaskStruct, info: SigInfo): void {
    this.queue(task, task.pending.queue, info);
  }

  /** A fault: it cannot be blocked or ignored (force_sig_fault). */
  force(task: TaskStruct, info: SigInfo): void {
    const { actions } = task.process;
    const action = actions[info.signo];
    if (action.handler === SIG_DFL) task.process.unkillable = false;
    if (task.pending.blocked.has(info.signo) || action.handler === SIG_IGN) {
      actions[info.signo] = { ...action, handler: SIG_DFL };
      task.pending.blocked.delete(info.signo);
    }
    task.pending.queue.push(info);
    task.exitWork = true;
  }

  /** force_fatal_sig: the task dies of it, whatever its handlers; `silent`, without a tracer being told (SA_IMMUTABLE). */
  forceFatal(task: TaskStruct, signo: number, note: string, silent = false): void {
    const { actions } = task.process;
    actions[signo] = { ...actions[signo], handler: SIG_DFL };
    this.force(task, { signo, code: SI_KERNEL, pid: 0, uid: 0, address: 0, note, silent });
  }

  /** Tells a parent that a child has ended, stopped or gone on. */
  notifyParent(child: TaskStruct, code: number, status: number, signo: number): void {
    const { parent } = child;
    if (parent === undefined) return;
    parent.process.childExit.wakeAll();
    if (signo === 0) return;
    this.send(parent, { signo, code, pid: child.tgid, uid: child.cred.uid, address: 0, status });
  }

  /** True when a parent does not want zombies: SIGCHLD ignored, or SA_NOCLDWAIT. */
  autoReap(child: TaskStruct): boolean {
    if (child.parent === undefined) return true;
    const action = child.parent.process.actions[SIGCHLD];
    return (
      child.exitSignal === SIGCHLD && (action.handler === SIG_IGN || (action.flags & SA_NOCLDWAIT) !== 0)
    );
  }

  /** A signal that the thread would take now. */
  hasDeliverable(task: TaskStruct): boolean {
    if (task.ptrace?.trapPending || task.ptrace?.injected) return true;
    const wanted = ({ signo }: SigInfo) => !task.pending.blocked.has(signo) && !this.ignored(task, signo);
    return task.pending.queue.some(wanted) || task.process.queue.some(wanted);
  }

  /** Takes the next signal off: faults first, the thread's own, then the process's, lowest number first. */
  dequeue(task: TaskStruct): SigInfo | undefined {
    const { pending } = task;
    return (
      take(pending.queue, (s) => SYNCHRONOUS.includes(s.signo) && !pending.blocked.has(s.signo)) ??
      take(pending.queue, (s) => !pending.blocked.has(s.signo)) ??
      take(task.process.queue, (s) => !pending.blocked.has(s.signo))
    );
  }

  /** Takes the next signal of a set off, blocked or not: signalfd and rt_sigtimedwait. */
  take(task: TaskStruct, set: SigSet): SigInfo | undefined {
    const wanted = ({ signo }: SigInfo) => set.has(signo);
    return (
      take(task.pending.queue, (s) => SYNCHRONOUS.includes(s.signo) && wanted(s)) ??
      take(task.pending.queue, wanted) ??
      take(task.process.queue, wanted)
    );
  }

  /** True when a signal of the set is pending. */
  pendingIn(task: TaskStruct, set: SigSet): boolean {
    return [...task.pending.queue, ...task.process.queue].some(({ signo }) => set.has(signo));
  }

  /** A signal that is ignored from now on is forgotten where it is pending: do_sigaction. */
  flush(task: TaskStruct, signo: number): void {
    drop(task, (s) => s.signo === signo);
  }

  /** Takes back a signal that was not delivered. */
  recall(task: TaskStruct, info: SigInfo): void {
    drop(task, (s) => s === info);
  }

  private queue(task: TaskStruct, queue: SigInfo[], info: SigInfo): void {
    const { signo } = info;
    const shared = queue === task.process.queue;
    // Pids and uids are as the receiver knows them.
    const fromOutside = info.pid !== 0 && task.pidNamespace.see(info.pid) === 0;
    if (info.raw === undefined && info.pid !== 0) {
      info.pid = task.pidNamespace.see(info.pid);
      info.uid = shownId(task.cred.userns.uids, info.uid);
    }
    if (signo === 0 || !(shared ? [...task.process.threads].some((t) => t.alive) : task.alive)) return;
    if (this.spared(task, signo, fromOutside || info.code === SI_KERNEL)) return;
    if (signo === SIGCONT) this.continue(task);
    else if (isStop(signo)) drop(task, (s) => s.signo === SIGCONT);
    // One of each of the old signals is enough; the real-time ones queue up.
    if (signo < 32 && queue.some((s) => s.signo === signo)) return;
    queue.push(info);
    task.process.signalWait.wakeAll();
    const target = shared ? this.pick(task, signo) : task;
    if (target === undefined) return;
    target.exitWork = true;
    // What is ignored is dequeued all the same, for tracers to see (as under ptrace), but wakes nobody.
    if (!this.ignored(task, signo)) this.notify(target, signo);
  }

  /** sig_task_ignored: the first process of a pid namespace takes from within what it has handlers for, and no more. */
  private spared({ process, pending }: TaskStruct, signo: number, force: boolean): boolean {
    if (!process.unkillable || process.actions[signo].handler !== SIG_DFL || pending.blocked.has(signo))
      return false;
    return !(force && (signo === SIGKILL || signo === SIGSTOP));
  }

  private ignored(task: TaskStruct, signo: number): boolean {
    const { handler } = task.process.actions[signo];
    // A tracer is shown what would be ignored, too.
    if (task.pending.blocked.has(signo) || task.ptrace !== undefined) return false;
    return handler === SIG_IGN || (handler === SIG_DFL && IGNORED.includes(signo));
  }

  /** The thread that takes a signal of the process: the one asked, if it can, else any that can. */
  private pick(task: TaskStruct, signo: number): TaskStruct | undefined {
    const can = (t: TaskStruct) => t.alive && !t.pending.blocked.has(signo);
    return can(task) ? task : [...task.process.threads].find(can);
  }

  private notify(task: TaskStruct, signo: number): void {
    if (task.state === TASK.SLEEPING) this.kernel.sched.wake(task, false);
    else if ((task.state === TASK.STOPPED || task.state === TASK.TRACED) && signo === SIGKILL) {
      // What it was about to do in the middle of a call is not done.
      if (task.blocked?.stop !== undefined) task.blocked = undefined;
      task.state = TASK.RUNNABLE;
      this.kernel.sched.enqueue(task);
    }
  }

  private continue(task: TaskStruct): void {
    const { process } = task;
    drop(task, (s) => isStop(s.signo));
    if (process.groupStop === 0) return;
    process.groupStop = 0;
    for (const thread of process.threads) {
      // A seized tracee traps once more, for its tracer to see that the stop is over.
      if (thread.ptrace?.seized && thread.state === TASK.TRACED) requestTrap(thread, thread.ptrace);
      if (thread.state !== TASK.STOPPED) continue;
      thread.state = TASK.RUNNABLE;
      this.kernel.sched.enqueue(thread);
    }
    process.stopSignal = 0;
    process.continued = true;
    const { parent } = task;
    const quiet = parent !== undefined && (parent.process.actions[SIGCHLD].flags & SA_NOCLDSTOP) !== 0;
    this.notifyParent(task, CLD_CONTINUED, SIGCONT, quiet ? 0 : SIGCHLD);
  }
}

function take(queue: SigInfo[], wanted: (info: SigInfo) => boolean): SigInfo | undefined {
  let best = -1;
  for (let i = 0; i < queue.length; i++)
    if (wanted(queue[i]) && (best < 0 || queue[i].signo < queue[best].signo)) best = i;
  return best < 0 ? undefined : queue.splice(best, 1)[0];
}

function drop(task: TaskStruct, unwanted: (info: SigInfo) => boolean): void {
  for (const queue of [task.process.queue, ...[...task.process.threads].map((t) => t.pending.queue)])
    for (let i = queue.length - 1; i >= 0; i--) if (unwanted(queue[i])) queue.splice(i, 1);
}
