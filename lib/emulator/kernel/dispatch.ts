import { ENOSYS, ERESTARTSYS } from '../../abi/errno';
import type { Call, Width } from '../../abi/signature';
import { SYSCALLS } from '../../abi/syscalls';
import { SYSCALLS_I386 } from '../../abi/syscalls_i386';
import { TIME } from '../cpu/types';
import { countIo } from './io_counts';
import type { Kernel } from './kernel';
import type { CallEvent } from './listener';
import { afterCall, entryStop, ptraceStop, stopsAtCalls } from './ptrace/stop';
import { ARGUMENTS, copyArguments, type PtRegs, REG } from './ptregs';
import { secureComputing } from './sys/seccomp';
import { CALLS, type CoreHandler, I386_CALLS } from './table';
import type { TaskStruct } from './task';
import type { Blocked, Result } from './types';
import { resetWork } from './work';

/** One number of one ABI, ready to be called. */
interface Entry {
  readonly handler: CoreHandler;
  /** How each argument is read: READ. */
  readonly reads: Uint8Array;
}

/** How a register becomes a number (readArg of lib/abi, without a look at words in the way of every call). */
const READ = { I32: 0, U32: 1, U64: 2, I64: 3 } as const;
const READ_64: Readonly<Record<Width, number>> = {
  i32: READ.I32,
  u32: READ.U32,
  ulong: READ.U64,
  long: READ.I64,
  ptr: READ.I64,
};
const READ_32: Readonly<Record<Width, number>> = {
  ...READ_64,
  ulong: READ.U32,
  long: READ.I32,
  ptr: READ.U32,
};
const TWO_32 = 2 ** 32;

function read(how: number, lo: number, hi: number): number {
  if (how === READ.I32) return lo | 0;
  if (how === READ.U32) return lo;
  return (how === READ.I64 ? hi | 0 : hi) * TWO_32 + lo;
}

/** sys_call_table of both ABIs: from a number to its handler, and back to pt_regs with the answer. */
export class Dispatcher {
  private readonly event: CallEvent;
  private readonly args: number[] = [0, 0, 0, 0, 0, 0];

  constructor(private readonly kernel: Kernel) {
    this.event = {
      task: undefined as unknown as TaskStruct,
      regs: undefined as unknown as PtRegs,
      abi: 0,
      nr: 0,
      trapTicks: 0,
      handlerTicks: 0,
      userTicks: 0,
    };
  }

  /**
   * Serves the call that `task` has trapped with. `nr` is the entry of sys_call_table that was called, or -1 for a
   * number beyond it, which is then the one in pt_regs.
   */
  call(task: TaskStruct, abi: 0 | 1, nr: number): void {
    const { kernel, event } = this;
    const { cpu } = kernel;
    const { call, regs } = task;
    const { u32 } = kernel.phys;
    event.task = task;
    event.regs = regs;
    event.abi = abi;
    event.nr = nr >= 0 ? nr : regs.lo(REG.ORIG_AX);
    event.trapTicks = cpu.times[TIME.TRAP];
    event.handlerTicks = kernel.now;
    event.userTicks = task.times.user;
    call.abi = abi;
    call.nr = event.nr;
    call.arg0 = u32[regs.at + ARGUMENTS[abi][0]];
    call.arg1 = u32[regs.at + ARGUMENTS[abi][1]];
    call.row = kernel.tracer.enter(event);

    const result = stopsAtCalls(task) ? this.stop(task, abi) : this.perform(task, abi, nr, event.nr);
    if (typeof result === 'number') this.finish(task, result);
    else this.block(task, result);
  }

  // Closures stand in functions of their own: one that has any makes a context each time it is called.
  private stop(task: TaskStruct, abi: 0 | 1): Result {
    return entryStop(task, () => this.callAgain(task, abi));
  }
  private filter(task: TaskStruct, abi: 0 | 1, nr: number, filtered: boolean): number | Blocked | undefined {
    const [lo, hi] = [new Uint32Array(6), new Uint32Array(6)];
    copyArguments(task.regs, abi, lo, hi);
    const again = filtered ? undefined : () => this.callAgain(task, abi, true);
    return secureComputing(task, { abi, nr, lo, hi }, again);
  }

  /** A tracer has seen the call: it is made as the registers are now, another one perhaps, or none. */
  private callAgain(task: TaskStruct, abi: 0 | 1, filtered = false): Result {
    const nr = task.regs.lo(REG.ORIG_AX) | 0;
    if (nr < 0) return task.regs.get(REG.AX);
    task.call.nr = nr;
    return this.perform(task, abi, nr, nr, filtered);
  }

