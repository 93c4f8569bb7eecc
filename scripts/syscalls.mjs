#!/usr/bin/env node
/** Writes docs/syscalls.md, the page of the calls the machine has: `npm run syscalls`. With --check it only compares. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const page = path.join(root, 'docs/syscalls.md');
const folder = mkdtempSync(path.join(tmpdir(), 'trapdoor-syscalls-'));
try {
  const outfile = path.join(folder, 'page.mjs');
  const entryPoints = [path.join(root, 'lib/emulator/syscallPage.ts')];
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  const { syscallPage } = await import(pathToFileURL(outfile).href);
  const text = syscallPage();
  const old = existsSync(page) ? readFileSync(page, 'utf8') : '';
  if (process.argv.includes('--check')) {
    if (old !== text) {
      console.error('docs/syscalls.md is not what the tables come to: npm run syscalls');
      process.exitCode = 1;
    }
  } else if (old !== text) writeFileSync(page, text);
} finally {
  rmSync(folder, { recursive: true });
}
