import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { which } from '../../scripts/tools.mjs';
import { Random } from '../cpu/random';
import { build, tool } from '../programs/build';
import { mutate } from './mutate';

/** LOADER_CASES runs more, FUZZ_SEED other ones. */
const CASES = Number(process.env.LOADER_CASES ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const BATCH = 100;
const INTERPRETER = '/tmp/trapdoor-loader';

const reason =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : which('gcc')
      ? ''
      : 'gcc is missing';
if (reason) console.log(`skipped, spoilt programs: ${reason}`);

describe.skipIf(reason)('spoilt programs end here as they do on Linux', () => {
  let folder: string;
  let launcher: string;
  let originals: Uint8Array[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-loader-'));
    chmodSync(folder, 0o755);
    const source = (name: string) => resolve('tests/loader/src', name);
    launcher = build(source('launch.c'), folder);
    const object = join(folder, 'static.o');
    tool('as', ['-o', object, source('static.s')]);
    const link = (name: string, ...args: string[]) => {
      const file = join(folder, name);
      tool('ld', ['-o', file, ...args]);
      return new Uint8Array(readFileSync(file));
    };
    const loader = join(folder, 'loader.o');
    tool('as', ['-o', loader, source('loader.s')]);
    link('interpreter', '-pie', '--no-dynamic-linker', loader);
    spawnSync('cp', [join(folder, 'interpreter'), INTERPRETER]);
    originals = [
      link('static', object),
      link('static-pie', '-pie', '--no-dynamic-linker', object),
      link('dynamic', '-pie', '--dynamic-linker', INTERPRETER, object),
      link('packed', '-z', 'noseparate-code', '-z', 'max-page-size=4096', object),
    ];
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    rmSync(INTERPRETER, { force: true });
  });

  /** What became of each file on this machine, as nobody and in a folder of its own. */
  function native(files: readonly Uint8Array[]): string[] {
    const cwd = join(folder, 'run');
    mkdirSync(cwd);
    chmodSync(cwd, 0o755);
    files.forEach((bytes, n) => {
      writeFileSync(join(cwd, String(n)), bytes, { mode: 0o755 });
    });
    const { stdout } = spawnSync(launcher, [cwd, String(files.length)], { encoding: 'utf8' });
    rmSync(cwd, { recursive: true });
    return stdout.trim().split('\n');
  }

  async function ours(files: readonly Uint8Array[]): Promise<string[]> {
    const run = await createLocalLab().run({
      program: { elf: new Uint8Array(readFileSync(launcher)) },
      args: ['launch', '/files', String(files.length)],
      files: [
        { path: INTERPRETER, bytes: new Uint8Array(readFileSync(join(folder, 'interpreter'))), mode: 0o755 },
        ...files.map((bytes, n) => ({ path: `/files/${n}`, bytes, mode: 0o755 })),
      ],
      env: {},
      trace: { rows: false },
    });
    expect(run.exit).toBe(0);
    return Buffer.from(run.stdout).toString('latin1').trim().split('\n');
  }

  it(`in ${CASES} cases of seed ${SEED}`, { timeout: 60_000 + CASES * 50 }, async () => {
    const random = new Random(SEED);
    const different: string[] = [];
    for (let done = 0; done < CASES; done += BATCH) {
      const files = Array.from({ length: Math.min(BATCH, CASES - done) }, () =>
        mutate(random.pick(originals), random),
      );
      const [real, here] = [native(files), await ours(files)];
      real.forEach((line, n) => {
        if (line !== here[n])
          different.push(`case ${done + n} of seed ${SEED}: real ${line}, ours ${here[n]}`);
      });
    }
    expect(different).toEqual([]);
  });
});
