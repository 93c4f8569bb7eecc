import { initialFpu } from './fpu';
import type { FilesStruct } from './fs/fdtable';
import type { Kernel } from './kernel';
import type { MmStruct } from './mm/mm_struct';
import { UserAccess } from './mm/uaccess';
import type { NsProxy } from './nsproxy';
import { PT_REGS_SIZE } from './ptregs';
import { Pending, SignalStruct } from './signal';
import { TaskStruct, type ThreadStruct } from './task';
import type { Credentials, FsContext } from './types';

/** What a child shares with its parent. */
export interface Sharing {
  thread: boolean;
  shareFiles: boolean;
  shareFs: boolean;
  /** CLONE_PARENT: a child of the parent's parent. */
  sibling: boolean;
  /** The pids that the caller chose: in its namespace, and in those above. */
  pids?: readonly number[];
  /** Credentials and namespaces, where they are not the parent's. */
  cred: Credentials;
  nsproxy: NsProxy;
}

/** The part of copy_process that makes the task: a kernel stack, a pid, and what it has of its parent's. */
export function newProcessTask(
  kernel: Kernel,
  parent: TaskStruct,
  mm: MmStruct,
  sharing: Sharing,
): TaskStruct {
  const { nsproxy, pids = [] } = sharing;
  const pid = pids.at(nsproxy.pid.level) ?? kernel.allocPid();
  let { files, fs } = parent;
  if (sharing.shareFiles) files.users++;
  else files = files.clone();
  if (!sharing.shareFs) fs = { ...fs };
  const process = sharing.thread ? parent.process : childProcess(kernel, parent, pid);
  // Children belong to the process: its leader stands for it, which stays until the last thread has gone.
  const owner = leaderOf(sharing.sibling ? (parent.parent ?? parent) : parent);
  const child = makeTask(kernel, {
    pid,
    tgid: sharing.thread ? parent.tgid : pid,
    parent: sharing.thread ? parent.parent : owner,
    mm,
    files,
    fs,
    pids,
    cred: { ...sharing.cred },
    nsproxy,
    process,
  });
  child.comm = parent.comm;
  child.exe = parent.exe;
  child.seccomp = parent.seccomp;
  child.noNewPrivileges = parent.noNewPrivileges;
  child.timerSlack = parent.timerSlack;
  child.personality = parent.personality;
  child.mempolicy = parent.mempolicy;
  child.thread.trap = parent.thread.trap;
  const { policy, priority, nice, resetOnFork, ioPriority } = parent.sched;
  // sched_fork: a child does not inherit what its parent asked to be reset.
  if (!resetOnFork) Object.assign(child.sched, { policy, priority, nice, ioPriority });
  else child.sched.nice = Math.max(0, nice);
  child.sched.affinity = parent.sched.affinity;
  child.sched.cpu = parent.sched.cpu;
  child.pending.blocked.assign(parent.pending.blocked.lo, parent.pending.blocked.hi);
  if (!sharing.thread) {
    child.pending.altStack = { ...parent.pending.altStack };
    owner.children.add(child);
  }
  return child;
}

const leaderOf = (task: TaskStruct): TaskStruct => task.kernel.task(task.tgid) ?? task;

function childProcess(kernel: Kernel, parent: TaskStruct, pid: number): SignalStruct {
  const { pgid, sid, rlimits, tty } = parent.process;
  const process = new SignalStruct(pgid, sid, rlimits, kernel.waitQueue(`children of ${pid}`));
  Object.assign(process.adjustable, parent.process.adjustable);
  process.copyActions(parent.process);
  process.tty = tty;
  return process;
}

/** What a task is made of. */
export interface TaskParts {
  pid: number;
  tgid: number;
  parent: TaskStruct | undefined;
  mm: MmStruct;
  files: FilesStruct;
  fs: FsContext;
  /** Numbers that were asked for: those of new_task's `pids`. */
  pids?: readonly number[];
  cred: Credentials;
  nsproxy: NsProxy;
  process: SignalStruct;
}

/** A task that begins at ret_from_fork with an empty pt_regs. Throws OutOfFrames. */
export function makeTask(kernel: Kernel, parts: TaskParts): TaskStruct {
  const stack = kernel.stacks.alloc();
  const { process } = parts;
  const thread: ThreadStruct = {
    slot: stack.slot,
    stackTop: stack.top,
    stackFrames: stack.frames,
    sp: stack.top - PT_REGS_SIZE,
    ip: kernel.image.symbols.ret_from_fork,
    fx: initialFpu(),
    fsBase: 0,
    gsBase: 0,
    trap: { vector: 0, errorCode: 0, cr2: 0 },
  };
  const mem = new UserAccess(parts.mm, () => process.stackLimit);
  const task = new TaskStruct(kernel, parts, mem, new Pending(), thread, stack.regs);
  const { pid: namespace } = parts.nsproxy;
  namespace.add(parts.pid, parts.pids);
  if (namespace.reaper === undefined && namespace.parent !== undefined) {
    namespace.reaper = task;
    process.unkillable = true;
  }
  process.threads.add(task);
  kernel.addTask(task);
  return task;
}
