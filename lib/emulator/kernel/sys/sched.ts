import { E2BIG, EACCES, EFAULT, EINVAL, EPERM, ESRCH } from '../../../abi/errno';
import * as P from '../../../abi/process';
import { encode, getField, SCHED_PARAM, TIMESPEC } from '../../../abi/structs';
import { CAP_SYS_NICE, capable } from '../capable';
import { findTask } from '../pid_namespace';
import { full, partial } from '../row';
import { RR_TIMESLICE } from '../sched';
import type { TaskStruct } from '../task';
import { HZ } from '../time/constants';
import type { Result } from '../types';
import { uidOf } from '../user_namespace';
import { rseqPreempt } from './rseq';

/** SCHED_RESET_ON_FORK may be added to a policy. */
const SCHED_RESET_ON_FORK = 0x40000000;
/** SCHED_EXT, which needs a scheduler of the user's: no task has it. */
const SCHED_EXT = 7;
const MAX_RT_PRIORITY = 99;

/** Implements sched_yield(2). */
function schedYield(task: TaskStruct): Result {
  task.kernel.reschedule = true;
  task.sched.yielded = true;
  return 0;
}

function target(task: TaskStruct, pid: number, then: (target: TaskStruct) => Result): Result {
  if (pid < 0) return -EINVAL;
  const found = pid === 0 ? task : findTask(task, pid);
  return found === undefined ? -ESRCH : then(found);
}

const realtime = (policy: number): boolean => policy === P.SCHED_FIFO || policy === P.SCHED_RR;
const fair = (policy: number): boolean =>
  policy === P.SCHED_OTHER || policy === P.SCHED_BATCH || policy === P.SCHED_IDLE;

/** check_same_owner and CAP_SYS_NICE. */
function mayChange(task: TaskStruct, other: TaskStruct): boolean {
  const { euid } = task.cred;
  return (
    capable(task.cred, CAP_SYS_NICE, other.cred.userns) || euid === other.cred.euid || euid === other.cred.uid
  );
}

/** __sched_setscheduler, for the policies there are. */
function setPolicy(task: TaskStruct, other: TaskStruct, policy: number, priority: number): number {
  const plain = policy & ~SCHED_RESET_ON_FORK;
  if (!realtime(plain) && !fair(plain)) return -EINVAL;
  if (priority < 0 || priority > MAX_RT_PRIORITY || realtime(plain) !== priority > 0) return -EINVAL;
  const { sched } = other;
  if (!capable(task.cred, CAP_SYS_NICE)) {
    if (!mayChange(task, other)) return -EPERM;
    const limit = other.process.rlimits[P.RLIMIT_RTPRIO * 2];
    if (realtime(plain) && priority > Math.max(limit, sched.priority)) return -EPERM;
  }
  sched.policy = plain;
  sched.resetOnFork = (policy & SCHED_RESET_ON_FORK) !== 0;
  sched.priority = priority;
  return 0;
}

function paramAt(task: TaskStruct, addr: number): number | undefined {
  const bytes = task.mem.copyIn(addr, SCHED_PARAM.size);
  return bytes && getField(new DataView(bytes.buffer), 0, SCHED_PARAM.at.sched_priority);
}

/** Implements sched_setscheduler(2). */
function schedSetscheduler(task: TaskStruct, [pid, policy, param]: readonly number[]): Result {
  if ((policy | 0) < 0 || param === 0 || pid < 0) return -EINVAL;
  const priority = paramAt(task, param);
  if (priority === undefined) return -EFAULT;
  return target(task, pid, (other) => setPolicy(task, other, policy, priority));
}

/** Implements sched_setparam(2). */
function schedSetparam(task: TaskStruct, [pid, param]: readonly number[]): Result {
  if (param === 0 || pid < 0) return -EINVAL;
  const priority = paramAt(task, param);
  if (priority === undefined) return -EFAULT;
  return target(task, pid, (other) => setPolicy(task, other, other.sched.policy, priority));
}

