import { expect, test } from 'vitest';
import type { CellNode } from '../../lib/notebook/runtime/protocol';
import type { Cell, CellState, SessionState } from '../../lib/notebook/types';
import { awaited } from './awaited';

const cell = (id: string, kind: Cell['kind'], name?: string): Cell => ({
  id,
  kind,
  name,
  attributes: {},
  source: '',
});
const node = (id: string, reads: string[], defines: string[], experiment = false): CellNode => ({
  id,
  reads,
  defines,
  experiment,
});
const idle: CellState = { status: 'idle' };
const STATE = {
  live: true,
  notebook: {
    title: '',
    meta: {},
    cells: [
      cell('p', 'c', 'copy'),
      cell('chart', 'js'),
      cell('runs', 'js'),
      cell('plot', 'js'),
      cell('text', 'md'),
    ],
  },
  cells: { p: idle, chart: idle, runs: idle, plot: idle, text: idle },
  graph: [
    node('p', [], ['copy']),
    node('chart', ['copy'], []),
    node('runs', [], ['runs'], true),
    node('plot', ['runs', 'copy'], []),
    node('text', [], []),
  ],
} as unknown as SessionState;

test('a cell that shows nothing says what it waits for', () => {
  const said = (state: SessionState) =>
    ['p', 'chart', 'runs', 'plot', 'text'].map((id) => awaited(state, id));
  expect(said(STATE)).toEqual([
    undefined,
    'Waits for copy',
    'Not run yet',
    'Waits for runs, copy',
    undefined,
  ]);
  expect(said({ ...STATE, live: false })).toEqual(Array(5).fill(undefined));
  const ran: SessionState = { ...STATE, cells: { ...STATE.cells, p: { status: 'ok' } } };
  expect(awaited(ran, 'plot')).toBe('Waits for runs');
  expect(awaited(ran, 'chart')).toBe(undefined);
});
