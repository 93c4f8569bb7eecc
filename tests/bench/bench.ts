import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTestTools, ensureTool } from '../../scripts/tools.mjs';
import { build } from '../programs/build';
import { openChromium } from './chromium';
import { KERNELS } from './kernels';
import { cell, here, seconds } from './measure';

const WRITES = 1_000_000;
/** strace is slow enough with fewer. */
const STRACED_WRITES = 100_000;

const missing = ensureTestTools();
if (missing.includes('gcc')) {
  console.log('the bench builds its programs with gcc, which is not here and cannot be installed');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'trapdoor-bench-'));
const path = (name: string) => join(folder, name);
const elfOf = (name: string) => new Uint8Array(readFileSync(path(name)));
const request = (name: string, work: number, rows: boolean) => ({
  program: { elf: elfOf(name) },
  args: [name, String(work)],
  limits: { cycles: Number.POSITIVE_INFINITY, memory: 2 ** 28 },
  trace: { rows },
});

const mean = (ratios: readonly number[]): string =>
  ratios.length === 0
    ? '-'
    : Math.exp(ratios.reduce((sum, r) => sum + Math.log(r), 0) / ratios.length).toFixed(2);

const chromium = await openChromium().catch((error: unknown) => {
  console.log(`without Chromium: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  return undefined;
});
try {
  build('tests/bench/src/writes.c', folder);
  for (const { name, sse } of KERNELS) build(`tests/bench/src/${name}.c`, folder, '-O2', sse);

  const writes = await here(request('writes', WRITES, true));
  console.log('traced one-byte writes a second');
  console.log(`  here           ${Math.round(WRITES / writes.took).toLocaleString('en')}`);
  const strace = seconds('strace', ['-o', '/dev/null', path('writes'), String(STRACED_WRITES)]);
  if (strace === undefined) console.log('  native strace  not here, or it may not trace');
  else console.log(`  native strace  ${Math.round(STRACED_WRITES / strace).toLocaleString('en')}`);

  const qemu = ensureTool('qemu-x86_64', 'qemu-user');
  console.log('\ninstructions a second, millions; and ms of the first run: translating, compiling, the rest');
  const columns = [
    'here',
    'Chromium',
    'qemu-x86_64',
    'native',
    'here/qemu',
    'here/native',
    'translate',
    'compile',
    'run',
  ];
  console.log(`  ${'kernel'.padEnd(8)}${columns.map((title) => cell(title, 12)).join('')}`);
  const ratios: { qemu: number[]; native: number[]; chromium: number[] } = {
    qemu: [],
    native: [],
    chromium: [],
  };
  for (const { name, work } of KERNELS) {
    const { result, took, split } = await here(request(name, work, false));
    const { instructions } = result;
    const inTab = await chromium?.seconds(elfOf(name), [name, String(work)]);
    const emulated = qemu === undefined ? undefined : seconds(qemu, [path(name), String(work)]);
    const native = process.arch === 'x64' ? seconds(path(name), [String(work)]) : undefined;
    const rate = (time: number | undefined) =>
      cell(time === undefined ? '-' : (instructions / time / 1e6).toFixed(0), 12);
    const ratio = (of: number | undefined) => cell(of === undefined ? '-' : (of / took).toFixed(2), 12);
    if (emulated !== undefined) ratios.qemu.push(emulated / took);
    if (native !== undefined) ratios.native.push(native / took);
    if (emulated !== undefined && inTab !== undefined) ratios.chromium.push(emulated / inTab);
    const ms = [split.translate, split.compile, split.all - split.translate - split.compile];
    console.log(
      `  ${name.padEnd(8)}${rate(took)}${rate(inTab)}${rate(emulated)}${rate(native)}${ratio(emulated)}${ratio(native)}` +
        ms.map((n) => cell(n.toFixed(0), 12)).join(''),
    );
  }
  console.log(
    `  geometric means: here/qemu ${mean(ratios.qemu)}, here/native ${mean(ratios.native)}, Chromium/qemu ${mean(ratios.chromium)}`,
  );
  console.log('  (processor time; in Chromium by the clock, which other work on the machine lengthens)');
  if (qemu === undefined)
    console.log('  (qemu-x86_64 is not here and cannot be installed: Debian package qemu-user)');
} finally {
  await chromium?.close();
  rmSync(folder, { recursive: true });
}
