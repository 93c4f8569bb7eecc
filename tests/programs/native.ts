import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Program } from './table';

/** What a program did that others can see. */
export interface Seen {
  stdout: string;
  stderr: string;
  /** 128 + signal when a signal ended it. */
  exit: number;
}

/** Runs a built program on this machine, in an empty directory, from where it is `./name`. */
export function runNative(program: string, { args = [], stdin = '', env = {} }: Program): Seen {
  return inEmptyDirectory(program, (command, cwd) => run(command, args, stdin, env, cwd));
}

/** The same under strace -f; answers the trace. */
export function straceNative(program: string, { args = [], stdin = '', env = {} }: Program): string {
  return inEmptyDirectory(program, (command, cwd) => {
    const log = join(cwd, '..', `${basename(cwd)}.strace`);
    // -E gives variables to the program alone, and takes away the one that strace itself needs.
    const variables = [
      '-E',
      'PATH',
      ...Object.entries(env).flatMap(([name, value]) => ['-E', `${name}=${value}`]),
    ];
    run(
      'strace',
      ['-f', '-o', log, ...variables, command, ...args],
      stdin,
      { PATH: process.env.PATH ?? '' },
      cwd,
    );
    const text = readFileSync(log, 'utf8');
    rmSync(log);
    return text;
  });
}

function inEmptyDirectory<T>(program: string, act: (command: string, cwd: string) => T): T {
  const cwd = mkdtempSync(join(tmpdir(), 'trapdoor-run-'));
  try {
    copyFileSync(program, join(cwd, basename(program)));
    return act(`./${basename(program)}`, cwd);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function run(command: string, args: string[], stdin: string, env: Record<string, string>, cwd: string): Seen {
  const result = spawnSync(command, args, {
    cwd,
    env: env as NodeJS.ProcessEnv,
    input: stdin,
    encoding: 'latin1',
    timeout: 30_000,
    maxBuffer: 2 ** 26,
  });
  if (result.error) throw result.error;
  const exit = result.status ?? 128 + constants.signals[result.signal ?? 'SIGKILL'];
  return { stdout: result.stdout, stderr: result.stderr, exit };
}
