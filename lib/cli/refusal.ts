import { refusal } from '../lab/refusal';

/** How the libraries of a program get into the machine. */
const ROOT = "--root / puts this machine's files into it";

const REMEDIES = { interpreter: ROOT, linker: `${ROOT}, or link it with -static` };

/**
 * Why a program of the host's cannot be run, with the remedy; undefined where it may.
 * @param has whether the machine has a file at a path
 */
export function refusalOnHost(
  name: string,
  { bytes, mode }: { bytes: Uint8Array; mode: number },
  has: (path: string) => boolean,
): string | undefined {
  const refused = refusal(name, bytes, has);
  if (refused) return refused.missing ? `${refused.why}: ${REMEDIES[refused.missing]}` : refused.why;
  return (mode & 0o111) === 0 ? `${name} has no permission to be run: chmod +x ${name}` : undefined;
}
