#!/usr/bin/env node
/**
 * Writes a page of docs/ that is printed from tables: `node scripts/page.mjs syscalls`, or `instructions`. With --check
 * it only compares.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled } from './bundled.mjs';

/** Each page's module, which exports a function of that name, and the command that writes the page. */
const PAGES = {
  syscalls: { source: 'lib/emulator/syscallPage.ts', print: 'syscallPage' },
  instructions: { source: 'lib/emulator/instructionPage.ts', print: 'instructionPage' },
};

const name = process.argv[2];
if (!Object.hasOwn(PAGES, name ?? '')) {
  console.error(`usage: node scripts/page.mjs ${Object.keys(PAGES).join('|')} [--check]`);
  process.exit(2);
}
const { source, print } = PAGES[name];
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const page = path.join(root, `docs/${name}.md`);
const text = (await bundled(source))[print]();
const old = existsSync(page) ? readFileSync(page, 'utf8') : '';
if (process.argv.includes('--check')) {
  if (old !== text) {
    console.error(`docs/${name}.md is not what the tables come to: npm run ${name}`);
    process.exitCode = 1;
  }
} else if (old !== text) writeFileSync(page, text);
