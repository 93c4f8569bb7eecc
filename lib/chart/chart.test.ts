// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { chartIn, charts, dataOf, exportChart, plotWithData } from './index';
import { formatSize, formatTime, powers } from './units';

const row = (name: string, calls: number, ns: number) => ({
  name,
  calls,
  errors: 0,
  entry: 132 * calls,
  handler: 100 * calls,
  exit: 132 * calls,
  cycles: 364 * calls,
  ns,
});
const counts = [row('write', 1000, 104_000), row('exit_group', 1, 90)];
const runs = [1, 16, 256, 4096, 65536].map((value) => ({ value, ns: 1e8 / value + 1.3e6 }));
const clocks = [
  { name: 'clock_gettime', way: 'vDSO', ns: 17.4 },
  { name: 'clock_gettime', way: 'trap', ns: 132 },
];
const bars = (chart: Element) => chart.querySelectorAll('g[aria-label="bar"] rect');
const text = async (chart: Element, format: 'svg' | 'csv') =>
  new TextDecoder().decode((await exportChart(chart, format))?.bytes);

describe('charts', () => {
  it('draws calls by count and by time', () => {
    expect(bars(charts.calls({ counts }))).toHaveLength(2);
    const byTime = charts.calls(counts, { by: 'time' });
    expect(bars(byTime)).toHaveLength(6);
    expect(byTime.textContent).toContain('104 µs');
    expect(() => charts.calls(undefined as never)).toThrow(
      'charts.calls: the data must be a program, or its .counts',
    );
  });

  it('joins the calls over the limit', () => {
    const many = Array.from({ length: 30 }, (_, i) => row(`call${i}`, 30 - i, 30 - i));
    const chart = charts.calls(many, { limit: 5 });
    expect(bars(chart)).toHaveLength(5);
    expect(chart.textContent).toContain('26 others');
  });

  it('draws the calls that took longest, whatever else there is', () => {
    const call = (index: number, ns: number) => ({
      index,
      name: 'read',
      start: index,
      ns,
      text: `read(${index})`,
    });
    // Each time once, in an order that has no system.
    const calls = Array.from({ length: 1009 }, (_, i) => call(i, 1 + ((i * 337) % 1009)));
    const chart = charts.slowest({ calls }, { limit: 5 });
    expect(dataOf(chart)?.rows.map((row) => row['ns'])).toEqual([1009, 1008, 1007, 1006, 1005]);
    expect(bars(chart)).toHaveLength(5);
    expect(chart.textContent).toContain(calls.find(({ ns }) => ns === 1009)?.text);
    const long = [{ ...call(0, 5), text: `openat(${'x'.repeat(90)})       = 3` }];
    expect(charts.slowest(long).textContent).toContain(`openat(${'x'.repeat(44)}…`);
    expect(charts.slowest(long, { width: 358 }).textContent).toMatch(/openat\(x{19}…/);
    expect(charts.slowest([{ ...call(0, 5), text: 'getpid()     = 1' }]).textContent).toContain(
      'getpid() = 1',
    );
    expect(bars(charts.slowest([]))).toHaveLength(0);
    // What took no time has a bar of no length.
    expect([...bars(charts.slowest([call(0, 0)]))].map((bar) => bar.getAttribute('width'))).toEqual(['0']);
    expect(() => charts.slowest({} as never)).toThrow('a program, or its .calls');
  });

  it('draws time against buffer size, and says what it shows', () => {
    const chart = charts.overheadByBuffer(runs);
    expect(chart.querySelectorAll('circle')).toHaveLength(5);
    expect(chart.querySelector('[aria-label^="Line chart"]')?.getAttribute('aria-description')).toMatch(
      /^101 ms with a buffer of 1 bytes, 1\.3 ms with one of 65,536\.$/,
    );
    expect(() => charts.overheadByBuffer([])).toThrow('rows of a sweep');
    expect(() => charts.overheadByBuffer([{ value: 0, ns: 1 }])).toThrow('above 0');
  });

  it('has room for the labels of a plot of the reader', () => {
    const left = (values: unknown[], options = {}) => {
      const y = typeof values[0] === 'string' ? undefined : { domain: [0, values[0] as number] };
      const chart = plotWithData.plot({
        y,
        marks: [plotWithData.dot(values, { y: values, x: values.keys() })],
        ...options,
      });
      return Number(
        chart.querySelector('[aria-label="y-axis tick"] path')?.getAttribute('transform')?.match(/\d+/)?.[0],
      );
    };
    expect(left([100])).toBe(40);
    expect(left([100_000])).toBeGreaterThan(52);
    expect(left(['a name that is rather long'])).toBeGreaterThan(180);
    expect(left(['long '.repeat(99)])).toBe(288);
    expect(left([100_000], { marginLeft: 7 })).toBe(7);
  });

  it('draws clocks, and lets options win', () => {
    const chart = charts.vdsoVsTrap(clocks, { title: 'Clocks', x: { label: 'ns a call' } });
    expect(bars(chart)).toHaveLength(2);
    expect(chart.querySelector('h2')?.textContent).toBe('Clocks');
    expect(chart.textContent).toContain('ns a call');
  });
});

describe('export', () => {
  it('writes CSV of what was drawn, also for plots of the reader', async () => {
    expect(await text(charts.vdsoVsTrap(clocks), 'csv')).toBe(
      'name,way,ns\r\nclock_gettime,vDSO,17.4\r\nclock_gettime,trap,132\r\n',
    );
    const own = plotWithData.plot({ marks: [plotWithData.dot([{ a: 1, b: 'x,"y"' }], { x: 'a', y: 'b' })] });
    expect(await text(own, 'csv')).toBe('a,b\r\n1,"x,""y"""\r\n');
    const short = plotWithData.lineY([3, 4]).plot();
    expect(dataOf(short)?.rows).toEqual([{ value: 3 }, { value: 4 }]);
    expect(await exportChart(document.createElement('svg'), 'csv')).toBeUndefined();
  });

  it('writes SVG that needs nothing around it', async () => {
    const svg = await text(charts.calls(counts, { by: 'time' }), 'svg');
    expect(svg).not.toMatch(/var\(|currentColor|<style|class=/);
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    expect(parsed.localName).toBe('svg');
    expect(parsed.querySelectorAll('g[aria-label="bar"] rect')).toHaveLength(6);
    for (const part of ['Time in system calls by name', 'entry', 'handler', 'exit'])
      expect(svg).toContain(part);
  });

  it('finds the chart of an output', () => {
    const root = document.createElement('div');
    expect(chartIn(root)).toBeUndefined();
    root.append(charts.vdsoVsTrap(clocks));
    expect(chartIn(root)?.localName).toBe('figure');
  });
});

it('formats times, sizes and ticks', () => {
  expect([0, 0.3, 17.4, 104.5, 999.96, 1336, 1.04e8, 2e9].map(formatTime)).toEqual([
    '0',
    '0.3 ns',
    '17.4 ns',
    '105 ns',
    '1 µs',
    '1.34 µs',
    '104 ms',
    '2 s',
  ]);
  expect([1, 1000, 1024, 65536, 1 << 20].map(formatSize)).toEqual(['1', '1,000', '1K', '64K', '1M']);
  expect(powers(10, 1.3e6, 1.01e8)).toEqual([1e6, 1e7, 1e8, 1e9]);
  expect(powers(2, 1, 65536, 9)).toEqual([1, 4, 16, 64, 256, 1024, 4096, 16384, 65536]);
});
