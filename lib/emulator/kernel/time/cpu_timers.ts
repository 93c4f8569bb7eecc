import { RLIMIT_CPU } from '../../../abi/process';
import { SI_KERNEL, SIGKILL, SIGXCPU } from '../../../abi/signal';
import type { Kernel } from '../kernel';
import type { SignalStruct } from '../signal';
import type { TaskStruct } from '../task';

/** Which time a timer counts: user time (ITIMER_VIRTUAL), all of it, or one thread's. */
export type CpuClock = 'user' | 'process' | { thread: TaskStruct };

/** A timer on CPU time: struct cpu_timer. Looked at on timer ticks, as Linux does. */
export interface CpuTimer {
  readonly clock: CpuClock;
  /** When it goes off, in ns of its clock, and how long until the next time, 0 for once. */
  expires: number;
  interval: number;
  fire(overrun: number): void;
}

/** CPU time in ns of a process up to now, the time since the last entry into the kernel with it. */
export function cpuTime(kernel: Kernel, process: SignalStruct, clock: CpuClock): number {
  let ticks = 0;
  for (const thread of typeof clock === 'object' ? [clock.thread] : process.threads) {
    ticks += thread.times.user + (clock === 'user' ? 0 : thread.times.system);
    if (kernel.current === thread) ticks += Math.max(0, kernel.now - kernel.accountedTo);
  }
  const gone =
    typeof clock === 'object' ? 0 : process.gone.user + (clock === 'user' ? 0 : process.gone.system);
  return kernel.clock.ticksToNs(ticks + gone);
}

/** run_posix_cpu_timers: on a tick, for the task that has the processor. */
export function runCpuTimers(kernel: Kernel): void {
  const task = kernel.current;
  if (task === undefined) return;
  const { process } = task;
  for (const timer of [...process.cpuTimers]) {
    const now = cpuTime(kernel, process, timer.clock);
    if (now < timer.expires) continue;
    const missed = timer.interval > 0 ? Math.floor((now - timer.expires) / timer.interval) : 0;
    if (timer.interval > 0) timer.expires += (missed + 1) * timer.interval;
    else process.cpuTimers.delete(timer);
    timer.fire(missed);
  }
  checkLimit(kernel, task);
}

/** RLIMIT_CPU: SIGXCPU at the soft limit and every second after it, SIGKILL at the hard one. */
function checkLimit(kernel: Kernel, task: TaskStruct): void {
  const { process } = task;
  const soft = process.rlimits[RLIMIT_CPU * 2];
  if (soft >= 2 ** 32) return;
  const seconds = cpuTime(kernel, process, 'process') / 1e9;
  const info = { code: SI_KERNEL, pid: 0, uid: 0, address: 0 };
  if (seconds >= process.rlimits[RLIMIT_CPU * 2 + 1]) kernel.signals.send(task, { ...info, signo: SIGKILL });
  else if (seconds >= Math.max(soft, process.nextXcpu)) {
    process.nextXcpu = Math.floor(seconds) + 1;
    kernel.signals.send(task, { ...info, signo: SIGXCPU });
  }
}
