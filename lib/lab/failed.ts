import { GrowingColumns } from '../emulator/tracer/columns';
import { runKey } from './key';
import { joined } from './output';
import type { Ending, RunProgress, RunRequest, RunResult } from './types';

/** The output of one stream, out of the pieces that progress reported. */
const gather = (seen: readonly RunProgress[], stream: 1 | 2): Uint8Array =>
  joined(seen.flatMap((p) => p.output.filter((piece) => piece.stream === stream)).map(({ bytes }) => bytes));

/** A result without a machine behind it: the program could not be made, or its Worker is gone. */
export function failedResult(
  request: RunRequest,
  ending: Ending,
  seen: readonly RunProgress[] = [],
): RunResult {
  const last = seen.at(-1);
  const cycles = { user: 0, entry: 0, handler: 0, exit: 0, fault: 0, idle: 0, total: last?.cycles ?? 0 };
  return {
    ending,
    exit: exitOf(ending),
    stdout: gather(seen, 1),
    stderr: gather(seen, 2),
    truncated: false,
    counts: [],
    cycles,
    ns: 0,
    instructions: 0,
    trace: new GrowingColumns().finish(last?.calls ?? 0, []),
    files: [],
    profile: request.profile ?? '',
    key: runKey(request),
    notes: [],
  };
}

/** The shell's view of an ending: the status, 128 + signal, and what coreutils' timeout and the shell use for the rest. */
export function exitOf(ending: Ending): number {
  switch (ending.kind) {
    case 'exited':
      return ending.status;
    case 'killed':
      return 128 + ending.signal;
    case 'limit':
      return 124;
    case 'stopped':
      return 130;
    case 'deadlock':
      return 125;
    case 'failed':
      return 126;
  }
}
