import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { which } from '../../scripts/tools.mjs';
import { Library } from './build';
import { UTILITIES } from './utilities';

const here = fileURLToPath(new URL('.', import.meta.url));
const names = (folder: string, ending: string) =>
  readdirSync(join(here, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));

/** Programs with a test of their own. */
const APART = ['numbers', 'functions', 'calls'];

/** Units in the last place by which glibc itself may be off (its manual, "Errors in Math Functions"), where more than one. */
const GLIBC_ULPS: Readonly<Record<string, bigint>> = {
  cbrt: 4n,
  cosh: 2n,
  sinh: 2n,
  tanh: 2n,
  exp10: 2n,
  erfc: 5n,
  tgamma: 10n,
  lgamma: 4n,
};

const missing = ['gcc', 'as', 'ld', 'ar', 'make'].filter((tool) => !which(tool));
if (missing.length > 0) console.log(`tests of libc are skipped: ${missing.join(', ')} not found`);

const fuzzSeed = Number(process.env.FUZZ_SEED ?? 1);
const fuzzCases = process.env.FUZZ_CASES ?? '3000';

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

  it.each(names('programs', '.c').filter((name) => !APART.includes(name)))('runs %s.c alike', (name) => {
    const [ours, theirs] = both(name);
    expect(run(ours, ['arg'], scratch)).toEqual(run(theirs, ['arg'], scratch));
  });

  it(`prints and reads numbers alike, seed ${fuzzSeed}`, () => {
    const [ours, theirs] = both('numbers');
    const lines = (program: string) =>
      run(program, [String(fuzzSeed), fuzzCases], scratch).stdout.split('\n');
    const [a, b] = [lines(ours), lines(theirs)];
    const first = a.findIndex((line, i) => line !== b[i]);
    expect(a[first]).toBe(b[first]);
    expect(a.length).toBe(b.length);
  });

  it(`computes alike to a unit in the last place, seed ${fuzzSeed}`, () => {
    const [ours, theirs] = both('functions');
    const lines = (program: string) => run(program, [String(fuzzSeed)], scratch).stdout.split('\n');
    const b = lines(theirs);
    /** Doubles of one sign are in the order of their bits. */
    const place = (bits: string) => (BigInt(bits) >> 63n ? -(BigInt(bits) & ~(1n << 63n)) : BigInt(bits));
    const wrong = lines(ours).filter((line, i) => {
      if (line === b[i]) return false;
      const [name, , x] = line.split(' ');
      const [, , y] = b[i]!.split(' ');
      const apart = place(x!) - place(y!);
      return (apart < 0n ? -apart : apart) > (GLIBC_ULPS[name!] ?? 1n);
    });
    expect(wrong).toEqual([]);
  });

  it.skipIf(!which('strace'))('asks the kernel for input and output as glibc does', () => {
    const [ours, theirs] = both('calls');
    const calls = (program: string) => {
      const log = join(scratch, 'calls.strace');
      const input = Array.from({ length: 3000 }, (_, i) => `${i}\n`).join('');
      execFileSync(
        'strace',
        ['-o', log, '-e', 'trace=read,write,lseek,fstat,newfstatat,ioctl,openat,close', program],
        {
          cwd: scratch,
          input,
          stdio: ['pipe', 'pipe', 'ignore'],
        },
      );
      const text = readFileSync(log, 'utf8');
      // What the dynamic loader did ends where the program's own file is first named.
      return text
        .slice(text.indexOf('openat(AT_FDCWD, "calls.'))
        .replace(
          /newfstatat\((\d+), "", .*, AT_EMPTY_PATH\)|fstat\((\d+), .*\) +=/g,
          (_, a, b) => `fstat(${a ?? b}) =`,
        )
        .replace(/ += +/g, ' = ')
        .replace(/= +=/g, '=')
        .replace(/0x[0-9a-f]+/g, 'ADDR');
    };
    expect(calls(ours)).toBe(calls(theirs));
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
