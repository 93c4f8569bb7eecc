import { expect, test } from 'vitest';
import type { TraceColumns } from '../../lib/trace/types';
import { lineAt, sorted } from './order';

const trace = {
  length: 4,
  handler: new Float64Array([5, 9, 9, 1, 77]),
  events: [
    { before: 2, pid: 1, start: 0, text: 'signal' },
    { before: 4, pid: 1, start: 0, text: 'exit' },
  ],
} as TraceColumns;

test('sorts rows by a column and leaves out what lies beyond the length', () => {
  expect([...sorted(trace, 'handler', true)]).toEqual([1, 2, 0, 3]);
  expect([...sorted(trace, 'handler', false)]).toEqual([3, 0, 1, 2]);
  expect([...sorted(trace, 'start', true)]).toEqual([3, 2, 1, 0]);
});

test('events stand between the calls where they happened', () => {
  expect([0, 1, 2, 3, 4, 5].map((at) => lineAt(trace, at))).toEqual([
    { row: 0 },
    { row: 1 },
    { event: 0 },
    { row: 2 },
    { row: 3 },
    { event: 1 },
  ]);
});
