import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cell, importNotebook, openedSite, visit } from './page';

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
  await page.locator('main [data-cell]').first().waitFor();
  await page.locator('[inert]').waitFor({ state: 'detached' });
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
