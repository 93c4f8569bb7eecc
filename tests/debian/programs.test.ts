import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRoot } from '../../lib/cli/hostfiles';
import { createLocalLab } from '../../lib/lab/local';
import { unpackPackages, which } from '../../scripts/tools.mjs';

const SCRIPTS = resolve('tests/debian/scripts');
const BASH = '/bin/bash';
/** Both are a tmpfs, which lists a directory the same way. */
const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const PATH = '/usr/bin:/bin:/usr/sbin:/sbin';

const missing =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'this is not x86-64 Linux'
    : existsSync(BASH)
      ? ''
      : `${BASH} is missing`;

/** What a script says in its first lines: commands that it needs, and packages that have some of them. */
const said = (script: string, what: 'needs' | 'packages'): string[] =>
  new RegExp(`^# ${what}: (.*)$`, 'm').exec(script)?.[1].split(' ') ?? [];

/** Where a script's commands and their libraries are: in the system, and in packages unpacked for it. */
function surroundings(script: string): Record<string, string> | undefined {
  const packages = said(script, 'packages');
  if (packages.length === 0) return { PATH };
  const folder = unpackPackages(packages);
  if (folder === undefined) return undefined;
  const commands = ['usr/bin', 'usr/sbin'].map((sub) => join(folder, sub)).join(':');
  return { PATH: `${commands}:${PATH}`, LD_LIBRARY_PATH: join(folder, 'usr/lib/x86_64-linux-gnu') };
}

/** Why a script cannot be run, or nothing. */
function lacking(script: string, env: Record<string, string> | undefined): string {
  if (env === undefined) return `not to be had: ${said(script, 'packages').join(', ')}`;
  const needs = said(script, 'needs');
  if (needs.length === 0)
    throw new Error('a script says what it needs in a line that begins with `# needs: `');
  const absent = needs.filter((command) => !which(command, env.PATH));
  return absent.length > 0 ? `missing: ${absent.join(', ')}` : '';
}

/** Pids in messages of bash differ, and scripts are named by where they are. */
const plain = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/line \d+:\s+\d+ /g, 'line N: PID ');

describe('programs of a distribution do here what they do on Linux', () => {
  const lab = createLocalLab();
  const prelude = readFileSync(join(SCRIPTS, '../prelude.sh'), 'utf8');
  for (const file of readdirSync(SCRIPTS).sort()) {
    const name = basename(file, '.sh');
    const script = readFileSync(join(SCRIPTS, file), 'utf8');
    const found = missing ? undefined : surroundings(script);
    const reason = missing || lacking(script, found);
    if (reason) console.log(`skipped, programs of a distribution, ${name}: ${reason}`);

    it.skipIf(reason)(name, { timeout: 180_000 }, async () => {
      const folder = mkdtempSync(join(SCRATCH, 'trapdoor-debian-'));
      try {
        const root = openRoot('/').files;
        const args = ['bash', '--norc', '-c', `mkdir -p ${folder}; cd ${folder}; ${prelude}\n${script}`];
        const env = { ...found, HOME: folder };
        const native = spawnSync(BASH, args.slice(1), {
          argv0: 'bash',
          input: '',
          env: env as never,
          maxBuffer: 2 ** 26,
        });
        // What the run there has left is not here.
        rmSync(folder, { recursive: true });
        const result = await lab.run({
          program: { path: BASH },
          args,
          files: root,
          stdin: new Uint8Array(0),
          env,
          limits: { memory: 2 ** 29 },
          trace: { rows: false },
        });
        expect({ stdout: plain(result.stdout), stderr: plain(result.stderr), exit: result.exit }).toEqual({
          stdout: plain(native.stdout),
          stderr: plain(native.stderr),
          exit: native.signal ? 128 + constants.signals[native.signal] : native.status,
        });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
