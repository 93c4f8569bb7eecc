import { describe, expect, it, vi } from 'vitest';
import { createWorkerLab } from './client';
import { failedResult } from './failed';
import { type Answer, buffersIn, type Question } from './protocol';
import type { RunRequest } from './types';

const REQUEST: RunRequest = { program: { path: '/bin/true' } };
const DONE = failedResult(REQUEST, { kind: 'exited', status: 0 });
const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A Worker that answers as the test's script says. */
class ScriptedWorker {
  static made: ScriptedWorker[] = [];
  onmessage: ((event: MessageEvent<Answer>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  terminated = false;
  readonly asked: Question[] = [];

  constructor(private readonly script: (question: Question, worker: ScriptedWorker) => void) {
    ScriptedWorker.made.push(this);
  }

  postMessage(question: Question): void {
    this.asked.push(structuredClone(question));
    queueMicrotask(() => this.script(question, this));
  }

  say(answer: Answer): void {
    if (!this.terminated) this.onmessage?.({ data: answer } as MessageEvent<Answer>);
  }

  terminate(): void {
    this.terminated = true;
  }
}

function labWith(script: (question: Question, worker: ScriptedWorker) => void, workers = 1) {
  ScriptedWorker.made = [];
  return createWorkerLab(() => new ScriptedWorker(script) as unknown as Worker, { workers });
}

describe('createWorkerLab', () => {
  it('hands on progress and the result', async () => {
    const lab = labWith(({ id }, worker) => {
      worker.say({ id, answer: 'progress', progress: { cycles: 5, calls: 1, output: [] } });
      worker.say({ id, answer: 'run', result: DONE });
    });
    const seen: number[] = [];
    const result = await lab.run(REQUEST, { onProgress: (p) => seen.push(p.cycles) });
    expect(result).toBe(DONE);
    expect(seen).toEqual([5]);
  });

  it('gives a program a Worker to itself and lets more wait in line', async () => {
    const open: [number, ScriptedWorker][] = [];
    const lab = labWith(({ id }, worker) => open.push([id, worker]), 2);
    const runs = [1, 2, 3].map(() => lab.run(REQUEST));
    await tick();
    expect(ScriptedWorker.made.length).toBe(2);
    expect(open.length).toBe(2);
    open[0][1].say({ id: open[0][0], answer: 'run', result: DONE });
    await tick();
    expect(open.length).toBe(3);
    expect(open[2][1]).toBe(open[0][1]);
    for (const [id, worker] of open.slice(1)) worker.say({ id, answer: 'run', result: DONE });
    await Promise.all(runs);
  });

  it('replaces a Worker that does not obey Stop, within 100 ms, and keeps the output so far', async () => {
    const lab = labWith((question, worker) => {
      if (question.ask === 'run') {
        const output = [{ stream: 1 as const, bytes: new TextEncoder().encode('so far') }];
        worker.say({ id: question.id, answer: 'progress', progress: { cycles: 9, calls: 2, output } });
      }
    });
    const abort = new AbortController();
    const running = lab.run(REQUEST, { signal: abort.signal });
    await tick();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    abort.abort();
    await vi.advanceTimersByTimeAsync(100);
    expect(ScriptedWorker.made[0].terminated).toBe(true);
    vi.useRealTimers();
    const result = await running;
    expect(result.ending.kind).toBe('stopped');
    expect(new TextDecoder().decode(result.stdout)).toBe('so far');
  });

  it('fails a run whose Worker breaks, and goes on with another', async () => {
    let broken = false;
    const lab = labWith(({ id }, worker) => {
      if (broken) worker.say({ id, answer: 'run', result: DONE });
      else worker.onerror?.({ message: 'boom', preventDefault: () => {} } as ErrorEvent);
      broken = true;
    });
    await expect(lab.run(REQUEST)).rejects.toThrow(/boom/);
    expect(await lab.run(REQUEST)).toBe(DONE);
    expect(ScriptedWorker.made.length).toBe(2);
  });

  it('reports an error of one run and keeps its Worker', async () => {
    let first = true;
    const lab = labWith(({ id }, worker) => {
      worker.say(
        first ? { id, answer: 'error', message: 'no such profile' } : { id, answer: 'run', result: DONE },
      );
      first = false;
    });
    await expect(lab.run(REQUEST)).rejects.toThrow('no such profile');
    expect(await lab.run(REQUEST)).toBe(DONE);
    expect(ScriptedWorker.made.length).toBe(1);
  });

  it('makes a Worker ready, which the next program finds', async () => {
    const lab = labWith(({ id, ask }, worker) => {
      if (ask === 'run') worker.say({ id, answer: 'run', result: DONE });
      if (ask === 'warm') worker.say({ id, answer: 'warm', result: undefined });
    }, 2);
    await lab.warm('asm');
    expect(await lab.run(REQUEST)).toBe(DONE);
    expect(ScriptedWorker.made.map(({ asked }) => asked.map(({ ask }) => ask))).toEqual([['warm', 'run']]);
    await expect(lab.warm('c')).rejects.toThrow('the C library could not be loaded');
  });

  it('does not start what was stopped before', async () => {
    const lab = labWith(() => {});
    const result = await lab.run(REQUEST, { signal: AbortSignal.abort() });
    expect(result.ending.kind).toBe('stopped');
    expect(ScriptedWorker.made.length).toBe(0);
  });
});

describe('buffersIn', () => {
  it('finds every buffer once', () => {
    const shared = new Uint8Array(8);
    const value = { a: shared, b: [shared.subarray(2), { c: new Float64Array(1) }], d: 'text', e: undefined };
    expect(buffersIn(value).size).toBe(2);
  });
});
