import { expect, test } from 'vitest';
import { cell, importNotebook, openedSite, outputs, visit, write } from './page';

const { site } = openedSite();

const BOOK = `---
title: JavaScript
---
\`\`\`asm {name=copy}
	.globl _start
_start:	mov	$231, %eax
	syscall
\`\`\`

\`\`\`js {#n}
const n = view(Inputs.range([1, 9], { step: 1 }))
\`\`\`

\`\`\`js {#use}
n + 1
\`\`\`
`;

async function open() {
  const visitor = await visit(site(), '');
  await importNotebook(visitor.page, site().url, 'test.md', BOOK);
  await outputs(visitor.page).locator('input').first().waitFor();
  await cell(visitor.page, 2).locator('.monaco-editor').waitFor();
  return visitor;
}

test('completion knows a run’s fields, and other cells’ names', async () => {
  const { context, page, problems } = await open();
  await write(page, 2, '');
  await page.keyboard.type('copy.');
  const list = page.locator('.suggest-widget');
  await list.getByText('counts', { exact: true }).waitFor();
  await page.keyboard.type('coun');
  await page.keyboard.press('Enter');
  await expect.poll(() => cell(page, 2).locator('.view-lines').textContent()).toBe('copy.counts');
  expect(problems).toEqual([]);
  await context.close();
});

test('hover tells the value’s type, F12 goes to its cell, and a wrong name is marked', async () => {
  const { context, page, problems } = await open();
  const use = cell(page, 2);
  await use.locator('.monaco-editor').click();
  await page.keyboard.press('Control+Home');
  await expect
    .poll(async () => {
      await use.locator('.view-line span span').first().hover();
      return page.locator('.monaco-hover').filter({ hasText: 'var n: number' }).count();
    })
    .toBeGreaterThan(0);
  await page.keyboard.press('F12');
  await expect
    .poll(() => cell(page, 1).evaluate((section) => section.contains(document.activeElement)))
    .toBe(true);
  expect(await use.locator('.squiggly-error, .squiggly-warning').count()).toBe(0);
  await write(page, 2, 'copy.cuonts');
  await use.locator('.squiggly-warning').waitFor();
  await write(page, 2, 'n + copy.ns');
  await use.locator('.squiggly-warning').waitFor({ state: 'detached' });
  // What was typed is checked a moment after each key, half of it too.
  await expect.poll(() => use.locator('.squiggly-error').count()).toBe(0);
  expect(problems).toEqual([]);
  await context.close();
});

test('a call shows what it takes', async () => {
  const { context, page } = await open();
  await write(page, 2, '');
  await page.keyboard.type('sweep(');
  await page.locator('.parameter-hints-widget').getByText('values').first().waitFor();
  // Escape closes it, and leaves the editor only then.
  await page.keyboard.press('Escape');
  await page.locator('.parameter-hints-widget.visible').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await expect.poll(() => cell(page, 2).evaluate((c) => c === document.activeElement)).toBe(true);
  await context.close();
});

test('a cell that shows something while it is evaluated has room for it', async () => {
  const { context, page, problems } = await visit(site(), '');
  const long = '```js {#long}\nfor (let i = 0; i < 9; i++) display(i);\nawait invalidation;\n```\n';
  await importNotebook(
    page,
    site().url,
    'long.md',
    `${long}\n\`\`\`js {#next}\nconst a = a2;\n\`\`\`\n\n\`\`\`js {#a2}\nconst a2 = a;\n\`\`\`\n`,
  );
  await outputs(page).getByText('8', { exact: true }).waitFor();
  const room = async () => (await cell(page, 0).locator('[data-output]').boundingBox())?.height;
  const shown = async () => (await outputs(page).getByText('8', { exact: true }).boundingBox())?.height ?? 0;
  await expect.poll(async () => ((await room()) ?? 0) > 9 * (await shown())).toBe(true);
  expect(await cell(page, 0).getAttribute('data-status')).toBe('running');
  // Cells are called what the reader sees.
  await cell(page, 1).getByText('cell 3 in turn reads', { exact: false }).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
