import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { awake, cell, importNotebook, openedSite, visit } from './page';

const { site } = openedSite();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(
    root: Document,
    options: object,
  ): Promise<{
    violations: { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[];
  }>;
}
declare const axe: Axe;

/** What axe finds on the page as it stands, a line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    // The editor's own parts are Monaco's; the sandboxed frame cannot be looked into from here.
    const found = await axe.run(document, { iframes: false });
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes
        .filter(({ target }) => !target.join(' ').includes('monaco'))
        .map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
    );
  });
}

const NOTEBOOK = `# Title

\`\`\`asm {name=p}
.globl _start
_start: mov $231, %eax
 syscall
\`\`\`

\`\`\`js {#chart}
Plot.plot({ marks: [Plot.barX(p.counts, { x: "calls", y: "name" })] })
\`\`\`

\`\`\`js {#broken}
1 +
\`\`\`
`;

test.each(['light', 'dark'] as const)('no page has a fault that axe can find, %s', async (colorScheme) => {
  const { context, page } = await visit(site(), '');
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.goto(`${site().url}lessons/the-trap/`);
  await awake(page);
  expect(await violations(page)).toEqual([]);
  await importNotebook(page, site().url, 'test.md', NOTEBOOK);
  await page.getByRole('button', { name: 'Run all' }).click();
  await cell(page, 1).getByText('exited with', { exact: false }).first().waitFor();
  await cell(page, 1).locator('.monaco-editor').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violations(page)).toEqual([]);
  await context.close();
});

test.each(['light', 'dark'] as const)(
  'a lesson with scripts off has none either, %s',
  async (colorScheme) => {
    const { context, page } = await visit(site(), '');
    await page.emulateMedia({ colorScheme });
    // axe itself is a script, so the page is looked at before it wakes.
    await page.route('**/*.js', (route) => route.abort());
    await page.goto(`${site().url}lessons/time-without-a-trap/`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  },
);

const slugs = readdirSync('notebooks')
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace(/\.md$/, ''));

test.each(slugs.map((slug, i) => [slug, i % 2 === 0 ? 'light' : 'dark'] as const))(
  'the lesson %s has none, asleep, live, and on a phone, %s',
  async (slug, colorScheme) => {
    const { context, page } = await visit(site(), '');
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(`${site().url}lessons/${slug}/`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await awake(page);
    expect(await violations(page)).toEqual([]);
    await context.close();
  },
);

/** What opens over a notebook: its name, the keys that open it, and how it is seen to be there. */
const OVER: readonly [name: string, keys: string[], seen: (page: Page) => ReturnType<Page['locator']>][] = [
  ['palette', ['Control+k'], (page) => page.getByRole('dialog', { name: 'All commands' })],
  ['help sheet', ['?'], (page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })],
  ['find bar', ['Control+f'], (page) => page.getByRole('search', { name: 'Find and replace' })],
  ['dataflow', ['g'], (page) => page.getByRole('complementary', { name: 'Dataflow' })],
  ['presentation', ['Shift+P'], (page) => page.getByRole('navigation', { name: 'Screens' })],
];

test.each(['light', 'dark'] as const)('nor has what opens over a notebook, %s', async (colorScheme) => {
  const { context, page } = await visit(site(), '');
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'New notebook' }).click();
  await page.getByRole('button', { name: /^A C program/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  await importNotebook(page, site().url, 'test.md', NOTEBOOK);
  await cell(page, 1).locator('.monaco-editor').waitFor();
  for (const [name, keys, seen] of OVER) {
    await cell(page, 1).focus();
    for (const key of keys) await page.keyboard.press(key);
    await seen(page).waitFor();
    expect({ name, found: await violations(page) }).toEqual({ name, found: [] });
    await page.keyboard.press('Escape');
    await seen(page).waitFor({ state: 'detached' });
  }
  for (const menu of ['More for this notebook', 'More for this cell']) {
    await cell(page, 1).focus();
    const button = page.getByRole('button', { name: menu });
    await (menu.endsWith('cell') ? cell(page, 1).getByRole('button', { name: menu }) : button).click();
    await page.getByRole('menu').waitFor();
    expect({ menu, found: await violations(page) }).toEqual({ menu, found: [] });
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
  await context.close();
});

test('where the system paints all colours, the keyboard’s place is still seen', async () => {
  const { context, page } = await visit(site(), '');
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByRole('button', { name: 'New notebook' }).focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element);
    return `${outlineWidth} ${outlineStyle}`;
  });
  expect(outline).toBe('2px solid');
  await context.close();
});
