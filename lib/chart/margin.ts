import * as Plot from '@observablehq/plot';

type Chart = ReturnType<typeof Plot.plot>;

/** Plot's own left margin, and its distance from an axis to the labels of its ticks. */
const MARGIN = 40;
const TICK = 9;
/** A label that stands upright beside the axis. */
const UPRIGHT = 16;
/** Width of a letter or a digit, in ems: a little more than that of most. */
const LETTER = 0.6;
/** However long its labels are, most of the width is the chart's. */
const MOST = 0.45;

/**
 * Draws a plot with room for the labels at its left. Plot's margin has room for five digits; what is longer would stand
 * outside of the chart, where a narrow page ends.
 */
export function plotWithRoom(options: Plot.PlotOptions): Chart {
  const chart = Plot.plot(options);
  if (options.marginLeft !== undefined || options.margin !== undefined) return chart;
  const room = roomFor(chart);
  if (room <= MARGIN) return chart;
  const width = options.width ?? 640;
  return Plot.plot({ ...options, marginLeft: Math.min(room, Math.floor(width * MOST)) });
}

/** What the labels of the ticks at the left of a chart want. */
function roomFor(chart: Element): number {
  const labels = [...chart.querySelectorAll('[aria-label="y-axis tick label"][text-anchor="end"] text')];
  const letters = Math.max(
    0,
    ...labels.flatMap((label) => (label.textContent ?? '').split('\n')).map((text) => text.length),
  );
  if (letters === 0) return 0;
  const svg = labels[0].closest('svg');
  const size = Number.parseFloat(svg?.style.fontSize || svg?.getAttribute('font-size') || '10');
  const upright = chart.querySelector('[aria-label="y-axis label"] [transform*="rotate"]') ? UPRIGHT : 0;
  return Math.ceil(letters * size * LETTER) + TICK + upright;
}
