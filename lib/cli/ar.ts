import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isElf, readArchive, STB, writeArchive } from '../elf';
import { readObject } from '../toolchain/object';
import { readInput } from './files';
import type { Command } from './main';
import { type Parsed, UsageError } from './options';

/** `trapdoor ar`: lists, takes apart and makes archives. */
export const ar: Command = {
  name: 'ar',
  operands: 't|x|p|rcs ARCHIVE [FILE...]',
  summary: 'list (t), extract (x), print (p) or make (rcs) an archive',
  options: [],
  optionsAnywhere: false,
  async run({ operands: [given, archive, ...files] }: Parsed): Promise<number> {
    if (given === undefined || archive === undefined)
      throw new UsageError('it wants an operation and an archive');
    const operation = /^[trxp]/.exec(given)?.[0] ?? /[trxpq]/.exec(given)?.[0];
    if (!operation || /[^trxpqcsuvDU]/.test(given))
      throw new UsageError(`'${given}' is none of t, x, p and rcs`);
    if (operation === 'r' || operation === 'q') return make(archive, files);
    const { members } = readArchive(readInput(archive));
    const missing = files.filter((file) => !members.some((m) => m.name === file));
    if (missing.length) throw new Error(`${archive} has no member ${missing.join(', ')}`);
    for (const member of members) {
      if (files.length && !files.includes(member.name)) continue;
      if (operation === 't') process.stdout.write(`${member.name}\n`);
      else if (operation === 'p') process.stdout.write(member.bytes);
      // A member's name is a file's, never a path out of this folder.
      else writeFileSync(path.basename(member.name), member.bytes);
    }
    return 0;
  },
};

function make(archive: string, files: readonly string[]): number {
  const members = files.map((file) => {
    const bytes = readInput(file);
    const symbols = isElf(bytes)
      ? readObject(bytes, file)
          .symbols.filter((s) => s.binding !== STB.LOCAL && s.section !== 'undefined' && s.name)
          .map((s) => s.name)
      : [];
    return { name: path.basename(file), bytes, symbols };
  });
  writeFileSync(archive, writeArchive(members));
  return 0;
}
