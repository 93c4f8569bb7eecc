import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { writeAll } from './stdio';

/** Reads a file that the command line names. A failure says which one, which Node's does not for a directory. */
export function readInput(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if (error instanceof Error) Object.assign(error, { path });
    throw error;
  }
}

/** Writes what a tool makes: to a file, or for `-` to standard output. */
export function writeOutput(path: string, bytes: Uint8Array, mode = 0o666): void {
  if (path === '-') writeAll(process.stdout.fd, bytes);
  else writeFileSync(path, bytes, { mode });
}

/** Opens a file for output, `-` for standard error, before the work is done that would be in vain without it. */
export function openOutput(path: string | undefined): number | undefined {
  if (path === undefined) return undefined;
  return path === '-' ? process.stderr.fd : openSync(path, 'w');
}

export function closeOutput(fd: number): void {
  if (fd !== process.stderr.fd) closeSync(fd);
}
