import * as Plot from '@observablehq/plot';
import { withData } from './data';
import { type ChartOptions, COLOURS, chartWidth, domainOf, inCode, layered, wrongInput } from './options';
import { formatTime } from './units';

/** One call of a run. */
export interface SlowCall {
  index: number;
  name: string;
  /** When it was made, ns since the machine started. */
  start: number;
  /** How long it took, ns. */
  ns: number;
  /** The call as strace writes it. */
  text: string;
}

export interface SlowestOptions extends ChartOptions {
  /** Most bars. */
  limit?: number;
}

/** Longest text of a call that is written beside its bar, and about how wide a letter is. */
const MOST_TEXT = 52;
const LETTER = 7;
/** Room for the tick beside a text. */
const TICK = 24;
/** As much of the width as texts may take. */
const TEXT_SHARE = 0.6;

/** The calls of a run that took longest, each with its arguments and result. */
export function slowest(
  run: { calls: Iterable<SlowCall> } | Iterable<SlowCall>,
  options: SlowestOptions = {},
): Element {
  const { limit = 12, ...rest } = options;
  const given = isIterable(run) ? run : run?.calls;
  if (!isIterable(given)) throw wrongInput('slowest', 'a program, or its .calls');
  const rows = longest(given, limit);
  const first = rows[0];
  const width = options.width ?? chartWidth();
  const most = Math.max(8, Math.min(MOST_TEXT, Math.floor((TEXT_SHARE * width - TICK) / LETTER)));
  const labels = new Map(rows.map(({ index, text }) => [index, shortened(text, most)]));
  const layers: ChartOptions = {
    title: 'Slowest system calls',
    height: 58 + rows.length * 26,
    marginLeft: TICK + LETTER * Math.max(4, ...[...labels.values()].map((text) => text.length)),
    marginRight: 64,
    marginTop: 8,
    marginBottom: 36,
    x: {
      ...domainOf(rows.map(({ ns }) => ns)),
      label: 'time of the call',
      tickFormat: formatTime,
      ticks: Math.max(2, Math.min(4, Math.floor(width / 200))),
      grid: true,
      nice: true,
    },
    y: {
      label: null,
      domain: rows.map(({ index }) => index),
      tickFormat: (index: number) => labels.get(index) ?? '',
      tickSize: 0,
    },
    ariaLabel: 'Bar chart: the slowest system calls',
    ariaDescription: first
      ? `${rows.length} calls; the slowest, ${first.name}, takes ${formatTime(first.ns)}.`
      : 'No calls.',
  };
  const chart = Plot.plot({
    ...layered(layers, rest),
    marks: [
      Plot.barX(rows, {
        x: 'ns',
        y: 'index',
        fill: COLOURS.handler,
        tip: { format: { x: formatTime, y: false } },
        channels: {
          call: 'text',
          at: { value: ({ start }: SlowCall) => formatTime(start), label: 'made at' },
        },
      }),
      Plot.text(rows, {
        x: 'ns',
        y: 'index',
        text: ({ ns }: SlowCall) => formatTime(ns),
        dx: 6,
        textAnchor: 'start',
        fill: COLOURS.ink,
      }),
      Plot.ruleX([0], { stroke: COLOURS.ink }),
    ],
  });
  return withData(inCode(chart), rows, ['index', 'name', 'start', 'ns', 'text']);
}

/** The calls that took longest, the slowest first: a trace may hold many more than one wants to sort. */
function longest(calls: Iterable<SlowCall>, limit: number): SlowCall[] {
  let kept: SlowCall[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (const call of calls) {
    if (call.ns <= least) continue;
    kept.push(call);
    if (kept.length < 2 * limit) continue;
    kept = kept.sort((a, b) => b.ns - a.ns).slice(0, limit);
    least = kept[limit - 1].ns;
  }
  return kept
    .sort((a, b) => b.ns - a.ns)
    .slice(0, limit)
    .map(({ index, name, start, ns, text }) => ({ index, name, start, ns, text }));
}

/** In one line, without the blanks by which strace aligns results, and cut at its end. */
function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

function isIterable<T>(value: unknown): value is Iterable<T> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
