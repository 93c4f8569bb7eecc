import { EAGAIN, EFAULT, EINVAL, EOPNOTSUPP } from '../../../abi/errno';
import { NSIG, SI_TIMER, SIGALRM } from '../../../abi/signal';
import * as C from '../../../abi/time';
import { findTask } from '../pid_namespace';
import { full } from '../row';
import type { SigInfo } from '../signal';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { type CpuTimer, cpuTime } from './cpu_timers';
import { deadlineFor, readSetting, type Setting, settingBytes } from './itimerspec';
import type { Timer } from './timers';

/** sigev_notify: asm-generic/siginfo.h. */
const SIGEV = { SIGNAL: 0, NONE: 1, THREAD: 2, THREAD_ID: 4 } as const;
const SIGEVENT_SIZE = 64;

/** A timer of timer_create(2): struct k_itimer. */
export interface PosixTimer {
  readonly id: number;
  readonly clock: number;
  readonly notify: number;
  readonly signo: number;
  readonly value: { lo: number; hi: number };
  /** The thread that SIGEV_THREAD_ID names. */
  readonly target: TaskStruct | undefined;
  interval: number;
  /** Running: on the machine's clock, or on CPU time. */
  timer: Timer | undefined;
  deadline: number;
  cpu: CpuTimer | undefined;
  /** The last signal, whose overruns grow as long as it is on its way; and those of the one before. */
  queued: SigInfo | undefined;
  overrun: number;
}

const CPU_CLOCKS: readonly number[] = [C.CLOCK_PROCESS_CPUTIME_ID, C.CLOCK_THREAD_CPUTIME_ID];
const WALL_CLOCKS: readonly number[] = [C.CLOCK_REALTIME, C.CLOCK_MONOTONIC, C.CLOCK_BOOTTIME, C.CLOCK_TAI];
/** MAKE_PROCESS_CPUCLOCK and MAKE_THREAD_CPUCLOCK of the caller, which is how C libraries ask for these clocks. */
const OWN_CPU_CLOCKS: Readonly<Record<number, number>> = {
  [-6]: C.CLOCK_PROCESS_CPUTIME_ID,
  [-2]: C.CLOCK_THREAD_CPUTIME_ID,
};
/** Clocks that can be read but not waited for; the alarm clocks want hardware that is not there. */
const NO_TIMERS: readonly number[] = [
  C.CLOCK_MONOTONIC_RAW,
  C.CLOCK_REALTIME_COARSE,
  C.CLOCK_MONOTONIC_COARSE,
  C.CLOCK_REALTIME_ALARM,
  C.CLOCK_BOOTTIME_ALARM,
];

/** Implements timer_create(2). */
function timerCreate(task: TaskStruct, [clockId, event, idAddr]: readonly number[]): Result {
  const clock = OWN_CPU_CLOCKS[clockId | 0] ?? clockId;
  const { process } = task;
  let notify: number = SIGEV.SIGNAL;
  let signo = SIGALRM;
  let tid = 0;
  let value: PosixTimer['value'] | undefined;
  if (event !== 0) {
    const bytes = task.mem.copyIn(event, SIGEVENT_SIZE);
    if (bytes === undefined) return -EFAULT;
    const view = new DataView(bytes.buffer);
    value = { lo: view.getUint32(0, true), hi: view.getUint32(4, true) };
    signo = view.getInt32(8, true);
    notify = view.getInt32(12, true);
    tid = view.getInt32(16, true);
  }
  if (NO_TIMERS.includes(clock)) return -EOPNOTSUPP;
  if (!WALL_CLOCKS.includes(clock) && !CPU_CLOCKS.includes(clock)) return -EINVAL;
  let target: TaskStruct | undefined;
  if (notify === (SIGEV.SIGNAL | SIGEV.THREAD_ID)) {
    target = findTask(task, tid);
    if (target === undefined || target.process !== process) return -EINVAL;
  } else if (notify !== SIGEV.NONE && notify !== SIGEV.SIGNAL && notify !== SIGEV.THREAD) return -EINVAL;
  if (notify !== SIGEV.NONE && (signo < 1 || signo > NSIG)) return -EINVAL;
  const id = process.nextTimerId++;
  const timer: PosixTimer = {
    id,
    clock,
    notify,
    signo,
    value: value ?? { lo: id, hi: 0 },
    target,
    interval: 0,
    timer: undefined,
    deadline: 0,
    cpu: undefined,
    queued: undefined,
    overrun: 0,
  };
  if (!task.mem.copyOut(idAddr, new Uint8Array(Int32Array.of(id).buffer))) return -EFAULT;
  if (process.timers.size >= process.rlimits[22]) return -EAGAIN;
  process.timers.set(id, timer);
  return 0;
}

/** posix_timer_fn: sends the signal, or counts one more overrun of it. */
function expire(task: TaskStruct, timer: PosixTimer, missed: number): void {
  const { kernel, process } = task;
  if (timer.notify === SIGEV.NONE) return;
  const target = timer.target ?? [...process.threads].find((t) => t.alive);
  if (target === undefined) return;
  if (timer.queued?.timer !== undefined && isPending(timer.queued, target)) {
    timer.queued.timer.overrun += 1 + missed;
    return;
  }
  const { signo, id, value } = timer;
  const info = { signo, code: SI_TIMER, pid: 0, uid: 0, address: 0, value, timer: { id, overrun: missed } };
  timer.overrun = timer.queued?.timer?.overrun ?? 0;
  timer.queued = info;
  if (timer.target !== undefined) kernel.signals.sendThread(target, info);
  else kernel.signals.send(target, info);
}

