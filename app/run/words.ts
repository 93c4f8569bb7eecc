import type { Ending, RunResult } from '../../lib/lab/types';
import { signalName } from '../../lib/trace/words';

/** How a run ended, in a few words for the cell's head. */
export function endingWords(ending: Ending): { text: string; tone: 'good' | 'bad' | 'plain' } {
  switch (ending.kind) {
    case 'exited':
      return ending.status === 0
        ? { text: 'exited with 0', tone: 'good' }
        : { text: `exited with ${ending.status}`, tone: 'plain' };
    case 'killed':
      return { text: `killed by ${signalName(ending.signal)}`, tone: 'bad' };
    case 'limit':
      return { text: ending.what === 'cycles' ? 'ended: too long' : 'ended: out of memory', tone: 'bad' };
    case 'stopped':
      return { text: 'stopped', tone: 'plain' };
    case 'deadlock':
      return { text: 'ended: deadlock', tone: 'bad' };
    case 'failed':
      return { text: 'did not start', tone: 'bad' };
  }
}

/** The sentence below the output, where the few words do not say it all. */
export function endingMessage(ending: Ending): string | undefined {
  return 'message' in ending ? ending.message : undefined;
}

const count = new Intl.NumberFormat('en');

/** 1000001 as 1,000,001. */
export const grouped = (value: number): string => count.format(value);

const UNITS = [
  ['s', 1e9],
  ['ms', 1e6],
  ['µs', 1e3],
] as const;

/** Nanoseconds in the largest unit that leaves at least one whole: 104,500 is 105 µs. Three digits. */
export function duration(ns: number): string {
  const [unit, size] = UNITS.find(([, size]) => ns >= size) ?? ['ns', 1];
  return `${threeDigits(ns / size)} ${unit}`;
}

/** Three significant digits, without exponents. */
export function threeDigits(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) >= 100) return grouped(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

/** Core cycles: whole below ten thousand, then 12.3k, 4.56 M, 7.89 G. */
export function cycles(value: number): string {
  if (value < 9_999.5) return grouped(Math.round(value));
  const [size, unit] = value < 999_500 ? [1e3, 'k'] : value < 999_500_000 ? [1e6, ' M'] : [1e9, ' G'];
  return `${threeDigits(value / size)}${unit}`;
}

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${grouped(n)} ${n === 1 ? one : many}`;

/** Calls made in a run, counted ones included when rows were not kept. */
export const callsMade = (run: RunResult): number => run.counts.reduce((sum, row) => sum + row.calls, 0);
