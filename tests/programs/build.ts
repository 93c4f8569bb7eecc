import { spawnSync } from 'node:child_process';
import { basename, extname, join, resolve } from 'node:path';

/** Tests and benches run at the top of the source tree. */
export const SOURCES = resolve('tests/programs/src');

/** What makes a static program of C without a library. */
const GCC = ['-nostdlib', '-static', '-ffreestanding', '-fno-stack-protector', '-Wall', '-Wextra'];

/** Runs one of the host's tools; throws with what it said when it fails. */
export function tool(command: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
  return stdout;
}

/** Builds a program with the host's as and ld, or gcc, into a folder; answers its path. `sse` allows SSE2. */
export function build(from: string, folder: string, optimise = '-O2', sse = false): string {
  const name = basename(from, extname(from));
  const program = join(folder, name);
  if (extname(from) === '.c')
    tool('gcc', [...GCC, sse ? '-msse2' : '-mgeneral-regs-only', optimise, '-o', program, from]);
  else {
    tool('as', ['-o', `${program}.o`, from]);
    tool('ld', ['-o', program, `${program}.o`]);
  }
  return program;
}
