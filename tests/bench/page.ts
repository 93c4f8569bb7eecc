import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { launchProfile, openSite } from '../browser';
import { mainThreads, processorTime } from './processor';

/*
 * npm run bench -- page: how heavy the pages are and how fast they answer, in Chromium, on the built site. Needs
 * `npm run build`. Times are of the clock; beside them is how long the browser's processes ran on a processor meanwhile,
 * on all of them together, which a loaded machine changes less.
 */

/** A notebook with one program, which ends with a status. */
const hello = (status: number) => `---
title: Bench ${status}
---
\`\`\`asm {name=hello}
	.intel_syntax noprefix
	.globl _start
_start:	mov	eax, 231
	mov	edi, ${status}
	syscall
\`\`\`
`;
const CELLS = 200;
const MANY = `---\ntitle: Many\n---\n${Array.from({ length: CELLS / 4 }, (_, i) =>
  [
    `## Section ${i}\n`,
    `\`\`\`js {#a${i}}\nconst a${i} = ${i === 0 ? 1 : `a${i - 1} + 1`}\n\`\`\``,
    `\`\`\`js {#b${i}}\nPlot.plot({ height: 80, marks: [Plot.barX([a${i}])] })\n\`\`\``,
    `\`\`\`asm {name=p${i}}\n\t.globl\t_start\n_start:\tmov\t$231, %eax\n\tmov\t$${i}, %edi\n\tsyscall\n\`\`\``,
  ].join('\n\n'),
).join('\n\n')}\n`;
const KEYS = 40;

// Bundled elsewhere, this module's own address says nothing of the site's; the bench runs at the root.
const site = await openSite({ root: 'out', base: '/some/where' });
const row = (what: string, value: string, aim: string) =>
  console.log(`${what.padEnd(52)} ${value.padStart(16)}   ${aim}`);
const ms = (time: number) => `${time.toFixed(time < 20 ? 1 : 0)} ms`;
const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1];
/** A time of the clock, and that of the processor. */
interface Timed {
  clock: number;
  processor: number;
}
const both = (all: readonly Timed[]) =>
  `${ms(median(all.map(({ clock }) => clock)))} (${ms(median(all.map(({ processor }) => processor)))})`;
async function timed(act: () => Promise<unknown>, browser = site.browser): Promise<Timed> {
  const [clock, processor] = [performance.now(), await processorTime(browser)];
  await act();
  return { clock: performance.now() - clock, processor: (await processorTime(browser)) - processor };
}

async function script(path: string): Promise<number> {
  const page = await site.browser.newPage({ serviceWorkers: 'block' });
  const sizes: Promise<number>[] = [];
  page.on('response', (answer) => {
    if (answer.url().endsWith('.js')) sizes.push(answer.body().then((body) => gzipSync(body).length));
  });
  await page.goto(site.url + path, { waitUntil: 'networkidle' });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return total;
}

async function bring(page: Page, text: string): Promise<string> {
  await page.goto(site.url);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  await (await chooser).setFiles({ name: 'n.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await page.waitForURL(/\/notebook\/#./);
  await page.locator('[data-cell]').first().waitFor();
  return page.url();
}

/**
 * First runs of a visitor who has been here before: the service worker answers, and has compiled code of the scripts. A
 * Worker's module is compiled anew on two visits more before the browser keeps what came of it. Private windows keep
 * nothing, so the profile is a folder.
 */
async function laterVisits(count: number): Promise<Timed[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-bench-'));
  const context = await launchProfile(folder);
  const page = await context.newPage();
  const statuses = Array.from({ length: count + 2 }, (_, i) => 10 + i);
  const addresses: string[] = [];
  for (const status of statuses) addresses.push(await bring(page, hello(status)));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const visits: Timed[] = [];
  for (const [i, status] of statuses.entries()) {
    visits.push(await firstRun(page, addresses[i], status));
    await page.waitForTimeout(2000);
  }
  await context.close();
  rmSync(folder, { recursive: true });
  return visits.slice(2);
}

/** From the address to the first result: the notebook is opened and its program run, as soon as it can be. */
async function firstRun(page: Page, address: string, status: number): Promise<Timed> {
  await page.goto('about:blank');
  return timed(async () => {
    await page.goto(address, { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByText(`exited with ${status}`, { exact: true }).first().waitFor();
  }, page.context().browser() ?? site.browser);
}

for (const path of ['', 'lessons/the-trap/', 'lessons/a-million-writes/'])
  row(`script before use, /${path}`, `${((await script(path)) / 1024).toFixed(1)} KB gz`, 'under 150 KB');

{
  // Each visitor has a profile of their own: what the browser keeps of one is not there for the next.
  const cold: Timed[] = [];
  const again: Timed[] = [];
  for (let i = 0; i < 3; i++) {
    const context = await site.browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    // Two notebooks that never ran: a kept result would be there at once.
    const [first, second] = [await bring(page, hello(7)), await bring(page, hello(8))];
    const client = await context.newCDPSession(page);
    await client.send('Network.clearBrowserCache');
    cold.push(await firstRun(page, first, 7));
    await firstRun(page, second, 8);
    again.push(
      await timed(async () => {
        await page.getByRole('button', { name: 'Run all' }).click();
        await page.getByText(/^(running|starting)/).waitFor();
        await page.getByText('exited with 8', { exact: true }).first().waitFor();
      }),
    );
    await context.close();
  }
  row('cold load to the first cell run', both(cold), 'under 1.5 s');
  row('run again', both(again), '');
}

row('later visits to the first cell run', both(await laterVisits(3)), 'under 300 ms');

{
  const context = await site.browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  const address = await bring(page, MANY);
  await page.goto('about:blank');
  const opening = await timed(async () => {
    await page.goto(address, { waitUntil: 'commit' });
    await page
      .locator('[data-cell]')
      .nth(CELLS - 1)
      .waitFor({ state: 'attached' });
  });
  row(`opening a notebook of ${CELLS} cells`, both([opening]), 'under 1 s');

  await page.waitForTimeout(4000);
  const beforeScroll = await mainThreads(site.browser);
  const frames = await page.evaluate(async () => {
    const times: number[] = [];
    let last = performance.now();
    const end = last + 4000;
    while (last < end) {
      scrollBy(0, 40);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times;
  });
  row(
    'scrolling it: frames a second',
    (1000 / (frames.reduce((a, b) => a + b) / frames.length)).toFixed(0),
    '60',
  );
  row(
    '  main thread a frame',
    ms((await mainThreads(site.browser, beforeScroll)) / frames.length),
    'under 16 ms',
  );
  row('  frames longer than 34 ms', `${frames.filter((time) => time > 34).length} of ${frames.length}`, '');

  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('[data-cell="b0"] .monaco-editor').click();
  await page.keyboard.press('Control+Home');
  // The language service starts with the first cell that is written in; typing is measured once it has.
  await page.waitForTimeout(4000);
  await page.evaluate(() => {
    const delays: number[] = [];
    Object.assign(window, { delays });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[])
        if (entry.name === 'keydown') delays.push(entry.processingEnd - entry.startTime);
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  const before = await mainThreads(site.browser);
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.type('/');
    await page.waitForTimeout(60);
  }
  row('typing in it: main thread a key', ms((await mainThreads(site.browser, before)) / KEYS), 'under 16 ms');
  const delays = await page.evaluate(() => Reflect.get(window, 'delays') as number[]);
  row('  keys answered later than 16 ms', `${delays.filter((time) => time > 16).length} of ${KEYS}`, '');
  await context.close();
}
await site.close();
