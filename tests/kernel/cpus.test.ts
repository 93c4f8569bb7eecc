import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { which } from '../../scripts/tools.mjs';
import { tool } from '../programs/build';
import { SOURCES } from './programs';

const reason = which('gcc') ? '' : 'gcc missing';
if (reason) console.log(`skipped, programs on several processors: ${reason}`);

const lab = createLocalLab();

describe.skipIf(reason)('virtual processors share out virtual time', () => {
  let folder: string;
  let program: Uint8Array;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-cpus-'));
    const file = join(folder, 'shares');
    tool('gcc', [
      '-O1',
      '-static',
      '-pthread',
      '-I',
      SOURCES,
      '-o',
      file,
      resolve('tests/kernel/machines/shares.c'),
    ]);
    program = new Uint8Array(readFileSync(file));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = async (cpus: number) => {
    const { stdout, exit } = await lab.run({
      program: { path: '/shares' },
      args: ['/shares'],
      files: [{ path: '/shares', bytes: program, mode: 0o755 }],
      stdin: new Uint8Array(0),
      limits: { cpus },
    });
    expect(exit).toBe(0);
    return Buffer.from(stdout).toString();
  };

  it.each([
    [1, 1, 4],
    [2, 2, 2],
    [4, 4, 1],
  ])('%i of them', async (cpus, used, times) => {
    expect(await run(cpus)).toBe(
      `processors ${cpus} ${cpus}, used ${used}, four take ${times} times as long\n` +
        'sched_setaffinity(0, sizeof set, &set): 0\non 0\n' +
        'sched_setaffinity(0, sizeof set, &set): EINVAL\n' +
        'nice 0 has 3 times as much as nice 5\n',
    );
  });

  it('gives the same run twice', async () => {
    expect(await run(3)).toBe(await run(3));
  });
});
