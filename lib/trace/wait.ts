import { signalName } from './words';

/** A wait status by the macros of wait(2). */
export function waitStatus(status: number): string {
  const signal = status & 0x7f;
  const high = (status >> 8) & 0xff;
  if (signal === 0) return `{WIFEXITED(s) && WEXITSTATUS(s) == ${high}}`;
  if (signal === 0x7f) {
    if (status === 0xffff) return '{WIFCONTINUED(s)}';
    return `{WIFSTOPPED(s) && WSTOPSIG(s) == ${signalName(high)}}`;
  }
  const core = status & 0x80 ? ' && WCOREDUMP(s)' : '';
  return `{WIFSIGNALED(s) && WTERMSIG(s) == ${signalName(signal)}${core}}`;
}
