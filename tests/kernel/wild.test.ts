import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine } from '../../lib/emulator/machine';
import { createLocalLab } from '../../lib/lab/local';
import { which } from '../../scripts/tools.mjs';
import { tool } from '../programs/build';
import { runNative } from '../programs/native';
import { SOURCES } from './programs';

const reason = which('gcc') ? '' : 'gcc missing';
if (reason) console.log(`skipped, calls with wild arguments: ${reason}`);

/** FUZZ_SEED is the first seed, FUZZ_CASES how many there are. */
const first = Number(process.env.FUZZ_SEED ?? 1);
const count = Number(process.env.FUZZ_CASES ?? 1);
const seeds = Array.from({ length: count }, (_, i) => first + i);

let folder: string;
const built = (name: string) => join(folder, name);
function build(name: string): void {
  const source = resolve(`tests/kernel/machines/${name}.c`);
  tool('gcc', ['-O1', '-static', '-w', '-I', SOURCES, '-o', built(name), source]);
}

describe.skipIf(reason)('calls with arguments nobody means', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-wild-'));
    build('wild');
    build('errors');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const ranges = [0, 1, 2, 3].map((quarter) => [quarter * 118, quarter * 118 + 117]);
  it.each(seeds.flatMap((seed) => ranges.map(([from, to]) => [seed, from, to])))(
    'leave the machine whole (seed %i, calls %i to %i)',
    (seed, from, to) => {
      const machine = createMachine({
        console: { write() {} },
        files: [{ path: '/wild', source: new Uint8Array(readFileSync(built('wild'))), mode: 0o755 }],
        memory: 64 * 2 ** 20,
        maxCycles: 6e9,
      });
      machine.exec({ path: '/wild', args: ['/wild', String(seed), String(from), String(to)] });
      machine.endInput();
      while (machine.run(1e8) === 'running');
      if (machine.failure) throw machine.failure;
      expect(machine.ending).toEqual({ kind: 'exited', status: 0 });
    },
  );

  // It drops to another user, which takes root.
  it.skipIf(process.getuid?.() !== 0).each(seeds.flatMap((seed) => [seed * 3, seed * 3 + 1, seed * 3 + 2]))(
    'are answered as by Linux (seed %i)',
    async (seed) => {
      const native = runNative(built('errors'), { source: 'errors.c', args: [String(seed)] });
      const { stdout, exit } = await createLocalLab().run({
        program: { path: '/errors' },
        args: ['./errors', String(seed)],
        files: [{ path: '/errors', bytes: new Uint8Array(readFileSync(built('errors'))), mode: 0o755 }],
        stdin: new Uint8Array(0),
      });
      expect({ stdout: Buffer.from(stdout).toString(), exit }).toEqual({
        stdout: native.stdout,
        exit: native.exit,
      });
    },
  );
});
