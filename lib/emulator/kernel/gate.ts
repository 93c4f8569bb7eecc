import { SIGSEGV } from '../../abi/signal';
import { TIME } from '../cpu/types';
import { PTE } from '../mm/pagetable';
import { exitToUserMode } from './exit_work';
import { exception, hex } from './faults';
import type { Kernel } from './kernel';
import { PT_REGS_SIZE, REG } from './ptregs';
import { TASK, type TaskStruct } from './task';

/** Why the kernel was entered: eax at `vmcall`, as entry_64.s has it. */
export const GATE = { SYSCALL_64: 0, SYSCALL_32: 1, EXCEPTION: 2, INTERRUPT: 3 } as const;

/** Ticks that Cpu.spend() takes; more pass when another virtual processor's turn comes, or fewer than none. */
const MOST_SPENT = 2 ** 30;

const RAX = 0;
const RSI = 6;
const RDI = 7;

/**
 * What stands behind `vmcall`: serves the trap of the current task, and leaves the processor where some task goes on.
 * `kernel.now` is the time on entry. With no task to run it leaves `kernel.current` undefined; the machine then lets time pass, or ends.
 */
export function gate(kernel: Kernel): void {
  const { cpu } = kernel;
  const task = kernel.current as TaskStruct;
  const why = cpu.gprLo(RAX);
  const entered = kernel.now;
  account(kernel, task, why);
  switch (why) {
    case GATE.SYSCALL_64:
    case GATE.SYSCALL_32:
      kernel.dispatcher.call(task, why, cpu.gprLo(RSI) | 0);
      break;
    case GATE.EXCEPTION:
      takeException(kernel, task, cpu.gprLo(RSI));
      break;
    case GATE.INTERRUPT:
      task.regs.set(REG.ORIG_AX, -1);
      kernel.reschedule = true;
      break;
    default:
      throw new Error(`entry code made vmcall with eax = ${why}, which means nothing`);
  }
  leave(kernel, task);
  const passed = kernel.now - entered;
  if (passed > 0 && passed < MOST_SPENT) cpu.spend(passed);
  else if (passed !== 0) cpu.ticks = kernel.now;
}

/** The task has been in user mode since its last call: that call's way out is known now. */
function account(kernel: Kernel, task: TaskStruct, why: number): void {
  const { cpu } = kernel;
  const { call, times } = task;
  const returned = cpu.times[TIME.RETURN];
  if (call.unreturned >= 0) {
    kernel.tracer.returned(call.unreturned, returned);
    call.unreturned = -1;
  }
  if (kernel.faultSince >= 0) {
    kernel.faultTicks += returned - kernel.faultSince;
    kernel.faultSince = -1;
  }
  const left = Math.max(returned, cpu.times[TIME.TRAP]);
  times.system += returned - kernel.accountedTo;
  times.user += left - returned;
  kernel.userTicks += left - returned;
  kernel.accountedTo = left;
  if (why >= GATE.EXCEPTION) kernel.faultSince = left;
}

function takeException(kernel: Kernel, task: TaskStruct, vector: number): void {
  const at = kernel.cpu.gprAddress(RDI);
  if (at === task.thread.stackTop - PT_REGS_SIZE) exception(kernel, task, vector);
  else kernelException(kernel, task, vector, at);
}

/**
 * An exception in kernel mode. The only one that user mode can bring about is iretq refusing the frame that the task's
 * registers made: fixup_bad_iret. Anything else is a bug of the kernel's.
 */
function kernelException(kernel: Kernel, task: TaskStruct, vector: number, at: number): void {
  const ip = readKernel(kernel, at + REG.IP * 8);
  if (ip !== kernel.image.symbols.native_irq_return_iret)
    throw new Error(`exception ${vector} in kernel mode at ${hex(ip)} (CR2 ${hex(kernel.cpu.cr2)})`);
  kernel.signals.forceFatal(task, SIGSEGV, 'the registers to return to user mode with are not valid there');
  kernel.cpu.setGprAddress(4, task.thread.stackTop - PT_REGS_SIZE);
}

function readKernel(kernel: Kernel, va: number): number {
  const { phys, directories } = kernel;
  const entry = directories.tables.lookup(directories.kernel, va);
  if ((entry.flags & PTE.P) === 0) throw new Error(`no kernel memory at ${hex(va)}`);
  const at = (phys.offset(entry.pfn) + (va & 0xfff)) >>> 2;
  return phys.i32[at + 1] * 2 ** 32 + phys.u32[at];
}

/** The way back to user mode: timer ticks, signals, and whose turn it is. */
function leave(kernel: Kernel, task: TaskStruct): void {
  const { clock, sched } = kernel;
  if (kernel.now >= clock.nextJiffy) kernel.tick();
  if (task.exitWork && task.state === TASK.RUNNABLE) exitToUserMode(kernel, task);
  if (task.state === TASK.RUNNABLE && !(kernel.reschedule && sched.givesWay(task))) {
    kernel.reschedule = false;
    task.sched.yielded = false;
    return;
  }
  kernel.saveCurrent();
  if (task.state === TASK.RUNNABLE && sched.putBack(task)) task.times.involuntarySwitches++;
  schedule(kernel);
}

/**
 * Finds a task that goes on, trying the calls of sleepers that have been woken. False when all sleep, which leaves
 * the processor without a task.
 */
export function schedule(kernel: Kernel): boolean {
  const { sched } = kernel;
  kernel.reschedule = false;
  let cpu = sched.active;
  for (let next = sched.next(); next !== undefined; next = sched.next()) {
    if (sched.active !== cpu) {
      cpu = sched.active;
      kernel.enterProcessor(cpu);
    }
    kernel.switchTo(next);
    if (next.blocked !== undefined) kernel.dispatcher.resume(next);
    if (next.state === TASK.RUNNABLE && next.exitWork) exitToUserMode(kernel, next);
    if (next.state === TASK.RUNNABLE) {
      kernel.resumeCurrent();
      return true;
    }
  }
  kernel.park();
  sched.active.last = undefined;
  return false;
}
