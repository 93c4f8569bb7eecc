import { EFAULT, EINVAL, EOPNOTSUPP, EPERM, ERESTART_RESTARTBLOCK, ERESTARTNOHAND } from '../../../abi/errno';
import { encode, TIMESPEC } from '../../../abi/structs';
import * as C from '../../../abi/time';
import { CAP_WAKE_ALARM, capable } from '../capable';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Blocked, Result } from '../types';
import { readTimespec } from './timeout';

/** The longest sleep, in ns: what is longer never ends in a run. */
const FOREVER = 2 ** 52;

/** Sleeps until `deadline`; a signal writes what is left to `remaining` (hrtimer_nanosleep). */
function sleepUntil(task: TaskStruct, deadline: number, remaining: number, absolute: boolean): Result {
  const { kernel } = task;
  const interrupted = (): number => {
    if (absolute) return -ERESTARTNOHAND;
    const left = Math.max(0, deadline - kernel.monotonic());
    task.restart = () => again(false);
    const sec = Math.floor(left / 1e9);
    const rest = encode(TIMESPEC, { tv_sec: sec, tv_nsec: left - sec * 1e9 });
    return remaining !== 0 && !task.mem.copyOut(remaining, rest) ? -EFAULT : -ERESTART_RESTARTBLOCK;
  };
  const again = (timedOut: boolean): Result => (timedOut || kernel.monotonic() >= deadline ? 0 : blocked);
  const blocked: Blocked = { queues: [], deadline, again, interrupted, why: 'its sleep to end' };
  return again(false);
}

/** Implements nanosleep(2). */
function nanosleep(task: TaskStruct, [request, remaining]: readonly number[]): Result {
  const time = readTimespec(task, request);
  if (typeof time === 'number') return time;
  const length = Math.min(time.sec * 1e9 + time.nsec, FOREVER);
  return sleepUntil(task, task.kernel.monotonic() + length, remaining, false);
}

/** Implements clock_nanosleep(2). */
function clockNanosleep(task: TaskStruct, [id, flags, request, remaining]: readonly number[]): Result {
  const { kernel } = task;
  const wall = id === C.CLOCK_REALTIME || id === C.CLOCK_TAI;
  if (!wall && id !== C.CLOCK_MONOTONIC && id !== C.CLOCK_BOOTTIME) {
    // Clocks of processes and threads have negative numbers; the time is looked at first.
    const alarm = id === C.CLOCK_REALTIME_ALARM || id === C.CLOCK_BOOTTIME_ALARM;
    const time = (id | 0) < 0 || id === C.CLOCK_PROCESS_CPUTIME_ID || alarm ? readTimespec(task, request) : 0;
    if (time === -EFAULT) return -EFAULT;
    // CAP_WAKE_ALARM; for root there is no clock that could wake the machine.
    if (alarm && !capable(task.cred, CAP_WAKE_ALARM)) return time === -EINVAL ? -EINVAL : -EPERM;
    return id >= 0 && id <= C.CLOCK_TAI && id !== C.CLOCK_SGI_CYCLE ? -EOPNOTSUPP : -EINVAL;
  }
  const time = readTimespec(task, request);
  if (typeof time === 'number') return time;
  if ((flags & C.TIMER_ABSTIME) === 0) {
    const length = Math.min(time.sec * 1e9 + time.nsec, FOREVER);
    return sleepUntil(task, kernel.monotonic() + length, remaining, false);
  }
  const { epoch } = kernel.clock.settings;
  const origin = wall ? epoch : { sec: 0, nsec: 0 };
  const deadline = Math.min((time.sec - origin.sec) * 1e9 + time.nsec - origin.nsec, FOREVER);
  return sleepUntil(task, Math.max(0, deadline), remaining, true);
}

export const sleepRows = [
  full('nanosleep', nanosleep),
  partial('clock_nanosleep', clockNanosleep, 'CPU-time clocks answer EOPNOTSUPP'),
];
