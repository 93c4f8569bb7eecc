import { ERESTART_RESTARTBLOCK, ERESTARTSYS } from '../../abi/errno';
import { callSelector } from '../../abi/select';
import { SIGKILL } from '../../abi/signal';
import { SYSCALLS_BY_NAME } from '../../abi/syscalls';
import { callOf } from '../../abi/syscalls_i386';
import type { TraceColumns } from '../../trace/types';
import { TICKS_PER_CYCLE } from '../cpu/types';
import type { CallEvent, StartedProgram, TraceEvent, Tracer } from '../kernel/listener';
import { copyArguments } from '../kernel/ptregs';
import type { Task } from '../kernel/types';
import { keepGraph } from '../snapshot/graph';
import type { Keeper, PutBack } from '../snapshot/keeper';
import { Capturer } from './capture';
import { GrowingColumns, STATUS } from './columns';
import { type CallCounts, Counts } from './counts';
import { eventText } from './events';
import type { Plan } from './plan';
import { argument, copied, isPointer, planOf } from './plan';

export interface RecorderOptions {
  /** Record a row a call, or only count. */
  rows?: boolean;
  /** Rows after which calls are only counted. */
  rowLimit?: number;
  /** Longest string or buffer kept; strace's -s, 32 when absent. */
  stringLimit?: number;
  /** The calls to record, or not to record, as strace's -e trace= takes them: names, %classes, /patterns. */
  only?: readonly string[];
  except?: readonly string[];
}

const DEFAULT_STRING_LIMIT = 32;
const DEFAULT_ROW_LIMIT = 1_000_000;
const EVENT_LIMIT = 10_000;
const CYCLES = 1 / TICKS_PER_CYCLE;

const EXECVE = SYSCALLS_BY_NAME.get('execve')!;

/** Where the arguments of the first execve lie, in a caller that is not in the machine. */
const CALLER_STACK = 0x7ffc_0000_0000;

/** Numbers told apart; there are no calls beyond. */
const PLANS = 1024;

/** Row numbers from here on are calls that are counted but not recorded. */
const UNRECORDED = 0x4000_0000;

/** A call under way that has no row. */
interface Unrecorded {
  abi: 0 | 1;
  nr: number;
  ticks: number;
}

/** Captured on return rather than on entry: bit 3 of a payload's argument. */
const ON_RETURN = 8;
/** Bytes of sigset_t. */
const SIGSET_SIZE = 8;

/** Records calls into columns as they happen, and counts those it does not record. */
export class TraceRecorder implements Tracer, Keeper {
  readonly #columns = new GrowingColumns();
  readonly #counts = new Counts();
  readonly #capturer: Capturer;
  readonly #rowLimit: number;
  readonly #selects: ((name: string) => boolean) | undefined;
  readonly #plans: (Plan | undefined)[][] = [[], []];
  /** Numbers that are recorded, by ABI; filled as they are met. */
  readonly #wanted: (boolean | undefined)[][] = [[], []];
  /** When the handler of a row began, then when it was done, in ticks. */
  #since = new Float64Array(256);
  readonly #unrecorded: Unrecorded[] = [];
  readonly #free: number[] = [];
  readonly #args: number[] = [0, 0, 0, 0, 0, 0];
  readonly #subject = { args: this.#args as readonly number[], ret: 0 };
  /** User time of each process at its last call, in ticks; the last one's is kept apart. */
  readonly #userTicks = new Map<number, number>();
  #lastPid = -1;
  #lastUserTicks = 0;
  readonly #events: TraceColumns['events'] = [];

  constructor(options: RecorderOptions = {}) {
    const { rows = true, rowLimit = DEFAULT_ROW_LIMIT, stringLimit = DEFAULT_STRING_LIMIT } = options;
    this.#selects = callSelector(options.only, options.except);
    this.#capturer = new Capturer(this.#columns, stringLimit);
    this.#rowLimit = rows ? rowLimit : 0;
  }

