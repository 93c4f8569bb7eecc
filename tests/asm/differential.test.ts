import { describe, expect, it } from 'vitest';
import { assembleNatively, differences, missingTools, refusedLines } from './native';
import { ENCODINGS, LEAD, program, Random, statementsFor } from './rows';

const missing = missingTools('as', 'ld');
if (missing) console.log(`skipped: GNU as is the oracle of these tests: ${missing}`);

const SEED = Number(process.env.SEED ?? 1);

describe.skipIf(missing)('the same bytes as GNU as and ld', () => {
  it.each(['att', 'intel'] as const)('for every row of the instruction table, %s syntax', (syntax) => {
    console.log(`SEED=${SEED}`);
    const random = new Random(SEED);
    let statements = ENCODINGS.flatMap((row) => [...statementsFor(row, syntax, random, 12)]);
    const total = statements.length;
    let native = assembleNatively(program(statements, syntax));
    // What `as` refuses is none of this test's business; the rest has to be the same.
    for (let round = 0; round < 4 && native.errors; round++) {
      const refused = refusedLines(native.errors);
      expect(refused.size, native.errors.slice(0, 2000)).toBeGreaterThan(0);
      statements = statements.filter((_, i) => !refused.has(i + LEAD + 1));
      native = assembleNatively(program(statements, syntax));
    }
    expect(native.errors.replace(/.*Warning.*\n/g, '').slice(0, 2000)).toBe('');
    expect(statements.length).toBeGreaterThan(total * 0.6);
    expect(differences(program(statements, syntax), native.elf as Uint8Array)).toEqual([]);
  });
});
