import * as Plot from '@observablehq/plot';
import { DATA_ATTRIBUTE } from './attribute';
import { plotWithRoom } from './margin';
import { atMost, STYLE } from './options';

/** A chart's data as a table, for its CSV: what was drawn, row by row. */
export interface ChartData {
  /** Names of the columns, in order. */
  columns: string[];
  rows: Record<string, unknown>[];
}

const DATA = new WeakMap<Element, ChartData>();

/** A chart of more fields does not carry its data along. */
const MOST_FIELDS = 4000;

/** Remembers what a chart was drawn from. Columns are those of the rows where none are named. */
export function withData<E extends Element>(chart: E, rows: readonly object[], columns?: string[]): E {
  const table = rows as Record<string, unknown>[];
  const names = columns ?? [...new Set(table.flatMap((row) => Object.keys(row)))];
  nameGroups(chart);
  DATA.set(chart, { columns: names, rows: table });
  if (names.length * table.length <= MOST_FIELDS) {
    const rest = table.map((row) => names.map((name) => row[name]));
    chart.setAttribute(DATA_ATTRIBUTE, JSON.stringify([names, ...rest]));
  }
  return chart;
}

/** Plot names its groups of marks; a name is only read out where the group has a role. */
export function nameGroups(chart: Element): void {
  for (const group of chart.querySelectorAll('g[aria-label]:not([role])'))
    group.setAttribute('role', 'group');
}

/** What a chart was drawn from; undefined when that is not known. */
export function dataOf(chart: Element): ChartData | undefined {
  return DATA.get(chart) ?? carriedBy(chart);
}

function carriedBy(chart: Element): ChartData | undefined {
  const text = chart.getAttribute(DATA_ATTRIBUTE);
  if (!text) return undefined;
  const [columns, ...rows] = JSON.parse(text) as [string[], ...unknown[][]];
  return { columns, rows: rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]]))) };
}

type PlotOptions = Plot.PlotOptions;
type Chart = ReturnType<typeof Plot.plot>;

/** Plot's own width, where there is so much. */
const WIDTH = 640;

/** What a plot of the reader's has unless it says otherwise: type that can be read, and no more width than the page. */
function readable({ style, ...options }: PlotOptions): PlotOptions {
  return {
    width: atMost(WIDTH),
    ...options,
    style: typeof style === 'string' ? style : { ...STYLE, ...style },
  };
}

/** Draws a plot and remembers the data of its first mark that has any. */
export function plot(options: PlotOptions = {}): Chart {
  const chart = plotWithRoom(readable(options));
  for (const mark of nested(options.marks ?? [])) {
    const rows = rowsOf((mark as { data?: unknown } | null)?.data);
    if (rows.length > 0) return withData(chart, rows);
  }
  return chart;
}

/** Marks in the order drawn; Plot takes them in arrays of arrays. */
function nested(marks: unknown): unknown[] {
  return Array.isArray(marks) ? marks.flatMap(nested) : [marks];
}

function rowsOf(data: unknown): object[] {
  const isIterable = typeof data === 'object' && data !== null && Symbol.iterator in data;
  if (!isIterable) return [];
  const rows = Array.from(data as Iterable<unknown>);
  if (rows.every((row) => typeof row === 'number' || typeof row === 'string'))
    return rows.map((value) => ({ value }));
  return rows.filter((row) => typeof row === 'object' && row !== null);
}

// mark.plot() of Plot itself would go around the function above.
const prototype: { plot?: unknown } = Plot.Mark.prototype;
prototype.plot = function (this: Plot.Markish, { marks = [], ...options }: PlotOptions = {}) {
  return plot({ ...options, marks: [...marks, this] });
};

/** Plot, with a plot() whose charts can be exported as CSV. */
export const plotWithData: typeof Plot = { ...Plot, plot };
