import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseC } from '../../lib/toolchain/c';
import { missingTools } from '../asm/native';
import { gcc } from './native';

/** A file for each option, whose name it has. */
const FOLDER = 'tests/c/src/warn';

const missing = missingTools('gcc');
if (missing) console.log(`warnings beside gcc's: skipped, ${missing}`);

/** The lines that gcc warns of for an option, and those that its notes point at. */
function natively(option: string, source: string): string[] {
  const { errors } = gcc(['-c', '-o', '/dev/null', `-W${option}`], source);
  const found = errors.matchAll(/^<stdin>:(\d+):\d+: (?:warning: .*\[-W([\w-]+)=?\]|note: )/gm);
  return [...found].filter(([, , of]) => of === undefined || of === option).map(([, line]) => line);
}

describe.skipIf(missing)("warnings are gcc's", () => {
  for (const file of readdirSync(FOLDER))
    it(`-W${file}`, () => {
      const option = file.replace(/\.c$/, '');
      const source = readFileSync(`${FOLDER}/${file}`, 'utf8');
      const { diagnostics } = parseC(source, { name: file, warnings: [`-W${option}`] });
      expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
      const lines = diagnostics
        .filter((d) => d.option === option)
        .flatMap((d) => [d, ...d.notes].map(({ line }) => `${line}`));
      const expected = natively(option, source);
      expect(expected.length).toBeGreaterThan(0);
      expect(lines.sort()).toEqual(expected.sort());
    });
});
