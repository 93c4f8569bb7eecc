import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, importNotebook, openedSite, outputs, saved, visit } from './page';

const { site } = openedSite();

const THREE = '---\ntitle: Three\n---\nFirst.\n\n```js {#two}\n1 + 1\n```\n\n```js {#three}\n"three"\n```\n';

async function open(text: string) {
  const visitor = await visit(site(), '');
  await importNotebook(visitor.page, site().url, 'test.md', text);
  return visitor;
}

const sources = (page: Page) =>
  page.locator('[data-cell]').evaluateAll((all) => all.map((c) => c.getAttribute('data-kind')));
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Waits until the keyboard is on the cell at a place. */
const focused = (page: Page, index: number) =>
  expect.poll(() => cell(page, index).evaluate((c) => c === document.activeElement)).toBe(true);

test('an experiment is written from scratch by keyboard alone', async () => {
  const { context, page, problems } = await visit(site(), '');
  await page.getByRole('button', { name: 'New notebook' }).first().focus();
  await press(page, 'Enter');
  await page.waitForURL(/\/notebook\/#./);
  await page.locator('[data-cell], main p').first().waitFor();
  await page.locator('iframe[title="Outputs of the cells"]').waitFor({ state: 'attached' });
  if ((await page.locator('[data-cell]').count()) === 0) {
    await page.getByRole('button', { name: 'Add Text cell' }).last().focus();
    await press(page, 'Enter');
  } else {
    await cell(page, 0).focus();
    await press(page, 'm', 'Enter');
  }
  await page.locator('.monaco-editor').first().waitFor();
  await page.keyboard.insertText('# Exit statuses');
  await press(page, 'Alt+Enter');
  await expect.poll(() => page.locator('[data-cell]').count()).toBe(2);
  await press(page, 'Escape');
  await cell(page, 1).focus();
  await press(page, 's', 'Enter');
  await expect.poll(() => sources(page)).toEqual(['md', 'asm']);
  await page.locator('[data-kind="asm"] .monaco-editor').waitFor();
  await page.keyboard.insertText('.globl _start\n_start: mov $231, %eax\nmov $7, %edi\nsyscall\n');
  await press(page, 'Control+Enter');
  await cell(page, 1).getByText('exited with 7', { exact: true }).first().waitFor();
  await outputs(page).getByRole('heading', { name: 'Exit statuses' }).waitFor();
  await saved(page);
  expect(problems).toEqual([]);
  await context.close();
});

test('cells are selected, copied, pasted, joined and split by keys', async () => {
  const { context, page, problems } = await open(THREE);
  const count = () => page.locator('[data-cell]').count();
  await cell(page, 1).focus();
  await press(page, 'Shift+ArrowDown');
  await focused(page, 2);
  expect(await page.locator('[data-selected]').count()).toBe(2);
  await press(page, 'c', 'v');
  await expect.poll(count).toBe(5);
  await focused(page, 4);
  await press(page, 'Shift+k', 'Shift+m');
  await expect.poll(count).toBe(4);
  await press(page, 'd', 'd');
  await expect.poll(count).toBe(3);
  await press(page, 'z', 'z');
  await expect.poll(count).toBe(5);
  await page.getByRole('button', { name: 'More for this notebook' }).click();
  await page.getByRole('menuitem', { name: 'Deleted cells' }).click();
  await page.getByText('There are none.').waitFor();
  await press(page, 'Escape');
  await cell(page, 1).focus();
  await press(page, 'x');
  await expect.poll(count).toBe(4);
  await page.getByRole('button', { name: 'More for this notebook' }).click();
  await page.getByRole('menuitem', { name: 'Deleted cells' }).click();
  await page.getByRole('button', { name: 'Put back' }).click();
  await expect.poll(count).toBe(5);
  await focused(page, 1);
  await press(page, 'Enter', 'Control+Home', 'ArrowRight', 'ArrowRight');
  await press(page, 'Control+Shift+-');
  await expect.poll(count).toBe(6);
  expect(await cell(page, 1).textContent()).toMatch(/1/);
  expect(await cell(page, 2).textContent()).toMatch(/\+/);
  expect(problems).toEqual([]);
  await context.close();
});

test('find and replace goes over all cells', async () => {
  const { context, page, problems } = await open(THREE);
  await cell(page, 0).focus();
  await press(page, 'Control+f');
  const bar = page.getByRole('search', { name: 'Find and replace' });
  await bar.getByRole('textbox', { name: 'Find', exact: true }).fill('three');
  await bar.getByText('0 of 1').waitFor();
  await press(page, 'Enter');
  await bar.getByText('1 of 1').waitFor();
  await bar.getByRole('textbox', { name: 'Replace by' }).fill('thirteen');
  await bar.getByRole('button', { name: 'All' }).click();
  await outputs(page).getByText('thirteen').waitFor();
  await bar.getByText('None').waitFor();
  await press(page, 'Escape');
  await bar.waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await context.close();
});

test('a cell is dragged to another place', async () => {
  const { context, page } = await open(THREE);
  const grip = cell(page, 0).locator('[draggable]');
  await grip.dragTo(cell(page, 2), { targetPosition: { x: 200, y: 1 }, force: true });
  await expect.poll(() => sources(page)).toEqual(['js', 'md', 'js']);
  await context.close();
});
