import * as P from '../abi/ptrace';
import { names } from '../abi/xlat';
import { enumName, signalName } from './words';

const PTRACE_EVENTS = names('PTRACE_EVENT_???', {
  PTRACE_EVENT_FORK: P.PTRACE_EVENT_FORK,
  PTRACE_EVENT_VFORK: P.PTRACE_EVENT_VFORK,
  PTRACE_EVENT_CLONE: P.PTRACE_EVENT_CLONE,
  PTRACE_EVENT_EXEC: P.PTRACE_EVENT_EXEC,
  PTRACE_EVENT_VFORK_DONE: P.PTRACE_EVENT_VFORK_DONE,
  PTRACE_EVENT_EXIT: P.PTRACE_EVENT_EXIT,
  PTRACE_EVENT_SECCOMP: P.PTRACE_EVENT_SECCOMP,
  PTRACE_EVENT_STOP: P.PTRACE_EVENT_STOP,
});

/** A wait status by the macros of wait(2). */
export function waitStatus(status: number): string {
  const signal = status & 0x7f;
  const high = (status >> 8) & 0xff;
  if (signal === 0) return `{WIFEXITED(s) && WEXITSTATUS(s) == ${high}}`;
  if (signal === 0x7f) {
    if (status === 0xffff) return '{WIFCONTINUED(s)}';
    // 0x80 marks stops at calls: PTRACE_O_TRACESYSGOOD.
    const stop = high & 0x80 ? `${signalName(high & 0x7f)} | 0x80` : signalName(high);
    return `{WIFSTOPPED(s) && WSTOPSIG(s) == ${stop}}${ptraceEvent(status >>> 16)}`;
  }
  const core = status & 0x80 ? ' && WCOREDUMP(s)' : '';
  return `{WIFSIGNALED(s) && WTERMSIG(s) == ${signalName(signal)}${core}}`;
}

/** What a tracee stopped for, in the upper half. */
function ptraceEvent(event: number): string {
  return event === 0 ? '' : `|${enumName(PTRACE_EVENTS, event)}<<16`;
}
