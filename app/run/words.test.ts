import { expect, test } from 'vitest';
import { cycles, duration, endingWords, plural, threeDigits } from './words';

test('durations take the largest unit that leaves a whole', () => {
  expect([0, 17.4, 999, 1e3, 104_500, 104_500_000, 2.5e9].map(duration)).toEqual([
    '0 ns',
    '17.4 ns',
    '999 ns',
    '1 µs',
    '105 µs',
    '105 ms',
    '2.5 s',
  ]);
});

test('cycles are whole while they fit', () => {
  expect([0, 264, 9999, 10_000, 381_000, 381_400_000, 3.65e9].map(cycles)).toEqual([
    '0',
    '264',
    '9,999',
    '10k',
    '381k',
    '381 M',
    '3.65 G',
  ]);
});

test('numbers', () => {
  expect(threeDigits(0.01234)).toBe('0.0123');
  expect(plural(1, 'call')).toBe('1 call');
  expect(plural(1_000_001, 'call')).toBe('1,000,001 calls');
});

test('endings', () => {
  expect(endingWords({ kind: 'exited', status: 0 })).toEqual({ text: 'exited with 0', tone: 'good' });
  expect(endingWords({ kind: 'killed', signal: 11, message: 'm' }).text).toBe('killed by SIGSEGV');
});
