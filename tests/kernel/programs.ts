import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
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

const unshares = (kinds: string): boolean => spawnSync('unshare', [...kinds.split(' '), 'true']).status === 0;

/** What a program may say that it needs, as `Needs` and one of these names, and whether it is to be had here. */
const NEEDS: Readonly<Record<string, () => boolean>> = {
  // Most containers have none.
  namespaces: () => unshares('--mount --uts --ipc --net --pid --fork') && unshares('--user --map-root-user'),
  landlock: () =>
    existsSync('/proc/kallsyms') && readFileSync('/proc/kallsyms', 'utf8').includes('landlock_restrict_self'),
  keyrings: () => existsSync('/proc/keys'),
  'set-user-ID': () =>
    !/\bnosuid\b/.test(spawnSync('findmnt', ['-no', 'OPTIONS', '-T', tmpdir()], { encoding: 'utf8' }).stdout),
};

/** Why this machine cannot judge a program: what it needs is not here, or the kernel is older than it says; or undefined. */
export function cannotJudge(source: string): string | undefined {
  const text = readFileSync(join(SOURCES, source), 'utf8');
  for (const [need, isHere] of Object.entries(NEEDS))
    if (text.includes(`Needs ${need}`) && !isHere()) return `it needs ${need}, which is not to be had here`;
  const [, major, minor] = /Since Linux (\d+)\.(\d+)/.exec(text) ?? [];
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
