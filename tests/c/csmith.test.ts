import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { missingTools } from '../asm/native';
import { outcomes, scratch } from './oracle';

const headers = [process.env.CSMITH_HEADERS, '/usr/include/csmith', '/usr/include/csmith-2.3.0'].find(
  (path) => path !== undefined && existsSync(`${path}/csmith.h`),
);
const missing =
  missingTools('gcc', 'as', 'csmith') ??
  (headers ? undefined : 'csmith.h not found: Debian package libcsmith-dev, or set CSMITH_HEADERS');
const first = Number(process.env.CSMITH_SEED ?? 1);
const count = Number(process.env.CSMITH_SEEDS ?? 3);
const work = missing ? '' : scratch();
afterAll(() => {
  if (work) rmSync(work, { recursive: true });
});

describe.skipIf(missing)(
  `random programs of csmith do what gcc's do${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    for (let seed = first; seed < first + count; seed++) {
      it(`seed ${seed}`, { timeout: 120_000 }, () => {
        const { stdout } = spawnSync('csmith', ['--seed', String(seed)], { encoding: 'utf8' });
        const { expected, got } = outcomes(
          work,
          stdout,
          'p.c',
          [{ level: 0 }, { level: 1 }],
          [headers as string],
        );
        // Some run for ever.
        if (expected.status === null) return;
        for (const { label, outcome } of got) expect({ label, ...outcome }).toEqual({ label, ...expected });
      });
    }
  },
);
