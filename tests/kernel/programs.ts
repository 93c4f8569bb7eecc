import { readdirSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
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

/** Why this machine's kernel cannot judge a program: it says `Since Linux X.Y`, and the kernel is older; or undefined. */
export function tooOld(source: string): string | undefined {
  const [, major, minor] = /Since Linux (\d+)\.(\d+)/.exec(readFileSync(join(SOURCES, source), 'utf8')) ?? [];
  if (major === undefined) return undefined;
  const [here, below] = release().split('.').map(Number);
  const old = here < Number(major) || (here === Number(major) && below < Number(minor));
  return old ? `it holds to Linux ${major}.${minor}, and this is ${release()}` : undefined;
}

const WARNINGS = ['-Wall', '-Wextra', '-Wno-unused-parameter'];

/** With the C library, as programs are mostly written. */
const HOSTED = ['-O1', '-static', '-pthread', ...WARNINGS, '-I', SOURCES];

/** No library: what a program asks the kernel for is what its source says. */
const FREESTANDING = [
  ...['-O1', '-static', '-nostdlib', '-ffreestanding', '-fno-stack-protector', '-fno-pic', '-no-pie'],
  ...['-mgeneral-regs-only', ...WARNINGS, '-I', SOURCES],
];

/** Builds one into a folder; answers the program's path. */
export function buildProgram(source: string, folder: string): string {
  const program = join(folder, basename(source, '.c'));
  const file = join(SOURCES, source);
  const flags = readFileSync(file, 'utf8').includes('"hosted.h"') ? HOSTED : FREESTANDING;
  tool('gcc', [...flags, '-o', program, file]);
  return program;
}
