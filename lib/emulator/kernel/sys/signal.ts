import { EAGAIN, EFAULT, EINTR, EINVAL, ENOMEM, EPERM, ERESTARTNOHAND, ESRCH } from '../../../abi/errno';
import * as P from '../../../abi/process';
import * as S from '../../../abi/signal';
import { encode, getField, SIGACTION, SIGALTSTACK, TIMESPEC } from '../../../abi/structs';
import { findTask, numberFor } from '../pid_namespace';
import { REG } from '../ptregs';
import { full } from '../row';
import { isIgnoredByDefault, type SigInfo } from '../signal';
import { altStackFlags, encodeSigInfo, restoreFrame } from '../signal_frame';
import { SigSet } from '../sigset';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { mayKill } from './permission';

/** Bytes of the kernel's sigset_t, which every call is told. */
const SIGSET_SIZE = 8;

function readSet(task: TaskStruct, addr: number): SigSet | undefined {
  const bytes = task.mem.copyIn(addr, SIGSET_SIZE);
  if (bytes === undefined) return undefined;
  const view = new DataView(bytes.buffer);
  return new SigSet(view.getUint32(0, true), view.getUint32(4, true));
}

const setBytes = (set: SigSet): Uint8Array => new Uint8Array(Uint32Array.of(set.lo, set.hi).buffer);

/** Implements rt_sigaction(2). */
function rtSigaction(task: TaskStruct, [signo, act, old, size]: readonly number[]): Result {
  if (size !== SIGSET_SIZE) return -EINVAL;
  const bytes = act === 0 ? undefined : task.mem.copyIn(act, SIGACTION.size);
  if (act !== 0 && bytes === undefined) return -EFAULT;
  if (signo < 1 || signo > S.NSIG) return -EINVAL;
  if (bytes !== undefined && (signo === S.SIGKILL || signo === S.SIGSTOP)) return -EINVAL;
  const { actions } = task.process;
  const before = actions[signo];
  if (bytes !== undefined) {
    const view = new DataView(bytes.buffer);
    const mask = new SigSet();
    mask.assign(
      view.getUint32(SIGACTION.at.sa_mask.offset, true),
      view.getUint32(SIGACTION.at.sa_mask.offset + 4, true),
    );
    actions[signo] = {
      handler: getField(view, 0, SIGACTION.at.sa_handler),
      flags: view.getUint32(SIGACTION.at.sa_flags.offset, true),
      restorer: getField(view, 0, SIGACTION.at.sa_restorer),
      mask,
    };
    const { handler } = actions[signo];
    if (handler === S.SIG_IGN || (handler === S.SIG_DFL && isIgnoredByDefault(signo)))
      task.kernel.signals.flush(task, signo);
  }
  if (old === 0) return 0;
  const { handler, flags, restorer, mask } = before;
  const out = encode(SIGACTION, { sa_handler: handler, sa_flags: flags, sa_restorer: restorer });
  out.set(setBytes(mask), SIGACTION.at.sa_mask.offset);
  return task.mem.copyOut(old, out) ? 0 : -EFAULT;
}

/** Implements rt_sigprocmask(2). */
function rtSigprocmask(task: TaskStruct, [how, set, old, size]: readonly number[]): Result {
  if (size !== SIGSET_SIZE) return -EINVAL;
  const { blocked } = task.pending;
  const before = setBytes(blocked);
  if (set !== 0) {
    const given = readSet(task, set);
    if (given === undefined) return -EFAULT;
    if (how === S.SIG_BLOCK) blocked.assign(blocked.lo | given.lo, blocked.hi | given.hi);
    else if (how === S.SIG_UNBLOCK) blocked.assign(blocked.lo & ~given.lo, blocked.hi & ~given.hi);
    else if (how === S.SIG_SETMASK) blocked.assign(given.lo, given.hi);
    else return -EINVAL;
    task.exitWork = true;
  }
  return old === 0 || task.mem.copyOut(old, before) ? 0 : -EFAULT;
}

/** Implements rt_sigpending(2). */
function rtSigpending(task: TaskStruct, [addr, size]: readonly number[]): Result {
  if (size > SIGSET_SIZE) return -EINVAL;
  const set = new SigSet();
  for (const { signo } of [...task.pending.queue, ...task.process.queue]) {
    if (!task.pending.blocked.has(signo)) continue;
    if (signo <= 32) set.lo |= 1 << (signo - 1);
    else set.hi |= 1 << (signo - 33);
  }
  return task.mem.copyOut(addr, setBytes(set).subarray(0, size)) ? 0 : -EFAULT;
}