/** Implements sched_getscheduler(2). */
function schedGetscheduler(task: TaskStruct, [pid]: readonly number[]): Result {
  return target(task, pid, ({ sched }) => sched.policy | (sched.resetOnFork ? SCHED_RESET_ON_FORK : 0));
}

/** Implements sched_getparam(2). */
function schedGetparam(task: TaskStruct, [pid, addr]: readonly number[]): Result {
  if (addr === 0) return -EINVAL;
  return target(task, pid, ({ sched }) =>
    task.mem.copyOut(addr, encode(SCHED_PARAM, { sched_priority: sched.priority })) ? 0 : -EFAULT,
  );
}

/** Implements sched_get_priority_max(2) and sched_get_priority_min(2). */
function priorityBound(policy: number, bound: number): Result {
  if (realtime(policy)) return bound;
  return fair(policy) || policy === P.SCHED_DEADLINE || policy === SCHED_EXT ? 0 : -EINVAL;
}

/** Base slice of the fair policies in ns. */
const FAIR_SLICE = 1e9 / HZ;

/** Implements sched_rr_get_interval(2). */
function schedRrGetInterval(task: TaskStruct, [pid, addr]: readonly number[]): Result {
  return target(task, pid, ({ sched }) => {
    const ns = sched.policy === P.SCHED_FIFO ? 0 : sched.policy === P.SCHED_RR ? RR_TIMESLICE : FAIR_SLICE;
    return task.mem.copyOut(addr, encode(TIMESPEC, { tv_sec: 0, tv_nsec: ns })) ? 0 : -EFAULT;
  });
}

/** Implements sched_getaffinity(2). */
function schedGetaffinity(task: TaskStruct, [pid, size, mask]: readonly number[]): Result {
  // The bits are counted in 32 bits, which wrap.
  if (size % 8 !== 0 || (size * 8) >>> 0 < task.kernel.cpus) return -EINVAL;
  if (pid < 0) return -ESRCH;
  return target(task, pid, ({ sched }) =>
    task.mem.copyOut(mask, new Uint8Array(Uint32Array.of(sched.affinity, 0).buffer)) ? 8 : -EFAULT,
  );
}

/** Implements sched_setaffinity(2): one of the processors there are has to be in the mask. */
function schedSetaffinity(task: TaskStruct, [pid, size, mask]: readonly number[]): Result {
  const bytes = task.mem.copyIn(mask, Math.min(size, 8));
  if (bytes === undefined) return -EFAULT;
  if (pid < 0) return -ESRCH;
  return target(task, pid, (other) => {
    if (!mayChange(task, other)) return -EPERM;
    const { sched } = task.kernel;
    const wanted = bytes.reduce((all, byte, i) => (i < 4 ? all | (byte << (i * 8)) : all), 0) & sched.present;
    if (wanted === 0) return -EINVAL;
    other.sched.affinity = wanted;
    sched.replace(other);
    task.kernel.reschedule = true;
    return 0;
  });
}

/** struct sched_attr up to its first published size: linux/sched/types.h. */
const ATTR_SIZE_VER0 = 48;
const ATTR_SIZE = 56;

/** Implements sched_getattr(2). */
function schedGetattr(task: TaskStruct, [pid, addr, size, flags]: readonly number[]): Result {
  if (addr === 0 || pid < 0 || size > 4096 || size < ATTR_SIZE_VER0 || flags !== 0) return -EINVAL;
  return target(task, pid, ({ sched }) => {
    const length = Math.min(size, ATTR_SIZE);
    const bytes = new Uint8Array(ATTR_SIZE);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, length, true);
    view.setUint32(4, sched.policy, true);
    view.setUint32(8, sched.resetOnFork ? 1 : 0, true);
    if (realtime(sched.policy)) view.setUint32(20, sched.priority, true);
    else {
      view.setInt32(16, sched.nice, true);
      view.setUint32(24, FAIR_SLICE, true);
    }
    view.setUint32(52, UTIL_MAX, true);
    return task.mem.copyOut(addr, bytes.subarray(0, length)) ? 0 : -EFAULT;
  });
}
/** SCHED_CAPACITY_SCALE: sched_util_max of a task nobody clamped. */
const UTIL_MAX = 1024;

