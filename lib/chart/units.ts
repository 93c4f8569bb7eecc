const TIME: [number, string][] = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
  [1, 'ns'],
];

/** A time in the unit that suits it, three digits: 104 ns, 1.34 ms. */
export function formatTime(ns: number): string {
  if (ns === 0) return '0';
  const [scale, unit] = TIME.find(([least]) => Math.abs(ns) >= least * 0.9995) ?? [1, 'ns'];
  return `${Number((ns / scale).toPrecision(3))} ${unit}`;
}

/** A buffer size as programmers say it: 64, 4K, 1M. */
export function formatSize(bytes: number): string {
  if (bytes >= 1 << 20 && bytes % (1 << 20) === 0) return `${bytes >> 20}M`;
  if (bytes >= 1 << 10 && bytes % (1 << 10) === 0) return `${bytes >> 10}K`;
  return formatCount(bytes);
}

/** A count with thousands apart: 1,000,000. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** Powers of `base` from the one below `least` to the one above `most`; every so many when there would be too many. */
export function powers(base: number, least: number, most: number, room = 9): number[] {
  if (!(least > 0) || !Number.isFinite(most)) return [];
  const [from, to] = [
    Math.floor(Math.log(least) / Math.log(base) + 1e-9),
    Math.ceil(Math.log(most) / Math.log(base) - 1e-9),
  ];
  const step = Math.max(1, Math.ceil((to - from + 1) / room));
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => base ** (from + i * step));
}
