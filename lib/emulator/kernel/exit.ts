import {
  CLD_EXITED,
  CLD_KILLED,
  CLD_STOPPED,
  SA_NOCLDSTOP,
  SI_KERNEL,
  SI_USER,
  SIGCHLD,
  SIGCONT,
  SIGHUP,
  SIGKILL,
  SIGNAL_TEXT,
  SIGNALS,
} from '../../abi/signal';
import { Tty } from '../vfs/tty';
import { leaveMounts } from './fs/unmounted';
import { exitRobustList, futexWakeOne } from './futex';
import { exitSem } from './ipc/sem';
import type { Kernel } from './kernel';
import { isOrphaned, processesOf } from './pgrp';
import type { PidNamespace } from './pid_namespace';
import { exitTracer, notifyTracer } from './ptrace/attach';
import { unlink } from './ptrace/state';
import { leaveFilters } from './sys/seccomp_notify';
import { TASK, type TaskStruct } from './task';
import { disarm } from './time/itimer';
import { deleteTimers } from './time/posix_timers';

/** do_group_exit: every thread of the process ends with one status (as wait4 shows it). */
export function doGroupExit(kernel: Kernel, task: TaskStruct, status: number): void {
  const { process } = task;
  process.groupExit = true;
  process.exitStatus = status;
  const signal = status & 0x7f;
  for (const thread of [...process.threads]) {
    if (!thread.alive) continue;
    // A signal that ends a process ends each thread; of the one that took it a tracer has been told.
    if (signal !== 0 && thread !== task)
      kernel.tracer.event(thread, { kind: 'killed', signal, core: false }, kernel.now);
    doExit(kernel, thread, status);
  }
}

/** do_exit: one thread ends. The last one of a process leaves a zombie for the parent. */
export function doExit(kernel: Kernel, task: TaskStruct, status: number): void {
  const { process, call } = task;
  kernel.sched.remove(task);
  exitTracer(task);
  if (call.row >= 0) kernel.tracer.never(call.row);
  call.unreturned = -1;
  task.blocked?.abandon?.();
  releaseMemory(task);
  const { vforkDone } = task;
  task.vforkDone = undefined;
  vforkDone?.();
  task.blocked = undefined;
  task.exitStatus = status;
  task.state = TASK.ZOMBIE;
  // Of the thread that stands for the process a tracer hears when all of them have ended.
  if (task.pid !== task.tgid && (status & 0x7f) === 0)
    kernel.tracer.event(task, { kind: 'exited', status: (status >> 8) & 0xff }, kernel.now);
  if (--task.files.users === 0) task.files.closeAll();
  task.mm.put();
  leaveMounts(task, task.nsproxy.mnt);
  leaveFilters(task);
  const last = [...process.threads].every((thread) => !thread.alive);
  if (!last) {
    // A tracer hears of the end of each thread.
    if (task.pid !== task.tgid && !(task.ptrace && notifyTracer(task, status))) release(kernel, task);
    return;
  }
  // The last thread's status counts: synchronize_group_exit.
  if (!process.groupExit) process.exitStatus = status;
  endProcess(kernel, leader(task));
}

/** mm_release: locks it held are given up, and whoever joins it is told through set_tid_address's word. */
function releaseMemory(task: TaskStruct): void {
  exitRobustList(task);
  const { clearChildTid } = task;
  task.clearChildTid = 0;
  if (clearChildTid === 0 || task.mm.users === 1) return;
  task.mem.copyOut(clearChildTid, new Uint8Array(4));
  futexWakeOne(task, clearChildTid);
}

/** The thread that stands for the process: the others have been released, or are dead beside it. */
function leader(task: TaskStruct): TaskStruct {
  return [...task.process.threads].find((thread) => thread.pid === thread.tgid) ?? task;
}

function endProcess(kernel: Kernel, task: TaskStruct): void {
  const status = task.process.exitStatus;
  for (const thread of [...task.process.threads])
    if (thread !== task && !(thread.ptrace && notifyTracer(thread, thread.exitStatus)))
      release(kernel, thread);
  disarm(task);
  // The terminal of a session goes with its leader: disassociate_ctty.
  const tty = task.process.tty?.state;
  if (task.process.sid === task.tgid && tty instanceof Tty) tty.disassociate();
  deleteTimers(task);
  exitSem(task);
  if (task.pidNamespace.reaper?.process === task.process) endNamespace(kernel, task.pidNamespace);
  reparentChildren(kernel, task);
  const signal = status & 0x7f;
  if (signal === 0) kernel.tracer.event(task, { kind: 'exited', status: (status >> 8) & 0xff }, kernel.now);
  if (task.parent === undefined && !task.process.orphan) recordEnding(kernel, task, status);
  task.exitStatus = status;
  hangUpOrphans(kernel, task, task.parent);
  task.process.ended.wakeAll();
  // Its parent hears of it once the tracer has.
  const { ptrace } = task;
  if (ptrace !== undefined && ptrace.tracer.process !== task.parent?.process && notifyTracer(task, status))
    return;
  notifyEnd(kernel, task);
}

