import * as Plot from '@observablehq/plot';
import { withData } from './data';
import { type ChartOptions, COLOURS, chartWidth, domainOf, inCode, layered, wrongInput } from './options';
import { formatCount, formatTime } from './units';

/** Counts and time of one system call, by name. */
export interface CallCount {
  name: string;
  calls: number;
  errors: number;
  entry: number;
  handler: number;
  exit: number;
  cycles: number;
  ns: number;
}

export interface CallsOptions extends ChartOptions {
  /** How long the bars are: the number of calls, or the time they took, by where it went. */
  by?: 'count' | 'time';
  /** Most bars; the others are joined into one. */
  limit?: number;
}

const PARTS = ['entry', 'handler', 'exit'] as const;

/** System calls by name: how many, or how long they took in entry code, handler and exit code. */
export function calls(run: { counts: CallCount[] } | CallCount[], options: CallsOptions = {}): Element {
  const { by = 'count', limit = 16, ...rest } = options;
  const counts = Array.isArray(run) ? run : run?.counts;
  if (!Array.isArray(counts)) throw wrongInput('calls', 'a program, or its .counts');
  const rows = fewest(
    [...counts].sort((a, b) => (by === 'count' ? b.calls - a.calls : b.ns - a.ns)),
    limit,
  );
  const total = rows.reduce((sum, row) => sum + (by === 'count' ? row.calls : row.ns), 0);
  const format = by === 'count' ? formatCount : formatTime;
  const first = rows[0];
  const layers: ChartOptions = {
    title: by === 'count' ? 'System calls by name' : 'Time in system calls by name',
    height: 58 + rows.length * 26,
    marginLeft: 24 + 7 * Math.max(4, ...rows.map(({ name }) => name.length)),
    marginRight: 64,
    marginTop: 8,
    marginBottom: 36,
    x: {
      ...domainOf(rows.map((row) => (by === 'count' ? row.calls : row.ns))),
      label: by === 'count' ? 'calls' : 'time in the kernel',
      tickFormat: format,
      // A label wants about 110 pixels.
      ticks: Math.max(2, Math.min(5, Math.floor((options.width ?? chartWidth()) / 110))),
      grid: true,
      nice: true,
    },
    y: { label: null, domain: rows.map(({ name }) => name), tickSize: 0 },
    ariaLabel: by === 'count' ? 'Bar chart: system calls by name' : 'Bar chart: time in system calls by name',
    ariaDescription: first
      ? `${rows.length} calls; ${first.name} leads with ${format(by === 'count' ? first.calls : first.ns)} of ${format(total)}.`
      : 'No calls.',
  };
  const chart = by === 'count' ? byCount(rows, layered(layers, rest)) : byTime(rows, layered(layers, rest));
  return withData(inCode(chart), rows, [
    'name',
    'calls',
    'errors',
    'entry',
    'handler',
    'exit',
    'cycles',
    'ns',
  ]);
}

function byCount(rows: CallCount[], options: Plot.PlotOptions): Element {
  return Plot.plot({
    ...options,
    marks: [
      Plot.barX(rows, {
        x: 'calls',
        y: 'name',
        fill: COLOURS.accent,
        tip: { format: { x: formatCount, y: true } },
        channels: { errors: 'errors', time: { value: 'ns', label: 'time' } },
      }),
      Plot.text(rows, {
        x: 'calls',
        y: 'name',
        text: ({ calls: n }) => formatCount(n),
        dx: 6,
        textAnchor: 'start',
        fill: COLOURS.ink,
      }),
      Plot.ruleX([0], { stroke: COLOURS.ink }),
    ],
  });
}

function byTime(rows: CallCount[], options: Plot.PlotOptions): Element {
  const parts = rows.flatMap((row) =>
    PARTS.map((part) => ({
      name: row.name,
      part,
      ns: row.cycles === 0 ? 0 : (row.ns * row[part]) / row.cycles,
    })),
  );
  return Plot.plot({
    color: { domain: [...PARTS], range: [COLOURS.entry, COLOURS.handler, COLOURS.exit], legend: true },
    ...options,
    marks: [
      Plot.barX(parts, {
        x: 'ns',
        y: 'name',
        fill: 'part',
        order: [...PARTS],
        tip: { format: { x: formatTime } },
      }),
      Plot.text(rows, {
        x: 'ns',
        y: 'name',
        text: ({ ns }) => formatTime(ns),
        dx: 6,
        textAnchor: 'start',
        fill: COLOURS.ink,
      }),
      Plot.ruleX([0], { stroke: COLOURS.ink }),
    ],
  });
}

/** The first rows, and one row for all the others. */
function fewest(rows: CallCount[], limit: number): CallCount[] {
  if (rows.length <= limit) return rows;
  const others = rows.slice(limit - 1);
  const sum = (field: keyof Omit<CallCount, 'name'>) => others.reduce((total, row) => total + row[field], 0);
  const rest: CallCount = {
    name: `${others.length} others`,
    calls: sum('calls'),
    errors: sum('errors'),
    entry: sum('entry'),
    handler: sum('handler'),
    exit: sum('exit'),
    cycles: sum('cycles'),
    ns: sum('ns'),
  };
  return [...rows.slice(0, limit - 1), rest];
}
