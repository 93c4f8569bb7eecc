/** Counts and time of one call, as RunResult.counts has them. */
export interface CallCount {
  readonly name: string;
  readonly calls: number;
  readonly errors: number;
  readonly ns: number;
}

/** The table of `strace -c`: time in calls, dearest first. Seconds are those of the machine's clock. */
export function straceSummary(counts: readonly CallCount[]): string {
  const rows = counts
    .filter((row) => row.calls > 0)
    .sort((a, b) => b.ns - a.ns || a.name.localeCompare(b.name));
  const total = rows.reduce((sum, row) => sum + row.ns, 0);
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  const errors = rows.reduce((sum, row) => sum + row.errors, 0);
  const width = Math.max(16, ...rows.map((row) => row.name.length));
  const rule = `------ ----------- ----------- --------- --------- ${'-'.repeat(width)}`;
  const line = (percent: number, ns: number, n: number, failed: number, name: string) =>
    `${percent.toFixed(2).padStart(6)} ${(ns / 1e9).toFixed(6).padStart(11)} ` +
    `${String(Math.round(n === 0 ? 0 : ns / n / 1000)).padStart(11)} ${String(n).padStart(9)} ` +
    `${(failed === 0 ? '' : String(failed)).padStart(9)} ${name}`;
  return [
    `% time     seconds  usecs/call     calls    errors syscall`,
    rule,
    ...rows.map((row) =>
      line(total === 0 ? 0 : (100 * row.ns) / total, row.ns, row.calls, row.errors, row.name),
    ),
    rule,
    line(total === 0 ? 0 : 100, total, calls, errors, 'total'),
    '',
  ].join('\n');
}
