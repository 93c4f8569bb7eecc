import { EFAULT, EINVAL } from '../../../abi/errno';
import { RUSAGE_CHILDREN, RUSAGE_SELF, RUSAGE_THREAD } from '../../../abi/process';
import { encode, RUSAGE, TMS } from '../../../abi/structs';
import { full } from '../row';
import { CLOCKS_PER_SEC } from '../stack';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

/** Resources used, times in ns. */
interface Usage {
  user: number;
  system: number;
  maxRss: number;
  minorFaults: number;
  majorFaults: number;
  voluntary: number;
  involuntary: number;
}

/** What the threads of a task's process have used; with `children`, those it has waited for too. */
export function usageOf(task: TaskStruct, children: boolean): Usage {
  const total: Usage = {
    user: 0,
    system: 0,
    maxRss: 0,
    minorFaults: 0,
    majorFaults: 0,
    voluntary: 0,
    involuntary: 0,
  };
  for (const thread of task.process.threads.size > 0 ? task.process.threads : [task]) add(total, thread);
  addGone(total, task);
  if (children) addChildren(total, task);
  return total;
}

function add(total: Usage, { kernel, times, mm }: TaskStruct): void {
  total.user += kernel.clock.ticksToNs(times.user);
  total.system += kernel.clock.ticksToNs(times.system);
  total.minorFaults += times.minorFaults;
  total.majorFaults += times.majorFaults;
  total.voluntary += times.voluntarySwitches;
  total.involuntary += times.involuntarySwitches;
  total.maxRss = Math.max(total.maxRss, mm.maxRss * 4);
}

/** Threads that have ended. */
function addGone(total: Usage, { kernel, process: { gone } }: TaskStruct): void {
  total.user += kernel.clock.ticksToNs(gone.user);
  total.system += kernel.clock.ticksToNs(gone.system);
  total.minorFaults += gone.minorFaults;
  total.majorFaults += gone.majorFaults;
  total.voluntary += gone.voluntary;
  total.involuntary += gone.involuntary;
}

function addChildren(total: Usage, { kernel, process: { childTimes } }: TaskStruct): void {
  total.user += kernel.clock.ticksToNs(childTimes.user);
  total.system += kernel.clock.ticksToNs(childTimes.system);
  total.minorFaults += childTimes.minorFaults;
  total.majorFaults += childTimes.majorFaults;
  total.maxRss = Math.max(total.maxRss, childTimes.maxRss * 4);
}

/** struct rusage. */
export function encodeRusage(usage: Usage): Uint8Array {
  const sec = (ns: number) => Math.floor(ns / 1e9);
  const usec = (ns: number) => Math.floor((ns % 1e9) / 1000);
  return encode(RUSAGE, {
    'ru_utime.tv_sec': sec(usage.user),
    'ru_utime.tv_usec': usec(usage.user),
    'ru_stime.tv_sec': sec(usage.system),
    'ru_stime.tv_usec': usec(usage.system),
    ru_maxrss: usage.maxRss,
    ru_minflt: usage.minorFaults,
    ru_majflt: usage.majorFaults,
    ru_nvcsw: usage.voluntary,
    ru_nivcsw: usage.involuntary,
  });
}

/** Implements getrusage(2). */
function getrusage(task: TaskStruct, [who, addr]: readonly number[]): Result {
  if (who !== RUSAGE_SELF && who !== RUSAGE_CHILDREN && who !== RUSAGE_THREAD) return -EINVAL;
  const none: Usage = {
    user: 0,
    system: 0,
    maxRss: 0,
    minorFaults: 0,
    majorFaults: 0,
    voluntary: 0,
    involuntary: 0,
  };
  if (who === RUSAGE_CHILDREN) addChildren(none, task);
  else if (who === RUSAGE_THREAD) add(none, task);
  const usage = who === RUSAGE_SELF ? usageOf(task, false) : none;
  return task.mem.copyOut(addr, encodeRusage(usage)) ? 0 : -EFAULT;
}

/** Implements times(2). The answer counts clock ticks since boot. */
function times(task: TaskStruct, [addr]: readonly number[]): Result {
  const ticks = (ns: number) => Math.floor((ns * CLOCKS_PER_SEC) / 1e9);
  const { kernel } = task;
  const { childTimes } = task.process;
  const self = usageOf(task, false);
  const tms = encode(TMS, {
    tms_utime: ticks(self.user),
    tms_stime: ticks(self.system),
    tms_cutime: ticks(kernel.clock.ticksToNs(childTimes.user)),
    tms_cstime: ticks(kernel.clock.ticksToNs(childTimes.system)),
  });
  if (addr !== 0 && !task.mem.copyOut(addr, tms)) return -EFAULT;
  return ticks(kernel.monotonic());
}

export const rusageRows = [full('getrusage', getrusage), full('times', times)];
