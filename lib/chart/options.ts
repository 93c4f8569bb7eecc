import type { PlotOptions } from '@observablehq/plot';

/** What every chart of this folder takes: Plot's own options win over its defaults. */
export type ChartOptions = Omit<PlotOptions, 'marks'>;

/** Colours are the page's tokens, so that a chart follows light and dark; an export writes them out. */
export const COLOURS = {
  ink: 'var(--ink, #17191e)',
  faint: 'var(--line, #ddd)',
  accent: 'var(--accent, #3451d1)',
  user: 'var(--time-user, #4c72dd)',
  entry: 'var(--time-entry, #f2b04a)',
  handler: 'var(--time-handler, #d9622b)',
  exit: 'var(--time-exit, #b23a6f)',
} as const;

/** Colours of series in order, far apart for the colour-blind too. */
export const SERIES = [
  COLOURS.accent,
  COLOURS.handler,
  'var(--code-register, #0b6b76)',
  COLOURS.exit,
  'var(--time-fault, #7d5ab8)',
  COLOURS.entry,
];

/** Type of the size of captions, in the page's own face and ink. */
export const STYLE = {
  fontFamily: 'var(--font-text, system-ui, sans-serif)',
  fontSize: '12px',
  background: 'none',
  color: COLOURS.ink,
} as const;

/** A width, where the page has so much: a chart that is shrunk to a phone nobody can read. */
export const atMost = (width: number): number =>
  Math.min(width, globalThis.document?.documentElement.clientWidth || width);

/** How wide a chart of this folder is. */
export const chartWidth = (): number => atMost(688);

/** The domain of bars of these lengths, where Plot has to be told: of nothing but zeros it would draw them half a chart long. */
export const domainOf = (lengths: readonly number[]): { domain?: [number, number] } =>
  lengths.some((length) => length > 0) ? {} : { domain: [0, 1] };

/** Options in layers, later ones winning; scales are merged field by field. */
export function layered(...layers: ChartOptions[]): PlotOptions {
  const made: Record<string, unknown> = {};
  for (const layer of [{ width: chartWidth(), style: STYLE }, ...layers]) {
    for (const [key, value] of Object.entries(layer)) {
      if (value === undefined) continue;
      const before = made[key];
      made[key] = isScale(before) && isScale(value) ? { ...before, ...value } : value;
    }
  }
  return made;
}

function isScale(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('nodeType' in value);
}

/** The labels at the left are calls: code, and set as code is. */
export function inCode<E extends Element>(chart: E): E {
  for (const labels of chart.querySelectorAll('[aria-label="y-axis tick label"]')) {
    labels.setAttribute('font-family', 'var(--font-code, ui-monospace, monospace)');
    labels.setAttribute('font-size', '11');
  }
  return chart;
}

/** An error that names the chart and what it takes. */
export function wrongInput(chart: string, takes: string): TypeError {
  return new TypeError(`charts.${chart}: the data must be ${takes}`);
}
