import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { objectDifferences, objectNatively } from './compare';
import { missingTools } from './native';

const missing = missingTools('gcc', 'g++', 'as');
if (missing) console.log(`skipped: gcc's output and GNU as are what these tests compare with: ${missing}`);
const noCsmith = missing ?? missingTools('csmith');
if (noCsmith) console.log(`skipped: random programs in C: ${noCsmith}`);

const SEED = Number(process.env.SEED ?? 1);
const COUNT = Number(process.env.COUNT ?? 2);
/** Sources with everything that compilers and people write. */
const WRITTEN = path.join(import.meta.dirname, 'objects');
const FOLDERS = [path.join(import.meta.dirname, 'src'), path.join(import.meta.dirname, '../ld/src')];
const files = (pattern: RegExp) =>
  FOLDERS.flatMap((dir) => readdirSync(dir).map((file) => path.join(dir, file))).filter((file) =>
    pattern.test(file),
  );
const OPTIONS = [
  ['-O0', '-g'],
  ['-O2'],
  ['-O2', '-g', '-fPIC', '-masm=intel'],
  ['-O1', '-g', '-gdwarf-4', '-ffunction-sections', '-fdata-sections', '-fcf-protection'],
];

function compile(file: string, options: string[], input?: string): string {
  const gcc = spawnSync(file.endsWith('.cc') ? 'g++' : 'gcc', ['-w', '-S', '-o', '-', ...options, file], {
    encoding: 'utf8',
    input,
    maxBuffer: 2 ** 28,
  });
  expect(gcc.stderr).toBe('');
  return gcc.stdout;
}

const same = (source: string) => expect(objectDifferences(source, objectNatively(source))).toEqual([]);

describe.skipIf(missing)('the same objects as GNU as', () => {
  it.each(OPTIONS.map((o) => [o.join(' '), o] as const))('for what gcc writes with %s', (_, options) => {
    for (const file of files(/\.cc?$/)) same(compile(file, options));
  });

  it.each(readdirSync(WRITTEN))('for %s', (file) => same(readFileSync(path.join(WRITTEN, file), 'utf8')));
});

describe.skipIf(noCsmith)(`for random programs, SEED=${SEED}`, () => {
  it.each(OPTIONS.map((o) => [o.join(' '), o] as const))('%s', (_, options) => {
    for (let seed = SEED; seed < SEED + COUNT; seed++) {
      const program = spawnSync('csmith', ['-s', String(seed)], {
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      }).stdout;
      // Its header is not needed where nothing runs: what it declares may be declared implicitly.
      const header = '#include <stdint.h>\n#include <string.h>\nextern unsigned crc32_context;';
      const text = program.replace('#include "csmith.h"', header);
      const source = compile('-', ['-x', 'c', ...options], text);
      expect(objectDifferences(source, objectNatively(source)), `csmith -s ${seed}`).toEqual([]);
    }
  });
});
