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
 * after the key it was painted, which a screen of 60 frames a second delays by 8 ms on average.
 */
export async function type(page: Page, cell: string): Promise<{ mainThread: number; delays: number[] }> {
  const browser = browserOf(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator(`[data-cell="${cell}"] .monaco-editor`).click();
  await page.keyboard.press('Control+Home');
  // The language service starts with the first cell that is written in; typing is measured once it has.
  await page.waitForTimeout(4000);
  await page.evaluate(() => {
    const delays: number[] = [];
    let pressed: number | undefined;
    Object.assign(window, { delays });
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        pressed = timeStamp;
      },
      true,
    );
    const written = new MutationObserver(() => {
      if (pressed === undefined) return;
      const began = pressed;
      pressed = undefined;
      // Lines are drawn when a frame is made; the next task comes once it is painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => delays.push(performance.now() - began);
      port2.postMessage(0);
    });
    const lines = document.activeElement?.closest('.monaco-editor')?.querySelector('.view-lines');
    if (lines) written.observe(lines, { childList: true, subtree: true, characterData: true });
  });
  const before = await mainThreads(browser);
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.type('/');
    await page.waitForTimeout(60);
  }
  const mainThread = (await mainThreads(browser, before)) / KEYS;
  const delays = await page.evaluate(() => Reflect.get(window, 'delays') as number[]);
  return { mainThread, delays };
}

function browserOf(page: Page) {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  return browser;
}
