import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';
import { launchBrowser, OUT } from '../browser';
import { awake, outputs } from './page';

test('after one visit the lab works without its server, and tells of a newer version', async () => {
  const root = mkdtempSync(join(tmpdir(), 'trapdoor-'));
  cpSync(OUT, root, { recursive: true });
  let server = await serve(root, { base: '/some/where' });
  const { port } = new URL(server.url);
  const browser = await launchBrowser();
  const page = await (await browser.newContext()).newPage();
  const news = page.getByRole('status').filter({ hasText: /works offline|newer version/ });
  await page.goto(server.url);
  await news.getByText('works offline').waitFor();
  await server.close();

  // A lesson never seen: read, made live, and its programs run.
  await page.goto(`${server.url}lessons/a-million-writes/`);
  await page.getByRole('heading', { level: 1, name: 'A million writes' }).first().waitFor();
  await awake(page);
  await outputs(page).getByRole('heading', { level: 1 }).waitFor();
  const program = page.locator('[data-kind="asm"]').first();
  await program.getByRole('button', { name: 'Run', exact: true }).first().click();
  await program.and(page.locator('[data-status="running"], [data-status="queued"]')).waitFor();
  await program.and(page.locator('[data-status="ok"]')).waitFor();
  // The frame is shut in without its attribute too.
  const frame = page.frames().find((candidate) => candidate.url().includes('frame.sandboxed.html'));
  expect(await frame?.evaluate(() => self.origin)).toBe('null');
  expect(
    await frame
      ?.evaluate(() => Reflect.has(window.parent, 'document') && window.parent.document)
      .catch(() => 'denied'),
  ).toBe('denied');

  // A newer version of the site.
  const index = readFileSync(join(root, 'sw.js'), 'utf8');
  writeFileSync(join(root, 'sw.js'), index.replace(/VERSION = "/, 'VERSION = "newer-'));
  server = await serve(root, { base: '/some/where', port: Number(port) });
  await page.goto(server.url);
  await news.getByText('newer version').waitFor();
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await reloaded;
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([expect.stringContaining('newer-')]);
  await browser.close();
  await server.close();
  rmSync(root, { recursive: true });
});

test('it can be installed: a manifest with icons, under any path', async () => {
  const server = await serve(OUT, { base: '/lab' });
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(`${server.url}lessons/the-trap/`);
  const client = await page.context().newCDPSession(page);
  const { errors, url } = await client.send('Page.getAppManifest');
  expect(url).toBe(`${server.url}manifest.webmanifest`);
  expect(errors).toEqual([]);
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  await browser.close();
  await server.close();
});