/** Implements sched_setattr(2) for policy, nice value and priority. */
function schedSetattr(task: TaskStruct, [pid, addr, flags]: readonly number[]): Result {
  if (addr === 0 || pid < 0 || flags !== 0) return -EINVAL;
  const head = task.mem.copyIn(addr, 4);
  if (head === undefined) return -EFAULT;
  const size = new DataView(head.buffer).getUint32(0, true) || ATTR_SIZE_VER0;
  if (size < ATTR_SIZE_VER0 || size > 4096) return -E2BIG;
  const bytes = task.mem.copyIn(addr, size);
  if (bytes === undefined) return -EFAULT;
  if (bytes.subarray(ATTR_SIZE).some((byte) => byte !== 0)) return -E2BIG;
  const view = new DataView(bytes.buffer);
  const policy = view.getUint32(4, true);
  if (policy & 0x80000000) return -EINVAL;
  const priority = view.getUint32(20, true);
  const nice = Math.max(-20, Math.min(19, view.getInt32(16, true)));
  return target(task, pid, (other) => {
    const reset = view.getUint32(8, true) & 1 ? SCHED_RESET_ON_FORK : 0;
    const error = setPolicy(task, other, policy | reset, priority);
    return error < 0 || realtime(policy) ? error : renice(task, other, nice);
  });
}

/** set_one_prio: going up needs privilege, or room under RLIMIT_NICE. */
function renice(task: TaskStruct, other: TaskStruct, nice: number): number {
  if (!mayChange(task, other)) return -EPERM;
  const limit = other.process.rlimits[P.RLIMIT_NICE * 2];
  if (nice < other.sched.nice && !capable(task.cred, CAP_SYS_NICE) && 20 - nice > limit) return -EACCES;
  other.sched.nice = nice;
  return 0;
}

function selected(task: TaskStruct, which: number, who: number): TaskStruct[] | number {
  const all = [...task.kernel.tasks()].filter((t) => t.alive);
  switch (which) {
    case P.PRIO_PROCESS: {
      const one = who === 0 ? task : findTask(task, who);
      return one === undefined ? [] : [one];
    }
    case P.PRIO_PGRP: {
      const pgid = who === 0 ? task.process.pgid : task.pidNamespace.find(who);
      return all.filter((t) => t.process.pgid === pgid);
    }
    case P.PRIO_USER: {
      const uid = who === 0 ? task.cred.uid : uidOf(task.cred, who);
      return all.filter((t) => t.cred.uid === uid);
    }
    default:
      return -EINVAL;
  }
}

/** Implements getpriority(2): 20 less the nice value. */
function getpriority(task: TaskStruct, [which, who]: readonly number[]): Result {
  const tasks = selected(task, which, who);
  if (typeof tasks === 'number') return tasks;
  return tasks.length === 0 ? -ESRCH : Math.max(...tasks.map((t) => 20 - t.sched.nice));
}

/** Implements setpriority(2). */
function setpriority(task: TaskStruct, [which, who, value]: readonly number[]): Result {
  const tasks = selected(task, which, who);
  if (typeof tasks === 'number') return tasks;
  if (tasks.length === 0) return -ESRCH;
  const nice = Math.max(-20, Math.min(19, value));
  let error = 0;
  for (const other of tasks) error = renice(task, other, nice) || error;
  return error;
}

const IOPRIO_CLASS_SHIFT = 13;
const IOPRIO_WHO = { PROCESS: 1, PGRP: 2, USER: 3 };

