import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine } from '../../lib/emulator/machine';
import { which } from '../../scripts/tools.mjs';
import { tool } from '../programs/build';
import { runNative } from '../programs/native';

const reason =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : which('gcc')
      ? ''
      : 'gcc missing';
if (reason) console.log(`skipped, soak: ${reason}`);

/** Share of the full counts; SOAK=1 runs all of it. */
const SHARE = Number(process.env.SOAK ?? 0.02);
const SOURCES = resolve('tests/soak/src');

/** Programs, how much each does in full, and the least that says anything. */
const ROWS: readonly (readonly [name: string, full: number, least: number])[] = [
  ['processes', 1000, 40],
  ['files', 10_000, 400],
  ['futexes', 1_000_000, 8_000],
  ['signals', 100_000, 1_000],
  ['disk', 64, 2],
];

const MEMORY = 512 * 2 ** 20;

/** Runs a program and tells what it said, and what the machine held on to when all had ended. */
function soak(elf: Uint8Array, args: readonly string[], memory = MEMORY) {
  let stdout = '';
  const machine = createMachine({
    memory,
    console: {
      write: (_stream, bytes) => {
        stdout += Buffer.from(bytes).toString('latin1');
      },
    },
    files: [{ path: '/program', source: elf, mode: 0o755 }],
  });
  machine.exec({ path: '/program', args: ['./program', ...args] });
  machine.endInput();
  while (machine.run(1e9) === 'running');
  return { stdout, ending: machine.ending, usage: machine.usage };
}

describe.skipIf(reason)(`${SHARE * 100}% of the soak`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-soak-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const build = (name: string) => {
    const program = join(folder, name);
    tool('gcc', ['-O1', '-static', '-pthread', '-o', program, join(SOURCES, `${name}.c`)]);
    return program;
  };

  it.each(ROWS)('%s', { timeout: 600_000 }, (name, full, least) => {
    const count = String(Math.max(least, Math.round(full * SHARE)));
    const program = build(name);
    const elf = new Uint8Array(readFileSync(program));
    // The tables that kernel stacks are mapped by stay, as many as there once were: a second round takes no more.
    const [args, fewer] = name === 'processes' ? [[count, '2'], [count]] : [[count], ['8']];
    const many = soak(elf, args);
    expect(many.stdout).toBe(runNative(program, { source: `${name}.c`, args }).stdout);
    expect(many.ending).toEqual({ kind: 'exited', status: 0 });
    // What one of everything leaves behind, many leave behind too: nothing but the file system's own.
    expect(many.usage).toEqual(soak(elf, fewer).usage);
    expect(many.usage).toMatchObject({ tasks: 0, descriptors: 0 });
  });

  it('a fork bomb ends at its limit', { timeout: 120_000 }, () => {
    const elf = new Uint8Array(readFileSync(build('bomb')));
    const { stdout, usage } = soak(elf, ['50']);
    expect(stdout).toBe('49, then: Resource temporarily unavailable\n49 ended\n');
    expect(usage).toMatchObject({ tasks: 0, descriptors: 0 });
  });

  it('a disk that is full says so, and has room again', { timeout: 120_000 }, () => {
    const elf = new Uint8Array(readFileSync(build('disk')));
    const { stdout, usage } = soak(elf, ['1000'], 64 * 2 ** 20);
    const [first, second, third] = stdout.trim().split('\n');
    expect(first).toMatch(/^\d+ bytes, then: No space left on device$/);
    expect([second, third]).toEqual([first, first]);
    expect(usage).toEqual(soak(elf, ['1'], 64 * 2 ** 20).usage);
  });
});
