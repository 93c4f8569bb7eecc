import { S_IFDIR, S_IFMT } from '../abi/stat';
import { examine } from './examine';
import { GivenFiles } from './given';
import type { GuestFile } from './types';

/** Why a file cannot be run. */
export interface Refusal {
  why: string;
  /** What the machine has to have first, the program that runs a script or the linker that loads one. */
  missing?: 'interpreter' | 'linker';
}

/**
 * Why the machine cannot run a file, where the kernel's errno would say little; undefined where it may. What can be done
 * about it each face of the lab says in its own words.
 *
 * @param has whether the machine has a file at a path
 */
export function refusal(
  name: string,
  bytes: Uint8Array,
  has: (path: string) => boolean,
): Refusal | undefined {
  const found = examine(bytes);
  switch (found.kind) {
    case 'other':
      return { why: `${name} is no program: neither an ELF file nor a script that says #! and what runs it` };
    case 'foreign':
      return { why: `${name} cannot be run: it is ${found.why}` };
    case 'script': {
      const { interpreter } = found;
      if (interpreter === '')
        return { why: `${name} cannot be run: its first line names no program after #!` };
      if (has(interpreter)) return undefined;
      return { why: `${name} is run by ${interpreter}, which is not in the machine`, missing: 'interpreter' };
    }
    case 'program': {
      const { interpreter } = found;
      if (interpreter === undefined || has(interpreter)) return undefined;
      return {
        why: `${name} is linked dynamically and wants ${interpreter}, which is not in the machine`,
        missing: 'linker',
      };
    }
  }
}

const ROOT = 'Drop a .tar with it on the notebook: root="NAME.tar" puts its files into the machine.';

const REMEDIES: Record<NonNullable<Refusal['missing']>, (name: string) => string> = {
  interpreter: () => ROOT,
  linker: (name) =>
    `${ROOT} Where ${name} comes from, this makes one: tar chzf root.tar.gz $(ldd ${name} | grep -o '/[^ )]*'). Or link it with -static`,
};

/** Why the program of a notebook's cell cannot be run, with the remedy; undefined where it may. */
export function refusalOf(path: string, files: readonly GuestFile[]): string | undefined {
  const given = new GivenFiles(files);
  const file = given.find(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!file)
    return `there is no file ${path} in the machine: files="${name}" would give it a file of the notebook`;
  if (((file.mode ?? 0) & S_IFMT) === S_IFDIR) return `${path} is a directory`;
  const refused = refusal(name, file.bytes, (other) => given.find(other) !== undefined);
  return refused?.missing ? `${refused.why}. ${REMEDIES[refused.missing](name)}` : refused?.why;
}
