import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { awake, counted, openedSite, outputs, some, visit } from './page';

const NOTEBOOKS = fileURLToPath(new URL('../../notebooks', import.meta.url));
const lessons = readdirSync(NOTEBOOKS)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace(/\.md$/, ''));

const { site } = openedSite();

describe.each(lessons)('%s', (slug) => {
  test('is whole with scripts off: text, programs, outputs, tables, charts', async () => {
    const { context, page, problems } = await visit(site(), `lessons/${slug}/`, { scripts: false });
    expect(await page.locator('.output h1').first().textContent()).not.toBe('');
    expect(await page.locator('pre code').count()).toBeGreaterThan(0);
    expect(await page.getByText('exited with 0').count()).toBeGreaterThan(0);
    expect(
      await page.locator('.output svg [aria-label] :is(rect, path, circle, line)').count(),
    ).toBeGreaterThan(0);
    const calls = page.locator('[role="table"] [role="row"]');
    expect(await calls.count()).toBeGreaterThan(2);
    // The tabs are plain CSS.
    await page.locator('label[data-tab="calls"]').first().click();
    expect(await calls.nth(1).isVisible()).toBe(true);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('wakes up without moving', async () => {
    const { context, page, problems } = await visit(site(), `lessons/${slug}/`);
    const heights = new Set<number>();
    const height = () => page.evaluate(() => document.querySelector('main')?.scrollHeight ?? 0);
    heights.add(await height());
    await awake(page);
    const after = await height();
    for (const before of heights) expect(Math.abs(after - before)).toBeLessThan(before * 0.02);
    await outputs(page).locator('h1').first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test('runs as a whole, live', async () => {
    const { context, page, problems } = await visit(site(), `lessons/${slug}/`);
    await awake(page);
    const untouched = page.locator('[data-cell] output', { hasText: 'exited with 0' });
    const programs = await untouched.count();
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Run all' }).waitFor({ timeout: 120_000 });
    await counted(page.locator('[data-cell]:not([data-status="ok"])'), 0);
    await counted(untouched, programs);
    await some(outputs(page).locator('svg [aria-label] :is(rect, path, circle, line)'));
    expect(problems).toEqual([]);
    await context.close();
  });
});

test('what is pressed on the static page is done once it is live', async () => {
  const { context, page, problems } = await visit(site(), 'lessons/a-million-writes/');
  expect(await page.locator('[data-cell]').count()).toBe(0);
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  await page.getByText('Starting the machine').waitFor();
  await page.locator('[data-live]:not([inert]) [data-cell]').first().waitFor();
  const program = page.locator('[data-kind="asm"]').first();
  await program.and(page.locator('[data-status="running"], [data-status="queued"]')).waitFor();
  await program.and(page.locator('[data-status="ok"]')).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

test('a change makes a copy that is kept, and the original comes back', async () => {
  const { context, page, problems } = await visit(site(), 'lessons/a-million-writes/');
  const title = page.getByRole('textbox', { name: 'Title of the notebook' });
  await awake(page);
  await title.fill('My own writes');
  await title.press('Enter');
  await page.getByText('Modified').waitFor();
  await page.locator('output', { hasText: /^Saved$/ }).waitFor();
  await page.reload();
  await page.getByText('Modified').waitFor();
  await expect.poll(() => title.inputValue()).toBe('My own writes');
  await page.goto(site().url);
  await page.getByRole('link', { name: /^My own writes/ }).click();
  await page.waitForURL(/a-million-writes/);
  await page.getByRole('button', { name: 'Reset to original' }).click();
  await expect.poll(() => title.inputValue()).toBe('A million writes');
  await page.getByText('Modified').waitFor({ state: 'detached' });
  await page.goto(site().url);
  await page.getByText('Bin (1)').click();
  await page.getByRole('button', { name: 'What to do with My own writes (copy)' }).click();
  await page.getByRole('menuitem', { name: 'Put back' }).click();
  await page.getByRole('link', { name: 'My own writes (copy)' }).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
