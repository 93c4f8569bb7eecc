import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';

/** Bytes of script, packed, that an address loads before anybody does anything with it. */
export async function scriptWeight(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  const sizes: Promise<number>[] = [];
  page.on('response', (answer) => {
    if (answer.url().endsWith('.js')) sizes.push(answer.body().then((body) => gzipSync(body).length));
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return total;
}
