import type { TraceColumns } from '../../lib/trace/types';

/** Columns of the table of calls that it can be sorted by. */
export type SortKey = 'start' | 'user' | 'entry' | 'handler' | 'exit';

/** Row numbers by a column, largest first; calls that are alike stay in the order they were made. */
export function sorted(trace: TraceColumns, key: SortKey, descending: boolean): Uint32Array {
  const order = Uint32Array.from({ length: trace.length }, (_, row) => row);
  if (key === 'start') return descending ? order.reverse() : order;
  const column = trace[key];
  return order.sort((a, b) => (descending ? column[b] - column[a] : column[a] - column[b]) || a - b);
}

/** One line of the table: a call, or something that happened between two calls. */
export type Line = { row: number } | { event: number };

/** How many events stand at or before place `at`, when event k stands before call `events[k].before`. */
function eventsUpTo(events: TraceColumns['events'], at: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle].before + middle <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line at a place of the table in the order of calls, events among them. */
export function lineAt(trace: TraceColumns, at: number): Line {
  const passed = eventsUpTo(trace.events, at);
  const last = trace.events[passed - 1];
  return last && last.before + passed - 1 === at ? { event: passed - 1 } : { row: at - passed };
}
