import * as Plot from '@observablehq/plot';
import { withData } from './data';
import { type ChartOptions, COLOURS, layered, wrongInput } from './options';
import { formatTime } from './units';

/** Time of one call, by what was asked and by which way. */
export interface ClockRow {
  /** What was asked, such as clock_gettime. */
  name: string;
  way: string;
  /** Time of one call, ns. */
  ns: number;
}

/** The same question asked through the vDSO and through a trap: time of one call, side by side. */
export function vdsoVsTrap(rows: Iterable<ClockRow>, options: ChartOptions = {}): Element {
  const table = Array.from(rows, ({ name, way, ns }) => ({
    name: String(name),
    way: String(way),
    ns: Number(ns),
  }));
  if (table.length === 0 || table.some(({ ns }) => !(ns >= 0))) {
    throw wrongInput(
      'vdsoVsTrap',
      'rows {name, way, ns}, such as {name: "clock_gettime", way: "vDSO", ns: 17.4}',
    );
  }
  const names = [...new Set(table.map(({ name }) => name))];
  const ways = [...new Set(table.map(({ way }) => way))];
  const slowest = table.reduce((a, b) => (b.ns > a.ns ? b : a));
  const fastest = table.reduce((a, b) => (b.ns < a.ns ? b : a));
  const widest = (texts: string[]) => 7 * Math.max(4, ...texts.map((text) => text.length));
  const [wayWidth, nameWidth] = [widest(ways), names.length > 1 ? widest(names) + 16 : 0];
  const layers: ChartOptions = {
    title: 'One call, with a trap and without',
    height: 70 + names.length * (ways.length * 24 + 16),
    marginLeft: 32 + wayWidth + nameWidth,
    marginRight: 72,
    marginBottom: 40,
    x: { label: 'time of one call', tickFormat: formatTime, ticks: 6, grid: true, nice: true },
    y: { label: null, domain: ways },
    fy: { label: null, domain: names, axis: null },
    color: { domain: ways, range: [COLOURS.user, COLOURS.handler, COLOURS.exit] },
    ariaLabel: 'Bar chart: time of one call through the vDSO and through a trap',
    ariaDescription: `From ${formatTime(fastest.ns)} (${fastest.name}, ${fastest.way}) to ${formatTime(slowest.ns)} (${slowest.name}, ${slowest.way}).`,
  };
  const chart = Plot.plot({
    ...layered(layers, options),
    marks: [
      names.length > 1 ? Plot.axisFy({ anchor: 'left', dx: -wayWidth - 12, fill: COLOURS.ink }) : null,
      Plot.barX(table, {
        x: 'ns',
        y: 'way',
        fy: 'name',
        fill: 'way',
        tip: { format: { x: formatTime, fill: false } },
      }),
      Plot.text(table, {
        x: 'ns',
        y: 'way',
        fy: 'name',
        text: ({ ns }) => formatTime(ns),
        dx: 6,
        textAnchor: 'start',
        fill: COLOURS.ink,
      }),
      Plot.ruleX([0], { stroke: COLOURS.ink }),
    ],
  });
  return withData(chart, table, ['name', 'way', 'ns']);
}
