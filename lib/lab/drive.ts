import type { RunOptions, RunProgress, RunResult } from './types';

/** `waiting`: only input can take it on. `ahead`: its clock has to wait for the reader's. */
export type RunState = 'running' | 'waiting' | 'ahead' | 'ended';

/** A run that goes on piece by piece. */
export interface Run {
  /** Goes on for about `ms` of real time. */
  slice(ms: number): RunState;
  /** After a slice that ended as `waiting` or `ahead`: resolves when it can go on. */
  wake(state: RunState): Promise<void>;
  /** What happened since the last time this was asked. */
  progress(): RunProgress;
  /** Ends the run where it stands. */
  stop(): void;
  /** Once ended or stopped. */
  result(): RunResult;
  /** After the result: what it ran in is of no more use. */
  close(): void;
}

/** Real time between two looks at messages: an eighth of what Stop may take. */
export const SLICE_MS = 12;
const PROGRESS_MS = 100;

/**
 * Gives whoever shares the thread a turn. In a browser a message to oneself is a task of its own, and unlike a timer it
 * is not held back to 4 ms; Node takes up to a thousand messages before it looks at timers, but has setImmediate.
 */
export function makeTurns(): { turn(): Promise<unknown>; close(): void } {
  if (typeof setImmediate === 'function') {
    return { turn: () => new Promise((resolve) => setImmediate(resolve)), close: () => {} };
  }
  const { port1, port2 } = new MessageChannel();
  const turn = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
  return { turn, close: () => port1.close() };
}

/**
 * Takes a run to its end in slices. Between two of them others get a turn, so that a message or an abort comes through
 * however busy the guest is.
 */
export async function drive(
  run: Run,
  { onProgress, signal }: Pick<RunOptions, 'onProgress' | 'signal'> = {},
): Promise<RunResult> {
  const turns = makeTurns();
  const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  try {
    let reported = performance.now();
    for (;;) {
      if (signal?.aborted) {
        run.stop();
        break;
      }
      const state = run.slice(SLICE_MS);
      if (state === 'ended') break;
      if (onProgress && (state === 'waiting' || performance.now() - reported >= PROGRESS_MS)) {
        onProgress(run.progress());
        reported = performance.now();
      }
      if (state === 'running') await turns.turn();
      else await Promise.race([run.wake(state), aborted]);
    }
  } finally {
    turns.close();
  }
  onProgress?.(run.progress());
  const result = run.result();
  run.close();
  return result;
}
