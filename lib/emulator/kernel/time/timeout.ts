import { EFAULT, EINVAL } from '../../../abi/errno';
import { getField, TIMESPEC } from '../../../abi/structs';
import type { TaskStruct } from '../task';
import type { Task } from '../types';

/** The longest wait, in ns: what is longer never ends in a run. */
const FOREVER = 2 ** 52;

/** A timespec from the user; -EFAULT, or -EINVAL when it is not normal. */
export function readTimespec(task: Task, addr: number): { sec: number; nsec: number } | number {
  const bytes = task.mem.copyIn(addr, TIMESPEC.size);
  if (bytes === undefined) return -EFAULT;
  const view = new DataView(bytes.buffer);
  const sec = getField(view, 0, TIMESPEC.at.tv_sec);
  const nsec = getField(view, 0, TIMESPEC.at.tv_nsec);
  return sec < 0 || nsec < 0 || nsec >= 1e9 ? -EINVAL : { sec, nsec };
}

/** How long a timespec is, in ns. */
export function readTimeout(task: Task, addr: number): number {
  const time = readTimespec(task, addr);
  return typeof time === 'number' ? time : Math.min(time.sec * 1e9 + time.nsec, FOREVER);
}

/** CLOCK_MONOTONIC at a time on CLOCK_REALTIME, in ns. */
export function readRealtimeDeadline(task: TaskStruct, addr: number): number {
  const time = readTimespec(task, addr);
  if (typeof time === 'number') return time;
  const { epoch } = task.kernel.clock.settings;
  return Math.max(0, Math.min((time.sec - epoch.sec) * 1e9 + time.nsec - epoch.nsec, FOREVER));
}
