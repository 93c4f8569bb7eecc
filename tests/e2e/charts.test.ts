import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { awake, openedSite, outputs, visit } from './page';

const { site } = openedSite();
const lab = createLocalLab();

/** The run of a lesson's program, made here and apart from the page. */
async function run(lesson: string, name: string, args: string[] = []) {
  const text = readFileSync(`notebooks/${lesson}.md`, 'utf8');
  const asm = new RegExp(`^\`\`\`asm \\{name=${name}\\b.*\\}\\n([^]*?)^\`\`\``, 'm').exec(text)?.[1];
  if (asm === undefined) throw new Error(`${lesson}.md has no program ${name}`);
  return lab.run({
    program: { asm, name: `${name}.s` },
    args: [name, ...args],
    profile: 'measured-vm',
    tty: true,
    limits: { traceRows: 1000 },
  });
}

/** Opens a lesson, runs all of it live, and hands over the chart with a label. */
async function chart(lesson: string, label: string) {
  const { context, page } = await visit(site(), `lessons/${lesson}/`);
  await awake(page);
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Run all' }).waitFor({ timeout: 120_000 });
  const svg = outputs(page).locator(`svg[aria-label="${label}"]`).first();
  await svg.waitFor();
  return { context, page, svg };
}

/** What an SVG's marks of one kind measure. */
const marks = (svg: Locator, selector: string, attributes: string[]) =>
  svg
    .locator(selector)
    .evaluateAll(
      (all, names) => all.map((mark) => names.map((name) => Number(mark.getAttribute(name)))),
      attributes,
    );

/** Fits pixels = a + b * value and answers the worst error in pixels. */
function straight(values: number[], pixels: number[]): number {
  const n = values.length;
  const mean = (all: number[]) => all.reduce((sum, x) => sum + x, 0) / n;
  const [mv, mp] = [mean(values), mean(pixels)];
  const slope =
    values.reduce((sum, v, i) => sum + (v - mv) * (pixels[i] - mp), 0) /
    values.reduce((sum, v) => sum + (v - mv) ** 2, 0);
  return Math.max(...values.map((v, i) => Math.abs(mp + slope * (v - mv) - pixels[i])));
}

/** The rows of the chart as its CSV has them. */
async function csv(page: Page, label: string): Promise<Record<string, string>[]> {
  const holder = page
    .locator('[data-cell]')
    .filter({ has: page.getByText(`charts.${label}(`) })
    .first();
  await holder.focus();
  await holder.getByRole('button', { name: 'Save the chart' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save chart as CSV' }).click();
  const [head, ...lines] = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((field, n) => [names[n], field])));
}

test('calls by name: each bar is as long as the time that the run gave it', async () => {
  const { context, page, svg } = await chart('a-million-writes', 'Bar chart: time in system calls by name');
  const { counts } = await run('a-million-writes', 'unbuffered');
  const parts = counts.flatMap(({ ns, cycles, entry, handler, exit }) =>
    [entry, handler, exit].map((part) => (cycles === 0 ? 0 : (ns * part) / cycles)),
  );
  const bars = (await marks(svg, 'g[aria-label="bar"] rect', ['width'])).map(([width]) => width);
  const expected = parts.sort((a, b) => a - b);
  expect(bars.length).toBe(expected.length);
  expect(
    straight(
      expected,
      [...bars].sort((a, b) => a - b),
    ),
  ).toBeLessThan(0.1);
  const rows = await csv(page, 'calls');
  for (const { name, calls, ns } of counts) {
    const row = rows.find((r) => r.name === name);
    expect(Number(row?.calls)).toBe(calls);
    expect(Number(row?.ns)).toBeCloseTo(ns, 3);
  }
  await context.close();
});

test('buffers: each of 17 points lies where its own run puts it', async () => {
  const { context, page, svg } = await chart(
    'a-million-writes',
    'Line chart: time against buffer size, both logarithmic',
  );
  const sizes = Array.from({ length: 17 }, (_, n) => 2 ** n);
  const times: number[] = [];
  for (const size of sizes)
    times.push((await run('a-million-writes', 'buffered', ['1000000', String(size)])).ns);
  const dots = await marks(svg, 'g[aria-label="dot"] circle', ['cx', 'cy']);
  expect(dots.length).toBe(17);
  expect(
    straight(
      sizes.map(Math.log),
      dots.map(([x]) => x),
    ),
  ).toBeLessThan(0.1);
  expect(
    straight(
      times.map(Math.log),
      dots.map(([, y]) => y),
    ),
  ).toBeLessThan(0.1);
  const rows = await csv(page, 'overheadByBuffer');
  expect(rows.map(({ size }) => Number(size))).toEqual(sizes);
  expect(rows.map(({ ns }) => Number(ns))).toEqual(times);
  await context.close();
});

test('vDSO and trap: each bar is as long as the difference of its two runs', async () => {
  const { context, page, svg } = await chart(
    'time-without-a-trap',
    'Bar chart: time of one call through the vDSO and through a trap',
  );
  const asked: number[] = [];
  for (const id of ['1', '6', '2'])
    for (const way of ['vdso', 'trap']) {
      const [few, many] = [
        await run('time-without-a-trap', 'clock', [way, id, '1000']),
        await run('time-without-a-trap', 'clock', [way, id, '21000']),
      ];
      asked.push((many.ns - few.ns) / 20000);
    }
  const bars = (await marks(svg, 'g[aria-label="bar"] rect', ['width'])).map(([width]) => width);
  expect(bars.length).toBe(6);
  expect(straight(asked, bars)).toBeLessThan(0.1);
  const rows = await csv(page, 'vdsoVsTrap');
  rows.forEach(({ ns }, n) => {
    expect(Number(ns)).toBeCloseTo(asked[n], 6);
  });
  await context.close();
});
