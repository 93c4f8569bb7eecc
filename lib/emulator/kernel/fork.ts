import { E2BIG, EAGAIN, EEXIST, EFAULT, EINVAL, EMFILE, ENOMEM, EPERM } from '../../abi/errno';
import * as C from '../../abi/process';
import {
  PTRACE_EVENT_CLONE,
  PTRACE_EVENT_FORK,
  PTRACE_EVENT_VFORK,
  PTRACE_EVENT_VFORK_DONE,
} from '../../abi/ptrace';
import { NSIG, SIG_DFL, SIG_IGN, SIGCHLD } from '../../abi/signal';
import { CLONE_ARGS } from '../../abi/structs';
import { OutOfFrames } from '../mm/physical';
import { CAP_SYS_ADMIN, CAP_SYS_RESOURCE, capable } from './capable';
import { andThen } from './fs/uaccess';
import type { Kernel } from './kernel';
import { newProcessTask } from './new_task';
import { copyNamespaces, NAMESPACES } from './nsproxy';
import { MAX_PID_NS_LEVEL, numberFor, type PidNamespace } from './pid_namespace';
import { makePidFd, PIDFD_THREAD } from './pidfd';
import { ptraceEvent, traceChild } from './ptrace/stop';
import { REG } from './ptregs';
import type { SigAction } from './signal';
import { newUserNamespace } from './sys/namespaces';
import type { TaskStruct } from './task';
import type { Credentials, Result } from './types';

/** What clone(2) and its kin ask for. */
export interface CloneArgs {
  /** CLONE_ flags, without the signal. */
  flags: number;
  exitSignal: number;
  /** The child's stack pointer; 0 for the parent's. */
  stack: number;
  tls: number;
  parentTid: number;
  childTid: number;
  /** Where CLONE_PIDFD puts the descriptor. */
  pidfd: number;
  /** The child's pids if the caller chooses them: in its namespace, and in those above. */
  setTid?: readonly number[];
  /** New namespaces, where the low bits of `flags` are none of clone(2)'s signal. */
  namespaces?: number;
  /** CLONE_CLEAR_SIGHAND, which is beyond the 32 bits of `flags`. */
  clearHandlers?: boolean;
}

/** The most tasks a machine takes, so that a fork bomb ends in EAGAIN. */
const MAX_TASKS = 4096;

const has = (flags: number, flag: number): boolean => (flags & flag) !== 0;

/** copy_process's checks of flags that cannot go together. */
function valid(task: TaskStruct, { flags, exitSignal }: CloneArgs): boolean {
  const { nsproxy, process, pidNamespace } = task;
  if (has(flags, C.CLONE_NEWUSER) && has(flags, C.CLONE_FS)) return false;
  if (has(flags, C.CLONE_PARENT) && process.unkillable) return false;
  const elsewhere = has(flags, C.CLONE_NEWUSER | C.CLONE_NEWPID) || nsproxy.pid !== pidNamespace;
  if (has(flags, C.CLONE_THREAD) && elsewhere) return false;
  if (has(flags, C.CLONE_NEWIPC) && has(flags, C.CLONE_SYSVSEM)) return false;
  if (has(flags, C.CLONE_THREAD) && !has(flags, C.CLONE_SIGHAND)) return false;
  if (has(flags, C.CLONE_SIGHAND) && !has(flags, C.CLONE_VM)) return false;
  if (has(flags, C.CLONE_PIDFD) && has(flags, C.CLONE_DETACHED)) return false;
  if (has(flags, C.CLONE_NEWNS) && has(flags, C.CLONE_FS)) return false;
  return exitSignal <= NSIG;
}

/** RLIMIT_NPROC: how many tasks the real user may have, unless that is root. */
function tooMany({ kernel, cred, process }: TaskStruct): boolean {
  if (cred.uid === 0 || capable(cred, CAP_SYS_RESOURCE)) return false;
  let count = 0;
  for (const other of kernel.tasks()) if ((other as TaskStruct).cred.uid === cred.uid) count++;
  return count >= process.rlimits[C.RLIMIT_NPROC * 2];
}

