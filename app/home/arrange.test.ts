import { expect, test } from 'vitest';
import type { NotebookRow } from '../../lib/store/database';
import { arrange } from './arrange';

const row = (title: string, text: string, created: number, updated: number): NotebookRow => ({
  id: title,
  title,
  text,
  ids: [],
  created,
  updated,
  binned: 0,
});
const rows = [
  row('Pipes 10', 'read and write', 1, 9),
  row('pipes 9', 'splice', 3, 4),
  row('Clocks', 'vDSO', 2, 7),
];
const titles = (query: string, order: Parameters<typeof arrange>[2]) =>
  arrange(rows, query, order).map(({ title }) => title);

test('notebooks are found by words of title and text, and sorted', () => {
  expect(titles('', 'updated')).toEqual(['Pipes 10', 'Clocks', 'pipes 9']);
  expect(titles('', 'created')).toEqual(['pipes 9', 'Clocks', 'Pipes 10']);
  expect(titles('', 'title')).toEqual(['Clocks', 'pipes 9', 'Pipes 10']);
  expect(titles('PIPES', 'title')).toEqual(['pipes 9', 'Pipes 10']);
  expect(titles('write pipes', 'title')).toEqual(['Pipes 10']);
  expect(titles('pipes vdso', 'title')).toEqual([]);
});