  enter(call: CallEvent): number {
    const { abi, nr, task, trapTicks, handlerTicks } = call;
    this.#counts.entered(abi, nr, (handlerTicks - trapTicks) * CYCLES);
    if (this.#rowLimit === 0) return this.#count(call);
    const user = this.#userSinceLast(task.pid, call.userTicks);
    const columns = this.#columns;
    if (columns.length >= this.#rowLimit || !this.#isWanted(abi, nr)) return this.#count(call);

    const row = columns.addRow();
    columns.nr[row] = nr;
    columns.abi[row] = abi;
    columns.pid[row] = task.pid;
    copyArguments(call.regs, abi, columns.argsLo, columns.argsHi, 6 * row);
    columns.status[row] = STATUS.RUNNING;
    columns.start[row] = trapTicks * CYCLES;
    columns.user[row] = user * CYCLES;
    columns.entry[row] = (handlerTicks - trapTicks) * CYCLES;
    if (row >= this.#since.length) this.#growSince();
    this.#since[row] = handlerTicks;
    const plan = this.#plan(abi, nr);
    if (plan.enter.length > 0 || plan.dynamic.length > 0) this.#captureEnter(row, plan, abi, task);
    return row;
  }

  slept(row: number, ticks: number): void {
    if (row < 0) return;
    if (row >= UNRECORDED) this.#unrecorded[row - UNRECORDED]!.ticks += ticks;
    else {
      if (this.#columns.status[row] === STATUS.RUNNING) this.#columns.asleep[row]! += ticks * CYCLES;
      this.#since[row]! += ticks;
    }
  }

  leave(row: number, task: Task, ret: number, ticks: number): void {
    if (row < 0) return;
    const failed = ret < 0 && ret > -4096;
    if (row >= UNRECORDED) {
      const call = this.#unrecorded[row - UNRECORDED]!;
      this.#counts.left(call.abi, call.nr, (ticks - call.ticks) * CYCLES, failed);
      call.ticks = ticks;
      return;
    }
    const columns = this.#columns;
    const abi = columns.abi[row] as 0 | 1;
    const nr = columns.nr[row]!;
    const handler = (ticks - this.#since[row]!) * CYCLES;
    this.#counts.left(abi, nr, handler, failed);
    this.#since[row] = ticks;
    columns.handler[row] = handler;
    if (columns.status[row] === STATUS.NEVER) return;
    columns.retLo[row] = ret;
    columns.retHi[row] = Math.floor(ret / 0x1_0000_0000);
    columns.status[row] =
      ret <= -ERESTARTSYS && ret >= -ERESTART_RESTARTBLOCK ? STATUS.INTERRUPTED : STATUS.RETURNED;
    const plan = this.#plan(abi, nr);
    if (plan.leave.length > 0 || plan.dynamic.length > 0) this.#captureLeave(row, plan, abi, task, ret);
    else if (plan.restoresMask) this.#captureMask(row, task);
  }

  returned(row: number, ticks: number): void {
    if (row < 0) return;
    if (row >= UNRECORDED) {
      const call = this.#unrecorded[row - UNRECORDED]!;
      this.#counts.returned(call.abi, call.nr, (ticks - call.ticks) * CYCLES);
      this.#free.push(row);
      return;
    }
    const columns = this.#columns;
    const exit = (ticks - this.#since[row]!) * CYCLES;
    columns.exit[row] = exit;
    this.#counts.returned(columns.abi[row]!, columns.nr[row]!, exit);
  }

  never(row: number): void {
    if (row < 0) return;
    if (row >= UNRECORDED) this.#free.push(row);
    else this.#columns.status[row] = STATUS.NEVER;
  }

  event(task: Task, event: TraceEvent, ticks: number): void {
    if (this.#rowLimit === 0 || this.#events.length >= EVENT_LIMIT) return;
    // SIGKILL is nothing a tracer is told of: the process is gone, in the middle of its call if it was in one.
    if (event.kind === 'signal' && event.signal === SIGKILL) return;
    if (event.kind === 'killed' && event.signal === SIGKILL) this.#cutShort(task.pid);
    const before = this.#columns.length;
    this.#events.push({ before, pid: task.pid, start: ticks * CYCLES, text: eventText(event) });
  }

  started(task: Task, { path, argv, envc }: StartedProgram): void {
    const nr = EXECVE.nr;
    this.#counts.entered(0, nr, 0);
    if (this.#rowLimit === 0 || !this.#isWanted(0, nr)) return;
    const columns = this.#columns;
    const row = columns.addRow();
    columns.nr[row] = nr;
    columns.pid[row] = task.pid;
    for (let arg = 0; arg < 3; arg++) {
      columns.argsLo[6 * row + arg] = CALLER_STACK + 256 * arg;
      columns.argsHi[6 * row + arg] = Math.floor(CALLER_STACK / 0x1_0000_0000);
    }
    // A shell looks a program up and gives its path as it was written, where that is a path.
    const written = argv[0]?.includes('/') ? argv[0] : path;
    this.#string(row, 0, written, written.length);
    argv.forEach((text, i) => {
      this.#string(row, 1 | ((i + 1) << 4), text, this.#capturer.limit);
    });
    columns.addPayload(row, 1, 0, argv.length);
    columns.addPayload(row, 2, 0, envc);
  }

  keepState(): PutBack {
    const columns = this.#columns.keepState();
    const rest = keepGraph([this.#counts, this.#userTicks, this.#unrecorded, this.#free, this.#events]);
    const since = new Map<number, number>();
    const { length, exit } = this.#columns;
    for (let row = 0; row < length; row++) if (exit[row] === 0) since.set(row, this.#since[row]!);
    const [lastPid, lastUserTicks] = [this.#lastPid, this.#lastUserTicks];
    return () => {
      columns();
      rest();
      for (const [row, ticks] of since) this.#since[row] = ticks;
      this.#lastPid = lastPid;
      this.#lastUserTicks = lastUserTicks;
    };
  }

  /** Calls made so far. */
  get total(): number {
    return this.#counts.total;
  }

  /** The trace so far, in arrays of its own. */
  columns(): TraceColumns {
    return this.#columns.finish(this.#counts.total, this.#events.slice());
  }

  /** Counts and cycles by call; `ghz` turns cycles into ns. */
  counts(ghz: number): CallCounts[] {
    return this.#counts.rows(ghz);
  }

  #string(row: number, tag: number, text: string, limit: number): void {
    const columns = this.#columns;
    const bytes = new TextEncoder().encode(text);
    const kept = Math.min(bytes.length, limit);
    const at = columns.reserve(kept);
    columns.arena.set(bytes.subarray(0, kept), at);
    columns.addPayload(row, tag, kept, bytes.length);
  }

  #captureEnter(row: number, plan: Plan, abi: 0 | 1, task: Task): void {
    const capturer = this.#capturer;
    this.#readArgs(row, plan, abi);
    const subject = this.#subject;
    subject.ret = 0;
    for (const { arg, type } of plan.enter)
      capturer.capture(row, arg, type, this.#args[arg]!, subject, task.mem);
    for (const { arg, type } of plan.dynamic) {
      const actual = type.on(this.#args);
      if (actual && isPointer(actual) && actual.dir !== 'out' && copied(abi, actual))
        capturer.capture(row, arg, actual, this.#args[arg]!, subject, task.mem);
    }
  }

  #captureLeave(row: number, plan: Plan, abi: 0 | 1, task: Task, ret: number): void {
    const wrote = plan.wrote(ret);
    const capturer = this.#capturer;
    this.#readArgs(row, plan, abi);
    const subject = this.#subject;
    subject.ret = ret;
    for (const { arg, type } of plan.leave)
      if (wrote || type.kind === 'iovec' || type.kind === 'handle')
        capturer.capture(row, arg | ON_RETURN, type, this.#args[arg]!, subject, task.mem);
    if (!wrote) return;
    for (const { arg, type } of plan.dynamic) {
      const actual = type.on(this.#args);
      if (actual && isPointer(actual) && actual.dir !== 'in' && copied(abi, actual))
        capturer.capture(row, arg | ON_RETURN, actual, this.#args[arg]!, subject, task.mem);
    }
  }

  /** The mask that rt_sigreturn has put back, in place of an argument. */
  #captureMask(row: number, { blockedSignals: { lo, hi } }: Task): void {
    const columns = this.#columns;
    const at = columns.reserve(SIGSET_SIZE);
    const words = new DataView(columns.arena.buffer, columns.arena.byteOffset + at);
    words.setUint32(0, lo >>> 0, true);
    words.setUint32(4, hi >>> 0, true);
    columns.addPayload(row, ON_RETURN, SIGSET_SIZE, SIGSET_SIZE);
  }

  #readArgs(row: number, plan: Plan, abi: 0 | 1): void {
    const { argsLo, argsHi } = this.#columns;
    for (let i = 0; i < plan.widths.length; i++)
      this.#args[i] = argument(plan, abi, i, argsLo, argsHi, 6 * row);
  }

  #plan(abi: 0 | 1, nr: number): Plan {
    const known = Math.min(nr, PLANS - 1);
    return (this.#plans[abi]![known] ??= planOf(abi, known));
  }

  #isWanted(abi: 0 | 1, nr: number): boolean {
    if (this.#selects === undefined) return true;
    const known = Math.min(nr, PLANS - 1);
    return (this.#wanted[abi]![known] ??= this.#selects(callOf(abi, nr)?.name ?? ''));
  }

  /** Takes note of a call that has no row. */
  #count(call: CallEvent): number {
    const row = this.#free.pop() ?? UNRECORDED + this.#unrecorded.push({ abi: 0, nr: 0, ticks: 0 }) - 1;
    const note = this.#unrecorded[row - UNRECORDED]!;
    note.abi = call.abi;
    note.nr = call.nr;
    note.ticks = call.handlerTicks;
    return row;
  }

  /** The last call of a process, if it has not come back to user mode, never does. */
  #cutShort(pid: number): void {
    const { length, pid: pids, exit, status } = this.#columns;
    for (let row = length - 1; row >= 0; row--)
      if (pids[row] === pid) {
        if (exit[row] === 0) status[row] = STATUS.NEVER;
        return;
      }
  }

  #userSinceLast(pid: number, ticks: number): number {
    if (pid !== this.#lastPid) {
      if (this.#lastPid >= 0) this.#userTicks.set(this.#lastPid, this.#lastUserTicks);
      this.#lastPid = pid;
      this.#lastUserTicks = this.#userTicks.get(pid) ?? 0;
    }
    const since = ticks - this.#lastUserTicks;
    this.#lastUserTicks = ticks;
    return since;
  }

  #growSince(): void {
    const grown = new Float64Array(2 * this.#since.length);
    grown.set(this.#since);
    this.#since = grown;
  }
}
