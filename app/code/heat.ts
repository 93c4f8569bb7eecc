import type { ListedFunction } from '../../lib/lab/listing/types';
import type { CallsFrom, RunResult } from '../../lib/lab/types';
import type { LineMark } from '../editor/lineLink';
import { cycles, grouped } from '../run/words';

/** Colours that bind lines to code; they repeat. code.module.css and the editor have as many. */
export const HUES = 6;

/** How often each instruction was executed, by address. */
export type Counts = ReadonlyMap<number, number>;

const TICKS_PER_CYCLE = 64;

/** What a run that counts says: executions by address, and calls of the kernel by where they came from. */
export interface Heat {
  counts: Counts;
  calls: readonly CallsFrom[];
}

export function heatOf({ addresses, counts, calls }: NonNullable<RunResult['heat']>): Heat {
  return { counts: new Map([...addresses].map((address, n) => [address, counts[n]])), calls };
}

/** The colour of each line that became code, in the order of the lines: neighbours differ. */
export function huesOf(functions: readonly ListedFunction[]): ReadonlyMap<number, number> {
  const lines = new Set(functions.flatMap(({ rows }) => rows.map(({ line }) => line)));
  lines.delete(0);
  return new Map([...lines].sort((a, b) => a - b).map((line, n) => [line, n % HUES]));
}

/** What a line took: executions, core cycles of the program's own, and those of the kernel in calls from it. */
export interface Spent {
  count: number;
  cycles: number;
  kernel: number;
}

/** By line: the count of the instruction that ran most, and the cycles of all. */
export function spentByLine(
  functions: readonly ListedFunction[],
  { counts, calls }: Heat,
): ReadonlyMap<number, Spent> {
  const spent = new Map<number, Spent>();
  const lines = new Map<number, number>();
  for (const { line, address, bytes, ticks } of functions.flatMap(({ rows }) => rows)) {
    if (line === 0) continue;
    lines.set(address + bytes.length, line);
    const count = counts.get(address) ?? 0;
    const before = spent.get(line) ?? { count: 0, cycles: 0, kernel: 0 };
    spent.set(line, {
      ...before,
      count: Math.max(before.count, count),
      cycles: before.cycles + (count * ticks) / TICKS_PER_CYCLE,
    });
  }
  for (const { frames, cycles } of calls) {
    // What the library calls is done for the line that called the library.
    const line = frames.map((frame) => lines.get(frame)).find((found) => found !== undefined);
    const of = line === undefined ? undefined : spent.get(line);
    if (of) of.kernel += cycles;
  }
  return spent;
}

/** The marks of the lines in the editor: colours alone, or with what a run of it took. */
export function marksOf(functions: readonly ListedFunction[], heat?: Heat): ReadonlyMap<number, LineMark> {
  const hues = huesOf(functions);
  if (!heat) return new Map([...hues].map(([line, hue]) => [line, { hue }]));
  const spent = spentByLine(functions, heat);
  const all = ({ cycles, kernel }: Spent) => cycles + kernel;
  const most = Math.max(...[...spent.values()].map(all));
  return new Map(
    [...hues].map(([line, hue]) => {
      const took = spent.get(line) ?? { count: 0, cycles: 0, kernel: 0 };
      return [line, { hue, heat: most > 0 ? all(took) / most : 0, note: noteOf(took) }];
    }),
  );
}

function noteOf({ count, cycles: own, kernel }: Spent): string {
  if (count === 0) return 'not run';
  const unit = cycles(own) === '1' ? 'cycle' : 'cycles';
  const within = kernel > 0 ? ` + ${cycles(kernel)} in the kernel` : '';
  return `${grouped(count)}× · ${cycles(own)} ${unit}${within}`;
}