/** Sleeps until a signal comes. */
function sleepForSignal(task: TaskStruct): Result {
  const again = (): Result => ({ queues: [], again, interrupted: -ERESTARTNOHAND, why: 'a signal' });
  task.exitWork = true;
  return again();
}

/** Implements rt_sigsuspend(2). */
function rtSigsuspend(task: TaskStruct, [addr, size]: readonly number[]): Result {
  if (size !== SIGSET_SIZE) return -EINVAL;
  const set = readSet(task, addr);
  if (set === undefined) return -EFAULT;
  const { blocked } = task.pending;
  task.pending.saved = new SigSet(blocked.lo, blocked.hi);
  blocked.assign(set.lo, set.hi);
  return sleepForSignal(task);
}

/** Implements sigaltstack(2). */
function sigaltstack(task: TaskStruct, [ss, old]: readonly number[]): Result {
  const { pending } = task;
  const { sp, size } = pending.altStack;
  const before = encode(SIGALTSTACK, { ss_sp: sp, ss_flags: altStackFlags(task), ss_size: size });
  if (ss !== 0) {
    const bytes = task.mem.copyIn(ss, SIGALTSTACK.size);
    if (bytes === undefined) return -EFAULT;
    const view = new DataView(bytes.buffer);
    const flags = view.getUint32(SIGALTSTACK.at.ss_flags.offset, true);
    const mode = flags & ~S.SS_AUTODISARM;
    if (altStackFlags(task) & S.SS_ONSTACK) return -EPERM;
    if (mode !== 0 && mode !== S.SS_DISABLE && mode !== S.SS_ONSTACK) return -EINVAL;
    const wanted = {
      sp: getField(view, 0, SIGALTSTACK.at.ss_sp),
      size: getField(view, 0, SIGALTSTACK.at.ss_size),
      flags,
    };
    if (mode === S.SS_DISABLE) pending.altStack = { sp: 0, size: 0, flags };
    else if (wanted.size < S.MINSIGSTKSZ) return -ENOMEM;
    else pending.altStack = wanted;
  }
  return old === 0 || task.mem.copyOut(old, before) ? 0 : -EFAULT;
}

/** Implements rt_sigreturn(2): the answer is whatever rax was. */
function rtSigreturn(task: TaskStruct): Result {
  if (!restoreFrame(task)) {
    task.kernel.signals.forceFatal(task, S.SIGSEGV, 'rt_sigreturn found no signal frame on the stack');
    return 0;
  }
  task.exitWork = true;
  return task.regs.get(REG.AX);
}

/** Implements kill(2). */
function kill(task: TaskStruct, [pid, signo]: readonly number[]): Result {
  if (pid === -(2 ** 31)) return -ESRCH;
  const { pidNamespace } = task;
  const pgid = pid === 0 ? task.process.pgid : pidNamespace.find(-pid);
  const leaders = [...task.kernel.tasks()].filter((t) => t.pid === t.tgid);
  const wanted = leaders.filter((t) => {
    if (pid > 0) return t.tgid === pidNamespace.find(pid);
    if (pid !== -1) return t.process.pgid === pgid;
    // Not the first process of the namespace, and nobody outside it.
    return t.process !== task.process && pidNamespace.see(t.tgid) > 1;
  });
  if (wanted.length === 0) return -ESRCH;
  // Whether the signal is one is looked at once there is somebody to send it to.
  if (signo < 0 || signo > S.NSIG) return -EINVAL;
  const allowed = wanted.filter((t) => mayKill(task, t, signo));
  if (allowed.length === 0) return -EPERM;
  const info = { signo, code: S.SI_USER, pid: task.tgid, uid: task.cred.uid, address: 0 };
  for (const target of allowed) task.kernel.signals.send(target, { ...info });
  return 0;
}

/** Implements tgkill(2). */
function tgkill(task: TaskStruct, [tgid, tid, signo]: readonly number[]): Result {
  if (tgid <= 0 || tid <= 0) return -EINVAL;
  return toThread(task, tgid, tid, signo);
}

function toThread(task: TaskStruct, tgid: number, tid: number, signo: number): Result {
  const target = findTask(task, tid);
  if (target === undefined || (tgid > 0 && numberFor(task, target.tgid) !== tgid)) return -ESRCH;
  if (signo < 0 || signo > S.NSIG) return -EINVAL;
  if (!mayKill(task, target, signo)) return -EPERM;
  const info = { signo, code: S.SI_TKILL, pid: task.tgid, uid: task.cred.uid, address: 0 };
  task.kernel.signals.sendThread(target, info);
  return 0;
}