/** do_notify_parent: the process is a zombie, unless its parent wants none. */
export function notifyEnd(kernel: Kernel, task: TaskStruct): void {
  const status = task.exitStatus;
  const signal = status & 0x7f;
  const code = signal === 0 ? CLD_EXITED : CLD_KILLED;
  const reap = kernel.signals.autoReap(task);
  kernel.signals.notifyParent(task, code, signal === 0 ? status >> 8 : signal, task.exitSignal);
  if (reap) release(kernel, task);
}

/**
 * find_new_reaper: an ancestor that asked for orphans (PR_SET_CHILD_SUBREAPER), the first process of the pid namespace,
 * or else init, which is no task here and waits at once.
 */
function newReaper({ pidNamespace: { reaper }, parent, process }: TaskStruct): TaskStruct | undefined {
  for (let at = parent; at !== undefined && at !== reaper; at = at.parent)
    if (at.process.switches.subreaper && at.process !== process && hasThreads(at)) return at;
  return reaper?.process === process ? undefined : reaper;
}

const hasThreads = ({ process }: TaskStruct): boolean => [...process.threads].some((thread) => thread.alive);

/** zap_pid_ns_processes: the first process of a pid namespace takes all others with it. */
function endNamespace(kernel: Kernel, namespace: PidNamespace): void {
  namespace.ended = true;
  for (const other of kernel.tasks()) {
    if (!other.pidNamespace.within(namespace) || other === namespace.reaper) continue;
    if (other.alive && other.process !== namespace.reaper?.process) doGroupExit(kernel, other, SIGKILL);
  }
}

/** forget_original_parent: children get another parent. */
function reparentChildren(kernel: Kernel, task: TaskStruct): void {
  const reaper = newReaper(task);
  for (const child of [...task.children]) {
    if (child.parentDeathSignal !== 0 && child.alive) {
      const info = {
        signo: child.parentDeathSignal,
        code: SI_USER,
        pid: task.tgid,
        uid: task.cred.uid,
        address: 0,
      };
      kernel.signals.send(child, info);
    }
    child.parent = reaper;
    if (reaper !== undefined) {
      reaper.children.add(child);
      child.exitSignal = SIGCHLD;
      if (child.state === TASK.ZOMBIE && child.ptrace === undefined) notifyEnd(kernel, child);
      hangUpOrphans(kernel, child, task);
      continue;
    }
    child.process.orphan = true;
    hangUpOrphans(kernel, child, task);
    if (child.state === TASK.ZOMBIE) release(kernel, child);
  }
  task.children.clear();
}

/**
 * kill_orphaned_pgrp: stopped processes of a group that nobody outside it could let go on any more, now that `task`
 * ends or has lost its parent.
 */
function hangUpOrphans(kernel: Kernel, task: TaskStruct, parent: TaskStruct | undefined): void {
  const { pgid, sid } = task.process;
  if (parent === undefined || parent.process.pgid === pgid || parent.process.sid !== sid) return;
  const members = processesOf(kernel, pgid).filter((member) => member.alive);
  if (!members.some((member) => member.process.groupStop !== 0) || !isOrphaned(kernel, pgid)) return;
  for (const signo of [SIGHUP, SIGCONT])
    for (const member of members)
      kernel.signals.send(member, { signo, code: SI_KERNEL, pid: 0, uid: 0, address: 0 });
}

/** The first process has ended: that is how the machine's run ended. */
function recordEnding(kernel: Kernel, task: TaskStruct, status: number): void {
  const signal = status & 0x7f;
  if (signal === 0) {
    kernel.rootEnding = { kind: 'exited', status: (status >> 8) & 0xff };
    return;
  }
  const name = SIGNALS.names.get(signal) ?? `signal ${signal}`;
  const note = kernel.notes.get(task.tgid);
  const text = SIGNAL_TEXT[signal] ?? 'Real-time signal';
  kernel.rootEnding = { kind: 'killed', signal, message: note ? `${name}: ${note}` : `${name} (${text})` };
}

/** release_task: the parent has seen the zombie, or nobody will. Its kernel stack goes too. */
export function release(kernel: Kernel, task: TaskStruct): void {
  if (task.state === TASK.DEAD) return;
  task.state = TASK.DEAD;
  if (task.ptrace !== undefined) unlink(task);
  task.parent?.children.delete(task);
  if (task.pid !== task.tgid) {
    const { gone } = task.process;
    gone.user += task.times.user;
    gone.system += task.times.system;
    gone.minorFaults += task.times.minorFaults;
    gone.majorFaults += task.times.majorFaults;
    gone.voluntary += task.times.voluntarySwitches;
    gone.involuntary += task.times.involuntarySwitches;
  }
  task.process.threads.delete(task);
  kernel.removeTask(task);
  kernel.notes.delete(task.pid);
  kernel.stacks.free(task.thread.slot, task.thread.stackFrames);
}

/** Tells the parent that a child has stopped, unless it does not care. */
export function notifyStopped(kernel: Kernel, task: TaskStruct): void {
  const flags = task.parent?.process.actions[SIGCHLD].flags ?? 0;
  const signo = flags & SA_NOCLDSTOP ? 0 : SIGCHLD;
  kernel.signals.notifyParent(task, CLD_STOPPED, task.process.stopSignal, signo);
}
