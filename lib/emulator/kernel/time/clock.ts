import { EFAULT, EINVAL, EPERM } from '../../../abi/errno';
import { encode, TIMESPEC, TIMEVAL, TIMEZONE } from '../../../abi/structs';
import * as C from '../../../abi/time';
import { full, partial } from '../row';
import { usageOf } from '../sys/rusage';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { COARSE_RESOLUTION } from './constants';
import type { Timespec64 } from './timekeeping';
import { readTimespec } from './timeout';

/** Nanoseconds as seconds and the rest. */
function split(ns: number): Timespec64 {
  const sec = Math.floor(ns / 1e9);
  return { sec, nsec: ns - sec * 1e9 };
}

/** A clock's time, or undefined for a clock there is none of; the alarm clocks want a battery-backed one. */
export function readClock(task: TaskStruct, id: number): Timespec64 | undefined {
  const { kernel } = task;
  switch (id) {
    case C.CLOCK_REALTIME:
    case C.CLOCK_TAI:
      return kernel.clock.toRealtime(kernel.monotonic());
    case C.CLOCK_MONOTONIC:
    case C.CLOCK_MONOTONIC_RAW:
    case C.CLOCK_BOOTTIME:
      return split(kernel.monotonic());
    case C.CLOCK_REALTIME_COARSE:
      return kernel.clock.toRealtime(kernel.clock.baseNs);
    case C.CLOCK_MONOTONIC_COARSE:
      return split(kernel.clock.baseNs);
    case C.CLOCK_PROCESS_CPUTIME_ID: {
      const { user, system } = usageOf(task, false);
      return split(user + system + kernel.unaccounted);
    }
    case C.CLOCK_THREAD_CPUTIME_ID:
      return split(kernel.clock.ticksToNs(task.times.user + task.times.system) + kernel.unaccounted);
    default:
      return undefined;
  }
}

const timespec = ({ sec, nsec }: Timespec64): Uint8Array => encode(TIMESPEC, { tv_sec: sec, tv_nsec: nsec });

/** Implements clock_gettime(2). */
function clockGettime(task: TaskStruct, [id, addr]: readonly number[]): Result {
  const now = readClock(task, id);
  if (now === undefined) return -EINVAL;
  return task.mem.copyOut(addr, timespec(now)) ? 0 : -EFAULT;
}

/** Implements clock_getres(2). */
function clockGetres(task: TaskStruct, [id, addr]: readonly number[]): Result {
  if (readClock(task, id) === undefined) return -EINVAL;
  const coarse = id === C.CLOCK_REALTIME_COARSE || id === C.CLOCK_MONOTONIC_COARSE;
  const resolution = { sec: 0, nsec: coarse ? COARSE_RESOLUTION : 1 };
  return addr === 0 || task.mem.copyOut(addr, timespec(resolution)) ? 0 : -EFAULT;
}

/** Implements gettimeofday(2). The time zone is UTC. */
function gettimeofday(task: TaskStruct, [tv, tz]: readonly number[]): Result {
  const { sec, nsec } = task.kernel.clock.toRealtime(task.kernel.monotonic());
  const now = encode(TIMEVAL, { tv_sec: sec, tv_usec: Math.floor(nsec / 1000) });
  if (tv !== 0 && !task.mem.copyOut(tv, now)) return -EFAULT;
  return tz === 0 || task.mem.copyOut(tz, encode(TIMEZONE, {})) ? 0 : -EFAULT;
}

/** Implements time(2): the coarse clock's seconds. */
function time(task: TaskStruct, [addr]: readonly number[]): Result {
  const { sec } = task.kernel.clock.toRealtime(task.kernel.clock.baseNs);
  if (addr === 0) return sec;
  const word = new Uint8Array(Uint32Array.of(sec >>> 0, Math.floor(sec / 2 ** 32)).buffer);
  return task.mem.copyOut(addr, word) ? sec : -EFAULT;
}

/** Implements clock_settime(2): only CLOCK_REALTIME could be set at all. */
function clockSettime(task: TaskStruct, [clock, addr]: readonly number[]): Result {
  if (clock !== C.CLOCK_REALTIME) return -EINVAL;
  const time = readTimespec(task, addr);
  return typeof time === 'number' ? time : -EPERM;
}

export const clockRows = [
  partial('clock_gettime', clockGettime, 'clocks of other processes'),
  full('clock_getres', clockGetres),
  full('gettimeofday', gettimeofday),
  full('time', time),
  partial('clock_settime', clockSettime, 'the clock is set by the machine: EPERM'),
];
