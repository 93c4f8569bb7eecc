import { EFAULT, EINVAL } from '../../../abi/errno';
import { SI_KERNEL, SIGALRM } from '../../../abi/signal';
import { encode, getField, ITIMERVAL } from '../../../abi/structs';
import { ITIMER_REAL } from '../../../abi/time';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
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

/** Implements setitimer(2) for ITIMER_REAL. */
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
  if (which !== ITIMER_REAL) return -EINVAL;
  const before = disarm(task);
  if (left > 0) arm(task, task.kernel.monotonic() + left, interval);
  return old === 0 || task.mem.copyOut(old, timerBytes(before.left, before.interval)) ? 0 : -EFAULT;
}

/** Implements getitimer(2) for ITIMER_REAL. */
function getitimer(task: TaskStruct, [which, addr]: readonly number[]): Result {
  if (which !== ITIMER_REAL) return -EINVAL;
  const timer = task.process.realTimer;
  const left = timer === undefined ? 0 : Math.max(1000, timer.deadline - task.kernel.monotonic());
  return task.mem.copyOut(addr, timerBytes(left, timer?.interval ?? 0)) ? 0 : -EFAULT;
}

const REAL_ONLY = 'ITIMER_VIRTUAL and ITIMER_PROF answer EINVAL';
export const itimerRows = [
  full('alarm', alarm),
  partial('setitimer', setitimer, REAL_ONLY),
  partial('getitimer', getitimer, REAL_ONLY),
];