/** Implements ioprio_get(2): best effort, from the nice value, unless it was set. */
function ioprioGet(task: TaskStruct, [which, who]: readonly number[]): Result {
  if (which < IOPRIO_WHO.PROCESS || which > IOPRIO_WHO.USER) return -EINVAL;
  const tasks = selected(task, which - 1, who);
  if (typeof tasks === 'number') return tasks;
  return tasks.length === 0 ? -ESRCH : Math.min(...tasks.map((t) => t.sched.ioPriority));
}

/** Implements ioprio_set(2). */
function ioprioSet(task: TaskStruct, [which, who, value]: readonly number[]): Result {
  const kind = (value >>> IOPRIO_CLASS_SHIFT) & 7;
  const level = value & 7;
  if (kind > 3 || (kind === 0 && level !== 0)) return -EINVAL;
  if (kind === 1 && !capable(task.cred, CAP_SYS_NICE)) return -EPERM;
  if (which < IOPRIO_WHO.PROCESS || which > IOPRIO_WHO.USER) return -EINVAL;
  const tasks = selected(task, which - 1, who);
  if (typeof tasks === 'number') return tasks;
  if (tasks.length === 0) return -ESRCH;
  for (const other of tasks) {
    if (!mayChange(task, other)) return -EPERM;
    other.sched.ioPriority = value & 0xffff;
  }
  return 0;
}

/** What membarrier(2) offers: every command there is. */
const MEMBARRIER_ALL = 0x3ff;
/** Commands that want to be registered for, and as what. */
const MEMBARRIER_REGISTRATIONS: Readonly<Record<number, number>> = {
  [P.MEMBARRIER_CMD_PRIVATE_EXPEDITED]: P.MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED,
  [P.MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE]: P.MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE,
  [P.MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ]: P.MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ,
};
const MEMBARRIER_REGISTERS =
  P.MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED |
  Object.values(MEMBARRIER_REGISTRATIONS).reduce((all, command) => all | command);

/** Implements membarrier(2). One processor runs at a time, so that every switch is a barrier already. */
function membarrier(task: TaskStruct, [command, flags]: readonly number[]): Result {
  if (flags !== 0 && (command !== P.MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ || flags !== 1)) return -EINVAL;
  if (command === P.MEMBARRIER_CMD_QUERY) return MEMBARRIER_ALL;
  if ((command & (command - 1)) !== 0 || (command & MEMBARRIER_ALL) === 0) return -EINVAL;
  const { mm } = task;
  if (command === P.MEMBARRIER_CMD_GET_REGISTRATIONS) {
    const asked = mm.membarrier & MEMBARRIER_REGISTERS;
    // What orders instructions or restarts sequences registers for the plain barrier on its way.
    return asked & ~P.MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED
      ? asked | P.MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED
      : asked;
  }
  const needs = MEMBARRIER_REGISTRATIONS[command];
  if (needs !== undefined && (mm.membarrier & needs) === 0) return -EPERM;
  if (command === P.MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ)
    for (const other of task.kernel.tasks()) if (other.mm === mm) rseqPreempt(other);
  mm.membarrier |= command;
  return 0;
}

export const schedRows = [
  full('sched_yield', schedYield),
  partial('sched_setscheduler', schedSetscheduler, 'SCHED_DEADLINE'),
  full('sched_setparam', schedSetparam),
  full('sched_getscheduler', schedGetscheduler),
  full('sched_getparam', schedGetparam),
  full('sched_get_priority_max', (_task, [policy]) => priorityBound(policy, MAX_RT_PRIORITY)),
  full('sched_get_priority_min', (_task, [policy]) => priorityBound(policy, 1)),
  full('sched_rr_get_interval', schedRrGetInterval),
  full('sched_getaffinity', schedGetaffinity),
  full('sched_setaffinity', schedSetaffinity),
  full('sched_getattr', schedGetattr),
  partial('sched_setattr', schedSetattr, 'SCHED_DEADLINE and utilisation clamps'),
  full('getpriority', getpriority),
  full('setpriority', setpriority),
  full('ioprio_get', ioprioGet),
  full('ioprio_set', ioprioSet),
  full('membarrier', membarrier),
];
