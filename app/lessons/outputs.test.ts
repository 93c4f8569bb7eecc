import { expect, test } from 'vitest';
import type { RunRequest } from '../../lib/lab/types';
import { emptyResult } from '../../lib/notebook/testing/fakeLab';
import type { CellOutput } from '../../lib/notebook/types';
import { firstRows, packOutputs, publishedOutputs, unpackOutputs } from './outputs';

const request: RunRequest = { program: { asm: '', name: 'a.s' }, args: ['a', 'ü'] };

/** A run of `rows` calls, each with one payload of two bytes. */
function runOf(rows: number) {
  const run = emptyResult(request);
  const column = (make: (i: number) => number, length = rows) =>
    Float64Array.from({ length }, (_, i) => make(i));
  const u32 = (make: (i: number) => number, length = rows) => Uint32Array.from({ length }, (_, i) => make(i));
  run.trace = {
    ...run.trace,
    length: rows,
    total: rows,
    nr: new Uint32Array(rows).fill(1),
    start: column((i) => i * 100),
    argsLo: u32((i) => i, rows * 6),
    payloadIndex: u32((i) => i, rows + 1),
    payloadArg: u32(() => 1),
    payloadOffset: u32((i) => i * 2),
    payloadKept: u32(() => 2),
    payloadLength: u32(() => 2),
    arena: new Uint8Array(rows * 2).fill(120),
    events: [{ before: rows, pid: 1, start: rows * 100, text: '+++ exited with 0 +++' }],
  };
  return run;
}

test('outputs come back as they were written', () => {
  const outputs: Record<string, CellOutput> = {
    a: { key: 'k', state: 'ok', run: runOf(3) },
    b: { key: 'l', state: 'ok', html: '<p>ü</p>', height: 12 },
  };
  expect(unpackOutputs(packOutputs(outputs))).toEqual(outputs);
});

test('a long trace is published by its first rows, and still says how long it was', () => {
  const { trace } = publishedOutputs({ a: { key: 'k', state: 'ok', run: runOf(5000) } }).a.run ?? runOf(0);
  expect([trace.length, trace.total]).toEqual([2000, 5000]);
  expect([trace.start.length, trace.argsLo.length, trace.arena.length]).toEqual([2000, 12_000, 4000]);
  expect(trace.events).toEqual([]);
});

test('a short trace stays whole', () => {
  const { trace } = runOf(3);
  expect(firstRows(trace, 2000)).toEqual(trace);
});
