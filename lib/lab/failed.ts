import { runKey } from './key';
import type { Ending, RunProgress, RunRequest, RunResult } from './types';

/** The output of one stream, out of the pieces that progress reported. */
function gather(seen: readonly RunProgress[], stream: 1 | 2): Uint8Array {
  const pieces = seen.flatMap((p) => p.output.filter((piece) => piece.stream === stream));
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.bytes.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece.bytes, at);
    at += piece.bytes.length;
  }
  return bytes;
}

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
    trace: {
      length: 0,
      total: last?.calls ?? 0,
      nr: new Uint32Array(0),
      abi: new Uint8Array(0),
      pid: new Uint32Array(0),
      argsLo: new Uint32Array(0),
      argsHi: new Uint32Array(0),
      retLo: new Uint32Array(0),
      retHi: new Int32Array(0),
      status: new Uint8Array(0),
      start: new Float64Array(0),
      user: new Float64Array(0),
      entry: new Float64Array(0),
      handler: new Float64Array(0),
      exit: new Float64Array(0),
      payloadIndex: new Uint32Array(1),
      payloadArg: new Uint32Array(0),
      payloadOffset: new Uint32Array(0),
      payloadKept: new Uint32Array(0),
      payloadLength: new Uint32Array(0),
      arena: new Uint8Array(0),
      events: [],
    },
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
