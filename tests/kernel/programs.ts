import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { tool } from '../programs/build';

/** A folder of C programs for each family of calls. */
export const SOURCES = resolve('tests/kernel/src');

/** Every program, as `family/name.c`. */
export const programs = (): string[] =>
  readdirSync(SOURCES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(SOURCES, name)).map((file) => `${name}/${file}`))
    .filter((file) => file.endsWith('.c'))
    .sort();

/** No library: what a program asks the kernel for is what its source says. */
const GCC = [
  ...['-O1', '-static', '-nostdlib', '-ffreestanding', '-fno-stack-protector', '-fno-pic', '-no-pie'],
  ...['-mgeneral-regs-only', '-Wall', '-Wextra', '-Wno-unused-parameter', '-I', SOURCES],
];

/** Builds one into a folder; answers the program's path. */
export function buildProgram(source: string, folder: string): string {
  const program = join(folder, basename(source, '.c'));
  tool('gcc', [...GCC, '-o', program, join(SOURCES, source)]);
  return program;
}
