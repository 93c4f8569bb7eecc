import * as Plot from '@observablehq/plot';
import { withData } from './data';
import { type ChartOptions, COLOURS, layered, SERIES, wrongInput } from './options';
import { formatCount, formatSize, formatTime, powers } from './units';

export interface BuffersOptions extends ChartOptions {
  /** Field with the buffer's size in bytes; a sweep's `value`. */
  size?: string;
  /** Field with the time, ns. */
  time?: string;
  /** Field that tells lines apart, such as `program` or `profile`; one line when absent. */
  series?: string;
}

type Row = Record<string, unknown>;

/** Room above the slowest run, as a factor. */
const HEADROOM = 1.6;

/** Time against buffer size, both logarithmic: what writing in larger pieces saves. */
export function overheadByBuffer(runs: Iterable<object>, options: BuffersOptions = {}): Element {
  const { size = 'value', time = 'ns', series, ...rest } = options;
  const rows = Array.from(runs as Iterable<Row>).map((row) => ({
    size: Number(row[size]),
    ns: Number(row[time]),
    ...(series === undefined ? {} : { series: String(row[series]) }),
  }));
  if (rows.length === 0 || rows.some((row) => !(row.size > 0) || !(row.ns > 0))) {
    throw wrongInput(
      'overheadByBuffer',
      `rows of a sweep, with a size in "${size}" and a time in "${time}", both above 0`,
    );
  }
  rows.sort((a, b) => a.size - b.size);
  const times = rows.map((row) => row.ns);
  const [least, most] = [Math.min(...times), Math.max(...times)];
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const names = [...new Set(rows.map((row) => row.series ?? ''))];
  const ticks = powers(10, least, most).filter((tick) => tick <= most * HEADROOM);
  const layers: ChartOptions = {
    title: 'Time against buffer size',
    height: 380,
    marginLeft: 64,
    marginRight: 32,
    marginBottom: 44,
    x: {
      type: 'log',
      base: 2,
      label: 'buffer size, bytes',
      ticks: powers(2, first.size, last.size, 10),
      tickFormat: formatSize,
      grid: true,
    },
    y: {
      type: 'log',
      label: 'time',
      domain: [ticks[0], most * HEADROOM],
      ticks,
      tickFormat: formatTime,
      grid: true,
    },
    color: { domain: names, range: SERIES, legend: names.length > 1 },
    ariaLabel: 'Line chart: time against buffer size, both logarithmic',
    ariaDescription: `${formatTime(first.ns)} with a buffer of ${formatCount(first.size)} bytes, ${formatTime(last.ns)} with one of ${formatCount(last.size)}.`,
  };
  const stroke = names.length > 1 ? 'series' : COLOURS.accent;
  const chart = Plot.plot({
    ...layered(layers, rest),
    marks: [
      Plot.line(rows, {
        x: 'size',
        y: 'ns',
        stroke,
        strokeWidth: 1.75,
        z: names.length > 1 ? 'series' : null,
      }),
      Plot.dot(rows, {
        x: 'size',
        y: 'ns',
        fill: stroke,
        r: 3.5,
        tip: { format: { x: (value: number) => `${formatCount(value)} bytes`, y: formatTime } },
      }),
    ],
  });
  return withData(chart, rows, ['size', 'ns', ...(series === undefined ? [] : ['series'])]);
}
