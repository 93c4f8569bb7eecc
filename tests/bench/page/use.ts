import type { Page } from 'playwright-core';
import { mainThreads } from '../processor';

const KEYS = 40;
const SCROLL_MS = 4000;

/** How an open notebook scrolls, in frames. */
export async function scroll(page: Page): Promise<{ frames: number[]; mainThread: number }> {
  const browser = browserOf(page);
  const before = await mainThreads(browser);
  const frames = await page.evaluate(async (length) => {
    const times: number[] = [];
    let last = await new Promise(requestAnimationFrame);
    const end = last + length;
    while (last < end) {
      scrollBy(0, 40);
      const now = await new Promise(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  }, SCROLL_MS);
  return { frames, mainThread: (await mainThreads(browser, before)) / frames.length };
}

/**
 * What a key costs that is typed into a cell: the main thread's time, all that follows from it included, and how long
 * after the key the page had answered it.
 */
export async function type(
  page: Page,
  cell: string,
): Promise<{ mainThread: number; delays: number[]; keys: number }> {
  const browser = browserOf(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator(`[data-cell="${cell}"] .monaco-editor`).click();
  await page.keyboard.press('Control+Home');
  // The language service starts with the first cell that is written in; typing is measured once it has.
  await page.waitForTimeout(4000);
  await page.evaluate(() => {
    const delays: number[] = [];
    Object.assign(window, { delays });
    addEventListener(
      'keypress',
      ({ timeStamp }) => {
        // The text is put in by the task of this event; the next one comes after all that follows at once.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => delays.push(performance.now() - timeStamp);
        port2.postMessage(0);
      },
      true,
    );
  });
  const before = await mainThreads(browser);
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.type('/');
    await page.waitForTimeout(60);
  }
  const mainThread = (await mainThreads(browser, before)) / KEYS;
  const delays = await page.evaluate(() => Reflect.get(window, 'delays') as number[]);
  return { mainThread, delays, keys: KEYS };
}

function browserOf(page: Page) {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  return browser;
}
