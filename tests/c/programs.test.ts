import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { missingTools } from '../asm/native';
import { outcomes, scratch } from './oracle';

const folder = resolve('tests/c/code');
const missing = missingTools('gcc', 'as');
const work = missing ? '' : scratch();
afterAll(() => {
  if (work) rmSync(work, { recursive: true });
});

describe.skipIf(missing)(
  `compiled programs do what gcc's do${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.c'))) {
      it(name, { timeout: 60_000 }, () => {
        const source = readFileSync(resolve(folder, name), 'utf8');
        const { expected, got } = outcomes(work, source, name, [
          { level: 0 },
          { level: 1 },
          { level: 1, pic: 'pie' },
        ]);
        for (const { label, outcome } of got) expect({ label, ...outcome }).toEqual({ label, ...expected });
      });
    }
  },
);
