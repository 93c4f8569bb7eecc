import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine, type MachineStats } from '../../lib/emulator/machine';
import { ensureTestTools } from '../../scripts/tools.mjs';
import { build } from '../programs/build';
import { KERNELS } from './kernels';

const missing = process.arch === 'x64' ? ensureTestTools() : ['gcc'];
const reason = missing.includes('gcc') ? 'gcc or an x86-64 host is missing' : '';
if (reason) console.log(`skipped, programs of the bench: ${reason}`);

describe.skipIf(reason)('programs of the bench', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-kernels-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs a program in slices of so many cycles. */
  function run(path: string, args: string[], slice: number): { output: string; stats: MachineStats } {
    let output = '';
    const machine = createMachine({
      console: { write: (_, bytes) => void (output += Buffer.from(bytes).toString('latin1')) },
      files: [{ path: '/program', source: new Uint8Array(readFileSync(path)), mode: 0o755 }],
    });
    machine.exec({ path: '/program', args });
    while (machine.run(slice) === 'running');
    expect(machine.ending).toEqual({ kind: 'exited', status: 0 });
    return { output, stats: machine.stats };
  }

  it.each(KERNELS)(
    '$name prints what it prints natively, however it is cut into slices',
    ({ name, little, sse }) => {
      const path = build(`tests/bench/src/${name}.c`, folder, '-O2', sse);
      const args = [name, String(little)];
      const native = spawnSync(path, args.slice(1), { encoding: 'latin1' });
      const whole = run(path, args, 1e9);
      expect(whole.output).toBe(native.stdout);
      const cut = run(path, args, 99_991);
      expect(cut).toEqual(whole);
    },
  );
});
