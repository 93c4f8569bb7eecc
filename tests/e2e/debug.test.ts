import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, importNotebook, openedSite, reads, some, visit, write } from './page';

const { site } = openedSite();

const NOTEBOOK = `---
title: Debug
---
\`\`\`c {name=loop}
#include <unistd.h>
static int counter;
static int twice(int n) {
    int result = n + n;
    return result;
}
int main(void) {
    for (int i = 0; i < 3; i++)
        counter += twice(i);
    write(1, "done\\n", 5);
    return counter;
}
\`\`\`

\`\`\`asm {name=end}
.globl _start
_start:
 mov $5, %ecx
again: dec %ecx
 jnz again
 mov $231, %eax
 xor %edi, %edi
 syscall
\`\`\`
`;

async function debugged(index: number) {
  const visitor = await visit(site(), '');
  const { page } = visitor;
  await importNotebook(page, site().url, 'debug.md', NOTEBOOK);
  await cell(page, index).locator('.monaco-editor').waitFor();
  await cell(page, index).getByRole('button', { name: 'Debug', exact: true }).click();
  return visitor;
}
const status = (page: Page, index: number, text: string) =>
  cell(page, index).locator('output', { hasText: text }).waitFor({ timeout: 60_000 });
const panel = (page: Page, index: number, name: string) =>
  cell(page, index).getByRole('group', { name, exact: true });

test('a C program is stepped through by lines, forward and back, with breakpoints and variables', async () => {
  const { context, page, problems } = await debugged(0);
  await status(page, 0, 'main, line 8');
  await cell(page, 0).locator('.line-current').waitFor();
  await page.keyboard.press('F10');
  await status(page, 0, 'main, line 9');
  await page.keyboard.press('F11');
  await page.keyboard.press('F10');
  await status(page, 0, 'twice, line 4');
  await page.keyboard.press('F10');
  await status(page, 0, 'twice, line 5');
  await reads(
    panel(page, 0, 'Variables'),
    /twice line 5.*main line 9.*n 0 int.*result 0 int.*counter 0 int/s,
  );
  await some(panel(page, 0, 'Registers').locator('[data-changed]'));
  // A breakpoint by a press on the number of its line; F5 comes to it once for each round.
  await cell(page, 0).locator('.line-numbers', { hasText: /^5$/ }).click();
  await cell(page, 0).locator('.line-break').waitFor();
  await page.keyboard.press('F5');
  await panel(page, 0, 'Variables').getByText('n 1 int').waitFor();
  await page.keyboard.press('Alt+F10');
  await status(page, 0, 'twice, line 4');
  await page.keyboard.press('F5');
  await page.keyboard.press('Shift+F11');
  await status(page, 0, 'main, line 8');
  await page.keyboard.press('F8');
  await status(page, 0, 'twice, line 5');
  await cell(page, 0).locator('.line-numbers', { hasText: /^5$/ }).click();
  await page.keyboard.press('F8');
  await status(page, 0, 'At the system call write');
  await panel(page, 0, 'Registers').getByText('Output').click();
  await page.keyboard.press('F5');
  await status(page, 0, 'exited with 6');
  await panel(page, 0, 'Output').getByText('done').waitFor();
  await page.keyboard.press('Shift+F5');
  await cell(page, 0).getByRole('listbox').waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await context.close();
});

test('an assembly program is stepped through by instructions; a change of its source ends that', async () => {
  const { context, page, problems } = await debugged(1);
  await status(page, 1, '_start, line 3');
  await page.keyboard.press('F10');
  await page.keyboard.press('F10');
  await status(page, 1, 'again, line 5');
  await panel(page, 1, 'Registers').getByText('0x4', { exact: true }).waitFor();
  const rows = cell(page, 1).getByRole('listbox').getByRole('option');
  await rows.filter({ hasText: 'syscall' }).click();
  await cell(page, 1).getByRole('button', { name: 'Run to here' }).click();
  await status(page, 1, 'again, line 8');
  await panel(page, 1, 'Registers').getByText('Memory').click();
  await panel(page, 1, 'Memory').getByLabel('Address').fill('rip');
  await panel(page, 1, 'Memory').getByText('0f 05').waitFor();
  await write(page, 1, '.globl _start\n_start: nop\n hlt\n');
  await status(page, 1, 'The source has changed');
  await page.keyboard.press('Control+Shift+F5');
  await status(page, 1, '_start, line 2');
  await page.keyboard.press('F5');
  await status(page, 1, 'killed by SIGSEGV');
  expect(problems).toEqual([]);
  await context.close();
});

test('a program that never ends is paused, and the session ended', async () => {
  const { context, page, problems } = await debugged(1);
  await status(page, 1, '_start, line 3');
  await write(page, 1, '.globl _start\n_start: jmp _start\n');
  await status(page, 1, 'The source has changed');
  await cell(page, 1).getByRole('button', { name: 'Start again' }).click();
  await status(page, 1, '_start, line 2');
  await cell(page, 1).getByRole('button', { name: 'Continue' }).click();
  await status(page, 1, 'Running');
  await cell(page, 1).getByRole('button', { name: 'Pause' }).click();
  await status(page, 1, '_start, line 2');
  await cell(page, 1).getByRole('button', { name: 'End the session' }).click();
  await cell(page, 1).getByRole('listbox').waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await context.close();
});
