import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { RunRequest } from './types';

/**
 * Version of everything below the lab that decides what a run shows: processor, kernel, prices, trace. To be raised
 * whenever the same request would answer otherwise than before, so that kept outputs become stale.
 */
export const MACHINE_VERSION = 2;

/** JSON with sorted keys, in which bytes stand as their own hash and absent fields are left out. */
function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `"sha256:${bytesToHex(sha256(value))}"`;
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
