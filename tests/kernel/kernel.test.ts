import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { getPriority, setPriority, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { which } from '../../scripts/tools.mjs';
import { runNative } from '../programs/native';
import { buildProgram, cannotJudge, programs } from './programs';

const reason =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : which('gcc')
      ? ''
      : 'gcc missing';
if (reason) console.log(`skipped, comparison of calls with the real kernel: ${reason}`);

const lab = createLocalLab();
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe.skipIf(reason)('a call does here what it does on Linux', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-kernel-'));
    // Some programs tell their nice value, which they have from here; in the machine it is 0.
    if (getPriority() !== 0) setPriority(0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.for(programs())('%s', async (source, { skip }) => {
    const why = cannotJudge(source);
    if (why !== undefined) {
      console.log(`skipped, ${source}: ${why}`);
      skip();
    }
    const file = buildProgram(source, folder);
    const native = runNative(file, { source });
    const path = `/${basename(file)}`;
    const { stdout, stderr, exit, notes } = await lab.run({
      program: { path: `.${path}` },
      args: [`.${path}`],
      files: [{ path, bytes: new Uint8Array(readFileSync(file)), mode: 0o755 }],
      stdin: new Uint8Array(0),
      env: {},
      tty: false,
    });
    expect(notes).toEqual([]);
    expect({ stdout: latin1(stdout), stderr: latin1(stderr), exit }).toEqual(native);
  });
});
