import { expect, test } from 'vitest';
import type { Cell } from '../../lib/notebook/types';
import { flowOf, reach } from './flow';

const cell = (id: string, kind: Cell['kind'], source: string, name?: string): Cell => ({
  id,
  kind,
  source,
  attributes: {},
  ...(name ? { name } : {}),
});
const node = (id: string, reads: string[], defines: string[]) => ({ id, reads, defines, experiment: false });

const CELLS = [
  cell('t', 'md', '# A title\nwith ${n}'),
  cell('n', 'js', 'const n = view(Inputs.range())'),
  cell('p', 'asm', '_start:', 'copy'),
  cell('r', 'js', 'const runs = await sweep([1], (v) => run("copy", {args: [n]}))'),
  cell('c', 'js', 'Plot.plot(runs)'),
];
const GRAPH = [
  node('t', ['n'], []),
  node('n', ['view', 'Inputs'], ['n']),
  node('p', [], ['copy']),
  node('r', ['sweep', 'run', 'n'], ['runs']),
  node('c', ['Plot', 'runs'], []),
];

test('lines go from the cell that defines a name, or is run by it, to the cell that reads it', () => {
  const { stations, flows } = flowOf(CELLS, GRAPH, { c: { status: 'stale' } });
  expect(stations.map(({ label }) => label)).toEqual(['A title', 'n', 'copy', 'runs', 'Plot.plot(runs)']);
  expect(stations.map(({ status }) => status)).toEqual(['idle', 'idle', 'idle', 'idle', 'stale']);
  const links = flows.map(({ from, to, names }) => `${from}>${to} ${names}`).sort();
  expect(links).toEqual(['1>0 n', '1>3 n', '2>3 copy', '3>4 runs']);
  expect(stations[3]).toMatchObject({ from: [2, 1], to: [4] });
  expect([...reach(stations, 4, 'from')].sort()).toEqual([1, 2, 3]);
  expect([...reach(stations, 1, 'to')].sort()).toEqual([0, 3, 4]);
});

test('lines that run beside each other are in lanes of their own, unless they come from one cell', () => {
  const cells = Array.from({ length: 6 }, (_, i) => cell(`${i}`, 'js', ''));
  const graph = [
    node('0', [], ['a']),
    node('1', [], ['b']),
    node('2', ['a'], []),
    node('3', ['a', 'b'], []),
    node('4', [], []),
    node('5', ['b'], []),
  ];
  const { flows } = flowOf(cells, graph, {});
  const lane = (from: number, to: number) => flows.find((flow) => flow.from === from && flow.to === to)?.lane;
  expect(lane(0, 2)).toBe(lane(0, 3));
  expect(lane(1, 3)).not.toBe(lane(0, 3));
  expect(lane(1, 3)).toBe(lane(1, 5));
});

test('a circle ends', () => {
  const cells = [cell('a', 'js', ''), cell('b', 'js', '')];
  const { stations } = flowOf(cells, [node('a', ['y'], ['x']), node('b', ['x'], ['y'])], {});
  expect([...reach(stations, 0, 'to')].sort()).toEqual([0, 1]);
});
