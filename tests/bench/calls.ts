import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTestTools, ensureTool } from '../../scripts/tools.mjs';
import { build } from '../programs/build';
import { cell, here, seconds } from './measure';

/** What src/calls.c can do, and how often: so long that the first 100 ms, while V8 makes code of its own, hardly count. */
const CALLS: readonly { name: string; what: string; times: number }[] = [
  { name: 'getpid', what: 'getpid', times: 5_000_000 },
  { name: 'null', what: 'write 1 to /dev/null', times: 3_000_000 },
  { name: 'file', what: 'write 1 to a file', times: 2_000_000 },
  { name: 'pipe', what: 'pipe ping-pong', times: 200_000 },
  { name: 'open', what: 'open+close', times: 500_000 },
  { name: 'stat', what: 'stat', times: 1_000_000 },
  { name: 'mmap', what: 'mmap+16 pages+munmap', times: 20_000 },
  { name: 'fork', what: 'fork+wait', times: 5_000 },
  { name: 'exec', what: 'vfork+exec+wait', times: 5_000 },
];

if (ensureTestTools().includes('gcc')) {
  console.log('the bench builds its program with gcc, which is not here and cannot be installed');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'trapdoor-calls-'));
try {
  const program = build('tests/bench/src/calls.c', folder);
  const elf = new Uint8Array(readFileSync(program));
  const qemu = ensureTool('qemu-x86_64', 'qemu-user');
  const native = process.arch === 'x64';
  const request = (name: string, times: number) => ({
    program: { elf },
    args: ['calls', name, String(times)],
    limits: { cycles: Number.POSITIVE_INFINITY },
    trace: { rows: false },
  });
  console.log('processor time of a call, untraced, us (the start of the program taken off)');
  console.log(
    `  ${''.padEnd(22)}${['here', 'native', 'qemu-x86_64', 'here/native'].map((c) => cell(c)).join('')}`,
  );
  const idle = {
    here: (await here(request('nothing', 0))).took,
    native: native ? seconds(program, ['nothing', '0']) : undefined,
    qemu: qemu === undefined ? undefined : seconds(qemu, [program, 'nothing', '0']),
  };
  for (const { name, what, times } of CALLS) {
    const each = (all: number | undefined, start: number | undefined) =>
      all === undefined || start === undefined ? undefined : (Math.max(0, all - start) / times) * 1e6;
    const args = [name, String(times)];
    const ours = each((await here(request(name, times))).took, idle.here);
    const real = each(native ? seconds(program, args) : undefined, idle.native);
    const emulated = each(qemu === undefined ? undefined : seconds(qemu, [program, ...args]), idle.qemu);
    const shown = (us: number | undefined) => cell(us === undefined ? '-' : us.toFixed(us < 10 ? 3 : 1));
    const ratio = ours !== undefined && real ? (ours / real).toFixed(2) : '-';
    console.log(`  ${what.padEnd(22)}${shown(ours)}${shown(real)}${shown(emulated)}${cell(ratio)}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
