import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

const processes = async (browser: Browser) => {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo;
};

/** How long all processes of a browser have run on a processor so far, ms. */
export async function processorTime(browser: Browser): Promise<number> {
  return 1000 * (await processes(browser)).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** How long the main thread of each renderer has run, ms. proc(5): the first thread of a process has its number. */
export type MainThreads = ReadonlyMap<number, number>;

/** The main threads now; or with those of before, how long the busiest of them ran since, ms. */
export async function mainThreads(browser: Browser): Promise<MainThreads>;
export async function mainThreads(browser: Browser, before: MainThreads): Promise<number>;
export async function mainThreads(browser: Browser, before?: MainThreads): Promise<MainThreads | number> {
  const now = new Map(
    (await processes(browser))
      .filter(({ type }) => type === 'renderer')
      .map(({ id }) => [id, ranMs(id)] as const),
  );
  if (!before) return now;
  return Math.max(...[...now].map(([id, ran]) => ran - (before.get(id) ?? 0)));
}

/** NaN where there is no /proc. */
function ranMs(id: number): number {
  try {
    return Number(readFileSync(`/proc/${id}/task/${id}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}