  /**
   * Makes a call with the arguments that the registers have: `nr` is the entry of the table, `shown` what pt_regs calls it. `filtered` says
   * that a filter has had the tracer asked already.
   */
  private perform(task: TaskStruct, abi: 0 | 1, nr: number, shown: number, filtered = false): Result {
    if (task.seccomp !== undefined) {
      const answer = this.filter(task, abi, shown, filtered);
      if (answer !== undefined) return answer;
    }
    const entry = nr >= 0 ? ENTRIES[abi][nr] : undefined;
    if (entry === undefined) {
      this.unknown(shown, abi);
      return -ENOSYS;
    }
    const { reads } = entry;
    const { args } = this;
    const { u32 } = this.kernel.phys;
    const { at } = task.regs;
    const places = ARGUMENTS[abi];
    for (let i = 0; i < reads.length; i++) {
      const place = at + places[i];
      args[i] = read(reads[i], u32[place], u32[place + 1]);
    }
    return entry.handler(task, args);
  }

  /** The handler of a call by name, for io_uring. */
  handler(name: string): CoreHandler {
    const row = CALLS.get(name);
    if (row === undefined) throw new Error(`io_uring asks for ${name}, which is no call`);
    return row.handler;
  }

  /** The call has answered: price, trace, pt_regs.ax. */
  finish(task: TaskStruct, ret: number): void {
    const { kernel } = this;
    const { call } = task;
    countIo(task.times.io, call.abi, call.nr, ret);
    kernel.charge(kernel.pricing.call(call.abi, call.nr, kernel.work, ret, call.arg0, call.arg1));
    resetWork(kernel.work);
    kernel.tracer.leave(call.row, task, ret, kernel.now);
    if (!task.alive) return;
    task.regs.set(REG.AX, ret);
    call.unreturned = call.row;
    call.row = -1;
    if (task.ptrace !== undefined) afterCall(task);
  }

  /** A sleeper's turn has come: tries its call again. A signal that is waiting for it ends the sleep. */
  resume(task: TaskStruct): void {
    const { blocked, timedOut } = task;
    if (blocked === undefined) return;
    task.blocked = undefined;
    const result = blocked.again(timedOut);
    if (typeof result === 'number') {
      this.finish(task, result);
    } else if (!result.uninterruptible && this.kernel.signals.hasDeliverable(task)) {
      this.interrupt(task, result);
    } else {
      this.block(task, result);
    }
  }

  private block(task: TaskStruct, blocked: Blocked): void {
    if (blocked.stop !== undefined) {
      ptraceStop(task, blocked.stop);
      task.blocked = blocked;
      return;
    }
    task.times.voluntarySwitches++;
    if (!blocked.uninterruptible && this.kernel.signals.hasDeliverable(task)) {
      this.interrupt(task, blocked);
      return;
    }
    this.kernel.sched.sleep(task, blocked);
  }

  /** A signal ends the sleep; the way to user mode delivers it. */
  private interrupt(task: TaskStruct, { interrupted = -ERESTARTSYS }: Blocked): void {
    this.finish(task, typeof interrupted === 'number' ? interrupted : interrupted());
    task.exitWork = true;
  }

  private unknown(nr: number, abi: 0 | 1): void {
    const call = (abi === 0 ? SYSCALLS : SYSCALLS_I386).get(nr);
    // A number that Linux has no call for either is answered so there too: nothing to speak of.
    if (call === undefined) return;
    const name = `${call.name} (${nr}${abi === 1 ? ' of int 0x80' : ''})`;
    this.kernel.remarks.add(`call ${name} is not implemented: answered ENOSYS`);
  }
}

/** Handlers by number; `rowName` says which row serves a call. */
function tableOf(
  calls: ReadonlyMap<number, Call>,
  widths: Readonly<Record<Width, number>>,
  rowName: (name: string) => string | undefined,
): (Entry | undefined)[] {
  const table: (Entry | undefined)[] = [];
  for (const [nr, call] of calls) {
    const name = rowName(call.name);
    const row = name === undefined ? undefined : CALLS.get(name);
    if (row !== undefined)
      table[nr] = {
        handler: row.handler,
        reads: Uint8Array.from(call.args, (arg) => widths[arg.type.width]),
      };
  }
  return table;
}

const ENTRIES = [
  tableOf(SYSCALLS, READ_64, (name) => name),
  tableOf(SYSCALLS_I386, READ_32, (name) => I386_CALLS.get(name)),
];
