import { EAGAIN, EBADF, ECHILD, EFAULT, EINVAL, ESRCH } from '../../abi/errno';
import { O_NONBLOCK } from '../../abi/fcntl';
import * as P from '../../abi/process';
import {
  CLD_CONTINUED,
  CLD_EXITED,
  CLD_KILLED,
  CLD_STOPPED,
  CLD_TRAPPED,
  SIGCHLD,
  SIGCONT,
} from '../../abi/signal';
import { notifyEnd, release } from './exit';
import { fdget } from './fs/uaccess';
import { pidOf } from './pidfd';
import { type Ptrace, unlink } from './ptrace/state';
import { encodeSigInfo } from './signal_frame';
import { encodeRusage, usageOf } from './sys/rusage';
import { TASK, type TaskStruct } from './task';
import type { Result } from './types';
import { shownUid } from './user_namespace';

/** One wait4 or waitid: which children, which changes of theirs, and where the answer goes. */
interface WaitRequest {
  wants(child: TaskStruct): boolean;
  options: number;
  what: string;
  report(child: TaskStruct, change: Change): number;
  /** The answer of WNOHANG when nothing has changed. */
  nothing(): number;
}

/** What has become of a child: a wait status, and its siginfo form. */
interface Change {
  status: number;
  code: number;
  value: number;
}

/** do_wait: reports a child that has changed, or sleeps until one does. */
function doWait(task: TaskStruct, request: WaitRequest): Result {
  const { process } = task;
  const threads = [...process.threads];
  const related = new Set(threads.flatMap((t) => [...t.children, ...t.tracees]));
  const children = [...related].filter((child) => request.wants(child));
  if (children.length === 0) return -ECHILD;
  for (const child of children) {
    const change = changeOf(child, request.options, tracedBy(child, task));
    if (change === undefined) continue;
    const answer = request.report(child, change);
    // The child is gone even where its status could not be stored: wait_task_zombie.
    if ((request.options & P.WNOWAIT) === 0) consume(task, child);
    return answer;
  }
  if (request.options & P.WNOHANG) return request.nothing();
  const why = `${request.what} to change state`;
  return { queues: [process.childExit], again: () => doWait(task, request), why };
}

const tracedBy = ({ ptrace }: TaskStruct, task: TaskStruct): boolean =>
  ptrace !== undefined && ptrace.tracer.process === task.process;

/** What there is to report of a child; of a tracee, `traced`, every stop is. */
function changeOf(child: TaskStruct, options: number, traced: boolean): Change | undefined {
  const { process, ptrace } = child;
  // A leader waits for its threads; another's tracee is not seen to end before its tracer has seen it.
  const over = child.pid !== child.tgid || [...process.threads].every((t) => !t.alive);
  if (child.state === TASK.ZOMBIE && options & P.WEXITED && over && (traced || ptrace === undefined)) {
    const status = child.exitStatus;
    const signal = status & 0x7f;
    const code = signal === 0 ? CLD_EXITED : CLD_KILLED;
    return { status, code, value: signal === 0 ? status >> 8 : signal };
  }
  if (traced) {
    const { stop, unwaited } = ptrace as Ptrace;
    if (stop === undefined || !unwaited || child.state !== TASK.TRACED) return undefined;
    return { status: (stop.code << 8) | 0x7f, code: CLD_TRAPPED, value: stop.code };
  }
  if (process.stopSignal !== 0 && options & P.WUNTRACED)
    return { status: (process.stopSignal << 8) | 0x7f, code: CLD_STOPPED, value: process.stopSignal };
  if (process.continued && options & P.WCONTINUED)
    return { status: 0xffff, code: CLD_CONTINUED, value: SIGCONT };
  return undefined;
}

/** The change has been seen: a zombie goes, and its times become those of the parent's children. */
function consume(task: TaskStruct, child: TaskStruct): void {
  const { ptrace } = child;
  if (child.state !== TASK.ZOMBIE) {
    if (ptrace !== undefined && tracedBy(child, task)) ptrace.unwaited = false;
    else if (child.process.stopSignal !== 0) child.process.stopSignal = 0;
    else child.process.continued = false;
    return;
  }
  if (ptrace !== undefined && child.parent?.process !== task.process) {
    // wait_task_zombie: the tracer has seen it, now its parent may.
    unlink(child);
    if (child.pid === child.tgid) notifyEnd(task.kernel, child);
    else release(task.kernel, child);
    return;
  }
  const { childTimes } = task.process;
  const { gone, childTimes: theirs } = child.process;
  childTimes.user += child.times.user + gone.user + theirs.user;
  childTimes.system += child.times.system + gone.system + theirs.system;
  childTimes.minorFaults += child.times.minorFaults + gone.minorFaults + theirs.minorFaults;
  childTimes.majorFaults += child.times.majorFaults + gone.majorFaults + theirs.majorFaults;
  childTimes.maxRss = Math.max(childTimes.maxRss, child.mm.maxRss, theirs.maxRss);
  release(task.kernel, child);
}

