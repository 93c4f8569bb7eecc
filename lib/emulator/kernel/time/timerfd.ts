import { EAGAIN, EBADF, EFAULT, EINVAL, EPERM } from '../../../abi/errno';
import { O_NONBLOCK } from '../../../abi/fcntl';
import { POLLIN, POLLRDNORM } from '../../../abi/poll';
import * as C from '../../../abi/time';
import { anonFlags } from '../../vfs/anon_inodes';
import type { File, FileOperations } from '../../vfs/types';
import { CAP_WAKE_ALARM, capable } from '../capable';
import { installFile, u64Bytes } from '../fs/anon';
import { fdget } from '../fs/uaccess';
import type { Kernel } from '../kernel';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { IovIter, Result, WaitQueue } from '../types';
import { deadlineFor, readSetting, type Setting, settingBytes } from './itimerspec';
import type { Timer } from './timers';

/** A timer that is read: struct timerfd_ctx. */
interface TimerFd {
  readonly kernel: Kernel;
  readonly clock: number;
  readonly queue: WaitQueue;
  timer: Timer | undefined;
  deadline: number;
  interval: number;
  /** It has gone off since it was read; with an interval, how often is worked out when it is. */
  expired: boolean;
}

const stateOf = (file: File): TimerFd => file.state as TimerFd;

function start(timer: TimerFd): void {
  timer.timer = timer.kernel.sched.timers.start(timer.deadline, () => {
    timer.timer = undefined;
    timer.expired = true;
    timer.queue.wakeAll();
  });
}

function stop(timer: TimerFd): void {
  if (timer.timer !== undefined) timer.kernel.sched.timers.cancel(timer.timer);
  timer.timer = undefined;
}

/** How often it has gone off; it runs on from the last time. */
function expirations(timer: TimerFd): number {
  if (!timer.expired) return 0;
  timer.expired = false;
  if (timer.interval === 0) return 1;
  const missed = Math.floor((timer.kernel.monotonic() - timer.deadline) / timer.interval);
  timer.deadline += (missed + 1) * timer.interval;
  start(timer);
  return missed + 1;
}

function read(file: File, iter: IovIter): Result {
  if (iter.count < 8) return -EINVAL;
  const timer = stateOf(file);
  const give = (to: IovIter): number => (to.copyTo(u64Bytes(expirations(timer)), 0, 8) === 8 ? 8 : -EFAULT);
  if (timer.expired) return give(iter);
  if (file.flags & O_NONBLOCK) return -EAGAIN;
  const kept = iter.keep();
  const sleep = (): Result => ({
    queues: [timer.queue],
    why: 'a timerfd to expire',
    again: () => (timer.expired ? give(kept) : sleep()),
  });
  return sleep();
}

const TIMERFD: FileOperations = {
  llseek: () => 0,
  stream: true,
  read,
  poll: (file) => (stateOf(file).expired ? POLLIN | POLLRDNORM : 0) & POLLIN,
  queues: (file) => [stateOf(file).queue],
  release: (file) => stop(stateOf(file)),
};

const CLOCKS: readonly number[] = [
  C.CLOCK_REALTIME,
  C.CLOCK_MONOTONIC,
  C.CLOCK_BOOTTIME,
  C.CLOCK_REALTIME_ALARM,
  C.CLOCK_BOOTTIME_ALARM,
];

/** Implements timerfd_create(2). */
function timerfdCreate(task: TaskStruct, [clock, flags]: readonly number[]): Result {
  if (flags & ~(C.TFD_CLOEXEC | C.TFD_NONBLOCK) || !CLOCKS.includes(clock)) return -EINVAL;
  // CAP_WAKE_ALARM.
  if (
    (clock === C.CLOCK_REALTIME_ALARM || clock === C.CLOCK_BOOTTIME_ALARM) &&
    !capable(task.cred, CAP_WAKE_ALARM)
  )
    return -EPERM;
  const { kernel } = task;
  const queue = kernel.waitQueue('timerfd');
  const state: TimerFd = {
    kernel,
    clock,
    queue,
    timer: undefined,
    deadline: 0,
    interval: 0,
    expired: false,
  };
  const file = kernel.vfs.anon.create('[timerfd]', 'timerfd', TIMERFD, state, anonFlags(flags));
  return installFile(task, file, flags);
}

function find(task: TaskStruct, fd: number): TimerFd | number {
  const file = fdget(task, fd);
  if (file === undefined) return -EBADF;
  return file.fops === TIMERFD ? stateOf(file) : -EINVAL;
}

function left(timer: TimerFd): Setting {
  const now = timer.kernel.monotonic();
  if (timer.expired && timer.interval > 0)
    return { value: timer.interval - ((now - timer.deadline) % timer.interval), interval: timer.interval };
  return { value: timer.timer ? Math.max(1, timer.deadline - now) : 0, interval: timer.interval };
}

/** Implements timerfd_settime(2). TFD_TIMER_CANCEL_ON_SET never cancels: nobody sets the clock. */
function timerfdSettime(task: TaskStruct, [fd, flags, newAddr, oldAddr]: readonly number[]): Result {
  const setting = readSetting(task, newAddr);
  if (setting === undefined) return -EFAULT;
  if (flags & ~(C.TFD_TIMER_ABSTIME | C.TFD_TIMER_CANCEL_ON_SET) || setting === 'invalid') return -EINVAL;
  const timer = find(task, fd);
  if (typeof timer === 'number') return timer;
  const before = left(timer);
  stop(timer);
  timer.expired = false;
  timer.interval = setting.interval;
  if (setting.value > 0) {
    const absolute = (flags & C.TFD_TIMER_ABSTIME) !== 0;
    timer.deadline = deadlineFor(task.kernel, timer.clock, setting.value, absolute);
    start(timer);
  }
  return oldAddr === 0 || task.mem.copyOut(oldAddr, settingBytes(before)) ? 0 : -EFAULT;
}

/** Implements timerfd_gettime(2). */
function timerfdGettime(task: TaskStruct, [fd, addr]: readonly number[]): Result {
  const timer = find(task, fd);
  if (typeof timer === 'number') return timer;
  return task.mem.copyOut(addr, settingBytes(left(timer))) ? 0 : -EFAULT;
}

export const timerfdRows = [
  full('timerfd_create', timerfdCreate),
  full('timerfd_settime', timerfdSettime),
  full('timerfd_gettime', timerfdGettime),
];
