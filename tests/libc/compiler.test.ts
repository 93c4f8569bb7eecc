import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runElf } from '../../lib/emulator/testing';
import { openSysroot } from '../../lib/lab/sysroot';
import { FileCache } from '../../lib/toolchain/c';
import { compile } from '../../lib/toolchain/c/compile';
import { buildProgram } from '../../lib/toolchain/sysroot/executable';
import type { Sysroot } from '../../lib/toolchain/sysroot/sysroot';
import { librarySources, programs, startSources } from '../../scripts/libc.mjs';
import { ensureSysroot } from '../../scripts/sysroot.mjs';
import { which } from '../../scripts/tools.mjs';

const INCLUDE = fileURLToPath(new URL('../../lib/toolchain/libc/include', import.meta.url));

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const sources = [...librarySources(), ...startSources(), ...[...programs().values()].flat()].filter((path) =>
  path.endsWith('.c'),
);

describe('our compiler', () => {
  // At -O1 they are built for the sysroot below.
  it('makes objects of the whole library and userland at -O0', { timeout: 300_000 }, () => {
    const cache = new FileCache();
    const errors = sources.flatMap((name) => {
      const { object, diagnostics } = compile(readFileSync(name, 'utf8'), {
        name,
        files: read,
        cache,
        systemFolders: [INCLUDE],
        sections: true,
        level: 0,
      });
      const found = diagnostics
        .filter((d) => d.severity === 'error')
        .map((d) => `${d.file}:${d.line}: ${d.message}`);
      return object || found.length > 0 ? found : [`${name}: no object`];
    });
    expect(errors).toEqual([]);
  });
});

const folder = fileURLToPath(new URL('programs/', import.meta.url));
/** Programs that libc.test.ts compares by a measure of its own. */
const APART = ['numbers', 'functions', 'calls'];
const names = readdirSync(folder)
  .map((file) => file.replace(/\.c$/, ''))
  .filter((name) => !APART.includes(name));

const reason =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : which('gcc')
      ? ''
      : 'gcc not found';
if (reason) console.log(`programs on our own library are skipped: ${reason}`);

describe.skipIf(reason)('compiled, assembled and linked by our own tools', () => {
  let sysroot: Sysroot;
  let scratch: string;
  beforeAll(async () => {
    sysroot = await openSysroot(new Uint8Array(readFileSync(await ensureSysroot())));
    scratch = mkdtempSync(join(tmpdir(), 'trapdoor-cc-'));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const build = (name: string, level: 0 | 1) => {
    const { elf, diagnostics } = buildProgram(readFileSync(join(folder, `${name}.c`), 'utf8'), sysroot, {
      name: `${name}.c`,
      level,
      warnings: ['-w'],
    });
    if (!elf) throw new Error(diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`).join('\n'));
    return elf;
  };

  const input = 'first line\nsecond line\n';
  const run = (program: string) => {
    const { stdout, stderr, status, signal } = spawnSync(program, ['arg'], {
      cwd: scratch,
      input,
      maxBuffer: 1 << 28,
    });
    return { stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1'), status, signal };
  };
  const theirs = (name: string) => {
    const program = join(scratch, `${name}-glibc`);
    execFileSync('gcc', [
      '-w',
      '-std=gnu17',
      '-fno-builtin',
      join(folder, `${name}.c`),
      '-o',
      program,
      '-lm',
    ]);
    return run(program);
  };

  it.each(names)('%s.c does natively what it does with gcc and glibc', (name) => {
    const expected = theirs(name);
    for (const level of [0, 1] as const) {
      const program = join(scratch, `${name}${level}`);
      writeFileSync(program, build(name, level));
      chmodSync(program, 0o755);
      expect(run(program), `-O${level}`).toEqual(expected);
    }
  });

  it.each(names)('%s.c does so in the emulator', (name) => {
    const expected = theirs(name);
    const { stdout, stderr, ending } = runElf(build(name, 1), {
      args: ['/prog', 'arg'],
      stdin: input,
      binary: true,
      env: ['PATH=/usr/bin:/bin'],
      // What popen and system run, and where temporary files go.
      extra: [
        { path: '/tmp', directory: true, mode: 0o1777 },
        ...sysroot.programs.map(({ path, bytes }) => ({ path, source: bytes, mode: 0o755 })),
      ],
    });
    expect({ stdout, stderr, ending }).toEqual({
      stdout: expected.stdout,
      stderr: expected.stderr,
      ending: { kind: 'exited', status: expected.status },
    });
  });
});