/** Implements wait4(2). */
export function wait4(task: TaskStruct, [pid, status, options, rusage]: readonly number[]): Result {
  const known = P.WNOHANG | P.WUNTRACED | P.WCONTINUED | P.__WNOTHREAD | P.__WCLONE | P.__WALL;
  if (options & ~known) return -EINVAL;
  if (pid === -(2 ** 31)) return -ESRCH;
  const { pidNamespace } = task;
  const pgid = pid === 0 ? task.process.pgid : pidNamespace.find(-pid);
  return doWait(task, {
    options: options | P.WEXITED,
    what: pid > 0 ? `child ${pid}` : 'a child',
    wants: (child) =>
      (pid === -1 || (pid > 0 ? child.pid === pidNamespace.find(pid) : child.process.pgid === pgid)) &&
      (tracedBy(child, task) || eligible(child, options)),
    report: (child, change) => {
      if (status !== 0 && !task.mem.copyOut(status, new Uint8Array(Int32Array.of(change.status).buffer)))
        return -EFAULT;
      if (rusage !== 0 && !task.mem.copyOut(rusage, encodeRusage(usageOf(child, true)))) return -EFAULT;
      return pidNamespace.see(child.pid);
    },
    nothing: () => 0,
  });
}

/** eligible_child: children whose end sends another signal than SIGCHLD are waited for with __WCLONE or __WALL. */
function eligible(child: TaskStruct, options: number): boolean {
  if (options & P.__WALL) return true;
  return (child.exitSignal !== SIGCHLD) === ((options & P.__WCLONE) !== 0);
}

/** Implements waitid(2). */
export function waitid(task: TaskStruct, args: readonly number[]): Result {
  const result = doWaitid(task, args);
  const [, , infop] = args;
  if (typeof result !== 'number' || result >= 0 || infop === 0) return result;
  // The fields are cleared even where the call fails, which fails first where they cannot be.
  return task.mem.copyOut(infop, new Uint8Array(SIGINFO_WAIT)) ? result : -EFAULT;
}

function doWaitid(task: TaskStruct, [which, id, infop, options, rusage]: readonly number[]): Result {
  const known =
    P.WNOHANG | P.WNOWAIT | P.WEXITED | P.WSTOPPED | P.WCONTINUED | P.__WNOTHREAD | P.__WCLONE | P.__WALL;
  if (options & ~known || (options & (P.WEXITED | P.WSTOPPED | P.WCONTINUED)) === 0) return -EINVAL;
  if (which !== P.P_ALL && which !== P.P_PID && which !== P.P_PGID && which !== P.P_PIDFD) return -EINVAL;
  if (which === P.P_PGID && id < 0) return -EINVAL;
  let waited: TaskStruct | undefined;
  let nonblock = false;
  if (which === P.P_PIDFD) {
    if (id < 0) return -EINVAL;
    const file = fdget(task, id);
    waited = pidOf(file);
    if (waited === undefined) return -EBADF;
    nonblock = ((file?.flags ?? 0) & O_NONBLOCK) !== 0;
  }
  if (which === P.P_PID && id <= 0) return -EINVAL;
  const { pidNamespace } = task;
  const pgid = id === 0 ? task.process.pgid : pidNamespace.find(id);
  const tell = (bytes: Uint8Array) => infop === 0 || task.mem.copyOut(infop, bytes);
  return doWait(task, {
    options: nonblock ? options | P.WNOHANG : options,
    what: which === P.P_PID ? `child ${id}` : 'a child',
    wants: (child) =>
      (which === P.P_ALL ||
        (which === P.P_PIDFD
          ? child === waited
          : which === P.P_PID
            ? child.pid === pidNamespace.find(id)
            : child.process.pgid === pgid)) &&
      (tracedBy(child, task) || eligible(child, options)),
    report: (child, { code, value }) => {
      const [pid, uid] = [pidNamespace.see(child.pid), shownUid(task.cred, child.cred.uid)];
      const info = { signo: SIGCHLD, code, pid, uid, address: 0, status: value };
      if (!tell(encodeSigInfo(info).subarray(0, SIGINFO_WAIT))) return -EFAULT;
      return rusage !== 0 && !task.mem.copyOut(rusage, encodeRusage(usageOf(child, true))) ? -EFAULT : 0;
    },
    nothing: () =>
      nonblock && (options & P.WNOHANG) === 0 ? -EAGAIN : tell(new Uint8Array(SIGINFO_WAIT)) ? 0 : -EFAULT,
  });
}

/** Bytes of siginfo_t that waitid fills: up to si_status. */
const SIGINFO_WAIT = 28;
