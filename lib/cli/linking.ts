import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ElfError, ET, isArchive, isElf, readArchive, readElf } from '../elf';
import { type Diagnostic, formatDiagnostic } from '../toolchain';
import { type LinkInput, link, readShared } from '../toolchain/ld';
import { readObject } from '../toolchain/object';
import { readInput, writeOutput } from './files';
import type { LdArguments, LdInput } from './ldargs';
import { UsageError } from './options';

/** Where libraries are looked for besides -L, as Debian's ld does. */
const SEARCH = [
  '/usr/local/lib/x86_64-linux-gnu',
  '/lib/x86_64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/local/lib',
  '/lib',
  '/usr/lib',
];
/** Scripts that name scripts that name scripts end here. */
const MAX_DEPTH = 10;

/**
 * Links what a command line names, with more before and after it; prints what there is to say, and answers the exit
 * status.
 */
export function linkFiles(
  given: LdArguments,
  before: readonly LinkInput[] = [],
  after: readonly LinkInput[] = [],
): number {
  const inputs = [...before, ...given.inputs.flatMap((input) => load(input, given, 0)), ...after];
  if (inputs.length === 0) throw new UsageError('there is nothing to link');
  const { versionScriptFile, options } = given;
  const versionScript = versionScriptFile ? readFileSync(versionScriptFile, 'utf8') : options.versionScript;
  const { elf, diagnostics } = link(inputs, { ...options, versionScript });
  print(diagnostics);
  if (!elf) return 1;
  writeOutput(given.output, elf, 0o777);
  return 0;
}

export function print(diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) process.stderr.write(`${formatDiagnostic(diagnostic)}\n`);
}

function load(input: LdInput, given: LdArguments, depth: number): LinkInput[] {
  const file = input.isLibrary ? find(input, given) : input.name;
  return loadFile(file, input, given, depth);
}

function loadFile(file: string, input: LdInput, given: LdArguments, depth: number): LinkInput[] {
  const bytes = readInput(file);
  try {
    if (isArchive(bytes))
      return [{ kind: 'archive', name: file, archive: readArchive(bytes), whole: input.whole }];
    if (isElf(bytes)) {
      if (readElf(bytes).header.type === ET.DYN)
        return [{ kind: 'shared', library: readShared(bytes, file), asNeeded: input.asNeeded }];
      return [{ kind: 'object', object: readObject(bytes, file) }];
    }
  } catch (error) {
    if (error instanceof ElfError) throw new Error(`${file}: ${error.message}`);
    throw error;
  }
  const names = readScript(new TextDecoder().decode(bytes));
  if (!names)
    throw new Error(`${file}: neither an object, an archive nor a linker script with GROUP or INPUT`);
  if (depth >= MAX_DEPTH) throw new Error(`${file}: linker scripts name each other without end`);
  return names.flatMap(({ name, asNeeded }) => {
    const next = { ...input, asNeeded: input.asNeeded || asNeeded };
    const library = /^-l(.+)$/.exec(name);
    if (library) return load({ ...next, name: library[1], isLibrary: true }, given, depth + 1);
    const folders = [path.dirname(file), ...foldersOf(given)].map((folder) => path.join(folder, name));
    const at = [name, ...folders].find((candidate) => existsSync(candidate));
    if (at === undefined) throw new Error(`${file}: there is no '${name}', which it names`);
    return loadFile(at, { ...next, isLibrary: false }, given, depth + 1);
  });
}

const foldersOf = (given: LdArguments) =>
  [...given.search, ...SEARCH].map((dir) => dir.replace(/^=|^\$SYSROOT/, given.sysroot));

function find({ name, archivesOnly }: LdInput, given: LdArguments): string {
  const folders = foldersOf(given);
  const exact = name.startsWith(':') ? [name.slice(1)] : undefined;
  const isStatic = archivesOnly || given.options.static;
  const names = exact ?? (isStatic ? [`lib${name}.a`] : [`lib${name}.so`, `lib${name}.a`]);
  for (const folder of folders)
    for (const candidate of names) {
      const file = path.join(folder, candidate);
      if (existsSync(file)) return file;
    }
  throw new Error(`cannot find -l${name}: no ${names.join(' or ')} in ${folders.join(', ')}`);
}

/** The files of a script such as libc.so: `GROUP ( a b AS_NEEDED ( c ) )`. */
export function readScript(text: string): { name: string; asNeeded: boolean }[] | undefined {
  const tokens = text.replace(/\/\*[\s\S]*?\*\//g, ' ').match(/[(),]|[^\s(),]+/g) ?? [];
  const files: { name: string; asNeeded: boolean }[] = [];
  let known = false;
  const nesting: string[] = [];
  let word = '';
  for (const token of tokens) {
    if (token === '(') nesting.push(word);
    else if (token === ')') nesting.pop();
    else if (token !== ',') {
      const around = nesting[0];
      if (around === 'GROUP' || around === 'INPUT') {
        known = true;
        if (token !== 'AS_NEEDED') files.push({ name: token, asNeeded: nesting.includes('AS_NEEDED') });
      }
      word = token;
    }
  }
  return known ? files : undefined;
}