/** Implements rt_sigtimedwait(2): the answer is the signal's number. */
function rtSigtimedwait(task: TaskStruct, [setAddr, infoAddr, timeAddr, size]: readonly number[]): Result {
  if (size !== SIGSET_SIZE) return -EINVAL;
  const given = readSet(task, setAddr);
  if (given === undefined) return -EFAULT;
  let deadline: number | undefined;
  if (timeAddr !== 0) {
    const bytes = task.mem.copyIn(timeAddr, TIMESPEC.size);
    if (bytes === undefined) return -EFAULT;
    const view = new DataView(bytes.buffer);
    const sec = getField(view, 0, TIMESPEC.at.tv_sec);
    const nsec = getField(view, 0, TIMESPEC.at.tv_nsec);
    if (sec < 0 || nsec < 0 || nsec >= 1e9) return -EINVAL;
    deadline = Math.min(task.kernel.monotonic() + sec * 1e9 + nsec, 2 ** 52);
  }
  const set = new SigSet();
  set.assign(given.lo, given.hi);
  const look = (last: boolean): Result => {
    const info = task.kernel.signals.take(task, set);
    if (info !== undefined)
      return infoAddr === 0 || task.mem.copyOut(infoAddr, encodeSigInfo(info)) ? info.signo : -EFAULT;
    return last ? -EAGAIN : sleep();
  };
  const sleep = (): Result => ({
    queues: [task.process.signalWait],
    deadline,
    interrupted: -EINTR,
    why: 'a signal it asked for',
    again: look,
  });
  return look(deadline !== undefined && deadline <= task.kernel.monotonic());
}

/** Bytes of siginfo_t. */
const SIGINFO_SIZE = 128;

/** siginfo of a sender's own making. What claims to be from the kernel, or from tgkill, goes to oneself alone. */
function queuedInfo(task: TaskStruct, target: number, signo: number, addr: number): SigInfo | number {
  const raw = task.mem.copyIn(addr, SIGINFO_SIZE);
  if (raw === undefined) return -EFAULT;
  const view = new DataView(raw.buffer);
  const code = view.getInt32(8, true);
  if ((code >= 0 || code === S.SI_TKILL) && target !== numberFor(task, task.pid)) return -EPERM;
  return { signo, code, pid: view.getInt32(16, true), uid: view.getUint32(20, true), address: 0, raw };
}

/** RLIMIT_SIGPENDING: how many queued signals wait already. */
function queueFull(task: TaskStruct, target: TaskStruct, signo: number): boolean {
  if (signo < S.SIGRTMIN) return false;
  return (
    target.process.queue.length + target.pending.queue.length >= task.process.rlimits[P.RLIMIT_SIGPENDING * 2]
  );
}

/** Implements rt_sigqueueinfo(2). */
function rtSigqueueinfo(task: TaskStruct, [pid, signo, addr]: readonly number[]): Result {
  const info = queuedInfo(task, pid, signo, addr);
  if (typeof info === 'number') return info;
  const target = pid > 0 ? findTask(task, pid) : undefined;
  if (target === undefined) return -ESRCH;
  if (signo < 0 || signo > S.NSIG) return -EINVAL;
  if (!mayKill(task, target, signo)) return -EPERM;
  if (queueFull(task, target, signo)) return -EAGAIN;
  task.kernel.signals.send(target, info);
  return 0;
}

/** Implements rt_tgsigqueueinfo(2). */
function rtTgsigqueueinfo(task: TaskStruct, [tgid, tid, signo, addr]: readonly number[]): Result {
  if (tgid <= 0 || tid <= 0) return -EINVAL;
  const info = queuedInfo(task, tid, signo, addr);
  if (typeof info === 'number') return info;
  const target = findTask(task, tid);
  if (target === undefined || numberFor(task, target.tgid) !== tgid) return -ESRCH;
  if (signo < 0 || signo > S.NSIG) return -EINVAL;
  if (!mayKill(task, target, signo)) return -EPERM;
  if (queueFull(task, target, signo)) return -EAGAIN;
  task.kernel.signals.sendThread(target, info);
  return 0;
}

export const signalRows = [
  full('rt_sigtimedwait', rtSigtimedwait),
  full('rt_sigqueueinfo', rtSigqueueinfo),
  full('rt_tgsigqueueinfo', rtTgsigqueueinfo),
  full('rt_sigaction', rtSigaction),
  full('rt_sigprocmask', rtSigprocmask),
  full('rt_sigpending', rtSigpending),
  full('rt_sigsuspend', rtSigsuspend),
  full('pause', sleepForSignal),
  full('sigaltstack', sigaltstack),
  full('rt_sigreturn', rtSigreturn),
  full('kill', kill),
  full('tgkill', tgkill),
  full('tkill', (task, [tid, signo]) => (tid <= 0 ? -EINVAL : toThread(task, 0, tid, signo))),
  full('restart_syscall', (task) => task.restart?.() ?? -EINTR),
];
