import { expect, test } from 'vitest';
import type { ListedFunction, ListedRow } from '../../lib/lab/listing/types';
import { HUES, heatOf, huesOf, marksOf, spentByLine } from './heat';

const row = (address: number, line: number, ticks = 64): ListedRow => ({
  address,
  line,
  ticks,
  column: 1,
  bytes: new Uint8Array(1),
  att: 'nop',
  intel: 'nop',
});
const functions: ListedFunction[] = [
  { name: 'f', address: 1, rows: [row(1, 3), row(2, 3, 32), row(3, 0)] },
  { name: 'main', address: 4, rows: [row(4, 9), row(5, 7), row(6, 9, 128)] },
];
const heat = heatOf({
  addresses: Float64Array.of(1, 2, 4, 6),
  counts: Float64Array.of(10, 12, 1, 2),
  // The last comes from nowhere that is listed.
  calls: [
    { frames: [3, 7], count: 2, cycles: 300 },
    { frames: [90, 7, 3], count: 1, cycles: 70 },
    { frames: [80, 90], count: 1, cycles: 5000 },
  ],
});

test('a line ran as often as its busiest instruction, and took what all of them and calls from it took', () => {
  expect([...spentByLine(functions, heat)]).toEqual([
    [3, { count: 12, cycles: 16, kernel: 300 }],
    [9, { count: 2, cycles: 5, kernel: 70 }],
    [7, { count: 0, cycles: 0, kernel: 0 }],
  ]);
});

test('neighbouring lines have different colours, and code without a line has none', () => {
  expect([...huesOf(functions)]).toEqual([
    [3, 0],
    [7, 1],
    [9, 2],
  ]);
  const many = Array.from({ length: 3 * HUES }, (_, n) => row(n, n + 1));
  const hues = [...huesOf([{ name: 'f', address: 0, rows: many }]).values()];
  expect(hues.every((hue, n) => n === 0 || hue !== hues[n - 1])).toBe(true);
});

test('marks say what a run took, the dearest line in full heat', () => {
  expect(marksOf(functions).get(3)).toEqual({ hue: 0 });
  const marks = marksOf(functions, heat);
  expect(marks.get(3)).toEqual({ hue: 0, heat: 1, note: '12× · 16 cycles + 300 in the kernel' });
  expect(marks.get(7)).toEqual({ hue: 1, heat: 0, note: 'not run' });
});
