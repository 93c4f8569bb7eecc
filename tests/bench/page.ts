import { existsSync } from 'node:fs';
import { openSite } from '../browser';
import { hello, many } from './page/notebooks';
import { Reader, type Timed } from './page/reader';
import { scroll, type } from './page/use';
import { scriptWeight } from './page/weight';

/*
 * npm run bench -- page: how heavy the pages are and how fast they answer, in Chromium, on the built site. Needs
 * `npm run build`. Times are of the clock; beside them, in brackets, is how long the browser's processes ran on a
 * processor meanwhile, on all of them together, which a loaded machine changes less. Of each the least and the median of
 * some runs are printed.
 *
 * - Cold: the browser was started just now and has nothing of the site, neither files nor compiled code, but the
 *   notebook, which never ran. From the address to the frame that shows its program's result.
 * - Second visit: the same in a new tab of a browser that has been here: the service worker answers, from its cache.
 * - Later visits: a Worker's module is compiled anew on two visits more before the browser keeps what came of it.
 * - Warm: the notebook is open and its program has run. It is changed, and runs again: from the key to the result.
 */

const RUNS = 5;
const CELLS = 200;

if (!existsSync('out/index.html')) {
  console.error('The site is not built: out/index.html is missing. Run `npm run build`, then this again.');
  process.exit(1);
}

// Bundled elsewhere, this module's own address says nothing of the site's; the bench runs at the root.
const site = await openSite({ root: 'out', base: '/some/where' });
const row = (what: string, value: string, aim = '') =>
  console.log(`${what.padEnd(44)} ${value.padStart(36)}   ${aim}`);
const ms = (time: number) => `${time.toFixed(time < 20 ? 1 : 0)} ms`;
const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1];
const least = (all: readonly number[]) => Math.min(...all);
const both = (of: (all: readonly number[]) => number, all: readonly Timed[]) =>
  `${ms(of(all.map(({ clock }) => clock)))} (${ms(of(all.map(({ processor }) => processor)))})`;
const spread = (all: readonly Timed[]) => `${both(least, all)}, ${both(median, all)}`;
const times = async (count: number, act: (i: number) => Promise<Timed>): Promise<Timed[]> => {
  const all: Timed[] = [];
  for (let i = 0; i < count; i++) all.push(await act(i));
  return all;
};

for (const path of ['', 'lessons/the-trap/', 'lessons/a-million-writes/']) {
  const bytes = await scriptWeight(site.browser, site.url + path);
  row(`script before use, /${path}`, `${(bytes / 1024).toFixed(1)} KB gz`, 'under 150 KB');
}
console.log(`\nleast and median of ${RUNS}; of the clock, in brackets of the processor`);

const reader = new Reader(site.url);
let status = 10;
const run = (address: string) => reader.visit(address, { until: `exited with ${status++}`, run: true });

{
  await reader.start('block');
  const first = status;
  const addresses = await reader.bring(Array.from({ length: RUNS }, (_, i) => hello(first + i)));
  const cold = await times(RUNS, async (i) => {
    await reader.forget();
    await reader.start('allow');
    return run(addresses[i]);
  });
  row('cold load to the first cell run', spread(cold), 'under 1.5 s');
}

{
  const first = status;
  const addresses = await reader.bring(Array.from({ length: 2 * RUNS + 1 }, (_, i) => hello(first + i)));
  const second = await times(RUNS, async (i) => {
    await reader.forget();
    await reader.start('allow');
    const page = await reader.tab();
    await page.goto(site.url);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    return run(addresses[i]);
  });
  row('second visit to the first cell run', spread(second));
  const later = await times(RUNS + 1, (i) => run(addresses[RUNS + i]));
  row('later visits to the first cell run', spread(later.slice(1)));

  const page = reader.current;
  await page.locator('[data-cell] .monaco-editor').click();
  const warm = await times(RUNS, async () => {
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type(`${++status}`);
    await page.waitForTimeout(1500);
    return reader.press('Control+Enter', `exited with ${status}`);
  });
  row('warm: the next run', spread(warm), 'under 300 ms');
}

{
  const [address] = await reader.bring([many(CELLS)]);
  const opened = await times(RUNS, () => reader.visit(address, { until: CELLS }));
  row(`opening a notebook of ${CELLS} cells`, spread(opened), 'under 1 s');

  const page = reader.current;
  await page.waitForTimeout(4000);
  const { frames, mainThread } = await scroll(page);
  const mean = frames.reduce((a, b) => a + b) / frames.length;
  row('scrolling it: frames a second', (1000 / mean).toFixed(0), '60');
  row('  main thread a frame', ms(mainThread), 'under 16 ms');
  row('  frames longer than 34 ms', `${frames.filter((time) => time > 34).length} of ${frames.length}`);

  const typed = await type(page, 'b0');
  row('typing in it: main thread a key', ms(typed.mainThread), 'under 16 ms');
  row(
    '  from the key to the frame that shows it',
    `${ms(least(typed.delays))}, ${ms(median(typed.delays))}`,
    'under 16 ms',
  );
  const late = typed.delays.filter((time) => time > 16);
  row('  keys shown later than 16 ms', `${late.length} of ${typed.delays.length}`);
}
await reader.end();
await site.close();
