import { EINTR, ERESTART_RESTARTBLOCK, ERESTARTNOHAND, ERESTARTNOINTR, ERESTARTSYS } from '../../abi/errno';
import { SA_RESTART, SIG_DFL, SIG_IGN, SIGKILL, SIGSEGV, SIGSTOP } from '../../abi/signal';
import { doGroupExit, notifyStopped } from './exit';
import type { Kernel } from './kernel';
import { isOrphaned } from './pgrp';
import { hideStep } from './ptrace/step';
import { afterHandlerSetup, exitEvent, groupStop, tracedSignal } from './ptrace/stop';
import { REG } from './ptregs';
import { isIgnoredByDefault, isStop, type SigAction, type SigInfo } from './signal';
import { encodeSigInfo, setupFrame } from './signal_frame';
import { rseqResume, rseqSignal } from './sys/rseq';
import { TASK, type TaskStruct } from './task';

/** Number of restart_syscall(2). */
const NR_RESTART_SYSCALL = 219;

/**
 * What is left to do before a task goes back to user mode: exit_to_user_mode_loop. Delivers signals until none is
 * left, or the task has ended or stopped.
 */
export function exitToUserMode(kernel: Kernel, task: TaskStruct): void {
  task.exitWork = false;
  rseqResume(task);
  let handled = false;
  while (task.state === TASK.RUNNABLE) {
    const { ptrace } = task;
    const info = ptrace === undefined ? kernel.signals.dequeue(task) : tracedSignal(task, ptrace);
    if (info === undefined) break;
    const action = task.process.actions[info.signo];
    if (!info.silent)
      kernel.tracer.event(
        task,
        { kind: 'signal', signal: info.signo, siginfo: () => encodeSigInfo(info) },
        kernel.now,
      );
    if (action.handler === SIG_IGN || (action.handler === SIG_DFL && isIgnoredByDefault(info.signo)))
      continue;
    if (action.handler === SIG_DFL) defaultAction(kernel, task, info);
    else handled = runHandler(kernel, task, info, action, handled);
  }
  // A tracee comes here again when it goes on.
  if (!task.alive || handled || task.state === TASK.TRACED) return;
  restartWithoutHandler(task);
  if (task.pending.saved) {
    task.pending.blocked.assign(task.pending.saved.lo, task.pending.saved.hi);
    task.pending.saved = undefined;
  }
}

function defaultAction(kernel: Kernel, task: TaskStruct, info: SigInfo): void {
  const { signo } = info;
  if (task.process.unkillable && signo !== SIGKILL && signo !== SIGSTOP) return;
  if (isStop(signo)) {
    // Nobody could let an orphaned group go on: get_signal.
    if (signo !== SIGSTOP && isOrphaned(kernel, task.process.pgid)) return;
    stop(kernel, task, signo);
    return;
  }
  // No core file is ever written, as with the soft limit of 0 that RLIMIT_CORE starts with.
  kernel.tracer.event(task, { kind: 'killed', signal: signo, core: false }, kernel.now);
  if (info.note !== undefined) kernel.notes.set(task.tgid, info.note);
  if (signo !== SIGKILL && exitEvent(task, signo, () => doGroupExit(kernel, task, signo))) return;
  doGroupExit(kernel, task, signo);
}

/** do_signal_stop. */
function stop(kernel: Kernel, task: TaskStruct, signo: number): void {
  const { process } = task;
  process.stopSignal = signo;
  process.groupStop = signo;
  kernel.tracer.event(task, { kind: 'stopped', signal: signo }, kernel.now);
  for (const thread of process.threads) {
    if (!thread.alive) continue;
    if (thread.state === TASK.TRACED) continue;
    kernel.sched.remove(thread);
    if (thread.ptrace === undefined) thread.state = TASK.STOPPED;
    else groupStop(thread, signo);
  }
  notifyStopped(kernel, task);
}

/** handle_signal: the call that was interrupted ends or will be made again, then the handler's frame goes on top. */
function runHandler(
  kernel: Kernel,
  task: TaskStruct,
  info: SigInfo,
  action: SigAction,
  already: boolean,
): boolean {
  if (!already) {
    const ax = task.regs.get(REG.AX);
    if (inCall(task) && isRestart(ax)) {
      const again = ax === -ERESTARTNOINTR || (ax === -ERESTARTSYS && (action.flags & SA_RESTART) !== 0);
      if (again) restart(task, task.regs.lo(REG.ORIG_AX));
      else task.regs.set(REG.AX, -EINTR);
    }
  }
  rseqSignal(task);
  if (task.ptrace !== undefined) hideStep(task, task.ptrace);
  if (setupFrame(task, info, action)) {
    afterHandlerSetup(task);
    return true;
  }
  kernel.signals.forceFatal(task, SIGSEGV, `no room on the stack for the handler of signal ${info.signo}`);
  return already;
}

/** No handler runs: the call goes on as if nothing had happened. */
function restartWithoutHandler(task: TaskStruct): void {
  const ax = task.regs.get(REG.AX);
  if (!inCall(task) || !isRestart(ax)) return;
  restart(task, ax === -ERESTART_RESTARTBLOCK ? NR_RESTART_SYSCALL : task.regs.lo(REG.ORIG_AX));
}

/** Back before the two bytes of `syscall` or `int 0x80`. */
function restart(task: TaskStruct, nr: number): void {
  task.regs.set(REG.AX, nr);
  task.regs.set(REG.IP, task.regs.get(REG.IP) - 2);
}

const inCall = (task: TaskStruct): boolean => task.regs.get(REG.ORIG_AX) >= 0;

const RESTARTS: readonly number[] = [-ERESTARTSYS, -ERESTARTNOINTR, -ERESTARTNOHAND, -ERESTART_RESTARTBLOCK];
const isRestart = (ax: number): boolean => ax <= -ERESTARTSYS && RESTARTS.includes(ax);