const isPending = (info: SigInfo, target: TaskStruct): boolean =>
  target.process.queue.includes(info) ||
  [...target.process.threads].some((t) => t.pending.queue.includes(info));

/** Implements timer_getoverrun(2): of the last signal that was delivered. */
function timerGetoverrun(task: TaskStruct, [id]: readonly number[]): Result {
  const timer = task.process.timers.get(id);
  if (timer === undefined) return -EINVAL;
  const { queued, overrun } = timer;
  return queued?.timer === undefined || isPending(queued, task) ? overrun : queued.timer.overrun;
}

/** A signal that a timer has sent and that nobody took is void when the timer is set anew, or deleted. */
function recall(task: TaskStruct, timer: PosixTimer): void {
  if (timer.queued !== undefined) task.kernel.signals.recall(task, timer.queued);
  timer.queued = undefined;
}

function left(task: TaskStruct, timer: PosixTimer): Setting {
  const { kernel, process } = task;
  let value = 0;
  if (timer.cpu !== undefined && process.cpuTimers.has(timer.cpu))
    value = Math.max(1, timer.cpu.expires - cpuTime(kernel, process, timer.cpu.clock));
  else if (timer.timer !== undefined) value = Math.max(1, timer.deadline - kernel.monotonic());
  else if (timer.notify === SIGEV.NONE && timer.deadline > 0) value = noneLeft(kernel.monotonic(), timer);
  return { value, interval: timer.interval };
}

/** A timer that notifies nobody only counts: what is left is worked out when somebody looks. */
function noneLeft(now: number, timer: PosixTimer): number {
  if (now < timer.deadline) return timer.deadline - now;
  if (timer.interval === 0) return 0;
  return timer.interval - ((now - timer.deadline) % timer.interval);
}

function stop(task: TaskStruct, timer: PosixTimer): void {
  if (timer.timer !== undefined) task.kernel.sched.timers.cancel(timer.timer);
  if (timer.cpu !== undefined) task.process.cpuTimers.delete(timer.cpu);
  timer.timer = undefined;
  timer.cpu = undefined;
  timer.deadline = 0;
}

function start(task: TaskStruct, timer: PosixTimer): void {
  const { kernel } = task;
  timer.timer = kernel.sched.timers.start(timer.deadline, () => {
    timer.timer = undefined;
    let missed = 0;
    if (timer.interval > 0) {
      missed = Math.max(0, Math.floor((kernel.monotonic() - timer.deadline) / timer.interval));
      timer.deadline += (missed + 1) * timer.interval;
      start(task, timer);
    }
    expire(task, timer, missed);
  });
}

/** Implements timer_settime(2). */
function timerSettime(task: TaskStruct, [id, flags, newAddr, oldAddr]: readonly number[]): Result {
  if (newAddr === 0) return -EINVAL;
  const setting = readSetting(task, newAddr);
  if (setting === undefined) return -EFAULT;
  const timer = task.process.timers.get(id);
  if (setting === 'invalid' || timer === undefined) return -EINVAL;
  const { kernel, process } = task;
  const before = left(task, timer);
  stop(task, timer);
  recall(task, timer);
  timer.interval = setting.interval;
  timer.overrun = 0;
  const absolute = (flags & C.TIMER_ABSTIME) !== 0;
  if (setting.value > 0 && CPU_CLOCKS.includes(timer.clock)) {
    const clock = timer.clock === C.CLOCK_THREAD_CPUTIME_ID ? { thread: task } : 'process';
    const from = absolute ? 0 : cpuTime(kernel, process, clock);
    const { interval } = setting;
    const fire = (missed: number) => expire(task, timer, missed);
    timer.cpu = { clock, expires: from + setting.value, interval, fire };
    process.cpuTimers.add(timer.cpu);
  } else if (setting.value > 0) {
    timer.deadline = deadlineFor(kernel, timer.clock, setting.value, absolute);
    if (timer.notify !== SIGEV.NONE) start(task, timer);
  }
  return oldAddr === 0 || task.mem.copyOut(oldAddr, settingBytes(before)) ? 0 : -EFAULT;
}

/** Implements timer_gettime(2). */
function timerGettime(task: TaskStruct, [id, addr]: readonly number[]): Result {
  const timer = task.process.timers.get(id);
  if (timer === undefined) return -EINVAL;
  return task.mem.copyOut(addr, settingBytes(left(task, timer))) ? 0 : -EFAULT;
}

/** Implements timer_delete(2). */
function timerDelete(task: TaskStruct, [id]: readonly number[]): Result {
  const timer = task.process.timers.get(id);
  if (timer === undefined) return -EINVAL;
  stop(task, timer);
  recall(task, timer);
  task.process.timers.delete(id);
  return 0;
}

/** The process execs or ends: its timers go. */
export function deleteTimers(task: TaskStruct): void {
  for (const timer of task.process.timers.values()) stop(task, timer);
  task.process.timers.clear();
}

export const posixTimerRows = [
  full('timer_create', timerCreate),
  full('timer_settime', timerSettime),
  full('timer_gettime', timerGettime),
  full('timer_getoverrun', timerGetoverrun),
  full('timer_delete', timerDelete),
];
