import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import type { RunRequest, RunResult } from '../../lib/lab/types';
import { straceText } from '../../lib/trace/strace';
import { which } from '../../scripts/tools.mjs';
import { build, SOURCES } from './build';
import { maskedLines } from './mask';
import { runNative, type Seen, straceNative } from './native';
import { PROGRAMS, type Program } from './table';

const missing = ['gcc', 'as', 'ld', 'strace'].filter((command) => !which(command));
const reason =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : missing.length > 0
      ? `${missing.join(', ')} missing`
      : '';
if (reason) console.log(`skipped, comparison with the real kernel: ${reason}`);

const lab = createLocalLab();
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** The program as the CLI would run it: under the path that the native run has it at. */
function requestFor(program: Program, elf: Uint8Array): RunRequest {
  const name = basename(program.source, extname(program.source));
  return {
    program: { path: `./${name}` },
    args: [`./${name}`, ...(program.args ?? [])],
    files: [{ path: `/${name}`, bytes: elf, mode: 0o755 }],
    stdin: Buffer.from(program.stdin ?? '', 'latin1'),
    env: program.env ?? {},
    tty: false,
  };
}

const seen = ({ stdout, stderr, exit }: RunResult): Seen => ({
  stdout: latin1(stdout),
  stderr: latin1(stderr),
  exit,
});

describe.skipIf(reason)('a program does here what it does on Linux', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-programs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(PROGRAMS.map((program) => [program.source, program] as const))('%s', async (source, program) => {
    const file = build(join(SOURCES, source), folder, '-O2', program.sse);
    const request = requestFor(program, new Uint8Array(readFileSync(file)));
    const result = await lab.run(request);
    // What is counted is compiled from the first, and comes to the same to the cycle.
    const { cycles, instructions, stdout } = await lab.run({ ...request, trace: { heat: true } });
    expect({ cycles, instructions, stdout }).toEqual({
      cycles: result.cycles,
      instructions: result.instructions,
      stdout: result.stdout,
    });
    expect(result.notes).toEqual([]);
    expect(seen(result)).toEqual(runNative(file, program));
    expect(maskedLines(straceText(result.trace, { pids: 'column' }))).toEqual(
      maskedLines(straceNative(file, program)),
    );
  });

  it.each(
    PROGRAMS.filter(({ source }) => source.endsWith('.s')).map(
      (program) => [program.source, program] as const,
    ),
  )('%s, assembled here', async (source, program) => {
    const text = readFileSync(join(SOURCES, source), 'utf8');
    const { elf, diagnostics } = await lab.assemble(text, source);
    expect(diagnostics).toEqual([]);
    const native = runNative(build(join(SOURCES, source), folder), program);
    const file = join(folder, `${source}.here`);
    writeFileSync(file, elf as Uint8Array, { mode: 0o755 });
    expect(runNative(file, program)).toEqual(native);
    expect(seen(await lab.run(requestFor(program, elf as Uint8Array)))).toEqual(native);
  });
});
