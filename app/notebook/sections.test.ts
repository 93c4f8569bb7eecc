import { expect, test } from 'vitest';
import type { Cell } from '../../lib/notebook/types';
import { collapsible, hiddenBy, levelOf, screens } from './sections';

const cells = ['# T', 'intro', '## A', 'a1', '### A1', 'a2', '## B', 'b1'].map(
  (source, i): Cell => ({ id: `${i}`, kind: source.length > 2 ? 'md' : 'js', attributes: {}, source }),
);

test('a heading is what a text cell begins with', () => {
  expect(cells.map(levelOf)).toEqual([1, undefined, 2, undefined, 3, undefined, 2, undefined]);
});

test('a collapsed heading hides what is below it, down to the next of its level', () => {
  expect([...hiddenBy(cells, { 2: true }).keys()]).toEqual(['3', '4', '5']);
  expect([...hiddenBy(cells, { 4: true }).keys()]).toEqual(['5']);
  expect(hiddenBy(cells, { 2: true, 4: true }).get('5')).toEqual(['2', '4']);
  expect([...hiddenBy(cells, { 0: true }).keys()]).toHaveLength(7);
  expect(collapsible(cells)).toEqual(['0', '2', '4', '6']);
});

test('a screen begins at each heading of the first two levels', () => {
  expect(screens(cells)).toEqual([
    ['0', '1'],
    ['2', '3', '4', '5'],
    ['6', '7'],
  ]);
  expect(screens([])).toEqual([]);
});
