import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { drop, importNotebook, openedSite, saved, visit, write } from './page';

const { site } = openedSite();

const md = (title: string, text: string) => ({
  name: `${title}.md`,
  mimeType: 'text/markdown',
  buffer: Buffer.from(`---\ntitle: ${title}\n---\n${text}\n`),
});

const titles = (page: Page) => page.getByRole('listitem').locator('a[href^="notebook/"]').allTextContents();

test('notebooks are dropped in, searched, sorted, and saved all at once', async () => {
  const { context, page, problems } = await visit(site(), '');
  await page.getByText('None yet').waitFor();
  await drop(page, [
    md('Pipes 10', 'read'),
    md('Pipes 9', 'splice'),
    md('Clocks', 'vDSO'),
    md('Memory', 'mmap'),
  ]);
  await page.getByText('4 notebooks were imported').waitFor();
  await expect.poll(() => titles(page)).toHaveLength(4);
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Title');
  await expect.poll(() => titles(page)).toEqual(['Clocks', 'Memory', 'Pipes 9', 'Pipes 10']);
  const search = page.getByRole('searchbox', { name: 'Search your notebooks' });
  await search.fill('splice');
  await expect.poll(() => titles(page)).toEqual(['Pipes 9']);
  await search.fill('nowhere');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => titles(page)).toHaveLength(4);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export all as a zip' }).click();
  const path = await (await download).path();
  const files = unzipSync(new Uint8Array(readFileSync(path)));
  expect(Object.keys(files).sort()).toEqual(['clocks.md', 'memory.md', 'pipes-10.md', 'pipes-9.md']);

  // The zip comes back in.
  await drop(page, [{ name: 'all.zip', buffer: readFileSync(path) }]);
  await expect.poll(() => titles(page)).toHaveLength(8);
  expect(problems).toEqual([]);
  await context.close();
});

test('a second tab is told, and takes the notebook over with all that was typed', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(page, site().url, 'n.md', '---\ntitle: Shared\n---\n```js {#a}\n1\n```\n');
  await page.locator('.monaco-editor').waitFor();
  const second = await context.newPage();
  await second.goto(page.url());
  await second.getByRole('heading', { name: 'open in another tab' }).waitFor();
  await write(page, 0, '"typed just now"');
  // Not saved yet: the first tab saves before it lets go.
  await second.getByRole('button', { name: 'Use it here' }).click();
  await second.locator('.monaco-editor').getByText('typed just now').waitFor();
  await page.getByRole('heading', { name: 'open in another tab' }).waitFor();
  await write(second, 0, '"and now here"');
  await saved(second);
  await page.getByRole('button', { name: 'Use it here' }).click();
  await page.locator('.monaco-editor').getByText('and now here').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
