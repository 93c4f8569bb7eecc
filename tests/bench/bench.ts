import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalLab } from '../../lib/lab/local';
import type { RunResult } from '../../lib/lab/types';
import { ensureTestTools, ensureTool } from '../../scripts/tools.mjs';
import { build } from '../programs/build';
import { KERNELS } from './kernels';

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

/** Seconds of processor time, which other work on the machine does not lengthen, that a command takes: the best of three. */
function seconds(command: string, args: string[]): number | undefined {
  let best: number | undefined;
  for (let i = 0; i < 3; i++) {
    const time = spawnSync(
      'bash',
      ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1', '-', command, ...args],
      {
        encoding: 'utf8',
      },
    );
    if (time.error || time.status !== 0) return undefined;
    const took = time.stderr
      .trim()
      .split(' ')
      .reduce((sum, part) => sum + Number(part), 0);
    if (best === undefined || took < best) best = took;
  }
  return best;
}

/** A run in the lab: what came of it, and the seconds of processor time it took, the best of three. */
async function here(name: string, work: number, rows: boolean): Promise<{ result: RunResult; took: number }> {
  const request = {
    program: { elf: new Uint8Array(readFileSync(path(name))) },
    args: [name, String(work)],
    limits: { cycles: Number.POSITIVE_INFINITY, memory: 2 ** 28 },
    trace: { rows },
  };
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; ; i++) {
    const before = process.cpuUsage();
    const result = await lab.run(request);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
    if (result.exit !== 0) throw new Error(`${name} ended with ${JSON.stringify(result.ending)}`);
    if (i === 2) return { result, took: best };
  }
}

const cell = (text: string) => text.padStart(16);
const rate = (count: number, took: number | undefined) =>
  cell(took === undefined ? '-' : (count / took / 1e6).toFixed(1));

try {
  build('tests/bench/src/writes.c', folder);
  for (const { name, sse } of KERNELS) build(`tests/bench/src/${name}.c`, folder, '-O2', sse);

  const writes = await here('writes', WRITES, true);
  console.log('traced one-byte writes a second');
  console.log(`  here           ${Math.round(WRITES / writes.took).toLocaleString('en')}`);
  const strace = seconds('strace', ['-o', '/dev/null', path('writes'), String(STRACED_WRITES)]);
  if (strace === undefined) console.log('  native strace  not here, or it may not trace');
  else console.log(`  native strace  ${Math.round(STRACED_WRITES / strace).toLocaleString('en')}`);

  const qemu = ensureTool('qemu-x86_64', 'qemu-user');
  console.log('\ninstructions a second, millions');
  const columns = ['here', 'qemu-x86_64', 'native', 'here/qemu', 'here/native'];
  console.log(`  ${'kernel'.padEnd(8)}${columns.map(cell).join('')}`);
  const ratios: number[] = [];
  for (const { name, work } of KERNELS) {
    const { result, took } = await here(name, work, false);
    const count = result.instructions;
    const emulated = qemu === undefined ? undefined : seconds(qemu, [path(name), String(work)]);
    const native = process.arch === 'x64' ? seconds(path(name), [String(work)]) : undefined;
    const ratio = (of: number | undefined) => cell(of === undefined ? '-' : (of / took).toFixed(2));
    if (emulated !== undefined) ratios.push(emulated / took);
    console.log(
      `  ${name.padEnd(8)}${rate(count, took)}${rate(count, emulated)}${rate(count, native)}` +
        `${ratio(emulated)}${ratio(native)}`,
    );
  }
  if (ratios.length > 0) {
    const mean = Math.exp(ratios.reduce((sum, r) => sum + Math.log(r), 0) / ratios.length);
    console.log(`  here/qemu, geometric mean: ${mean.toFixed(2)}`);
  }
  if (qemu === undefined)
    console.log('  (qemu-x86_64 is not here and cannot be installed: Debian package qemu-user)');
} finally {
  rmSync(folder, { recursive: true });
}
