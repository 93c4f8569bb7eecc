import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headersModule } from '../../scripts/libc.mjs';
import { which } from '../../scripts/tools.mjs';
import { Library } from './build';
import { UTILITIES } from './utilities';

const here = fileURLToPath(new URL('.', import.meta.url));
const names = (folder: string, ending: string) =>
  readdirSync(join(here, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));

const missing = ['gcc', 'as', 'ld', 'ar', 'make'].filter((tool) => !which(tool));
if (missing.length > 0) console.log(`tests of libc are skipped: ${missing.join(', ')} not found`);

const fuzzSeed = Number(process.env.FUZZ_SEED ?? Date.now() % 1e9);
const fuzzCases = process.env.FUZZ_CASES ?? '3000';

describe('headers', () => {
  it('are in headers.generated.ts as they are in include; else run npm run libc', () => {
    const made = new URL('../../lib/toolchain/libc/headers.generated.ts', import.meta.url);
    expect(readFileSync(made, 'utf8') === headersModule()).toBe(true);
  });
});

describe.skipIf(missing.length > 0)('libc, beside glibc', () => {
  let library: Library;
  let scratch: string;
  let bin: string;
  beforeAll(() => {
    library = new Library();
    scratch = mkdtempSync(join(tmpdir(), 'trapdoor-libc-run-'));
    bin = library.userland();
  });
  afterAll(() => {
    library.remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  /** What a run leaves to see. */
  function run(
    program: string,
    args: readonly string[],
    cwd: string,
    env: NodeJS.Dict<string> = process.env,
  ) {
    const { stdout, stderr, status, signal } = spawnSync(program, args, {
      cwd,
      env: env as NodeJS.ProcessEnv,
      input: 'first line\nsecond line\n',
      maxBuffer: 1 << 28,
    });
    return { stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1'), status, signal };
  }

  function both(name: string): [ours: string, theirs: string] {
    const source = join(here, 'programs', `${name}.c`);
    const theirs = join(scratch, name);
    execFileSync('gcc', ['-w', '-std=gnu17', '-fno-builtin', source, '-o', theirs, '-lm']);
    return [library.program(name, [source]), theirs];
  }

  it.each(names('programs', '.c').filter((name) => !['numbers', 'functions'].includes(name)))(
    'runs %s.c alike',
    (name) => {
      const [ours, theirs] = both(name);
      expect(run(ours, ['arg'], scratch)).toEqual(run(theirs, ['arg'], scratch));
    },
  );

  it(`prints and reads numbers alike, seed ${fuzzSeed}`, () => {
    const [ours, theirs] = both('numbers');
    const lines = (program: string) =>
      run(program, [String(fuzzSeed), fuzzCases], scratch).stdout.split('\n');
    const [a, b] = [lines(ours), lines(theirs)];
    const first = a.findIndex((line, i) => line !== b[i]);
    expect(a[first]).toBe(b[first]);
    expect(a.length).toBe(b.length);
  });

  it.skipIf(!which('dash')).each(names('sh', '.sh'))('runs %s.sh as dash does', (name) => {
    const script = join(here, 'sh', `${name}.sh`);
    const result = (shell: string, label: string) => {
      const cwd = join(scratch, `${name}-${label}`);
      mkdirSync(cwd);
      return run(shell, [script, 'one', 'two words'], cwd, { PATH: '/usr/bin:/bin', HOME: '/root' });
    };
    expect(result(join(bin, 'sh'), 'ours')).toEqual(result(which('dash') ?? '', 'dash'));
  });

  it.each(UTILITIES)('%s', (line) => {
    const result = (path: string, label: string) => {
      const cwd = mkdtempSync(join(scratch, `u-${label}-`));
      const env = { PATH: path, HOME: '/root', LC_ALL: 'C', TZ: 'UTC' };
      execFileSync(
        '/bin/sh',
        ['-c', "printf 'b 2\\na 10\\nc 1\\na 10\\n\\nlast' > f; mkdir d; touch -d @1000000000 d/x"],
        {
          cwd,
        },
      );
      return run('/bin/sh', ['-c', line], cwd, env);
    };
    const theirs = result('/usr/bin:/bin', 'theirs');
    expect(result(`${bin}:/usr/bin:/bin`, 'ours')).toEqual(theirs);
  });
});
