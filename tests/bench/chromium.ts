import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openSite } from '../browser';
import type { LabPage } from '../lab/page';

declare const page: LabPage;

/** Programs in the lab's Worker in a headless Chromium. */
export interface Chromium {
  /** Seconds that a run takes by the clock, as a page has no other: the best of three. */
  seconds(elf: Uint8Array, args: string[]): Promise<number>;
  close(): Promise<void>;
}

export async function openChromium(): Promise<Chromium> {
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-chromium-'));
  await build({
    entryPoints: { page: 'tests/lab/page.ts', worker: 'lib/lab/worker.ts' },
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
  });
  const script = '<!doctype html><title>bench</title><script type="module" src="page.js"></script>';
  writeFileSync(join(folder, 'index.html'), script);
  const site = await openSite({ root: folder });
  const tab = await site.browser.newPage();
  await tab.goto(site.url);
  return {
    seconds: (elf, args) =>
      tab.evaluate(
        async ([bytes, args]) => {
          let best = Number.POSITIVE_INFINITY;
          for (let i = 0; i < 3; i++) {
            const began = performance.now();
            const { exit, ending } = await page.lab.run({
              program: { elf: Uint8Array.from(bytes) },
              args,
              limits: { cycles: Number.POSITIVE_INFINITY, memory: 2 ** 28 },
              trace: { rows: false },
            });
            if (exit !== 0) throw new Error(JSON.stringify(ending));
            best = Math.min(best, (performance.now() - began) / 1000);
          }
          return best;
        },
        [[...elf], args] as [number[], string[]],
      ),
    close: async () => {
      await site.close();
      rmSync(folder, { recursive: true });
    },
  };
}
