import { closeSync, openSync, readFileSync } from 'node:fs';

/** Reads a file that the command line names. A failure says which one, which Node's does not for a directory. */
export function readInput(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if (error instanceof Error) Object.assign(error, { path });
    throw error;
  }
}

/** Opens a file for output, `-` for standard error, before the work is done that would be in vain without it. */
export function openOutput(path: string | undefined): number | undefined {
  if (path === undefined) return undefined;
  return path === '-' ? process.stderr.fd : openSync(path, 'w');
}

export function closeOutput(fd: number): void {
  if (fd !== process.stderr.fd) closeSync(fd);
}
