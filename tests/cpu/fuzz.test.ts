import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeHandlers } from '../../lib/emulator/cpu/interpret/packed';
import { packHandlers } from '../../lib/emulator/cpu/interpret/prepared';
import { which } from '../../scripts/tools.mjs';
import { BareMachine } from './bare';
import { differences } from './compare';
import { showFx } from './fx';
import { Generator, usable } from './generate';
import { type Case, CODE, type Outcome } from './layout';
import { minimise } from './minimise';
import { cpuFlags, cpuVendor, hex, Native } from './native';
import { Random } from './random';
import { REGRESSIONS, toCase } from './regressions';

/** FUZZ_CASES runs more, FUZZ_SEED other ones, FUZZ_ROWS only rows whose family or mnemonic it matches. */
const CASES = Number(process.env.FUZZ_CASES ?? 10_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const ROWS = new RegExp(process.env.FUZZ_ROWS ?? '');
const BATCH = 2_000;
/** Differences reported in full; the rest is counted. */
const REPORTED = 12;

const reason =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : which('gcc')
      ? ''
      : 'gcc is missing';
if (reason) console.log(`skipped, comparison with the real processor: ${reason}`);

/** The code as a disassembler shows it, where there is one. */
function disassemble({ code, offset }: Case): string {
  if (!which('objdump')) return '';
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-objdump-'));
  const file = join(folder, 'code');
  writeFileSync(file, code);
  const args = [
    '-D',
    '-b',
    'binary',
    '-m',
    'i386:x86-64',
    '-M',
    'intel',
    `--adjust-vma=${CODE + offset}`,
    file,
  ];
  const { stdout } = spawnSync('objdump', args, { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  // What the minimiser took out became nops.
  const lines = stdout.split('\n').slice(7);
  return lines.filter((line) => !/\s90\s+nop$/.test(line)).join('\n');
}

describe.skipIf(reason)('the processor does what the real one does', () => {
  let native: Native;
  let ours: BareMachine[];
  let vendor = '';
  beforeAll(async () => {
    // As where the project is built; the programs of tests/programs run without.
    await takeHandlers(packHandlers());
    native = new Native();
    ours = [false, true].map(machine);
    vendor = cpuVendor();
  });
  afterAll(() => native?.close());

  function machine(compiles: boolean): BareMachine {
    const made = new BareMachine(compiles);
    made.mxcsrMask = native.mxcsrMask();
    return made;
  }

  /** What the real one and ours, interpreted and compiled, disagree on; a machine that failed altogether is replaced. */
  function compare(test: Case, real: Outcome | undefined): string[] {
    if (!real) return [];
    return ours.flatMap((one, n) => {
      const way = one.compiles ? 'compiled' : 'interpreted';
      try {
        return differences(test, real, one.run(test), vendor).map((line) => `${way}: ${line}`);
      } catch (error) {
        ours[n] = machine(one.compiles);
        return [`${way}: ours failed: ${(error as Error).message}`];
      }
    });
  }

  function report(name: string, test: Case, found: string[]): string {
    const small = minimise(test, (smaller) => compare(smaller, native.run([smaller])[0]).length > 0);
    const registers = small.gpr
      .map((value, n) => (value ? `${n}: 0x${value.toString(16)}n` : ''))
      .filter(Boolean);
    const vectors = small.xmm
      .map((value, n) => (value ? `${n}: 0x${value.toString(16)}n` : ''))
      .filter(Boolean);
    const { code, flags, mxcsr, seed } = small;
    return [
      `${name}: { code: '${hex(code)}', gpr: { ${registers.join(', ')} }, flags: ${flags}, xmm: { ${vectors.join(', ')} }, mxcsr: 0x${mxcsr.toString(16)}, seed: ${seed} }`,
      disassemble(small),
      showFx(small.fx),
      ...compare(small, native.run([small])[0]),
      'as it was first met:',
      ...found,
    ].join('\n');
  }

  it.each(REGRESSIONS.map((r) => [r.note, toCase(r)] as const))('%s', (note, test) => {
    const found = compare(test, native.run([test])[0]);
    expect(found, found.length > 0 ? report(note, test, found) : '').toEqual([]);
  });

  it(`in ${CASES} random cases of seed ${SEED}`, { timeout: 60_000 + CASES * 20 }, () => {
    const rows = usable(cpuFlags()).filter((e) => ROWS.test(`${e.family} ${e.mnemonic}`));
    const generator = new Generator(rows, new Random(SEED));
    const reports: string[] = [];
    let different = 0;
    for (let done = 0; done < CASES; done += BATCH) {
      const cases = Array.from({ length: Math.min(BATCH, CASES - done) }, () => generator.next());
      native.run(cases).forEach((real, n) => {
        const found = compare(cases[n], real);
        if (found.length === 0) return;
        if (different++ < REPORTED) reports.push(report(`case ${done + n} of seed ${SEED}`, cases[n], found));
      });
    }
    expect(different, `\n${reports.join('\n\n')}\n`).toBe(0);
  });
});
