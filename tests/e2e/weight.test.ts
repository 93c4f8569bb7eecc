import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openedSite, visit } from './page';

const { site } = openedSite();

/** Most script that a page loads before anybody does anything with it, packed as hosts send it. */
const MOST_KB = 150;

const lessons = readdirSync('notebooks')
  .filter((name) => name.endsWith('.md'))
  .map((name) => `lessons/${name.replace(/\.md$/, '')}/`);

test.each(['', ...lessons])('/%s loads little script until it is used', async (path) => {
  const { context, page } = await visit(site(), 'frame.html');
  const sizes: Promise<number>[] = [];
  page.on('response', (answer) => {
    if (answer.url().endsWith('.js')) sizes.push(answer.body().then((body) => gzipSync(body).length));
  });
  await page.goto(site().url + path, { waitUntil: 'networkidle' });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(10_000);
  expect(total / 1024).toBeLessThan(MOST_KB);
  await context.close();
});
