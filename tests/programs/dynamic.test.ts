import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import { which } from '../../scripts/tools.mjs';

const BASH = '/bin/bash';
const AWK = '/usr/bin/mawk';
const SORT = '/usr/bin/sort';

/** Programs of a distribution that ld.so puts together with their libraries, and what they are asked to do. */
const COMMANDS: readonly (readonly [program: string, ...args: string[]])[] = [
  // A standard input that is a socket makes bash read its start-up file.
  [
    BASH,
    '--norc',
    '-c',
    'for i in 1 2 3; do echo $((i * i)); done; printf "%.3f %5.1e\\n" 3.14159 2.5e10; exit 7',
  ],
  [SORT, '-n', '-r'],
  [AWK, '{ s += $1 } END { print s, sin(1), exp(2), 2 ^ 0.5 }'],
];
const STDIN = '3\n20\n1.5\n';
const ENV = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };

const missing =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : which('ldd')
      ? ''
      : 'ldd is missing';
const reasonFor = (program: string) => missing || (existsSync(program) ? '' : `${program} is missing`);

/** A program and the libraries that ldd names. */
function withLibraries(program: string) {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return [program, ...(stdout.match(/\/\S+/g) ?? [])].map((path) => ({
    path,
    bytes: new Uint8Array(readFileSync(path)),
    mode: 0o755,
  }));
}

describe('programs that ld.so links do here what they do on Linux', () => {
  const lab = createLocalLab();
  for (const [program, ...args] of COMMANDS) {
    const reason = reasonFor(program);
    if (reason) console.log(`skipped, ${program}: ${reason}`);
    it.skipIf(reason)(`${program} ${args.join(' ')}`, { timeout: 60_000 }, async () => {
      const native = spawnSync(program, args, { input: STDIN, env: ENV as never });
      const result = await lab.run({
        program: { path: program },
        args: [program, ...args],
        files: withLibraries(program),
        stdin: Buffer.from(STDIN),
        env: ENV,
        trace: { rows: false },
      });
      const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
      expect([text(result.stdout), text(result.stderr), result.exit]).toEqual([
        text(native.stdout),
        text(native.stderr),
        native.status,
      ]);
    });
  }
});
