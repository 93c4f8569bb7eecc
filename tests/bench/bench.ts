import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalLab } from '../../lib/lab/local';
import type { RunResult } from '../../lib/lab/types';
import { ensureTestTools, ensureTool } from '../../scripts/tools.mjs';
import { build } from '../programs/build';

/** Programs of src/, and how much work is enough to be timed. */
const KERNELS: [name: string, work: number][] = [
  ['loop', 2_000_000],
  ['sieve', 60],
  ['fib', 38],
  ['hash', 4000],
  ['sort', 4_000_000],
];
const WRITES = 1_000_000;
/** strace is slow enough with fewer. */
const STRACED_WRITES = 100_000;

const missing = ensureTestTools();
if (missing.includes('gcc')) {
  console.log('the bench builds its programs with gcc, which is not here and cannot be installed');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'trapdoor-bench-'));
const lab = createLocalLab();
const path = (name: string) => join(folder, name);

/** Seconds that a command takes, the best of three; undefined when it cannot be run. */
function seconds(command: string, args: string[]): number | undefined {
  let best: number | undefined;
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    const { status, error } = spawnSync(command, args, { stdio: 'ignore' });
    if (error || status !== 0) return undefined;
    const took = (performance.now() - began) / 1000;
    if (best === undefined || took < best) best = took;
  }
  return best;
}

/** A run in the lab: what came of it, and the seconds it took, the better of two. */
async function here(name: string, work: number, rows: boolean): Promise<{ result: RunResult; took: number }> {
  const request = {
    program: { elf: new Uint8Array(readFileSync(path(name))) },
    args: [name, String(work)],
    limits: { cycles: Number.POSITIVE_INFINITY, memory: 2 ** 28 },
    trace: { rows },
  };
  let best = Number.POSITIVE_INFINITY;
  for (;;) {
    const began = performance.now();
    const result = await lab.run(request);
    const took = (performance.now() - began) / 1000;
    if (result.exit !== 0) throw new Error(`${name} ended with ${JSON.stringify(result.ending)}`);
    if (best < Number.POSITIVE_INFINITY) return { result, took: Math.min(best, took) };
    best = took;
  }
}

const cell = (text: string) => text.padStart(16);
const rate = (count: number, took: number | undefined) =>
  cell(took === undefined ? '-' : (count / took / 1e6).toFixed(1));

try {
  for (const name of ['writes', ...KERNELS.map(([kernel]) => kernel)])
    build(`tests/bench/src/${name}.c`, folder);

  const writes = await here('writes', WRITES, true);
  console.log('traced one-byte writes a second');
  console.log(`  here           ${Math.round(WRITES / writes.took).toLocaleString('en')}`);
  const strace = seconds('strace', ['-o', '/dev/null', path('writes'), String(STRACED_WRITES)]);
  if (strace === undefined) console.log('  native strace  not here, or it may not trace');
  else console.log(`  native strace  ${Math.round(STRACED_WRITES / strace).toLocaleString('en')}`);

  const qemu = ensureTool('qemu-x86_64', 'qemu-user');
  console.log('\ninstructions a second, millions');
  console.log(`  ${'kernel'.padEnd(8)}${['here', 'qemu-x86_64', 'native', 'here/qemu'].map(cell).join('')}`);
  for (const [name, work] of KERNELS) {
    const { result, took } = await here(name, work, false);
    const count = result.instructions;
    const emulated = qemu === undefined ? undefined : seconds(qemu, [path(name), String(work)]);
    const native = process.arch === 'x64' ? seconds(path(name), [String(work)]) : undefined;
    const ratio = cell(emulated === undefined ? '-' : (emulated / took).toFixed(2));
    console.log(
      `  ${name.padEnd(8)}${rate(count, took)}${rate(count, emulated)}${rate(count, native)}${ratio}`,
    );
  }
  if (qemu === undefined)
    console.log('  (qemu-x86_64 is not here and cannot be installed: Debian package qemu-user)');
} finally {
  rmSync(folder, { recursive: true });
}
