import { toCsv } from './csv';
import { dataOf } from './data';
import { toPng } from './png';
import { toSvg } from './svg';

export type ExportFormat = 'svg' | 'png' | 'csv';

/** The first chart below an element: a figure of Plot, or an SVG that stands alone. */
export function chartIn(root: Element): Element | undefined {
  const candidates = root.querySelectorAll('figure, svg');
  for (const element of candidates)
    if (element.localName === 'svg' || element.querySelector('svg')) return element;
  return undefined;
}

/** A chart as a file; undefined for CSV when the data it was drawn from is not known. */
export async function exportChart(
  chart: Element,
  format: ExportFormat,
): Promise<{ bytes: Uint8Array; type: string } | undefined> {
  const encode = (text: string) => new TextEncoder().encode(text);
  if (format === 'svg') return { bytes: encode(toSvg(chart).text), type: 'image/svg+xml' };
  if (format === 'png') return { bytes: await toPng(toSvg(chart)), type: 'image/png' };
  const data = dataOf(chart) ?? dataOf(chart.querySelector('svg') ?? chart);
  return data && { bytes: encode(toCsv(data)), type: 'text/csv' };
}
