import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { which } from '../../scripts/tools.mjs';
import { tool } from './build';

const SOURCE = resolve('tests/programs/libc/doubles.c');
const COMPILERS = ['gcc', 'musl-gcc'];

/** Why a compiler's programs cannot be run here, or an empty string. */
function reasonFor(compiler: string): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'this is not x86-64 Linux';
  return which(compiler) ? '' : `${compiler} is missing`;
}

describe('static programs with a C library of the host print the same numbers', () => {
  const lab = createLocalLab();
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-libc-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  for (const compiler of COMPILERS) {
    const reason = reasonFor(compiler);
    if (reason) console.log(`skipped, doubles by ${compiler}: ${reason}`);
    it.skipIf(reason).each(['-O0', '-O2', '-O3'])(`doubles.c by ${compiler} %s`, async (optimise) => {
      const program = join(folder, `${compiler}${optimise}`);
      tool(compiler, [optimise, '-static', '-frounding-math', '-o', program, SOURCE, '-lm']);
      const native = spawnSync(program, { encoding: 'utf8' });
      const { stdout, exit, notes } = await lab.run({
        program: { elf: new Uint8Array(readFileSync(program)) },
      });
      expect(notes).toEqual([]);
      expect(exit).toBe(native.status);
      expect(Buffer.from(stdout).toString().split('\n')).toEqual(native.stdout.split('\n'));
    });
  }
});