/** kernel_clone: makes a child like the task; answers its pid. */
export function kernelClone(task: TaskStruct, args: CloneArgs): Result {
  if (!valid(task, args)) return -EINVAL;
  const { kernel } = task;
  if (kernel.taskCount >= MAX_TASKS || tooMany(task)) return -EAGAIN;
  const cred = has(args.flags, C.CLONE_NEWUSER) ? newUserNamespace(task) : task.cred;
  if (typeof cred === 'number') return cred;
  const asked = args.namespaces ?? args.flags & NAMESPACES & ~C.CSIGNAL;
  if (asked !== 0 && !capable(cred, CAP_SYS_ADMIN, cred.userns)) return -EPERM;
  const { time, timeForChildren } = task.nsproxy;
  const moved = time === timeForChildren ? task.nsproxy : { ...task.nsproxy, time: timeForChildren };
  const copied = asked === 0 ? moved : copyNamespaces(task, asked, cred.userns);
  const nsproxy = has(asked, C.CLONE_NEWTIME) ? { ...copied, time: copied.timeForChildren } : copied;
  if (nsproxy.pid.ended) return -ENOMEM;
  const refused = mayChoosePids(kernel, nsproxy.pid, cred, args.setTid) || mayTakePidFd(task, args);
  if (refused < 0) return refused;
  let child: TaskStruct;
  try {
    child = copyProcess(task, args, { cred, nsproxy });
  } catch (error) {
    if (error instanceof OutOfFrames) return -ENOMEM;
    throw error;
  }
  const { flags } = args;
  if (has(flags, C.CLONE_PIDFD)) {
    const fd = makePidFd(task, child, has(flags, C.CLONE_THREAD) ? PIDFD_THREAD : 0);
    task.mem.copyOut(args.pidfd, word(Number(fd)));
  }
  if (has(flags, C.CLONE_PARENT_SETTID)) task.mem.copyOut(args.parentTid, word(numberFor(task, child.pid)));
  if (has(flags, C.CLONE_CHILD_SETTID)) child.mem.copyOut(args.childTid, word(numberFor(child, child.pid)));
  if (has(flags, C.CLONE_CHILD_CLEARTID)) child.clearChildTid = args.childTid;
  const vforks = has(flags, C.CLONE_VFORK);
  const event = vforks
    ? PTRACE_EVENT_VFORK
    : args.exitSignal !== SIGCHLD
      ? PTRACE_EVENT_CLONE
      : PTRACE_EVENT_FORK;
  const told = !has(flags, C.CLONE_UNTRACED) && ((task.ptrace?.options ?? 0) & (1 << event)) !== 0;
  if (told || has(flags, C.CLONE_PTRACE)) traceChild(task, child);
  kernel.sched.enqueue(child);
  const pid = numberFor(task, child.pid);
  const answer = () => pid;
  const finish = (): Result => {
    if (!vforks) return pid;
    return andThen(waitForVfork(task, child), () =>
      ptraceEvent(task, PTRACE_EVENT_VFORK_DONE, child.pid, answer),
    );
  };
  return told ? ptraceEvent(task, event, child.pid, finish) : finish();
}

/** alloc_pid's checks of the pids that the caller chooses: clone3's set_tid. */
function mayChoosePids(
  kernel: Kernel,
  namespace: PidNamespace,
  cred: Credentials,
  pids: readonly number[] = [],
): number {
  if (pids.length > namespace.level + 1) return -EINVAL;
  let at: PidNamespace | undefined = namespace;
  for (const pid of pids) {
    if (at === undefined || pid <= 0 || pid >= PID_MAX) return -EINVAL;
    // The first process of a namespace is number 1.
    if (pid !== 1 && at.parent !== undefined && at.reaper === undefined) return -EINVAL;
    if (!capable(cred, CAP_SYS_ADMIN, at.user)) return -EPERM;
    if (kernel.task(at.find(pid)) !== undefined) return -EEXIST;
    at = at.parent;
  }
  return 0;
}

/** Finds out whether a pidfd can be given before there is a child. */
function mayTakePidFd(task: TaskStruct, { flags, pidfd }: CloneArgs): number {
  if (!has(flags, C.CLONE_PIDFD)) return 0;
  if (task.files.free() < 0) return -EMFILE;
  return task.mem.copyOut(pidfd, word(0)) ? 0 : -EFAULT;
}

/** wait_for_vfork_done: the parent sleeps until the child has left its memory. */
function waitForVfork(task: TaskStruct, child: TaskStruct): Result {
  const done = task.kernel.waitQueue(`vfork child ${child.pid}`);
  child.vforkDone = () => done.wakeAll();
  const why = `its vfork child ${child.pid} to exec or exit`;
  const again = (): Result =>
    child.vforkDone === undefined ? child.pid : { queues: [done], again, why, uninterruptible: true };
  return again();
}

/** CLONE_CLEAR_SIGHAND: what is not ignored goes back to its default. */
const cleared = (action: SigAction): SigAction =>
  action.handler === SIG_IGN ? action : { ...action, handler: SIG_DFL };

/** What a child gets new rather than its parent's. */
type Given = Pick<TaskStruct, 'cred' | 'nsproxy'>;

