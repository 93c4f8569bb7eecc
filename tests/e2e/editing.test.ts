import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, counted, importNotebook, openedSite, outputs, paste, reads, saved, visit } from './page';

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

test('text from an input method comes as it is, and is one step back', async () => {
  const { context, page, problems } = await open('```c {#c}\n\n```\n');
  await cell(page, 0).locator('.monaco-editor').click();
  const source = () =>
    cell(page, 0)
      .locator('.view-lines')
      .evaluate((lines) =>
        [...lines.children]
          .map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' '))
          .join('\n')
          .trim(),
      );
  const text = 'int main(void) {\n    puts("にほん");\n}';
  await page.keyboard.insertText(text);
  await expect.poll(source).toBe(text);
  await press(page, 'Control+z');
  await expect.poll(source).toBe('');
  const client = await context.newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
  await client.send('Input.imeSetComposition', { text: 'にほ(', selectionStart: 3, selectionEnd: 3 });
  await client.send('Input.insertText', { text: '日本(' });
  await expect.poll(source).toBe('日本(');
  // Keys are keys.
  await press(page, 'Control+a');
  await page.keyboard.type('f(');
  await expect.poll(source).toBe('f()');
  expect(problems).toEqual([]);
  await context.close();
});

/** A red dot. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==',
  'base64',
);

test('a picture that is pasted into a text is a file of the notebook, and shown', async () => {
  const { context, page, problems } = await open('Before.\n');
  const shown = () =>
    outputs(page)
      .locator('img')
      .evaluateAll((all) => (all as HTMLImageElement[]).map((image) => image.naturalWidth));
  await cell(page, 0).focus();
  await press(page, 'Enter');
  await cell(page, 0).locator('.monaco-editor').click();
  await press(page, 'Control+End', 'Enter');
  await paste(page, [{ name: 'image.png', buffer: PNG }]);
  await reads(cell(page, 0).locator('.view-lines'), '![image](image.png)');
  await press(page, 'Enter');
  await paste(page, [{ name: 'image.png', buffer: PNG }]);
  await reads(cell(page, 0).locator('.view-lines'), '![image-2](image-2.png)');
  await expect.poll(shown).toEqual([5, 5]);
  await saved(page);
  await page.reload();
  await expect.poll(shown).toEqual([5, 5]);
  // Where no text is written, it comes in a cell of its own.
  await cell(page, 0).focus();
  await paste(page, [{ name: 'dot.png', buffer: PNG }]);
  await counted(page.locator('[data-cell]'), 2);
  await expect.poll(shown).toEqual([5, 5, 5]);
  expect(problems).toEqual([]);
  await context.close();
});

test('tools stand at the cell in hand alone, also when an editor went away under the pointer', async () => {
  const { context, page, problems } = await open(THREE);
  await cell(page, 0).focus();
  await press(page, 'Enter');
  await cell(page, 0).locator('.monaco-editor').hover();
  await press(page, 'Control+Enter');
  await cell(page, 0).locator('.monaco-editor').waitFor({ state: 'detached' });
  await cell(page, 2).hover({ position: { x: 60, y: 12 } });
  await cell(page, 2).focus();
  await counted(page.getByRole('toolbar', { name: / cell$/ }), 1);
  expect(problems).toEqual([]);
  await context.close();
});

test('a cell stays as high as it is in hand, however full its head, until the reader goes into that', async () => {
  const { context, page } = await visit(site(), '');
  const given = 'args="one two three four five six seven eight" env="A=1 B=2 LONG_VARIABLE=value"';
  const source = '```asm {name=a_program_of_a_long_name GIVEN}\nnop\n```\n\n```asm {name=b}\nnop\n```\n';
  await importNotebook(page, site().url, 'full.md', source.replace('GIVEN', given));
  for (const width of [1280, 900, 600]) {
    await page.setViewportSize({ width, height: 900 });
    for (const index of [0, 1]) {
      const head = cell(page, index).locator('header');
      const height = async () => (await head.boundingBox())?.height;
      await page.mouse.move(1, 1);
      await expect.poll(() => cell(page, index).getByText('+ more').count()).toBe(0);
      const before = await height();
      await head.hover({ position: { x: 12, y: 12 } });
      await cell(page, index).getByText('+ more').waitFor({ state: 'attached' });
      expect(await height()).toBe(before);
    }
  }
  // With the keyboard it is the same; Tab goes into the head, which then shows all that can be added.
  const head = cell(page, 0).locator('header');
  const height = async () => (await head.boundingBox())?.height ?? 0;
  await page.mouse.move(1, 1);
  await expect.poll(() => cell(page, 0).getByText('+ more').count()).toBe(0);
  const before = await height();
  await cell(page, 0).focus();
  await cell(page, 0).getByText('+ more').waitFor({ state: 'attached' });
  expect(await height()).toBe(before);
  await cell(page, 0).getByLabel('Name of the cell').focus();
  // Its name is kept with Enter and left as it was with Escape; the keyboard is on the cell again.
  await page.keyboard.type('other');
  await press(page, 'Escape');
  await focused(page, 0);
  const name = cell(page, 1).getByLabel('Name of the cell');
  await name.fill('renamed');
  await press(page, 'Enter');
  await focused(page, 1);
  expect(await name.inputValue()).toBe('renamed');
  expect(await cell(page, 0).getByLabel('Name of the cell').inputValue()).toBe('a_program_of_a_long_name');
  await cell(page, 0).getByLabel('Name of the cell').focus();
  await cell(page, 0).getByText('+ more').click();
  await cell(page, 0).getByLabel('Other attributes of the program').waitFor();
  await context.close();
});

test('cells are selected, copied, pasted, joined and split by keys', async () => {
  const { context, page, problems } = await open(THREE);
  const count = () => page.locator('[data-cell]').count();
  await cell(page, 1).focus();
  await press(page, 'Shift+ArrowDown');
  await focused(page, 2);
  await counted(page.locator('[data-selected]'), 2);
  await press(page, 'c', 'v');
  await expect.poll(count).toBe(5);
  await focused(page, 4);
  await press(page, 'Shift+k');
  await focused(page, 3);
  await press(page, 'Shift+m');
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
  await reads(cell(page, 1), /1/);
  await reads(cell(page, 2), /\+/);
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
  // Until then cells move as outputs come.
  await outputs(page).getByText('three').waitFor();
  const grip = async () => {
    const { x = 0, y = 0 } = (await cell(page, 0).boundingBox()) ?? {};
    await page.mouse.move(x - 20, y + 10);
    await cell(page, 0).locator('[data-grip]').first().hover({ force: true });
  };
  await grip();
  await page.mouse.down();
  const box = await cell(page, 2).boundingBox();
  await page.mouse.move(400, (box?.y ?? 0) - 4, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => sources(page)).toEqual(['js', 'md', 'js']);
  // Escape leaves it where it is.
  await grip();
  await page.mouse.down();
  await page.mouse.move(400, 700, { steps: 4 });
  await press(page, 'Escape');
  await page.mouse.up();
  expect(await sources(page)).toEqual(['js', 'md', 'js']);
  await context.close();
});

test('text that has no editor yet is written where it is pressed', async () => {
  const lines = Array.from({ length: 40 }, (_, i) => `const n${i} = ${i}`);
  const { context, page } = await open(
    lines.map((line, i) => `\`\`\`js {#c${i}}\n${line};\nconst end${i} = 0;\n\`\`\``).join('\n\n'),
  );
  await page.locator('[data-cell="c39"] pre').scrollIntoViewIfNeeded();
  const text = page.locator('[data-cell="c39"]').getByText('end39').first();
  const box = await text.boundingBox();
  // Waits until it stands still: what lies above it may still grow.
  await text.click({ position: { x: (box?.width ?? 0) - 1, y: 10 } });
  await expect
    .poll(() =>
      page.evaluate(() => document.activeElement?.closest('[data-cell="c39"] .monaco-editor') !== null),
    )
    .toBe(true);
  await page.keyboard.press('End');
  await page.keyboard.insertText(' // here');
  await expect.poll(() => page.locator('[data-cell="c39"] .view-line').last().textContent()).toMatch(/here$/);
  await context.close();
});

test('what is typed before the editor is there is kept, and belongs to that cell', async () => {
  const { context, page, problems } = await open(THREE);
  // The editor's scripts come when this is let go.
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    if (body.includes('editor.action.')) await held;
    await route.fulfill({ response: answer, body });
  });
  await page.reload({ waitUntil: 'domcontentloaded' });
  await cell(page, 2).focus();
  await press(page, 'b');
  await page.keyboard.type('dd xz');
  await press(page, 'Escape');
  await counted(page.locator('[data-cell]'), 4);
  expect(await cell(page, 3).evaluate((c) => c === document.activeElement)).toBe(true);
  await press(page, 'ArrowUp', 'Enter');
  await page.keyboard.type('// ');
  await page.locator('.monaco-editor').waitFor({ state: 'detached' });
  release();
  await cell(page, 2).locator('.monaco-editor.focused').waitFor();
  await page.keyboard.type('here ');
  await reads(cell(page, 2).locator('.view-lines'), /^\/\/\shere\s"three"$/);
  await reads(cell(page, 3).locator('.view-lines'), /^dd\sxz$/);
  expect(problems).toEqual([]);
  await context.close();
});

test('a cell is dragged by a finger', async () => {
  const { context, page } = await visit(site(), '', { width: 390, touch: true });
  await importNotebook(page, site().url, 'test.md', THREE);
  await outputs(page).getByText('three').waitFor();
  await cell(page, 1).focus();
  const grip = await cell(page, 1).locator('[class*="toolGrip"]').boundingBox();
  const target = await cell(page, 2).boundingBox();
  const client = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: y === undefined ? [] : [{ x: (grip?.x ?? 0) + 10, y }],
    });
  const from = (grip?.y ?? 0) + 14;
  const to = (target?.y ?? 0) + (target?.height ?? 0) - 2;
  await touch('touchStart', from);
  for (const part of [0.2, 0.5, 0.8, 1]) await touch('touchMove', from + (to - from) * part);
  await touch('touchEnd');
  await expect.poll(() => page.locator('[data-cell]').last().getAttribute('data-cell')).toBe('two');
  await context.close();
});

test('a cell is moved by keys, and undo takes back what was done to cells, step by step', async () => {
  const { context, page } = await open(THREE);
  const ids = () =>
    page.locator('[data-cell]').evaluateAll((all) => all.map((c) => c.getAttribute('data-cell')));
  const before = await ids();
  await cell(page, 0).focus();
  await press(page, 'Alt+ArrowDown', 'Alt+ArrowDown');
  await expect.poll(ids).toEqual([before[1], before[2], before[0]]);
  await press(page, 'y');
  await expect.poll(() => sources(page)).toEqual(['js', 'js', 'js']);
  await press(page, 'd', 'd');
  await expect.poll(() => page.locator('[data-cell]').count()).toBe(2);
  await press(page, 'z');
  await expect.poll(() => sources(page)).toEqual(['js', 'js', 'js']);
  await press(page, 'z');
  await expect.poll(() => sources(page)).toEqual(['js', 'js', 'md']);
  await press(page, 'z', 'z');
  await expect.poll(ids).toEqual(before);
  await press(page, 'Shift+Z');
  await expect.poll(ids).toEqual([before[1], before[0], before[2]]);
  await context.close();
});

/** Jupyter's keys: pressed on the middle cell of three; the kinds of cells after, and where the keyboard is. */
const KEYS: readonly { keys: string[]; kinds: string; on: number | 'editor' }[] = [
  { keys: ['a'], kinds: 'md js js js', on: 'editor' },
  { keys: ['b'], kinds: 'md js js js', on: 'editor' },
  { keys: ['x'], kinds: 'md js', on: 1 },
  { keys: ['c', 'v'], kinds: 'md js js js', on: 2 },
  { keys: ['c', 'Shift+V'], kinds: 'md js js js', on: 1 },
  { keys: ['d', 'd'], kinds: 'md js', on: 1 },
  { keys: ['d', 'd', 'z'], kinds: 'md js js', on: 1 },
  { keys: ['m'], kinds: 'md md js', on: 1 },
  { keys: ['m', 'y'], kinds: 'md js js', on: 1 },
  { keys: ['s'], kinds: 'md asm js', on: 1 },
  { keys: ['l'], kinds: 'md c js', on: 1 },
  { keys: ['h'], kinds: 'md sh js', on: 1 },
  { keys: ['j'], kinds: 'md js js', on: 2 },
  { keys: ['k'], kinds: 'md js js', on: 0 },
  { keys: ['ArrowDown'], kinds: 'md js js', on: 2 },
  { keys: ['ArrowUp'], kinds: 'md js js', on: 0 },
  { keys: ['Enter'], kinds: 'md js js', on: 'editor' },
  { keys: ['Enter', 'Escape'], kinds: 'md js js', on: 1 },
  { keys: ['Shift+Enter'], kinds: 'md js js', on: 2 },
  { keys: ['Control+Enter'], kinds: 'md js js', on: 1 },
  { keys: ['Alt+Enter'], kinds: 'md js js js', on: 'editor' },
  { keys: ['Shift+J', 'Shift+M'], kinds: 'md js', on: 1 },
];

