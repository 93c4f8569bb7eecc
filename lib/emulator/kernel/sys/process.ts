import { EFAULT, EINVAL, ENODEV, EPERM, ESRCH } from '../../../abi/errno';
import * as P from '../../../abi/process';
import { PTRACE_EVENT_EXIT } from '../../../abi/ptrace';
import { doExit, doGroupExit } from '../exit';
import { TASK_SIZE_MAX } from '../layout';
import { findTask, numberFor } from '../pid_namespace';
import { ptraceEvent } from '../ptrace/stop';
import { full, partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

/** Implements exit(2): the calling thread ends. */
function exit(task: TaskStruct, [status]: readonly number[]): Result {
  const code = (status & 0xff) << 8;
  return ptraceEvent(task, PTRACE_EVENT_EXIT, code, () => {
    doExit(task.kernel, task, code);
    return 0;
  });
}

/** Implements exit_group(2). */
function exitGroup(task: TaskStruct, [status]: readonly number[]): Result {
  const code = (status & 0xff) << 8;
  return ptraceEvent(task, PTRACE_EVENT_EXIT, code, () => {
    doGroupExit(task.kernel, task, code);
    return 0;
  });
}

/** Implements set_tid_address(2). */
function setTidAddress(task: TaskStruct, [addr]: readonly number[]): Result {
  task.clearChildTid = addr;
  return numberFor(task, task.pid);
}

/** Size of struct robust_list_head. */
const ROBUST_LIST_HEAD = 24;

/** Implements set_robust_list(2). */
function setRobustList(task: TaskStruct, [head, size]: readonly number[]): Result {
  if (size !== ROBUST_LIST_HEAD) return -EINVAL;
  task.robustList = head;
  return 0;
}

/** Implements get_robust_list(2). */
function getRobustList(task: TaskStruct, [pid, head, size]: readonly number[]): Result {
  const target = pid === 0 ? task : findTask(task, pid);
  if (target === undefined) return -ESRCH;
  const word = (value: number) => encode64(value);
  return task.mem.copyOut(size, word(ROBUST_LIST_HEAD)) && task.mem.copyOut(head, word(target.robustList))
    ? 0
    : -EFAULT;
}

function encode64(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value >>> 0, Math.floor(value / 2 ** 32) >>> 0).buffer);
}

/** XFEATURE_MASK_FP and XFEATURE_MASK_SSE: state that every task may use. */
const XCOMP_ALWAYS = 3;

/** Implements arch_prctl(2): segment bases, and what a processor with neither CPUID faulting nor AMX says of them. */
function archPrctl(task: TaskStruct, [option, addr]: readonly number[]): Result {
  const { kernel } = task;
  switch (option) {
    case P.ARCH_SET_FS:
    case P.ARCH_SET_GS:
      if (!(addr >= 0 && addr < TASK_SIZE_MAX)) return -EPERM;
      if (option === P.ARCH_SET_FS) kernel.setFsBase(addr);
      else kernel.setGsBase(addr);
      return 0;
    case P.ARCH_GET_FS:
      return task.mem.copyOut(addr, encode64(kernel.fsBase)) ? 0 : -EFAULT;
    case P.ARCH_GET_GS:
      return task.mem.copyOut(addr, encode64(kernel.gsBase)) ? 0 : -EFAULT;
    case P.ARCH_GET_CPUID:
      return 1;
    case P.ARCH_SET_CPUID:
      return -ENODEV;
    case P.ARCH_GET_XCOMP_SUPP:
    case P.ARCH_GET_XCOMP_PERM:
    case P.ARCH_GET_XCOMP_GUEST_PERM:
      return task.mem.copyOut(addr, encode64(XCOMP_ALWAYS)) ? 0 : -EFAULT;
    default:
      return -EINVAL;
  }
}

/** Implements personality(2). 0xffffffff only asks. */
function personality(task: TaskStruct, [persona]: readonly number[]): Result {
  const before = task.personality;
  if (persona !== 0xffffffff) task.personality = persona;
  return before;
}

export const processRows = [
  full('exit', exit),
  full('exit_group', exitGroup),
  full('set_tid_address', setTidAddress),
  full('set_robust_list', setRobustList),
  full('get_robust_list', getRobustList),
  full('arch_prctl', archPrctl),
  partial(
    'personality',
    personality,
    'PER_LINUX32 and READ_IMPLIES_EXEC change something, other bits are kept alone',
  ),
];
