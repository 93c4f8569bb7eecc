import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { missingTools } from '../asm/native';
import { errorsOf, parse } from './front';

const HEADERS = '/usr/include/csmith';
const missing =
  missingTools('csmith', 'gcc') ?? (existsSync(HEADERS) ? undefined : 'libcsmith-dev not found');
if (missing) console.log(`csmith programs: skipped, ${missing}`);
const seed = Number(process.env.FUZZ_SEED ?? 1);
const cases = Number(process.env.FUZZ_CASES ?? 6);

describe.skipIf(missing)('csmith', () => {
  it(`programs ${seed} to ${seed + cases - 1} are read without an error`, () => {
    for (let i = seed; i < seed + cases; i++) {
      const source = spawnSync('csmith', ['-s', String(i)], { encoding: 'utf8', timeout: 60_000 }).stdout;
      expect([i, ...errorsOf(parse(source, { folders: [HEADERS], warnings: ['-w'] }))]).toEqual([i]);
    }
  });
});
