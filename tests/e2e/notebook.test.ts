import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, counted, importNotebook, openedSite, outputs, reads, saved, visit, write } from './page';

const { site } = openedSite();

const HELLO = `---
title: Hello from a test
---
# Hello

\`\`\`asm {name=hello}
	.intel_syntax noprefix
	.globl _start
_start:	mov	eax, 1
	mov	edi, 1
	lea	rsi, [rip + text]
	mov	edx, 6
	syscall
	mov	eax, 231
	mov	edi, 3
	syscall
text:	.ascii	"hello\\n"
\`\`\`

\`\`\`js {id=chart}
Plot.plot({ marks: [Plot.barX(hello.counts, { x: "calls", y: "name" })] })
\`\`\`
`;

const SPIN = `\`\`\`asm {name=spin}
	.globl _start
_start:	jmp	_start
\`\`\`
`;

async function open(text: string) {
  const visitor = await visit(site(), '');
  await importNotebook(visitor.page, site().url, 'test.md', text);
  return visitor;
}

async function runAll(page: Page) {
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.locator('[data-kind="asm"]:is([data-status="ok"], [data-status="error"])').first().waitFor();
  await page.getByRole('button', { name: 'Run all' }).waitFor({ timeout: 60_000 });
}

test('a program runs, and a chart shows its calls', async () => {
  const { context, page, problems } = await open(HELLO);
  await runAll(page);
  await reads(cell(page, 1).getByRole('group', { name: 'Terminal output' }), 'hello');
  await cell(page, 1).getByText('exited with 3', { exact: true }).waitFor();
  await cell(page, 1).locator('label[data-tab="calls"]').click();
  await reads(cell(page, 1).getByRole('table', { name: 'System calls' }), 'write(1, "hello\\n", 6)');
  // execve, write, exit_group
  await counted(outputs(page).locator('svg g[aria-label="bar"] rect'), 3);
  expect(problems).toEqual([]);
  await context.close();
});

test('a chart is saved as SVG, PNG and CSV', async () => {
  const { context, page } = await open(HELLO);
  await runAll(page);
  await outputs(page).locator('svg rect').first().waitFor();
  for (const [format, sign] of [
    ['SVG', '<svg'],
    ['PNG', 'PNG'],
    ['CSV', 'calls'],
  ]) {
    await cell(page, 2).focus();
    await cell(page, 2).getByRole('button', { name: 'Save the chart' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: `Save chart as ${format}` }).click();
    expect(readFileSync(await (await download).path(), 'latin1')).toContain(sign);
  }
  await context.close();
});

test('an edit and the outputs are there after a reload', async () => {
  const { context, page, problems } = await open(HELLO);
  await runAll(page);
  await write(page, 2, 'hello.exit * 1000 + 11');
  await page.keyboard.press('Control+Enter');
  await outputs(page).getByText('3011').waitFor();
  await saved(page);
  await page.reload();
  await outputs(page).getByText('3011').waitFor();
  await cell(page, 1).getByText('exited with 3', { exact: true }).waitFor();
  // The editor draws spaces as no-break spaces.
  await reads(cell(page, 2), /hello\.exit\s\*\s1000\s\+\s11/);
  expect(problems).toEqual([]);
  await context.close();
});

test('cells are added, moved and deleted, and each step is undone', async () => {
  const { context, page } = await open(HELLO);
  const kinds = () =>
    page.locator('[data-cell]').evaluateAll((all) => all.map((c) => c.getAttribute('data-kind')));
  await expect.poll(kinds).toEqual(['md', 'asm', 'js']);
  await cell(page, 0).focus();
  await page.keyboard.press('b');
  await expect.poll(kinds).toEqual(['md', 'md', 'asm', 'js']);
  await page.keyboard.press('Escape');
  const holds = (index: number) => cell(page, index).evaluate((node) => node === document.activeElement);
  expect(await holds(1)).toBe(true);
  await cell(page, 3).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(kinds).toEqual(['md', 'md', 'js', 'asm']);
  await cell(page, 3).focus();
  await page.keyboard.press('Delete');
  await expect.poll(kinds).toEqual(['md', 'md', 'js']);
  for (const expected of [
    ['md', 'md', 'js', 'asm'],
    ['md', 'md', 'asm', 'js'],
    ['md', 'asm', 'js'],
  ]) {
    await page.keyboard.press('Control+z');
    await expect.poll(kinds).toEqual(expected);
  }
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(kinds).toEqual(['md', 'md', 'asm', 'js']);
  await context.close();
});

