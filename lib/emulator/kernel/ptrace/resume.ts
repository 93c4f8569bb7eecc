import { EIO } from '../../../abi/errno';
import { NSIG, SI_KERNEL, SI_USER, SIGKILL } from '../../../abi/signal';
import { TASK, type TaskStruct } from '../task';
import { type Going, type Ptrace, unlink } from './state';
import { breakAtOnce, singleStep } from './step';
import { wakeTracee } from './stop';

/** The signal that the tracer passes on: the one the tracee stopped for, or another. */
function inject(task: TaskStruct, ptrace: Ptrace, signo: number): void {
  const { stop, tracer } = ptrace;
  if (signo === 0 || stop === undefined) return;
  if (stop.kind === 'signal') {
    const { tgid: pid, cred } = tracer;
    const same = stop.info?.signo === signo ? stop.info : undefined;
    ptrace.injected = same ?? { signo, code: SI_USER, pid, uid: cred.uid, address: 0 };
  } else if (stop.kind === 'syscall-entry' || stop.kind === 'syscall-exit') {
    task.kernel.signals.sendThread(task, { signo, code: SI_KERNEL, pid: 0, uid: 0, address: 0 });
  }
}

/** ptrace_resume: PTRACE_CONT, PTRACE_SYSCALL, PTRACE_SINGLESTEP and their kin. */
export function resume(task: TaskStruct, ptrace: Ptrace, going: Going, signo: number): number {
  if (signo < 0 || signo > NSIG) return -EIO;
  ptrace.going = going;
  singleStep(task, ptrace);
  if (ptrace.debug !== undefined) breakAtOnce(task, ptrace.debug);
  inject(task, ptrace, signo);
  ptrace.stop = undefined;
  ptrace.unwaited = false;
  wakeTracee(task);
  return 0;
}

/** PTRACE_DETACH, and what becomes of a tracee whose tracer ends. */
export function detach(task: TaskStruct, ptrace: Ptrace, signo: number): number {
  if (signo < 0 || signo > NSIG) return -EIO;
  ptrace.going = 'cont';
  ptrace.debug = undefined;
  singleStep(task, ptrace);
  inject(task, ptrace, signo);
  const { injected, stop } = ptrace;
  const traced = task.state === TASK.TRACED;
  unlink(task);
  // What was let through is delivered as any signal is, now that nobody looks.
  if (injected !== undefined) task.kernel.signals.sendThread(task, injected);
  if (!traced) return 0;
  if (task.process.groupStop !== 0 && signo !== SIGKILL && stop?.kind === 'group') task.state = TASK.STOPPED;
  else wakeTracee(task);
  return 0;
}
