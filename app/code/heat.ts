import type { ListedFunction } from '../../lib/lab/listing/types';
import type { RunResult } from '../../lib/lab/types';
import type { LineMark } from '../editor/lineLink';
import { cycles, grouped } from '../run/words';

/** Colours that bind lines to code; they repeat. code.module.css and the editor have as many. */
export const HUES = 6;

/** How often each instruction was executed, by address. */
export type Counts = ReadonlyMap<number, number>;

const TICKS_PER_CYCLE = 64;

export function countsOf(heat: NonNullable<RunResult['heat']>): Counts {
  return new Map([...heat.addresses].map((address, n) => [address, heat.counts[n]]));
}

/** The colour of each line that became code, in the order of the lines: neighbours differ. */
export function huesOf(functions: readonly ListedFunction[]): ReadonlyMap<number, number> {
  const lines = new Set(functions.flatMap(({ rows }) => rows.map(({ line }) => line)));
  lines.delete(0);
  return new Map([...lines].sort((a, b) => a - b).map((line, n) => [line, n % HUES]));
}

/** What a line, or an instruction, took: executions, and core cycles of the program's own. */
export interface Spent {
  count: number;
  cycles: number;
}

/** By line: the count of the instruction that ran most, and the cycles of all. */
export function spentByLine(
  functions: readonly ListedFunction[],
  counts: Counts,
): ReadonlyMap<number, Spent> {
  const spent = new Map<number, Spent>();
  for (const { line, address, ticks } of functions.flatMap(({ rows }) => rows)) {
    if (line === 0) continue;
    const count = counts.get(address) ?? 0;
    const before = spent.get(line) ?? { count: 0, cycles: 0 };
    spent.set(line, {
      count: Math.max(before.count, count),
      cycles: before.cycles + (count * ticks) / TICKS_PER_CYCLE,
    });
  }
  return spent;
}

/** The marks of the lines in the editor: colours alone, or with what a run of it took. */
export function marksOf(
  functions: readonly ListedFunction[],
  counts?: Counts,
): ReadonlyMap<number, LineMark> {
  const hues = huesOf(functions);
  if (!counts) return new Map([...hues].map(([line, hue]) => [line, { hue }]));
  const spent = spentByLine(functions, counts);
  const most = Math.max(...[...spent.values()].map((s) => s.cycles));
  return new Map(
    [...hues].map(([line, hue]) => {
      const { count, cycles: took } = spent.get(line) ?? { count: 0, cycles: 0 };
      const note =
        count === 0
          ? 'not run'
          : `${grouped(count)}× · ${cycles(took)} ${cycles(took) === '1' ? 'cycle' : 'cycles'}`;
      return [line, { hue, heat: most > 0 ? took / most : 0, note }];
    }),
  );
}
