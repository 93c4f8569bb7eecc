import { EFAULT, EINVAL, EPERM } from '../../../abi/errno';
import * as P from '../../../abi/process';
import { NSIG } from '../../../abi/signal';
import { CAP_SYS_RESOURCE, capable, SECBIT } from '../capable';
import { partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import {
  ambient,
  dropBounding,
  readBounding,
  seccompMode,
  setKeepCapabilities,
  setSecureBits,
} from './privileges';
import { setFilter, setStrict } from './seccomp';

const COMM_LENGTH = 16;
/** Most ns of PR_SET_TIMERSLACK that fit, and its default. */
const DEFAULT_SLACK = 50_000;

const int = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer);

function setName(task: TaskStruct, addr: number): Result {
  const name = task.mem.readString(addr, COMM_LENGTH);
  const bytes = typeof name === 'number' ? task.mem.copyIn(addr, COMM_LENGTH - 1) : name;
  if (bytes === undefined) return -EFAULT;
  task.comm = String.fromCharCode(...bytes.subarray(0, COMM_LENGTH - 1));
  return 0;
}

function getName(task: TaskStruct, addr: number): Result {
  const bytes = new Uint8Array(COMM_LENGTH);
  for (let i = 0; i < task.comm.length; i++) bytes[i] = task.comm.charCodeAt(i);
  return task.mem.copyOut(addr, bytes) ? 0 : -EFAULT;
}

/** What memory that breaks does to a process, which memory here does not: linux/prctl.h. */
const PR_MCE_KILL = 33;
const PR_MCE_KILL_GET = 34;
const MCE_KILL_DEFAULT = 2;

/** Options with unused arguments refuse values in them. */
const noMore = (...rest: number[]): boolean => rest.every((value) => value === 0);

/** Implements prctl(2). */
function prctl(task: TaskStruct, [option, arg2, arg3, arg4, arg5]: readonly number[]): Result {
  const { switches } = task.process;
  switch (option) {
    case P.PR_SET_NAME:
      return setName(task, arg2);
    case P.PR_GET_NAME:
      return getName(task, arg2);
    case P.PR_GET_DUMPABLE:
      return switches.dumpable;
    case P.PR_SET_DUMPABLE:
      if (arg2 !== 0 && arg2 !== 1) return -EINVAL;
      switches.dumpable = arg2;
      return 0;
    case P.PR_SET_PDEATHSIG:
      if (arg2 < 0 || arg2 > NSIG) return -EINVAL;
      task.parentDeathSignal = arg2;
      return 0;
    case P.PR_GET_PDEATHSIG:
      return task.mem.copyOut(arg2, int(task.parentDeathSignal)) ? 0 : -EFAULT;
    case P.PR_GET_KEEPCAPS:
      return task.cred.securebits & SECBIT.KEEP_CAPS ? 1 : 0;
    case P.PR_SET_KEEPCAPS:
      return setKeepCapabilities(task, arg2);
    case P.PR_SET_CHILD_SUBREAPER:
      switches.subreaper = arg2 === 0 ? 0 : 1;
      return 0;
    case P.PR_GET_CHILD_SUBREAPER:
      return task.mem.copyOut(arg2, int(switches.subreaper)) ? 0 : -EFAULT;
    case P.PR_SET_NO_NEW_PRIVS:
      if (arg2 !== 1 || !noMore(arg3, arg4, arg5)) return -EINVAL;
      task.noNewPrivileges = true;
      return 0;
    case P.PR_GET_NO_NEW_PRIVS:
      return noMore(arg2, arg3, arg4, arg5) ? (task.noNewPrivileges ? 1 : 0) : -EINVAL;
    case P.PR_SET_TIMERSLACK:
      task.timerSlack = arg2 <= 0 ? DEFAULT_SLACK : arg2;
      return 0;
    case P.PR_GET_TIMERSLACK:
      return task.timerSlack;
    case PR_MCE_KILL:
      if (!noMore(arg4, arg5)) return -EINVAL;
      return (arg2 === 0 && arg3 === 0) || (arg2 === 1 && arg3 >= 0 && arg3 <= MCE_KILL_DEFAULT)
        ? 0
        : -EINVAL;
    case PR_MCE_KILL_GET:
      return noMore(arg2, arg3, arg4, arg5) ? MCE_KILL_DEFAULT : -EINVAL;
    case P.PR_SET_TIMING:
      return arg2 === 0 ? 0 : -EINVAL;
    case P.PR_GET_TIMING:
      return 0;
    case P.PR_GET_IO_FLUSHER:
      if (!capable(task.cred, CAP_SYS_RESOURCE)) return -EPERM;
      return noMore(arg2, arg3, arg4, arg5) ? switches.ioFlusher : -EINVAL;
    case P.PR_SET_IO_FLUSHER:
      if (!capable(task.cred, CAP_SYS_RESOURCE)) return -EPERM;
      if ((arg2 !== 0 && arg2 !== 1) || !noMore(arg3, arg4, arg5)) return -EINVAL;
      switches.ioFlusher = arg2;
      return 0;
    case P.PR_GET_TSC:
      return task.mem.copyOut(arg2, int(1)) ? 0 : -EFAULT;
    case P.PR_GET_SECUREBITS:
      return task.cred.securebits;
    case P.PR_SET_SECUREBITS:
      return setSecureBits(task, arg2);
    case P.PR_CAPBSET_READ:
      return readBounding(task, arg2);
    case P.PR_CAPBSET_DROP:
      return dropBounding(task, arg2);
    case P.PR_CAP_AMBIENT:
      return ambient(task, arg2, arg3, [arg4, arg5]);
    case P.PR_SET_THP_DISABLE:
      if (!noMore(arg3, arg4, arg5)) return -EINVAL;
      switches.noHugePages = arg2 === 0 ? 0 : 1;
      return 0;
    case P.PR_GET_THP_DISABLE:
      return noMore(arg2, arg3, arg4, arg5) ? switches.noHugePages : -EINVAL;
    case P.PR_GET_TID_ADDRESS:
      return task.mem.copyOut(arg2, new Uint8Array(BigInt64Array.of(BigInt(task.clearChildTid)).buffer))
        ? 0
        : -EFAULT;
    case P.PR_GET_SECCOMP:
      return seccompMode(task);
    case P.PR_SET_SECCOMP:
      if (arg2 === 1) return setStrict(task);
      return arg2 === 2 ? setFilter(task, 0, arg3) : -EINVAL;
    default:
      return -EINVAL;
  }
}

export const prctlRows = [
  partial('prctl', prctl, 'speculation control, PR_SET_MM and PR_SET_VMA answer EINVAL'),
];
