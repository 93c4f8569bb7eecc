import { examine } from '../lab/examine';

/** How the libraries of a program get into the machine. */
const ROOT = "--root / puts this machine's files into it";

/**
 * Why a program of the host's cannot be run, where the kernel's errno would say little; undefined where it may.
 * @param has whether the machine has a file at a path
 */
export function refusal(
  name: string,
  { bytes, mode }: { bytes: Uint8Array; mode: number },
  has: (path: string) => boolean,
): string | undefined {
  const found = examine(bytes);
  switch (found.kind) {
    case 'other':
      return `${name} is no program: neither an ELF file nor a script that says #! and what runs it`;
    case 'foreign':
      return `${name} cannot be run: it is ${found.why}`;
    case 'script':
      if (found.interpreter === '') return `${name} cannot be run: its first line names no program after #!`;
      if (!has(found.interpreter))
        return `${name} is run by ${found.interpreter}, which is not in the machine: ${ROOT}`;
      break;
    case 'program':
      if (found.interpreter !== undefined && !has(found.interpreter))
        return (
          `${name} is linked dynamically and wants ${found.interpreter}, which is not in the machine: ` +
          `${ROOT}, or link it with -static`
        );
  }
  if ((mode & 0o111) === 0) return `${name} has no permission to be run: chmod +x ${name}`;
  return undefined;
}