function copyProcess(task: TaskStruct, args: CloneArgs, given: Given): TaskStruct {
  const { flags } = args;
  const { kernel } = task;
  const thread = has(flags, C.CLONE_THREAD);
  const shareMm = has(flags, C.CLONE_VM);
  // The parent's segment bases are in the processor while it runs.
  task.thread.fsBase = kernel.cpu.fsBase;
  task.thread.gsBase = kernel.cpu.kernelGsBase;
  const mm = shareMm ? task.mm : task.mm.fork();
  if (shareMm) mm.users++;
  let child: TaskStruct;
  try {
    child = newProcessTask(kernel, task, mm, {
      thread,
      shareFiles: has(flags, C.CLONE_FILES),
      shareFs: has(flags, C.CLONE_FS),
      sibling: has(flags, C.CLONE_PARENT),
      pids: args.setTid,
      ...given,
    });
  } catch (error) {
    mm.put();
    throw error;
  }
  // rseq_fork: what shares memory has an area of its own.
  if (!shareMm && task.rseq) child.rseq = { ...task.rseq };
  child.exitSignal = thread ? 0 : args.exitSignal;
  if (args.clearHandlers) child.process.actions = child.process.actions.map(cleared);
  else if (has(flags, C.CLONE_SIGHAND)) child.process.actions = task.process.actions;
  child.regs.copyFrom(task.regs);
  child.regs.set(REG.AX, 0);
  if (args.stack !== 0) child.regs.set(REG.SP, args.stack);
  child.thread.fsBase = has(flags, C.CLONE_SETTLS) ? args.tls : task.thread.fsBase;
  child.thread.gsBase = task.thread.gsBase;
  child.thread.fx.set(kernel.cpu.fx);
  return child;
}

function word(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

/** Implements fork(2). */
export const fork = (task: TaskStruct): Result => kernelClone(task, plain(0));

/** Implements vfork(2). */
export const vfork = (task: TaskStruct): Result => kernelClone(task, plain(C.CLONE_VM | C.CLONE_VFORK));

function plain(flags: number): CloneArgs {
  return { flags, exitSignal: SIGCHLD, stack: 0, tls: 0, parentTid: 0, childTid: 0, pidfd: 0 };
}

/** Implements clone(2) with x86-64's order of arguments. */
export function clone(task: TaskStruct, [flags, stack, parentTid, childTid, tls]: readonly number[]): Result {
  // There is one place for both.
  if (has(flags, C.CLONE_PIDFD) && has(flags, C.CLONE_PARENT_SETTID)) return -EINVAL;
  return kernelClone(task, {
    flags: (flags & ~C.CSIGNAL) | 0,
    exitSignal: flags & C.CSIGNAL,
    stack,
    tls,
    parentTid,
    childTid,
    pidfd: parentTid,
  });
}

/** Implements clone3(2). EINVAL for an argument structure of a size that is not known. */
export function clone3(task: TaskStruct, [uargs, size]: readonly number[]): Result {
  if (size > 4096) return -E2BIG;
  if (size < C.CLONE_ARGS_SIZE_VER0) return -EINVAL;
  const bytes = task.mem.copyIn(uargs, size);
  if (bytes === undefined) return -EFAULT;
  // copy_struct_from_user: a longer structure of a later kernel is fine as long as it asks for nothing new.
  if (bytes.subarray(CLONE_ARGS.size).some((byte) => byte !== 0)) return -E2BIG;
  const view = new DataView(bytes.buffer);
  const u64 = (i: number) => view.getUint32(i * 8, true) + view.getInt32(i * 8 + 4, true) * 2 ** 32;
  const [flags, pidfd, childTid, parentTid, exitSignal, stack, stackSize, tls, setTid, setTidSize] =
    Array.from({ length: 10 }, (_, i) => (i * 8 + 8 <= size ? u64(i) : 0));
  if (
    flags < 0 ||
    flags >= 2 ** 33 ||
    flags & C.CSIGNAL & ~C.CLONE_NEWTIME ||
    (stack === 0) !== (stackSize === 0)
  )
    return -EINVAL;
  if (exitSignal < 0 || exitSignal > NSIG) return -EINVAL;
  if (setTidSize > MAX_PID_NS_LEVEL || (setTid === 0) !== (setTidSize === 0)) return -EINVAL;
  const both = has(flags | 0, C.CLONE_PIDFD) && has(flags | 0, C.CLONE_PARENT_SETTID);
  if (both && pidfd === parentTid) return -EINVAL;
  const tids = task.mem.copyIn(setTid, setTidSize * 4);
  if (tids === undefined) return -EFAULT;
  return kernelClone(task, {
    flags: flags | 0,
    clearHandlers: flags >= 2 ** 32,
    exitSignal,
    stack: stack + stackSize,
    tls,
    parentTid,
    childTid,
    pidfd,
    setTid: [...new Int32Array(tids.buffer)],
    namespaces: flags & NAMESPACES,
  });
}
/** Pids are below it: PID_MAX_DEFAULT of include/linux/threads.h. */
const PID_MAX = 32_768;
