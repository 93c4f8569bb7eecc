import { S_IFDIR, S_IFMT } from '../abi/stat';
import { examine } from './examine';
import { GivenFiles } from './given';
import type { GuestFile } from './types';

const ROOT = 'Drop a .tar with it on the notebook: root="NAME.tar" puts its files into the machine.';

/** Why a program cannot be run, where the kernel's errno would say little; undefined where it may. */
export function refusalOf(path: string, files: readonly GuestFile[]): string | undefined {
  const given = new GivenFiles(files);
  const file = given.find(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!file)
    return `there is no file ${path} in the machine: files="${name}" would give it a file of the notebook`;
  if (((file.mode ?? 0) & S_IFMT) === S_IFDIR) return `${path} is a directory`;
  const found = examine(file.bytes);
  switch (found.kind) {
    case 'other':
      return `${name} is no program: neither an ELF file nor a script that says #! and what runs it`;
    case 'foreign':
      return `${name} cannot be run: it is ${found.why}`;
    case 'script':
      if (given.find(found.interpreter)) return undefined;
      return `${name} is run by ${found.interpreter}, which is not in the machine. ${ROOT}`;
    case 'program': {
      if (found.interpreter === undefined || given.find(found.interpreter)) return undefined;
      const made = `tar chzf root.tar.gz $(ldd ${name} | grep -o '/[^ )]*')`;
      return `${name} is linked dynamically and wants ${found.interpreter}, which is not in the machine. ${ROOT} Where ${name} comes from, this makes one: ${made}. Or link it with -static`;
    }
  }
}
