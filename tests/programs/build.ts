import { spawnSync } from 'node:child_process';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SOURCES = fileURLToPath(new URL('src', import.meta.url));

/** What makes a static program of C without a library. */
const GCC = [
  '-nostdlib',
  '-static',
  '-ffreestanding',
  '-fno-stack-protector',
  '-mgeneral-regs-only',
  '-Wall',
  '-Wextra',
];

/** Runs one of the host's tools; throws with what it said when it fails. */
export function tool(command: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
  return stdout;
}

/** Builds a program of src/ with the host's as and ld, or gcc, into a folder; answers its path. */
export function build(source: string, folder: string, optimise = '-O2'): string {
  const from = join(SOURCES, source);
  const name = basename(source, extname(source));
  const program = join(folder, name);
  if (extname(source) === '.c') tool('gcc', [...GCC, optimise, '-o', program, from]);
  else {
    tool('as', ['-o', `${program}.o`, from]);
    tool('ld', ['-o', program, `${program}.o`]);
  }
  return program;
}