test('a file that is imported and exported is the same, byte for byte', async () => {
  const { context, page } = await open(HELLO);
  await cell(page, 0).focus();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const file = await download;
  expect(file.suggestedFilename()).toBe('hello-from-a-test.md');
  expect(readFileSync(await file.path(), 'utf8')).toBe(HELLO);
  await context.close();
});

test('Stop ends a runaway program at once, and the page goes on all the while', async () => {
  const { context, page } = await open(SPIN);
  await cell(page, 0).locator('.monaco-editor').waitFor();
  const start = async () => {
    await cell(page, 0).getByRole('button', { name: 'Run', exact: true }).last().click();
    await cell(page, 0)
      .getByText(/^running/)
      .waitFor();
  };
  await start();
  // The longest the page was busy in a second while the program ran: a page that it holds up is so all the time.
  const longest = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let [last, worst] = [performance.now(), 0];
        const end = last + 1000;
        const beat = () => {
          const now = performance.now();
          worst = Math.max(worst, now - last);
          last = now;
          if (now < end) setTimeout(beat, 0);
          else resolve(worst);
        };
        beat();
      }),
  );
  // Far more than a busy machine makes of the tenth of a second that it may be, far less than a run without end takes.
  const SOON_MS = 3000;
  expect(longest).toBeLessThan(SOON_MS);
  const stop = () =>
    page.evaluate(async () => {
      const section = document.querySelector('[data-cell]');
      const button = [...(section?.querySelectorAll('button') ?? [])].find((b) =>
        /Stop/.test(b.textContent ?? ''),
      );
      const began = performance.now();
      button?.click();
      while (section?.getAttribute('data-status') === 'running') await new Promise((go) => setTimeout(go, 1));
      return performance.now() - began;
    });
  const times: number[] = [];
  for (let n = 0; n < 3; n++) {
    if (n > 0) await start();
    times.push(await stop());
    await cell(page, 0).getByText('stopped').first().waitFor();
  }
  expect(Math.min(...times)).toBeLessThan(SOON_MS);
  await context.close();
});

test('Escape leaves the editor, and Tab goes on from the cell', async () => {
  const { context, page } = await open(HELLO);
  await cell(page, 1).locator('.monaco-editor').click();
  await page.keyboard.press('Escape');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-cell') ?? null);
  await expect.poll(focused).not.toBeNull();
  await page.keyboard.press('Tab');
  await expect.poll(focused).toBeNull();
  await context.close();
});

test('the list: new, rename, duplicate, delete, undo', async () => {
  const { context, page } = await open(HELLO);
  await saved(page);
  await page.goto(site().url);
  const titles = () =>
    page
      .locator('#your-notebooks')
      .locator('xpath=../..')
      .locator('ul')
      .first()
      .locator('a')
      .allTextContents();
  await expect.poll(titles).toEqual(['Hello from a test']);
  const menu = async (title: string, item: string) => {
    await page.getByRole('button', { name: `What to do with ${title}`, exact: true }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  await menu('Hello from a test', 'Rename');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('Renamed');
  await page.keyboard.press('Enter');
  await expect.poll(titles).toEqual(['Renamed']);
  await menu('Renamed', 'Duplicate');
  await expect.poll(titles).toEqual(['Renamed (copy)', 'Renamed']);
  await menu('Renamed (copy)', 'Delete');
  await expect.poll(titles).toEqual(['Renamed']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await titles()).length).toBe(2);
  await page.getByRole('button', { name: 'New notebook' }).click();
  await page.waitForURL(/\/notebook\/#./);
  await page.getByRole('heading', { name: 'An empty notebook' }).waitFor();
  await context.close();
});
