import type { DebugAnswers, DebugCommand, DebugOpened, DebugSession, DebugState } from './types';

/** How a session's commands get to it. */
export interface Line {
  ask(command: DebugCommand): Promise<DebugAnswers[DebugCommand['do']]>;
  pause(): void;
  close(): void;
}

/** The session as callers see it, over whatever line leads to it. */
export function faceOf(opened: DebugOpened, line: Line): DebugSession {
  let { state } = opened;
  const ask = <C extends DebugCommand>(command: C) => line.ask(command) as Promise<DebugAnswers[C['do']]>;
  const moved = async (answer: Promise<DebugState>) => {
    state = await answer;
    return state;
  };
  return {
    get state() {
      return state;
    },
    elf: opened.elf,
    bias: opened.bias,
    step: (options = {}) => moved(ask({ do: 'step', options })),
    out: () => moved(ask({ do: 'out' })),
    go: (stops = {}) => moved(ask({ do: 'go', stops })),
    input: (bytes) => moved(ask({ do: 'input', bytes })),
    memory: (address, length) => ask({ do: 'memory', address, length }),
    mappings: () => ask({ do: 'mappings' }),
    result: () => ask({ do: 'result' }),
    pause: line.pause,
    close: line.close,
  };
}
