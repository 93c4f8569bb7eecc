import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, counted, importNotebook, openedSite, outputs, visit } from './page';

const { site } = openedSite();

const BOOK = `---
title: Flow
---
# Flow

\`\`\`js {#size}
const size = 16
\`\`\`

## Programs

\`\`\`asm {name=copy args="\${size}"}
	.globl _start
_start:	mov	$231, %eax
	xor	%edi, %edi
	syscall
\`\`\`

## Results

\`\`\`js {#twice}
size * 2
\`\`\`

\`\`\`js {#wrong}
nowhere + 1
\`\`\`
`;

async function open(width = 1280) {
  const visitor = await visit(site(), '', { width });
  await importNotebook(visitor.page, site().url, 'test.md', BOOK);
  await outputs(visitor.page).getByText('32').waitFor();
  return visitor;
}
const focused = (page: Page, id: string) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe(id);

test.each([1280, 390])(
  'the dataflow shows what feeds what, how it stands, and goes there, %i px',
  async (width) => {
    const { context, page, problems } = await open(width);
    await cell(page, 1).focus();
    await page.keyboard.press('g');
    const panel = page.getByRole('complementary', { name: 'Dataflow' });
    const size = panel.getByRole('button', { name: /^size(?! \*)/ });
    await size.waitFor();
    await expect.poll(() => size.evaluate((row) => row === document.activeElement)).toBe(true);
    const told = (name: RegExp) => panel.getByRole('button', { name }).getAttribute('aria-description');
    await expect.poll(() => told(/^size(?! \*)/)).toMatch(/^JavaScript; up to date; goes to copy, size \* 2/);
    await expect.poll(() => told(/^nowhere \+ 1/)).toMatch(/^JavaScript; failed/);
    await expect.poll(() => told(/^copy/)).toMatch(/^Assembly; not run yet; made from size/);
    // Lines out of the cell are lit while it is looked at.
    await counted(panel.locator('svg g[data-lit="to"]'), 2);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await focused(page, 'twice');
    await counted(panel, width < 720 ? 0 : 1);
    if (width > 720) {
      await page.keyboard.press('g');
      await panel.waitFor({ state: 'detached' });
    }
    expect(problems).toEqual([]);
    await context.close();
  },
);

test('sections collapse and expand, and what is sought in them comes out', async () => {
  const { context, page } = await open();
  const count = () => page.locator('[data-cell]').count();
  const all = await count();
  const at = () => page.evaluate(() => document.activeElement?.getAttribute('data-cell'));
  await cell(page, 2).focus();
  const head = await at();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: '1 cell hidden' }).waitFor();
  await expect.poll(count).toBe(all - 1);
  await page.keyboard.press('j');
  await expect.poll(at).not.toBe(head);
  await page.keyboard.press('k');
  await expect.poll(at).toBe(head);
  await page.keyboard.press('ArrowRight');
  await expect.poll(count).toBe(all);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('collapse all');
  await page.keyboard.press('Enter');
  await expect.poll(count).toBe(4);
  await cell(page, 0).focus();
  await page.keyboard.press('g');
  await page.getByRole('complementary', { name: 'Dataflow' }).getByRole('button', { name: /^copy/ }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-kind'))).toBe('asm');
  await context.close();
});

test('a notebook is presented section by section, large, by keys', async () => {
  const { context, page, problems } = await open();
  const heading = () => outputs(page).locator('h1, h2').filter({ visible: true });
  const before = await outputs(page).locator('h1').boundingBox();
  await cell(page, 0).focus();
  await page.keyboard.press('Shift+P');
  await page.getByRole('navigation', { name: 'Screens' }).getByText('1 of 3').waitFor();
  await expect.poll(() => heading().allTextContents()).toEqual(['Flow']);
  await expect
    .poll(
      async () => ((await outputs(page).locator('h1').boundingBox())?.height ?? 0) / (before?.height ?? 1),
    )
    .toBeGreaterThan(1.4);
  await counted(page.getByRole('banner'), 0);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => heading().allTextContents()).toEqual(['Programs']);
  // A teacher runs the program in front of all.
  await page.locator('[data-kind="asm"]').getByRole('button', { name: 'Run', exact: true }).last().click();
  await page.getByText('exited with 0', { exact: true }).first().waitFor();
  await page.keyboard.press('End');
  await expect.poll(() => heading().allTextContents()).toEqual(['Results']);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => heading().allTextContents()).toEqual(['Programs']);
  await page.keyboard.press('Escape');
  await page.getByRole('banner').waitFor();
  await expect.poll(() => page.locator('[data-cell]').count()).toBe(7);
  expect(problems).toEqual([]);
  await context.close();
});

test('only the notebook, and back', async () => {
  const { context, page } = await open();
  await cell(page, 0).focus();
  await page.keyboard.press('Shift+F');
  await page.getByRole('banner').waitFor({ state: 'hidden' });
  await page.keyboard.press('Shift+F');
  await page.getByRole('banner').waitFor();
  await context.close();
});

test('an empty notebook begins with cells that run', async () => {
  const { context, page, problems } = await visit(site(), '');
  await page.getByRole('button', { name: 'New notebook' }).click();
  await page.getByRole('button', { name: /^A C program/ }).click();
  await page.locator('[data-kind="c"] .monaco-editor').waitFor();
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByRole('group', { name: 'Terminal output' }).getByText('Hello from a machine').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
