import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Provenance, RunRequest } from './types';

/**
 * Version of everything below the lab that decides what a run shows: processor, kernel, prices, trace. To be raised
 * whenever the same request would answer otherwise than before, so that kept outputs become stale.
 */
export const MACHINE_VERSION = 9;

/** Hashes of bytes already seen: a notebook's files go into the key of each of its runs. Nobody changes bytes in place. */
const seen = new WeakMap<Uint8Array, string>();

function bytesHash(bytes: Uint8Array): string {
  const known = seen.get(bytes) ?? bytesToHex(sha256(bytes));
  seen.set(bytes, known);
  return known;
}

/** Bytes from which on the platform's own hash is worth waiting for: ours takes 10 ms for a MB, in a new process 20. */
const LARGE = 1 << 16;

/** Hashes the large files of a request ahead, so that runKey and provenanceOf find them hashed. */
export async function hashFiles(request: RunRequest): Promise<void> {
  // Only where the page came over a safe connection; the hashes are the same without.
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return;
  const large = bytesIn(request).filter((bytes) => bytes.length >= LARGE && !seen.has(bytes));
  await Promise.all(
    large.map(async (bytes) => {
      seen.set(bytes, bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource))));
    }),
  );
}

function bytesIn(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesIn) : [];
}

/** JSON with sorted keys, in which bytes stand as their own hash and absent fields are left out. */
function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `"sha256:${bytesHash(value)}"`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join()}}`;
}

/** The hash of all that decides what a run shows: two runs with the same key have the same result. */
export function runKey(request: RunRequest): string {
  return bytesToHex(sha256(utf8ToBytes(`${MACHINE_VERSION}\n${canonical(request)}`)));
}

/** The seed of a run whose request names none. */
export const DEFAULT_SEED = 1;

/** Where the result of a request comes from. */
export function provenanceOf({ program, seed = DEFAULT_SEED }: RunRequest, profile: string): Provenance {
  const source = bytesToHex(sha256(utf8ToBytes(canonical(program)))).slice(0, 12);
  return { source, profile, seed, machine: MACHINE_VERSION };
}
