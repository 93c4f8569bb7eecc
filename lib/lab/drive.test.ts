import { describe, expect, it } from 'vitest';
import { drive, type Run } from './drive';
import { failedResult } from './failed';
import type { RunRequest } from './types';

const REQUEST: RunRequest = { program: { path: '/bin/true' } };

/** A run that keeps its thread busy for `slices` slices. */
function busy(slices: number): Run & { stopped: boolean } {
  let left = slices;
  const run = {
    stopped: false,
    slice(ms: number) {
      const until = performance.now() + ms;
      while (performance.now() < until) {}
      return --left <= 0 ? ('ended' as const) : ('running' as const);
    },
    wake: async () => {},
    close: () => {},
    progress: () => ({ cycles: slices - left, calls: 0, output: [] }),
    stop() {
      run.stopped = true;
    },
    result: () => failedResult(REQUEST, run.stopped ? { kind: 'stopped' } : { kind: 'exited', status: 0 }),
  };
  return run;
}

describe('drive', () => {
  it('takes a run to its end and reports progress on the way and at the end', async () => {
    const seen: number[] = [];
    const result = await drive(busy(12), { onProgress: (p) => seen.push(p.cycles) });
    expect(result.ending.kind).toBe('exited');
    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)).toBe(12);
  });

  it('stops a busy run within 100 ms of an abort from the same thread', async () => {
    // The best of three: a busy machine may keep any one of them waiting.
    const times: number[] = [];
    for (let n = 0; n < 3; n++) {
      const abort = new AbortController();
      const run = busy(1e9);
      let aborted = 0;
      setTimeout(() => {
        aborted = performance.now();
        abort.abort();
      }, 30);
      const result = await drive(run, { signal: abort.signal });
      times.push(performance.now() - aborted);
      expect(run.stopped).toBe(true);
      expect(result.ending.kind).toBe('stopped');
    }
    expect(Math.min(...times)).toBeLessThan(100);
  });
});
