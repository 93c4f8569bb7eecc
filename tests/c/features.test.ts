import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runElf } from '../../lib/emulator/testing';
import { openSysroot } from '../../lib/lab/sysroot';
import { sourceText } from '../../lib/toolchain/c';
import { compile } from '../../lib/toolchain/c/compile';
import type { ObjectFile } from '../../lib/toolchain/object';
import { buildProgram } from '../../lib/toolchain/sysroot/executable';
import type { Sysroot } from '../../lib/toolchain/sysroot/sysroot';
import { ensureSysroot } from '../../scripts/sysroot.mjs';
import { missingTools } from '../asm/native';
import { scratch } from './oracle';

/** A folder a feature, a .c file a program; a folder in one of these is a program of several files. */
const root = resolve('tests/c/features');
const missing = missingTools('gcc');
if (missing) console.log(`programs by feature: skipped, ${missing}`);

interface Program {
  name: string;
  files: string[];
}

function programsOf(feature: string): Program[] {
  return readdirSync(join(root, feature), { withFileTypes: true }).map((entry) => {
    const at = join(root, feature, entry.name);
    if (!entry.isDirectory()) return { name: entry.name, files: [at] };
    const files = readdirSync(at).filter((file) => file.endsWith('.c'));
    return { name: entry.name, files: files.sort().map((file) => join(at, file)) };
  });
}

const ENVIRONMENT: NodeJS.Dict<string> = { PATH: '/usr/bin:/bin', TZ: 'UTC0' };
const INPUT = '12 hello 3.5\nsecond line\n0x1f 077 -5\n';

describe.skipIf(missing)('programs by feature do with our compiler and library what they do with gcc', () => {
  let sysroot: Sysroot;
  let work: string;
  beforeAll(async () => {
    sysroot = await openSysroot(new Uint8Array(readFileSync(await ensureSysroot())));
    work = scratch();
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const build = ([first, ...others]: string[], level: 0 | 1): Uint8Array => {
    const options = (name: string) => ({ name, level, files: read, warnings: ['-w'] });
    const objects = others.map((file): ObjectFile => {
      const { object, diagnostics } = compile(sourceText(readFileSync(file)), {
        ...options(file),
        files: (path) => read(path) ?? sysroot.header(path),
        cache: sysroot.cache,
        systemFolders: ['/usr/include'],
      });
      if (!object) throw new Error(diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`).join('\n'));
      return object;
    });
    const { elf, diagnostics } = buildProgram(sourceText(readFileSync(first)), sysroot, {
      ...options(first),
      objects,
    });
    if (!elf) throw new Error(diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`).join('\n'));
    return elf;
  };

  const run = (program: string) => {
    // A folder of its own, so that what a program leaves does not meet the next.
    const cwd = `${program}.d`;
    mkdirSync(cwd);
    const { stdout, status } = spawnSync(program, ['one', 'two'], {
      cwd,
      input: INPUT,
      encoding: 'latin1',
      env: ENVIRONMENT as NodeJS.ProcessEnv,
      argv0: '/prog',
      timeout: 60_000,
    });
    return { stdout, status };
  };

  for (const feature of readdirSync(root))
    describe(feature, () => {
      it.each(programsOf(feature))('$name', ({ name, files }) => {
        const stem = join(work, `${feature}-${name}`);
        const gcc = spawnSync('gcc', ['-w', '-std=gnu17', '-pthread', '-o', stem, ...files, '-lm'], {
          encoding: 'utf8',
        });
        expect(gcc.status, gcc.stderr).toBe(0);
        const expected = run(stem);
        for (const level of [0, 1] as const) {
          const elf = build(files, level);
          const program = `${stem}.O${level}`;
          writeFileSync(program, elf, { mode: 0o755 });
          expect(run(program), `-O${level}`).toEqual(expected);
          if (level === 0) continue;
          const { stdout, ending } = runElf(elf, {
            args: ['/prog', 'one', 'two'],
            stdin: INPUT,
            cwd: '/tmp',
            binary: true,
            env: Object.entries(ENVIRONMENT).map(([key, value]) => `${key}=${value}`),
            extra: [
              { path: '/tmp', directory: true, mode: 0o1777 },
              ...sysroot.programs.map(({ path, bytes }) => ({ path, source: bytes, mode: 0o755 })),
            ],
          });
          const status = ending?.kind === 'exited' ? ending.status : null;
          expect({ stdout, status }, 'in the machine').toEqual(expected);
        }
      });
    });
});

/** Files of a program itself; headers come from the library. */
function read(path: string): string | undefined {
  return path.startsWith(root) && existsSync(path) ? sourceText(readFileSync(path)) : undefined;
}