test.each(KEYS)('Jupyter’s $keys does what it does there', async ({ keys, kinds, on }) => {
  const { context, page, problems } = await open(THREE);
  await outputs(page).getByText('three').waitFor();
  await cell(page, 1).focus();
  for (const key of keys) {
    await page.keyboard.press(key);
    if (key === 'Enter')
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null))
        .toBe(true);
  }
  const where = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement?.closest('.monaco-editor')) return 'editor';
      return [...document.querySelectorAll('[data-cell]')].indexOf(activeElement as Element);
    });
  await expect.poll(async () => [(await sources(page)).join(' '), await where()]).toEqual([kinds, on]);
  expect(problems).toEqual([]);
  await context.close();
});

test('O folds the output', async () => {
  const { context, page, problems } = await open(THREE);
  await outputs(page).getByText('three').waitFor();
  await cell(page, 1).focus();
  await press(page, 'o');
  await expect.poll(() => cell(page, 1).locator('[data-output]').count()).toBe(0);
  await press(page, 'o');
  await expect.poll(() => cell(page, 1).locator('[data-output]').count()).toBe(1);
  expect(problems).toEqual([]);
  await context.close();
});

test('the help sheet and the palette have every command with its key', async () => {
  const { context, page } = await open(THREE);
  await cell(page, 1).focus();
  await press(page, '?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const [label, key] of [
    ['Run and go to the next', 'Shift+Enter'],
    ['Delete', 'D D'],
    ['Dataflow: which cell feeds which', 'G'],
    ['Present: one section a screen', 'Shift+P'],
  ])
    await sheet.locator('dl > div', { hasText: label }).getByText(key, { exact: true }).waitFor();
  await press(page, 'Escape');
  await press(page, 'p');
  const palette = page.getByRole('listbox', { name: 'Commands' });
  await expect.poll(() => palette.getByRole('option').count()).toBeGreaterThan(30);
  await page.keyboard.type('change c');
  await palette.getByRole('option', { name: 'Change to C L' }).waitFor();
  await press(page, 'Enter');
  await expect.poll(() => sources(page)).toEqual(['md', 'c', 'js']);
  await context.close();
});
