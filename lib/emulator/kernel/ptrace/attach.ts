import { EIO, EPERM, ESRCH } from '../../../abi/errno';
import { PTRACE_O_EXITKILL, PTRACE_O_MASK } from '../../../abi/ptrace';
import {
  CLD_EXITED,
  CLD_KILLED,
  SI_KERNEL,
  SI_USER,
  SIG_IGN,
  SIGCHLD,
  SIGKILL,
  SIGSTOP,
} from '../../../abi/signal';
import { CAP_SYS_PTRACE, capable } from '../capable';
import { isWithin } from '../landlock/domain';
import { findTask } from '../pid_namespace';
import { TASK, type TaskStruct } from '../task';
import { detach } from './resume';
import { link } from './state';
import { requestTrap } from './stop';

/** __ptrace_may_access: the same process, root, or the same user with all of its ids, and a process that may be dumped. */
export function mayAccess(task: TaskStruct, target: TaskStruct): boolean {
  if (!isWithin(target.cred.landlock, task.cred.landlock)) return false;
  if (task.process === target.process || capable(task.cred, CAP_SYS_PTRACE, target.cred.userns)) return true;
  const { uid, gid } = task.cred;
  const { cred } = target;
  const same = [cred.euid, cred.suid, cred.uid].every((id) => id === uid);
  const group = [cred.egid, cred.sgid, cred.gid].every((id) => id === gid);
  return same && group && target.process.switches.dumpable === 1;
}

/** PTRACE_TRACEME: the parent is the tracer from now on. */
export function traceMe(task: TaskStruct): number {
  const { parent } = task;
  if (task.ptrace !== undefined || parent === undefined) return -EPERM;
  link(task, parent, false, 0);
  return 0;
}

/** PTRACE_ATTACH and PTRACE_SEIZE. */
export function attach(task: TaskStruct, pid: number, seize: boolean, addr: number, options: number): number {
  const target = findTask(task, pid);
  if (target === undefined) return -ESRCH;
  if (seize && (addr !== 0 || options & ~PTRACE_O_MASK || options > 0xffffffff)) return -EIO;
  if (target.process === task.process || !mayAccess(task, target)) return -EPERM;
  if (!target.alive || target.ptrace !== undefined) return -EPERM;
  const ptrace = link(target, task, seize, seize ? options : 0);
  if (!seize) {
    const info = { signo: SIGSTOP, code: SI_KERNEL, pid: 0, uid: 0, address: 0 };
    task.kernel.signals.sendThread(target, info);
  }
  // What has stopped already goes from that stop into the tracer's.
  if (target.state === TASK.STOPPED) requestTrap(target, ptrace);
  return 0;
}

/** exit_ptrace: a tracer ends, and its tracees go on without it, or end with it. */
export function exitTracer(task: TaskStruct): void {
  for (const tracee of [...task.tracees]) {
    const { ptrace, kernel } = tracee;
    if (ptrace === undefined) continue;
    if (tracee.alive && ptrace.options & PTRACE_O_EXITKILL) {
      const info = { signo: SIGKILL, code: SI_USER, pid: task.tgid, uid: task.cred.uid, address: 0 };
      kernel.signals.send(tracee, info);
    }
    detach(tracee, ptrace, 0);
  }
}

/** do_notify_parent for the tracer of a task that has ended. False when the tracer wants no zombies. */
export function notifyTracer(task: TaskStruct, status: number): boolean {
  const tracer = task.ptrace?.tracer;
  if (tracer === undefined) return false;
  tracer.process.childExit.wakeAll();
  const signal = status & 0x7f;
  const { pid, cred, kernel } = task;
  kernel.signals.send(tracer, {
    signo: SIGCHLD,
    code: signal === 0 ? CLD_EXITED : CLD_KILLED,
    pid,
    uid: cred.uid,
    address: 0,
    status: signal === 0 ? status >> 8 : signal,
  });
  return tracer.process.actions[SIGCHLD].handler !== SIG_IGN;
}
