import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, counted, importNotebook, openedSite, saved, visit } from './page';

const { site } = openedSite();

const NOTEBOOK = `---
title: Help
---
\`\`\`c {name=points}
#include <unistd.h>
struct point { double x, y; };
static int limit = 3;
int main(void) {
    struct point here = { 1, 2 };
    write(1, "x", 1);
    return here.x > limit;
}
\`\`\`

\`\`\`asm {name=hello}
.globl _start
_start:
 mov $1, %eax
 syscall
\`\`\`
`;

/** Puts the caret at the end of the line that holds a text. */
async function caretBehind(page: Page, index: number, line: string): Promise<void> {
  await cell(page, index).locator('.view-line', { hasText: line }).click();
  await page.keyboard.press('End');
}
const suggestions = (page: Page) => page.locator('.suggest-widget.visible .monaco-list-row');
/** Points at a piece of the source and waits for what is said of it. */
async function hovered(page: Page, index: number, piece: string, said: RegExp): Promise<void> {
  await page.mouse.move(0, 0);
  await cell(page, index).locator('.view-line span', { hasText: piece }).last().hover();
  const shown = page.locator('.monaco-hover:not(.hidden) .hover-contents');
  const text = async () => (await shown.allTextContents()).join('\n').replace(/\u00a0/g, ' ');
  await expect.poll(text).toMatch(said);
}

test('C is completed: members, functions with their header, arguments', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(page, site().url, 'help.md', NOTEBOOK);
  await caretBehind(page, 0, 'write(1');
  await page.keyboard.press('Enter');
  await page.keyboard.type('here.');
  await suggestions(page).filter({ hasText: 'y' }).first().waitFor();
  await counted(suggestions(page), 2);
  await page.keyboard.type('y');
  await page.keyboard.press('Enter');
  await page.keyboard.type(';');
  await page.keyboard.press('Enter');
  await page.keyboard.type('prin');
  await suggestions(page).filter({ hasText: 'printf' }).filter({ hasText: '<stdio.h>' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('(');
  await page.locator('.parameter-hints-widget.visible').getByText('const char').first().waitFor();
  await page.keyboard.press('Escape');
  // The first Escape closes the hint, the keyboard is still in the editor.
  expect(await cell(page, 0).locator('.monaco-editor.focused').count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-cell'))).toBe(true);
  const lines = await cell(page, 0).locator('.view-line').allTextContents();
  const text = lines.join('\n').replace(/\u00a0/g, ' ');
  expect(text).toContain('here.y;');
  expect(text).toContain('#include <stdio.h>');
  await saved(page);
  expect(problems).toEqual([]);
  await context.close();
});

test('pointing says what a name is, and F12 shows where it comes from', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(page, site().url, 'help.md', NOTEBOOK);
  await cell(page, 0).locator('.monaco-editor').waitFor();
  await hovered(
    page,
    0,
    'write',
    /ssize_t write\(int fd, const void \*buf, size_t count\)[\s\S]*errno:[\s\S]*EPIPE/,
  );
  await cell(page, 0).locator('.view-line', { hasText: 'return here.x' }).click();
  await page.keyboard.press('End');
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('F12');
  await page.locator('.peekview-widget').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.peekview-widget').waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await context.close();
});

test('assembly has help with instructions, registers and system calls', async () => {
  const { context, page, problems } = await visit(site(), '');
  await importNotebook(page, site().url, 'help.md', NOTEBOOK);
  await cell(page, 1).locator('.monaco-editor').waitFor();
  await hovered(page, 1, 'syscall', /Enters the kernel[\s\S]*write\(fd, buf, count\)/);
  await hovered(page, 1, '$1', /write\(fd, buf, count\)/);
  await caretBehind(page, 1, 'syscall');
  await page.keyboard.press('Enter');
  await page.keyboard.type('mov %r1');
  await suggestions(page).filter({ hasText: '%r10' }).first().waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
