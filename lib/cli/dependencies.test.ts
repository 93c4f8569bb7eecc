import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from './main';

const missing = spawnSync('gcc', ['--version']).status !== 0;
if (missing) console.log('rules for make: skipped, gcc not found');

/** A rule without its breaks of lines. */
const joined = (rule: string) =>
  rule
    .replace(/\\\n\s*/g, '')
    .replace(/ +/g, ' ')
    .trim();

describe.skipIf(missing)('rules for make', () => {
  let folder: string;
  const before = process.cwd();
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-rules-'));
    process.chdir(folder);
    writeFileSync(
      'a.c',
      '#include "a.h"\n#include "b c.h"\n#include "a.h"\nint main(void) { return A + B; }\n',
    );
    writeFileSync('a.h', '#ifndef A\n#define A 1\n#include "d.h"\n#endif\n');
    writeFileSync(
      'b c.h',
      '#define B 2\n#if __has_include("a.h") && __has_include("none.h")\n#error\n#endif\n',
    );
    writeFileSync('d.h', '');
  });
  afterAll(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['-c', '-MMD', '-o', 'x.o'],
    ['-c', '-MD', '-MP', '-o', 'x.o'],
    ['-c', '-MMD', '-MFx.d', '-MT', 'other', '-MT', 'another', '-o', 'y.o'],
    ['-MM', '-MF', 'x.d'],
    ['-M', '-MP', '-o', 'x.d'],
  ])('%s %s %s are those of gcc', async (...options) => {
    const rule = () => {
      const text = joined(readFileSync('x.d', 'utf8'));
      rmSync('x.d');
      return text;
    };
    expect(spawnSync('gcc', ['-nostdinc', 'a.c', ...options]).status).toBe(0);
    const theirs = rule();
    expect(await main(['cc', '-nostdinc', 'a.c', ...options])).toBe(0);
    expect(rule()).toBe(theirs);
  });

  it('are not written for a source that is wrong; -fsyntax-only writes nothing at all', async () => {
    writeFileSync('wrong.c', 'int x = ;\n');
    const { write } = process.stderr;
    process.stderr.write = () => true;
    expect(await main(['cc', '-nostdinc', '-c', '-MMD', 'wrong.c', '-o', 'wrong.o'])).toBe(1);
    process.stderr.write = write;
    expect(existsSync('wrong.d')).toBe(false);
    expect(await main(['cc', '-nostdinc', '-fsyntax-only', 'a.c', '-o', 'z.o'])).toBe(0);
    expect(existsSync('z.o')).toBe(false);
  });
});
