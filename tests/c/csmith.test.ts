import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { ensureTool } from '../../scripts/tools.mjs';
import { missingTools } from '../asm/native';
import { outcomes, scratch } from './oracle';

ensureTool('csmith', 'csmith', 'libcsmith-dev');
const HEADERS = '/usr/include/csmith';
const missing =
  missingTools('csmith', 'gcc') ?? (existsSync(HEADERS) ? undefined : 'libcsmith-dev not found');
if (missing) console.log(`csmith programs: skipped, ${missing}`);
/** ms that gcc's program is given. */
const LONGEST = 5_000;
const seed = Number(process.env.FUZZ_SEED ?? 1);
const cases = Number(process.env.FUZZ_CASES ?? 6);

describe.skipIf(missing)('csmith', () => {
  const work = missing ? '' : scratch();
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it(`programs ${seed} to ${seed + cases - 1} have gcc's checksums`, {
    timeout: Math.max(600_000, cases * 60_000),
  }, () => {
    const different: string[] = [];
    let compared = 0;
    for (let i = seed; i < seed + cases; i++) {
      const source = spawnSync('csmith', ['-s', String(i)], { encoding: 'utf8', timeout: 60_000 }).stdout;
      const levels = [{ level: 0 }, { level: 1 }] as const;
      const { expected, got } = outcomes(work, source, 'program.c', levels, [HEADERS], LONGEST);
      // Some of its programs run for minutes, or for ever: nothing to compare.
      if (expected.status !== 0) continue;
      compared++;
      for (const { label, outcome } of got)
        if (outcome.output !== expected.output || outcome.status !== 0)
          different.push(`seed ${i} ${label}: gcc ${expected.output}, here ${outcome.output}`);
    }
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(0);
  });
});
