import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { openSite } from '../browser';

const root = join(import.meta.dirname ?? '', '../..');

/** A browser on a page that holds one session over a lab without a machine. */
export async function openHost(): Promise<{ page: Page; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-frame-'));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['tests/frame/host.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  await import('../../scripts/frame.mjs' as string);
  writeFileSync(join(folder, 'frame.html'), readFileSync(join(root, 'public/frame.html')));
  writeFileSync(join(folder, 'host.js'), outputFiles[0].text);
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="frame-src 'self'; connect-src 'self'">
<body><script src="host.js"></script>`,
  );
  const site = await openSite({ root: folder });
  const page = await site.browser.newPage();
  await page.goto(site.url);
  return {
    page,
    close: async () => {
      await site.close();
      rmSync(folder, { recursive: true });
    },
  };
}
