import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, importNotebook, openedSite, reads, saved, visit, write } from './page';

const { site } = openedSite();

const SOURCE = `#include <unistd.h>
static int counter;
int twice(int n) { return 2 * n; }
int main(void) {
    for (int i = 0; i < 250; i++)
        counter += twice(i);
    write(1, "hello\\n", 6);
    return 0;
}
`;
const NOTEBOOK = `---
title: Code
---
\`\`\`c {name=loop level=0}
${SOURCE}\`\`\`

\`\`\`asm {name=end}
.globl _start
_start:
 mov $231, %eax
 xor %edi, %edi
 syscall
\`\`\`
`;

const rows = (page: Page, index: number) => cell(page, index).getByRole('listbox').getByRole('option');
/** The instructions, without what is said of them. */
const texts = (page: Page, index: number) => rows(page, index).locator('code').allTextContents();
/** Waits until an instruction is in the list. */
const lists = (page: Page, index: number, instruction: string) =>
  expect.poll(async () => (await texts(page, index)).join('\n')).toContain(instruction);

async function opened(name = 'c.md') {
  const visitor = await visit(site(), '');
  await importNotebook(visitor.page, site().url, name, NOTEBOOK);
  return visitor;
}

test('a C cell shows its assembly and bytes, in both syntaxes and at both levels', async () => {
  const { context, page, problems } = await opened();
  await cell(page, 0).getByRole('button', { name: 'Assembly' }).click();
  await rows(page, 0).first().waitFor();
  await lists(page, 0, 'add %eax, counter(%rip)');
  await reads(rows(page, 0).filter({ hasText: 'call write' }), /traps.*line 7.*e8( [\da-f]{2}){4}/);
  await cell(page, 0).getByText('Intel', { exact: true }).click();
  await lists(page, 0, 'add DWORD PTR counter[rip], eax');
  await cell(page, 0).getByText('-O1', { exact: true }).click();
  // Now that variables live in registers there is no frame.
  await expect.poll(async () => (await texts(page, 0)).join('\n')).not.toContain('push rbp');
  await lists(page, 0, 'call write');
  await saved(page);
  expect(problems).toEqual([]);
  await context.close();
});

test('after a run each line and instruction has its count', async () => {
  const { context, page, problems } = await opened();
  await cell(page, 0).getByRole('button', { name: 'Assembly' }).click();
  await page.getByRole('button', { name: 'Run all' }).click();
  await cell(page, 0).locator('.line-note', { hasText: '251×' }).waitFor({ timeout: 60_000 });
  await reads(rows(page, 0).filter({ hasText: 'call twice' }), /^250/);
  await reads(rows(page, 0).filter({ hasText: 'call write' }), /^1/);
  // Once the source changes, the counts are no longer its own.
  await cell(page, 0).locator('.view-line', { hasText: 'return 0' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('/* */');
  await cell(page, 0).locator('.line-note').first().waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await context.close();
});

test('pointing at either side lights the other, and one leads to the other by pointer and keyboard', async () => {
  const { context, page, problems } = await opened();
  await cell(page, 0).getByRole('button', { name: 'Assembly' }).click();
  await rows(page, 0).first().waitFor();
  const line = cell(page, 0).locator('.view-line', { hasText: 'counter +=' });
  const lit = (strength: string) => cell(page, 0).locator(`[role="option"][data-lit="${strength}"]`);
  await line.hover();
  await lit('strong').filter({ hasText: 'call twice' }).waitFor();
  await rows(page, 0).filter({ hasText: 'call write' }).hover();
  await cell(page, 0).locator('.line-lit').waitFor();

  await line.click({ modifiers: ['Control'] });
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
  const chosen = () => cell(page, 0).locator('[role="option"][aria-selected="true"]');
  await expect.poll(() => chosen().getAttribute('data-line')).toBe('6');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await cell(page, 0).locator('.monaco-editor.focused').waitFor();
  await cell(page, 0).locator('[role="option"][data-lit]').filter({ hasText: 'call twice' }).waitFor();
  await page.keyboard.press('Control+j');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-cell'))).toBe(true);
  expect(problems).toEqual([]);
  await context.close();
});

test('functions of the library open in the same view', async () => {
  const { context, page, problems } = await opened();
  await cell(page, 0).getByRole('button', { name: 'Assembly' }).click();
  await rows(page, 0).filter({ hasText: 'call write' }).dblclick();
  await rows(page, 0).filter({ hasText: 'syscall' }).filter({ hasText: 'trap' }).waitFor();
  await expect.poll(() => cell(page, 0).getByLabel('Function to show').inputValue()).toBe('write');
  await cell(page, 0).getByLabel('Function to show').selectOption('This cell');
  await rows(page, 0).filter({ hasText: 'call twice' }).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

test('an assembly cell shows its listing; on a narrow page it stands below the source', async () => {
  const { context, page, problems } = await opened();
  await page.setViewportSize({ width: 390, height: 844 });
  await cell(page, 1).focus();
  await page.keyboard.press('e');
  await rows(page, 1).filter({ hasText: 'syscall' }).waitFor();
  await expect.poll(() => rows(page, 1).filter({ hasText: 'xor' }).getAttribute('data-line')).toBe('4');
  const box = async (place: Locator) => {
    const found = await place.boundingBox();
    if (!found) throw new Error('it is not on the page');
    return { ...found, right: found.x + found.width, bottom: found.y + found.height };
  };
  const source = () => box(cell(page, 1).locator('.monaco-editor'));
  const list = () => box(cell(page, 1).getByRole('listbox'));
  await expect.poll(async () => (await list()).y - (await source()).bottom).toBeGreaterThanOrEqual(-1);
  await expect.poll(async () => (await list()).right).toBeLessThanOrEqual(390);
  await write(page, 1, '.globl _start\n_start: nop\n hlt\n');
  await rows(page, 1).filter({ hasText: 'hlt' }).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

test('program, assembly and object file are saved, and the command for gcc is copied', async () => {
  const { context, page, problems } = await opened();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const choose = async (item: string) => {
    await cell(page, 0).focus();
    await cell(page, 0).getByRole('button', { name: 'More for this cell' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  for (const [item, name, magic] of [
    ['Save the program (ELF)', 'loop', '\x7fELF'],
    ['Save the assembly (.s)', 'loop.s', '\t.text'],
    ['Save the object file (.o)', 'loop.o', '\x7fELF'],
  ]) {
    const download = page.waitForEvent('download');
    await choose(item);
    const file = await download;
    expect(file.suggestedFilename()).toBe(name);
    const bytes = readFileSync(await file.path());
    expect(bytes.toString('latin1').startsWith(magic)).toBe(true);
  }
  await choose('Copy the command for gcc');
  await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('gcc -std=gnu17 -O0 -static -D_GNU_SOURCE -o loop loop.c');
  expect(problems).toEqual([]);
  await context.close();
});
