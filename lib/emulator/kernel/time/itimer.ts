import { EFAULT, EINVAL } from '../../../abi/errno';
import { SI_KERNEL, SIGALRM, SIGPROF, SIGVTALRM } from '../../../abi/signal';
import { encode, getField, ITIMERVAL } from '../../../abi/structs';
import { ITIMER_PROF, ITIMER_REAL, ITIMER_VIRTUAL } from '../../../abi/time';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { type CpuTimer, cpuTime } from './cpu_timers';
import type { Timer } from './timers';

/** The real-time interval timer of a process. */
export interface RealTimer {
  timer: Timer;
  /** CLOCK_MONOTONIC in ns at which it fires next, and the time from one to the next, 0 for once. */
  deadline: number;
  interval: number;
}

/** Sends SIGALRM, and starts again when there is an interval: it_real_fn. */
function arm(task: TaskStruct, deadline: number, interval: number): void {
  const { kernel, process } = task;
  const fire = () => {
    process.realTimer = undefined;
    const [target] = process.threads;
    if (target === undefined || !target.alive) return;
    kernel.signals.send(target, { signo: SIGALRM, code: SI_KERNEL, pid: 0, uid: 0, address: 0 });
    if (interval > 0) arm(target, deadline + interval, interval);
  };
  process.realTimer = { timer: kernel.sched.timers.start(deadline, fire), deadline, interval };
}

/** Stops the process's timer; answers what was left of it and its interval, in ns. */
export function disarm(task: TaskStruct): { left: number; interval: number } {
  const { kernel, process } = task;
  const old = process.realTimer;
  if (old === undefined) return { left: 0, interval: 0 };
  kernel.sched.timers.cancel(old.timer);
  process.realTimer = undefined;
  return { left: Math.max(1000, old.deadline - kernel.monotonic()), interval: old.interval };
}

/** Implements alarm(2): the answer is the seconds left of the one before, rounded, but never down to 0. */
function alarm(task: TaskStruct, [seconds]: readonly number[]): Result {
  const { left } = disarm(task);
  if (seconds > 0) arm(task, task.kernel.monotonic() + seconds * 1e9, 0);
  return left === 0 ? 0 : Math.max(1, Math.round(left / 1e9));
}

const timerBytes = (left: number, interval: number): Uint8Array =>
  encode(ITIMERVAL, {
    'it_interval.tv_sec': Math.floor(interval / 1e9),
    'it_interval.tv_usec': Math.floor((interval % 1e9) / 1000),
    'it_value.tv_sec': Math.floor(left / 1e9),
    'it_value.tv_usec': Math.floor((left % 1e9) / 1000),
  });

/** What is left of a timer and its interval, in ns. */
interface Left {
  left: number;
  interval: number;
}

const NOTHING: Left = { left: 0, interval: 0 };

function cpuLeft(task: TaskStruct, timer: CpuTimer | undefined): Left {
  if (timer === undefined || !task.process.cpuTimers.has(timer)) return NOTHING;
  const now = cpuTime(task.kernel, task.process, timer.clock);
  return { left: Math.max(1000, timer.expires - now), interval: timer.interval };
}

/** ITIMER_VIRTUAL counts time in user mode, ITIMER_PROF all of the process's: set_cpu_itimer. */
function setCpuTimer(task: TaskStruct, which: number, left: number, interval: number): Left {
  const { kernel, process } = task;
  const before = cpuLeft(task, process.intervalTimers[which]);
  const old = process.intervalTimers[which];
  if (old !== undefined) process.cpuTimers.delete(old);
  process.intervalTimers[which] = undefined;
  if (left === 0) return before;
  const clock = which === ITIMER_VIRTUAL ? 'user' : 'process';
  const signo = which === ITIMER_VIRTUAL ? SIGVTALRM : SIGPROF;
  const timer: CpuTimer = {
    clock,
    expires: cpuTime(kernel, process, clock) + left,
    interval,
    fire: () => {
      const [target] = process.threads;
      if (target?.alive) kernel.signals.send(target, { signo, code: SI_KERNEL, pid: 0, uid: 0, address: 0 });
    },
  };
  process.intervalTimers[which] = timer;
  process.cpuTimers.add(timer);
  return before;
}

/** Implements setitimer(2). */
function setitimer(task: TaskStruct, [which, value, old]: readonly number[]): Result {
  let left = 0;
  let interval = 0;
  if (value !== 0) {
    const bytes = task.mem.copyIn(value, ITIMERVAL.size);
    if (bytes === undefined) return -EFAULT;
    const view = new DataView(bytes.buffer);
    const { at } = ITIMERVAL;
    const [everySec, everyUsec, sec, usec] = [
      getField(view, 0, at['it_interval.tv_sec']),
      getField(view, 0, at['it_interval.tv_usec']),
      getField(view, 0, at['it_value.tv_sec']),
      getField(view, 0, at['it_value.tv_usec']),
    ];
    if ([everyUsec, usec].some((n) => n < 0 || n >= 1e6) || sec < 0 || everySec < 0) return -EINVAL;
    left = sec * 1e9 + usec * 1000;
    interval = everySec * 1e9 + everyUsec * 1000;
  }
  if (which !== ITIMER_REAL && which !== ITIMER_VIRTUAL && which !== ITIMER_PROF) return -EINVAL;
  let before: Left;
  if (which === ITIMER_REAL) {
    before = disarm(task);
    if (left > 0) arm(task, task.kernel.monotonic() + left, interval);
  } else before = setCpuTimer(task, which, left, interval);
  return old === 0 || task.mem.copyOut(old, timerBytes(before.left, before.interval)) ? 0 : -EFAULT;
}

/** Implements getitimer(2). */
function getitimer(task: TaskStruct, [which, addr]: readonly number[]): Result {
  const { process, kernel } = task;
  let now = NOTHING;
  if (which === ITIMER_REAL) {
    const timer = process.realTimer;
    if (timer !== undefined)
      now = { left: Math.max(1000, timer.deadline - kernel.monotonic()), interval: timer.interval };
  } else if (which === ITIMER_VIRTUAL || which === ITIMER_PROF)
    now = cpuLeft(task, process.intervalTimers[which]);
  else return -EINVAL;
  return task.mem.copyOut(addr, timerBytes(now.left, now.interval)) ? 0 : -EFAULT;
}

export const itimerRows = [full('alarm', alarm), full('setitimer', setitimer), full('getitimer', getitimer)];
