import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingTools } from '../asm/native';
import { errorsOf, parse } from './front';
import { gcc } from './native';

const missing = missingTools('gcc');
if (missing) console.log(`accepting against gcc: skipped, ${missing}`);

/** One program a line; `\n` is a line's end in it. */
const programs = (name: string) =>
  readFileSync(path.join(import.meta.dirname, 'src', 'accept', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/\\n(?=#|int|size_t|struct|_Static|double)/g, '\n'));

describe.skipIf(missing)('accepts and refuses what gcc does', () => {
  for (const file of ['good.txt', 'bad.txt'])
    it(file, () => {
      const differences: string[] = [];
      for (const program of programs(file)) {
        const native = gcc(['-fsyntax-only', '-w'], `${program}\n`);
        const ours = errorsOf(parse(`${program}\n`));
        if (native.ok !== (ours.length === 0))
          differences.push(
            `${program}\n  gcc: ${native.errors.split('\n').find((l) => l.includes('error')) ?? 'accepts'}\n  here: ${ours[0] ?? 'accepts'}`,
          );
      }
      expect(differences.join('\n')).toBe('');
    });
});
