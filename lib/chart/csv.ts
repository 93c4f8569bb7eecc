import type { ChartData } from './data';

/** A table as CSV (RFC 4180): lines end with CRLF, texts with commas, quotes or line ends are quoted. */
export function toCsv({ columns, rows }: ChartData): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function field(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text =
    value instanceof Date
      ? value.toISOString()
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
