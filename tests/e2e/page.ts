import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { CellState } from '../../lib/notebook/types';
import { openSite, type Site } from '../browser';

/** The built site under a subpath, as a static host would have it, for the tests of one file. */
export function openedSite(): { site: () => Site } {
  let site: Site;
  beforeAll(async () => {
    site = await openSite({ base: '/some/where' });
  });
  afterAll(async () => {
    await site?.close();
  });
  return { site: () => site };
}

/** A visitor with nothing stored. Errors of the page and failed loads are collected; a test ends by looking at them. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  problems: string[];
}

export async function visit(
  site: Site,
  path: string,
  options: { scripts?: boolean; width?: number; offline?: boolean; touch?: boolean } = {},
): Promise<Visitor> {
  const { scripts = true, width = 1280, offline = false, touch = false } = options;
  const context = await site.browser.newContext({
    javaScriptEnabled: scripts,
    viewport: { width, height: 900 },
    acceptDownloads: true,
    hasTouch: touch,
    // A service worker would answer before the test's own routes do.
    serviceWorkers: offline ? 'allow' : 'block',
  });
  // As expect.poll has it in vitest.config.ts.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on(
    'response',
    (answer) => answer.status() >= 400 && problems.push(`${answer.status()} ${answer.url()}`),
  );
  await page.goto(site.url + path);
  return { context, page, problems };
}

/** Brings a notebook into the lab by its file and waits until it is open and its frame answers. */
export async function importNotebook(page: Page, siteUrl: string, name: string, text: string): Promise<void> {
  await page.goto(siteUrl);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await page.waitForURL(/\/notebook\/#./);
  await page.locator('[data-cell]').first().waitFor();
}

/** Waits until a lesson is live: it wakes up when somebody is about to use it. */
export async function awake(page: Page): Promise<void> {
  await page.mouse.move(640, 300);
  await page.mouse.move(640, 310);
  await page.locator('[data-live]:not([inert]) [data-cell]').first().waitFor();
}

/** The frame that draws outputs. */
export const outputs = (page: Page) => page.frameLocator('iframe[title="Outputs of the cells"]');

/** The cell at a place, from 0. */
export const cell = (page: Page, index: number) => page.locator('[data-cell]').nth(index);

/** Waits until a cell stands so: what it shows, or a cell made from it shows, may be there a moment earlier. */
export const status = (page: Page, index: number, wanted: CellState['status']) =>
  expect.poll(() => cell(page, index).getAttribute('data-status')).toBe(wanted);

/** Waits until something reads so. */
export const reads = (place: Locator, wanted: string | RegExp) =>
  expect.poll(() => place.textContent()).toMatch(wanted);

/** Waits until there are so many. */
export const counted = (places: Locator, wanted: number) => expect.poll(() => places.count()).toBe(wanted);

/** Waits until there is at least one. */
export const some = (places: Locator) => places.first().waitFor({ state: 'attached' });

/** Types into a cell's editor in place of what it holds. */
export async function write(page: Page, index: number, text: string): Promise<void> {
  await cell(page, index).locator('.monaco-editor').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

/** Files as a page has them that the reader drags or pastes. */
const transfer = (page: Page, files: readonly { name: string; buffer: Buffer }[]) =>
  page.evaluateHandle(
    (all) => {
      const data = new DataTransfer();
      for (const { name, base64 } of all)
        data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
      return data;
    },
    files.map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') })),
  );

/** Drops files at the end of the page as a file manager does. */
export async function drop(page: Page, files: readonly { name: string; buffer: Buffer }[]): Promise<void> {
  const at = { dataTransfer: await transfer(page, files), clientX: 640, clientY: 880 };
  for (const type of ['dragover', 'drop']) await page.dispatchEvent('body', type, at);
}

/** Pastes files where the keyboard is. */
export async function paste(page: Page, files: readonly { name: string; buffer: Buffer }[]): Promise<void> {
  await page.evaluate(
    (clipboardData) => {
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    },
    await transfer(page, files),
  );
}

/** Waits until what was typed is in the store. */
export const saved = (page: Page) => page.locator('output', { hasText: /^Saved$/ }).waitFor();
